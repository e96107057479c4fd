"""Finds the citations, footnotes and claims of a document in the order in which they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docutils import nodes
from msgspec import Struct, field
from msgspec.structs import replace
from sphinx import addnodes

from citator.diagnostics import Where
from citator.model.citation import Citation
from citator.model.facts import Uncited
from citator.sphinxext.nodes import citator_citation, citator_claim
from citator.sphinxext.only import both, condition_of, either
from citator.sphinxext.records import CitationRecord, NoteEvent
from citator.sphinxext.sentences import clean, marked_text, ordinals_in, sentence_of_citation, sentence_of_claim
from citator.sphinxext.surgery import ancestor, every
from citator.sphinxext.titles import one_line

#: Where a citation is set in place, in short form: these take no notes (the citation decisions of the design).
IN_PLACE = (nodes.title, nodes.subtitle, nodes.caption, nodes.legend, nodes.table, nodes.term, nodes.rubric)
#: What is made of a caption or legend, and is none any more.
IN_PLACE_CLASSES = frozenset({"citator-table-notes", "citator-subfigure"})


class Occurrences(Struct):
    """What one document cites and leaves uncited, filled by walking it in reading order."""

    docname: str
    source: str
    in_place: bool
    in_library: bool
    citations: list[CitationRecord] = field(default_factory=list)
    events: list[NoteEvent] = field(default_factory=list)
    uncited: list[Uncited] = field(default_factory=list)
    footnotes: dict[str, nodes.footnote] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    conditions: dict[str, str] = field(default_factory=dict)
    """Under which condition a footnote is printed, where there is one."""

    def read(self, document: nodes.document) -> None:
        """Fill the lists above and number the citation nodes."""
        self.footnotes = {id_: node for node in document.findall(nodes.footnote) for id_ in node["ids"]}
        if next(every(document, addnodes.only), None) is not None:
            self._read_conditions(document)
        for node in self._in_order(document):
            if isinstance(node, citator_citation):
                record = self._record(node)
                self.citations.append(record)
                if not record.citation.in_place:
                    self.events.append(NoteEvent(citation=record.ordinal))
            else:
                self._read_footnote(node)
        for footnote in list(document.findall(nodes.footnote)):
            if not self.called.intersection(footnote["ids"]):
                self._read_uncalled(footnote)
        self._read_claims(document)
        self._read_uncited(document)

    def _read_conditions(self, document: nodes.document) -> None:
        """Find the condition of each footnote: that one of its marks is printed, be it in another footnote."""
        marks: dict[str, list[nodes.footnote_reference]] = defaultdict(list)
        for mark in document.findall(nodes.footnote_reference):
            marks[mark.get("refid", "")].append(mark)

        def condition(target: str, above: tuple[str, ...] = ()) -> str:
            return either(
                both([condition_of(mark), *(condition(id_, (*above, target)) for id_ in around)])
                for mark in marks[target]
                if not set(around := _note_ids(mark)).intersection((*above, target))
            )

        self.conditions = {id_: condition(id_) for id_ in self.footnotes}

    def _read_footnote(self, mark: nodes.Element) -> None:
        """Read an author's footnote where its first mark stands, then those that are called in it."""
        target = mark.get("refid", "")
        footnote = self.footnotes.get(target)
        if footnote is None or target in self.called:
            return
        self.called.add(target)
        self.events.append(NoteEvent(footnote=target))
        for node in footnote.findall(citator_citation):
            self.citations.append(self._record(node, target, mark))
        for inner in footnote.findall(nodes.footnote_reference):
            self._read_footnote(inner)

    def _read_uncalled(self, footnote: nodes.footnote) -> None:
        """Leave a footnote out that no mark leads to, as Sphinx has told; a book that is no library prints it all the same."""
        if self.in_library:
            footnote.parent.remove(footnote)
            return
        for node in footnote.findall(citator_citation):
            self.citations.append(self._record(node))

    @staticmethod
    def _in_order(document: nodes.document) -> Iterator[nodes.Element]:
        for node in every(document, citator_citation, nodes.footnote_reference):
            if not ancestor(node, nodes.footnote):
                yield node

    def _record(
        self, node: citator_citation, footnote: str | None = None, mark: nodes.Element | None = None
    ) -> CitationRecord:
        """Return the record of a citation; one in a footnote stands where the footnote's mark does."""
        ordinal = len(self.citations) + 1
        node["ordinal"] = ordinal
        place = mark or node
        paragraph = ancestor(place, nodes.paragraph)
        section = ancestor(place, nodes.section)
        uncalled = footnote is None and ancestor(node, nodes.footnote) is not None
        in_place = uncalled or (footnote is None and (self.in_place or is_in_place(node)))
        citation: Citation = node["citation"]
        where = Where(relative_path_of(node, self.source), node.line)
        return CitationRecord(
            docname=self.docname,
            ordinal=ordinal,
            citation=replace(citation, in_place=in_place, where=where),
            role=node["role"],
            foot=bool(node.get("foot")),
            footnote=footnote,
            joins=_joins_previous(node),
            in_link=ancestor(node, nodes.reference) is not None,
            sections=_section_titles(place),
            section_anchor=section["ids"][0] if section is not None and section["ids"] else "",
            paragraph=paragraph.get("number") if paragraph is not None else None,
            sentence=sentence_of_citation(node, ordinal, ancestor(node, nodes.paragraph)),
            claims=(),
            condition=both([condition_of(node), self.conditions.get(footnote or "", "")]),
        )

    def _read_claims(self, document: nodes.document) -> None:
        """Give the claims of a sentence to its citations; keep those of sentences that have none."""
        by_ordinal = {record.ordinal: index for index, record in enumerate(self.citations)}
        for claim in document.findall(citator_claim):
            sentence = sentence_of_claim(claim, ancestor(claim, nodes.paragraph) or claim.parent)
            ids = tuple(claim["claims"])
            ordinals = ordinals_in(sentence)
            for ordinal in ordinals:
                record = self.citations[by_ordinal[ordinal]]
                if not set(ids) <= set(record.claims):
                    self.citations[by_ordinal[ordinal]] = replace(record, claims=(*record.claims, *ids))
            if not ordinals:
                place = relative_path_of(claim, self.source)
                self.uncited.append(Uncited(self.docname, place, claim.line, clean(sentence), claims=ids))

    def _read_uncited(self, document: nodes.document) -> None:
        """Keep each numbered paragraph that cites nothing, neither itself nor in its footnotes."""

        def cites(paragraph: nodes.paragraph) -> bool:
            todo: list[nodes.Element] = [paragraph]
            called: set[str] = set()  # footnotes may call each other
            for node in todo:
                if next(iter(node.findall(citator_citation)), None) is not None:
                    return True
                ids = {mark.get("refid") for mark in node.findall(nodes.footnote_reference)} - called
                called |= ids
                todo.extend(self.footnotes[id_] for id_ in ids & self.footnotes.keys())
            return False

        for paragraph in document.findall(nodes.paragraph):
            if "number" in paragraph and not cites(paragraph):
                place, text = relative_path_of(paragraph, self.source), clean(marked_text(paragraph))
                self.uncited.append(Uncited(self.docname, place, paragraph.line, text, paragraph["number"]))


def relative_path_of(node: nodes.Element, fallback: str) -> str:
    """Return the source file of a node (an included file keeps its own name)."""
    return node.source or fallback


def is_in_place(node: nodes.Node) -> bool:
    """Tell whether a citation here is set in place, in short form, and takes no note."""
    current = node.parent
    while current is not None:
        if isinstance(current, IN_PLACE) or not IN_PLACE_CLASSES.isdisjoint(current.get("classes", ())):
            return True
        current = current.parent
    return False


def _note_ids(mark: nodes.Node) -> list[str]:
    """Return the names of the footnote that a mark stands in."""
    note = ancestor(mark, nodes.footnote)
    return list(note["ids"]) if note is not None else []


def _section_titles(node: nodes.Node) -> tuple[str, ...]:
    titles: list[str] = []
    section = ancestor(node, nodes.section)
    while section is not None:
        title = next((child for child in section.children if isinstance(child, nodes.title)), None)
        if title is not None:
            titles.append(one_line(title))
        section = ancestor(section, nodes.section)
    return tuple(reversed(titles))


def _joins_previous(node: citator_citation) -> bool:
    """Tell whether only white space, or a claim, stands between this citation and the one before it."""
    siblings = node.parent.children
    for sibling in reversed(siblings[: siblings.index(node)]):
        if isinstance(sibling, citator_citation):
            return True
        if isinstance(sibling, citator_claim) or (isinstance(sibling, nodes.Text) and not sibling.strip()):
            continue
        return False
    return False
