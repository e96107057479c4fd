"""Post-transforms: placeholders → the formatted text, notes and lists of the resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from citator.csl.tree import capitalise
from citator.diagnostics import Code, Diagnostic
from citator.model.anchors import entry_anchor, note_anchor, note_mark_anchor
from citator.model.inline import Inlines
from citator.site.words import place_in_source
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.inline_nodes import LinkToEntry, link_attributes, to_nodes
from citator.sphinxext.lists import Lists, printed_lists
from citator.sphinxext.nodes import (
    citation_text,
    citator_bibliography,
    citator_citation,
    citator_claim,
    citator_mention,
)
from citator.sphinxext.note_words import as_note, inside_note, set_mark, unresolved
from citator.sphinxext.notes import Notes
from citator.sphinxext.records import CitationRecord, ResolvedCitation
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import position, remove_with_space


class ResolveCitations(SphinxPostTransform):
    """Writes citations, notes and lists into a document, or into several that a builder has put together."""

    # before Sphinx resolves its own references (10)
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Resolve every placeholder of ours, in what this format prints."""
        process_only_nodes(self.document, self.env._tags)
        for claim in list(self.document.findall(citator_claim)):
            remove_with_space(claim)
        self._domain = citation_domain(self.env)
        self._resolution = self._domain.resolution
        self._notes = Notes(self.document, self._resolution.footnotes)
        self._lists = Lists(self.app, printed_lists(self._domain, self.env._tags))
        for node in list(self.document.findall(citator_citation)):
            self._resolve_citation(node)
        # before notes are taken out, one of which may hold a list
        for bibliography in list(self.document.findall(citator_bibliography)):
            self._lists.fill(bibliography)
        if self._resolution.renumbered:
            self._notes.collect()
        self._notes.place()

    def _resolve_citation(self, node: citator_citation) -> None:
        if node.parent is None:  # it has joined the note of a citation before it
            return
        docname = node["docname"]
        resolved = self._resolution.citations.get((docname, node["ordinal"]))
        if resolved is None:
            node.replace_self(nodes.inline("", node["source_text"], classes=["citator-unresolved"]))
            return
        record = self._domain.documents[docname].citations[node["ordinal"] - 1]
        if record.in_link and resolved.items:
            self._tell_nested(record)
        if resolved.starts_note:
            self._write_note(node, record, resolved)
        else:
            content = resolved.text or resolved.note or ()
            if record.footnote is not None and resolved.note:
                content = inside_note(node, resolved.text, resolved.note, capital=resolved.capital)
            written = self._in_sentence(record, resolved, content)
            if written:
                node.replace_self(written)
            else:  # {cite:empty}
                remove_with_space(node)

    def _in_sentence(self, record: CitationRecord, resolved: ResolvedCitation, content: Inlines) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        if content and resolved.items:
            result.append(self._mention(record, resolved, self._text(record, resolved, content)))
        elif content:
            result.extend(to_nodes(content))
        return [*result, *unresolved(resolved.unknown, result)]

    def _text(self, record: CitationRecord, resolved: ResolvedCitation, content: Inlines) -> citation_text:
        link = None if record.in_link else self._linker(record, resolved.targets)
        return citation_text("", "", *to_nodes(content, link), docname=record.docname)

    @staticmethod
    def _mention(record: CitationRecord, resolved: ResolvedCitation, *children: nodes.Node) -> citator_mention:
        return citator_mention(
            "",
            "",
            *children,
            ids=[item.anchor for item in resolved.items],
            keys=[item.key for item in resolved.items],
            docname=record.docname,
        )

    def _linker(self, record: CitationRecord, targets: Sequence[tuple[str, str, str]]) -> LinkToEntry:
        places = self._lists.lead_to(targets)
        locators = {
            item.key: place_in_source(item.locator.label, item.locator.value, self.config.language)
            for item in record.citation.items
            if item.locator
        }

        def link(key: str) -> dict[str, str]:
            if key not in places:
                return {}
            target, entry_key = places[key]
            attributes = link_attributes(self.app.builder, record.docname, target, entry_anchor(entry_key))
            return attributes | ({"locator": locators[key]} if key in locators else {})

        return link

    def _tell_nested(self, record: CitationRecord) -> None:
        key = record.citation.items[0].key
        message = f"citation of '{key}' inside a link's text is set without its link; move it out of the link"
        note_diagnostic(self.env, Diagnostic(Code.NESTED_LINK, message, record.citation.where))

    def _write_note(self, node: citator_citation, record: CitationRecord, resolved: ResolvedCitation) -> None:
        number = resolved.note_number
        assert number is not None
        members = [(record, resolved), *self._take_joined(node, record, resolved)]
        paragraph = nodes.paragraph("")
        for index, (member, answer) in enumerate(members):
            last = index == len(members) - 1
            note = answer.note or answer.text
            content = as_note(capitalise(note) if answer.capital and index == 0 else note, last=last)
            paragraph += self._text(member, answer, content)
            paragraph.extend(unresolved(answer.unknown, [paragraph]))
            if not last:
                paragraph += nodes.Text("; ")
        mark = nodes.footnote_reference(
            "", str(number), refid=note_anchor(number), ids=[note_mark_anchor(number)], docname=record.docname
        )
        mentions = [answer for _, answer in members if answer.items]
        marked = citator_mention(
            "",
            "",
            mark,
            ids=[item.anchor for answer in mentions for item in answer.items],
            keys=[item.key for answer in mentions for item in answer.items],
            docname=record.docname,
        )
        # the part of a narrative citation that stands in the sentence, before its note
        set_mark(node, [self._text(record, resolved, resolved.text)] if resolved.text else [], marked)
        self._notes.found[record.docname].append(
            nodes.footnote(
                "",
                nodes.label("", str(number)),
                paragraph,
                ids=[note_anchor(number)],
                backrefs=[note_mark_anchor(number)],
                docname=record.docname,
                citation=True,
            )
        )

    def _take_joined(
        self, node: citator_citation, record: CitationRecord, resolved: ResolvedCitation
    ) -> list[tuple[CitationRecord, ResolvedCitation]]:
        """Take the citations that join this note out of the text."""
        citations = self._domain.documents[record.docname].citations
        joined = []
        for sibling in list(node.parent.children[position(node) + 1 :]):
            if isinstance(sibling, citator_citation) and sibling["ordinal"] in resolved.joined:
                remove_with_space(sibling)
                joined.append(
                    (
                        citations[sibling["ordinal"] - 1],
                        self._resolution.citations[record.docname, sibling["ordinal"]],
                    )
                )
        return joined


def setup(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(ResolveCitations)
