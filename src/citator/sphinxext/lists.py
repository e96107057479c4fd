"""Bibliographies as they are written: their entries, with links back to what cites each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from docutils import nodes
from msgspec import Struct
from sphinx.application import Sphinx
from sphinx.util.tags import Tags

from citator.model.anchors import entry_anchor
from citator.site.words import say
from citator.sphinxext.bibliographies import ListKey, anchor_entries
from citator.sphinxext.domain import CitationDomain
from citator.sphinxext.inline_nodes import link_attributes, to_nodes
from citator.sphinxext.nodes import (
    citator_backlinks,
    citator_bibliography,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
)
from citator.sphinxext.only import is_printed
from citator.sphinxext.records import BibliographyRecord, Mention, ResolvedBibliography, ResolvedEntry
from citator.sphinxext.titles import one_line


def printed_lists(domain: CitationDomain, tags: Tags) -> Mapping[ListKey, ResolvedBibliography]:
    """Return the lists that a format, which has these tags, prints, with the anchors that they have in it."""
    records = [record for document in domain.documents.values() for record in document.bibliographies]
    lists = domain.resolution.bibliographies
    if not any(record.condition for record in records):
        return lists
    return anchor_entries([record for record in records if is_printed(record.condition, tags)], lists)


class Lists(Struct, frozen=True, dict=True):
    """Writes the bibliographies that the format that is being written prints."""

    app: Sphinx
    resolved: Mapping[ListKey, ResolvedBibliography]

    @cached_property
    def _anchors(self) -> set[tuple[str, str]]:
        """The entries that can be led to, each by its page and its key."""
        return {
            (page, entry.key) for (page, _), one in self.resolved.items() for entry in one.entries if entry.anchored
        }

    def lead_to(self, targets: Sequence[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
        """Return, of a citation's targets, the first of each work that this format prints: page and key of the entry."""
        return {key: (page, entry) for key, page, entry in reversed(targets) if (page, entry) in self._anchors}

    def fill(self, node: citator_bibliography) -> None:
        """Write the list that a placeholder stands for; one without entries goes."""
        record: BibliographyRecord = node["record"]
        resolved = self.resolved.get((record.docname, record.ordinal))
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
