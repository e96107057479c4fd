"""Post-transforms: placeholders → the formatted text, notes and lists of the resolution."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from msgspec.structs import replace
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from citator.csl.tree import capitalise
from citator.diagnostics import Code, Diagnostic
from citator.model.anchors import entry_anchor, note_anchor, note_mark_anchor
from citator.model.inline import Inlines, Text, plain_text
from citator.site.words import place_in_source, say
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.inline_nodes import LinkToEntry, to_nodes
from citator.sphinxext.nodes import (
    citation_text,
    citator_backlinks,
    citator_bibliography,
    citator_citation,
    citator_claim,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
    citator_mention,
    citator_notes,
)
from citator.sphinxext.only import is_printed
from citator.sphinxext.records import (
    BibliographyRecord,
    CitationRecord,
    Mention,
    ResolvedBibliography,
    ResolvedCitation,
    ResolvedEntry,
)
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import position, remove_with_space, strip_space_before
from citator.sphinxext.titles import one_line

#: What a note's mark stands after: closing punctuation with its quotation marks (Chicago Manual of Style 18, 13.29).
_PUNCTUATION = re.compile(r"^(?:[.,;:!?…]+[”’\"'»]*|[”’\"'»]+[.,;:!?…]*)")


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
        self._notes: dict[str, list[nodes.footnote]] = defaultdict(list)
        for node in list(self.document.findall(citator_citation)):
            self._resolve_citation(node)
        if self._resolution.renumbered:
            self._renumber_footnotes()
        for bibliography in list(self.document.findall(citator_bibliography)):
            self._fill(bibliography)
        self._place_notes()

    # -- citations ------------------------------------------------------------------------------------------------

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
                content = _inside_note(node, resolved.note, capital=resolved.capital)
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
        return [*result, *_unresolved(resolved.unknown, result)]

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
        places = {key: (target, entry_key) for key, target, entry_key in targets}
        locators = {
            item.key: place_in_source(item.locator.label, item.locator.value, self.config.language)
            for item in record.citation.items
            if item.locator
        }

        def link(key: str) -> dict[str, str]:
            if key not in places:
                return {}
            target, entry_key = places[key]
            attributes = self._link_attributes(record.docname, target, entry_anchor(entry_key))
            return attributes | ({"locator": locators[key]} if key in locators else {})

        return link

    def _link_attributes(self, docname: str, target: str, anchor: str) -> dict[str, str]:
        """Return ``refid`` on the same page, ``refuri`` across pages; ``refdocname`` serves builders of one file."""
        if target == docname:
            return {"refid": anchor, "refdocname": target}
        uri = self.app.builder.get_relative_uri(docname, target)
        return {"refuri": f"{uri}#{anchor}", "refid_there": anchor, "refdocname": target}

    def _tell_nested(self, record: CitationRecord) -> None:
        key = record.citation.items[0].key
        message = f"citation of '{key}' inside a link's text is set without its link; move it out of the link"
        note_diagnostic(self.env, Diagnostic(Code.NESTED_LINK, message, record.citation.where))

    # -- notes ----------------------------------------------------------------------------------------------------

    def _write_note(self, node: citator_citation, record: CitationRecord, resolved: ResolvedCitation) -> None:
        number = resolved.note_number
        assert number is not None
        members = [(record, resolved), *self._take_joined(node, record, resolved)]
        paragraph = nodes.paragraph("")
        for index, (member, answer) in enumerate(members):
            last = index == len(members) - 1
            note = answer.note or answer.text
            content = _as_note(capitalise(note) if answer.capital and index == 0 else note, last=last)
            paragraph += self._text(member, answer, content)
            paragraph.extend(_unresolved(answer.unknown, [paragraph]))
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
        before = [self._mention_free_text(record, resolved)] if resolved.text else []
        _set_mark(node, [part for parts in before for part in parts], marked)
        self._notes[record.docname].append(
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

    def _mention_free_text(self, record: CitationRecord, resolved: ResolvedCitation) -> list[nodes.Node]:
        """Return the part of a narrative citation that stands in the sentence, before its note."""
        return [self._text(record, resolved, resolved.text)]

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

    def _renumber_footnotes(self) -> None:
        """Give authors' footnotes their numbers in the one sequence, and collect them."""
        numbers = self._resolution.footnotes
        self._drop_uncalled()
        marks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for mark in self.document.findall(nodes.footnote_reference):
            here = (mark.get("docname", ""), mark.get("refid", ""))
            if here in numbers:
                number = numbers[here]
                mark.children.clear()
                mark += nodes.Text(str(number))
                anchor = note_mark_anchor(number, len(marks[here]) + 1)
                mark["ids"] = [anchor]
                mark["refid"] = note_anchor(number)
                marks[here].append(anchor)
                strip_space_before(mark)
        for footnote in list(self.document.findall(nodes.footnote)):
            docname = footnote.get("docname", "")
            number_of = next((numbers[docname, id_] for id_ in footnote["ids"] if (docname, id_) in numbers), None)
            if number_of is None:
                continue
            here = next((docname, id_) for id_ in footnote["ids"] if (docname, id_) in numbers)
            if footnote.children and isinstance(footnote[0], nodes.label):
                footnote[0].replace_self(nodes.label("", str(number_of)))
            footnote["ids"] = [note_anchor(number_of)]
            footnote["backrefs"] = marks[here]
            footnote.parent.remove(footnote)
            self._notes[docname].append(footnote)
        for transition in list(self.document.findall(nodes.transition)):
            if "footnotes" in transition["classes"]:
                transition.parent.remove(transition)

    def _drop_uncalled(self) -> None:
        """Leave out the notes whose marks this format does not print, then those that only such notes call."""
        while True:
            marks = self.document.findall(nodes.footnote_reference)
            called = {(mark.get("docname", ""), mark.get("refid", "")) for mark in marks}
            uncalled = [note for note in self.document.findall(nodes.footnote) if called.isdisjoint(_names(note))]
            dropped = [note for note in uncalled if not self._resolution.footnotes.keys().isdisjoint(_names(note))]
            if not dropped:
                return
            for note in dropped:
                note.parent.remove(note)

    def _place_notes(self) -> None:
        """Put the notes of each document at its end, or where ``{footbibliography}`` stands."""
        places = {node.get("docname"): node for node in self.document.findall(citator_notes)}
        for docname, footnotes in self._notes.items():
            footnotes.sort(key=lambda footnote: int(footnote[0].astext()))
            notes = places.get(docname) or citator_notes("", docname=docname)
            notes.extend(footnotes)
            if notes.parent is None:
                _append_before_bibliography(self._part(docname), notes)
        for notes in places.values():
            if not notes.children:
                notes.parent.remove(notes)

    def _part(self, docname: str) -> nodes.Element:
        part: nodes.Element = next(
            (part for part in self.document.findall(addnodes.start_of_file) if part["docname"] == docname),
            self.document,
        )
        return next((child for child in reversed(part.children) if isinstance(child, nodes.section)), part)

    # -- lists ----------------------------------------------------------------------------------------------------

    def _fill(self, node: citator_bibliography) -> None:
        record: BibliographyRecord = node["record"]
        resolved = self._resolution.bibliographies.get((record.docname, record.ordinal))
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
        return [mention for mention in entry.mentions if is_printed(mention.condition, self.env._tags)]

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
                name = say(self.config.language, "{section}, mention {number}", section=name, number=number)
            attributes = self._link_attributes(docname, mention.docname, mention.anchor)
            node += nodes.reference("", text, internal=True, accessible_name=name, **attributes)
        return node


def _names(note: nodes.footnote) -> list[tuple[str, str]]:
    """Return the names under which the resolution may know an author's note."""
    return [(note.get("docname", ""), id_) for id_ in note["ids"]]


def _unresolved(keys: Sequence[str], before: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return what stands in the page for keys that no .bib has: the key itself, marked."""
    result: list[nodes.Node] = []
    for key in keys:
        if before or result:
            result.append(nodes.Text(" "))
        result.append(nodes.inline("", f"[{key}?]", classes=["citator-unresolved"]))
    return result


def _inside_note(node: nodes.Node, note: Inlines, *, capital: bool) -> Inlines:
    """Fit a citation into an author's note: after words of a sentence in parentheses, else as it is.

    ``capital`` tells that it gets one where it begins a sentence.
    """
    siblings = node.parent.children
    index = position(node)
    before = "".join(sibling.astext() for sibling in siblings[:index]).rstrip()
    after = "".join(sibling.astext() for sibling in siblings[index + 1 :]).lstrip()
    if before and before[-1] not in ".!?…;:—(":
        return (Text("("), *_as_note(note, last=False), Text(")"))
    if capital and (not before or before[-1] in _STOPS):
        note = capitalise(note)
    return _as_note(note, last=not after or after[0].isupper())


def _as_note(content: Inlines, *, last: bool) -> Inlines:
    """End a note with a full stop; inside a note that goes on, drop the one that the style set."""
    if not content:
        return content
    text = plain_text(content).rstrip(_CLOSING)
    if last:
        return content if text[-1:] in _STOPS else (*content, Text("."))
    return _without_full_stop(content)[0]


#: What may close words after their last stop, and what ends a sentence.
_CLOSING, _STOPS = "”’\"'»)", (".", "!", "?", "…")


def _without_full_stop(content: Inlines) -> tuple[Inlines, bool]:
    """Return the text without its last full stop, be it before quotation marks, and whether the search may go on."""
    kept = list(content)
    for index in reversed(range(len(kept))):
        node = kept[index]
        if not isinstance(node, Text):
            children, go_on = _without_full_stop(node.children)
            kept[index] = replace(node, children=children)
        else:
            words = node.value.rstrip(_CLOSING)
            go_on = not words
            if words.endswith(".") and not words.endswith(".."):
                kept[index] = Text(words[:-1] + node.value[len(words) :])
        if not go_on:
            return tuple(kept), False
    return tuple(kept), True


def _set_mark(node: nodes.Element, before: list[nodes.Node], mark: nodes.Node) -> None:
    """Put a note's mark in place of its citation: after the punctuation, without a space."""
    parent = node.parent
    punctuation: list[nodes.Node] = []
    if not before:
        strip_space_before(node)
        index = position(node)
        after = parent[index + 1] if index + 1 < len(parent.children) else None
        match = _PUNCTUATION.match(after) if isinstance(after, nodes.Text) else None
        if match and after is not None:
            punctuation = [nodes.Text(match.group())]
            parent[index + 1] = nodes.Text(after.astext()[match.end() :])
    index = position(node)
    parent[index : index + 1] = [*before, *punctuation, mark]


def _section_title(node: nodes.Node) -> str:
    current = node.parent
    while current is not None and not isinstance(current, nodes.section):
        current = current.parent
    title = next((child for child in current.children if isinstance(child, nodes.title)), None) if current else None
    return one_line(title) if title is not None else ""


def _append_before_bibliography(part: nodes.Element, notes: citator_notes) -> None:
    """Append notes to a page; where the page ends with an automatic bibliography, before that."""
    for child in part.children:
        if isinstance(child, nodes.section) and child.get("citator_automatic"):
            part.insert(part.index(child), notes)
            return
    part += notes


def setup(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(ResolveCitations)
