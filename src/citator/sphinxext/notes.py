"""The notes of a document: those of its authors and those that citations became, in one sequence at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from docutils import nodes
from msgspec import Struct, field
from sphinx import addnodes

from citator.model.anchors import note_anchor, note_mark_anchor
from citator.sphinxext.nodes import citator_notes
from citator.sphinxext.surgery import strip_space_before


class Notes(Struct):
    """Those of one document, or of several that a builder has put together."""

    document: nodes.document
    numbers: Mapping[tuple[str, str], int]
    """The number of each footnote of an author, by docname and name."""
    found: dict[str, list[nodes.footnote]] = field(default_factory=lambda: defaultdict(list))
    """Those that are to be placed, by docname."""

    def collect(self) -> None:
        """Give authors' footnotes their numbers in the one sequence, and collect them."""
        self._drop_uncalled()
        marks = self._number_marks()
        for footnote in list(self.document.findall(nodes.footnote)):
            here = next((name for name in _names(footnote) if name in self.numbers), None)
            if here is not None:
                self._take(footnote, self.numbers[here], marks[here])
        for transition in list(self.document.findall(nodes.transition)):
            if "footnotes" in transition["classes"]:
                transition.parent.remove(transition)

    def _number_marks(self) -> dict[tuple[str, str], list[str]]:
        """Number the marks in the text; return the anchors of those of each footnote."""
        marks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for mark in self.document.findall(nodes.footnote_reference):
            here = (mark.get("docname", ""), mark.get("refid", ""))
            if here in self.numbers:
                number = self.numbers[here]
                mark.children.clear()
                mark += nodes.Text(str(number))
                anchor = note_mark_anchor(number, len(marks[here]) + 1)
                mark["ids"] = [anchor]
                mark["refid"] = note_anchor(number)
                marks[here].append(anchor)
                strip_space_before(mark)
        return marks

    def _take(self, footnote: nodes.footnote, number: int, marks: list[str]) -> None:
        """Take a footnote out of the text, with its number and the way back to its marks."""
        if footnote.children and isinstance(footnote[0], nodes.label):
            footnote[0].replace_self(nodes.label("", str(number)))
        footnote["ids"] = [note_anchor(number)]
        footnote["backrefs"] = marks
        footnote.parent.remove(footnote)
        self.found[footnote.get("docname", "")].append(footnote)

    def _drop_uncalled(self) -> None:
        """Leave out the notes whose marks this format does not print, then those that only such notes call."""
        while True:
            marks = self.document.findall(nodes.footnote_reference)
            called = {(mark.get("docname", ""), mark.get("refid", "")) for mark in marks}
            uncalled = [note for note in self.document.findall(nodes.footnote) if called.isdisjoint(_names(note))]
            dropped = [note for note in uncalled if not self.numbers.keys().isdisjoint(_names(note))]
            if not dropped:
                return
            for note in dropped:
                note.parent.remove(note)

    def place(self) -> None:
        """Put the notes of each document at its end, or where ``{footbibliography}`` stands."""
        places = {node.get("docname"): node for node in self.document.findall(citator_notes)}
        for docname, footnotes in self.found.items():
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


def _names(note: nodes.footnote) -> list[tuple[str, str]]:
    """Return the names under which the resolution may know an author's note."""
    return [(note.get("docname", ""), id_) for id_ in note["ids"]]


def _append_before_bibliography(part: nodes.Element, notes: citator_notes) -> None:
    """Append notes to a page; where the page ends with an automatic bibliography, before that."""
    for child in part.children:
        if isinstance(child, nodes.section) and child.get("citator_automatic"):
            part.insert(part.index(child), notes)
            return
    part += notes
