"""Bibliographies as they are written: their entries, with links back to what cites each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from docutils import nodes
from msgspec import Struct
from sphinx.application import Sphinx

from citator.model.anchors import entry_anchor
from citator.site.words import say
from citator.sphinxext.inline_nodes import link_attributes, to_nodes
from citator.sphinxext.nodes import (
    citator_backlinks,
    citator_bibliography,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
)
from citator.sphinxext.only import is_printed
from citator.sphinxext.records import BibliographyRecord, Mention, Resolution, ResolvedBibliography, ResolvedEntry
from citator.sphinxext.titles import one_line


class Lists(Struct, frozen=True):
    """Writes the bibliographies of a resolution for the format that is being written."""

    app: Sphinx
    resolution: Resolution

    def fill(self, node: citator_bibliography) -> None:
        """Write the list that a placeholder stands for; one without entries goes."""
        record: BibliographyRecord = node["record"]
        resolved = self.resolution.bibliographies.get((record.docname, record.ordinal))
        if resolved is None or not resolved.entries:
            node.parent.remove(node)
            return
        if record.where.line is not None:
            node.line = record.where.line
        if record.list_ != "citation":
            node.replace_self(self._plain_list(record, resolved))
            return
        node.attributes.update(
            hanging=resolved.hanging,
            labelled=any(entry.label for entry in resolved.entries),
            docname=record.docname,
            title=_section_title(node),
        )
        node.extend(self._entry(record, entry) for entry in resolved.entries)

    def _entry(self, record: BibliographyRecord, entry: ResolvedEntry) -> citator_entry:
        ids = [entry_anchor(entry.key)] if entry.anchored else []
        node = citator_entry("", key=entry.key, ids=ids, docname=record.docname)
        if entry.label:
            node += citator_entry_label("", "", *to_nodes(entry.label))
        node += citator_entry_content("", "", *to_nodes(entry.content))
        if mentions := self._printed(entry):
            node += self._backlinks(record.docname, mentions)
        return node

    def _printed(self, entry: ResolvedEntry) -> list[Mention]:
        """Return those mentions of a work that this format prints."""
        return [mention for mention in entry.mentions if is_printed(mention.condition, self.app.env._tags)]

    def _plain_list(self, record: BibliographyRecord, resolved: ResolvedBibliography) -> nodes.Element:
        """Return docutils' own list, for ``:list: bullet`` and ``:list: enumerated``."""
        result: nodes.Element = nodes.bullet_list("", bullet="*")
        if record.list_ == "enumerated":
            result = nodes.enumerated_list("", enumtype=record.enumtype, prefix="", suffix=".")
            if resolved.start != 1:
                result["start"] = resolved.start
        for entry in resolved.entries:
            ids = [entry_anchor(entry.key)] if entry.anchored else []
            item = nodes.list_item("", nodes.paragraph("", "", *to_nodes(entry.content), ids=ids))
            if entry.anchored and (mentions := self._printed(entry)):
                item += self._backlinks(record.docname, mentions)
            result += item
        return result

    def _backlinks(self, docname: str, mentions: Sequence[Mention]) -> citator_backlinks:
        """Return links to all mentions: the first in a section by its name, further ones by a number."""
        node = citator_backlinks("", targets=[(mention.docname, mention.anchor) for mention in mentions])
        count: dict[tuple[str, str], int] = defaultdict(int)
        for mention in mentions:
            count[mention.docname, mention.section] += 1
            number = count[mention.docname, mention.section]
            text = mention.section if number == 1 else str(number)
            name = mention.section
            if number > 1:
                name = say(self.app.config.language, "{section}, mention {number}", section=name, number=number)
            attributes = link_attributes(self.app.builder, docname, mention.docname, mention.anchor)
            node += nodes.reference("", text, internal=True, accessible_name=name, **attributes)
        return node


def _section_title(node: nodes.Node) -> str:
    current = node.parent
    while current is not None and not isinstance(current, nodes.section):
        current = current.parent
    title = next((child for child in current.children if isinstance(child, nodes.title)), None) if current else None
    return one_line(title) if title is not None else ""
