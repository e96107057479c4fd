"""Divides the citations of a project into scopes and numbers its notes: pure, from records to ``CitationScope``.

A scope is what one engine call formats (biblatex's *refsection*). A project is one scope, but for documents whose own
lists hold all that they cite, keys with a ``keyprefix``, and notes that ``footcite`` makes in a style without notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from citator.model.citation import CslItem, Form
from citator.sphinxext.filters import is_local
from citator.sphinxext.listed import works_of_list
from citator.sphinxext.records import BibliographyRecord, CitationRecord, DocumentRecord

ScopeId = tuple[str, str]
MAIN: ScopeId = ("main", "")


class Settings(Struct, frozen=True):
    """What decides how a project cites."""

    style: str
    styles: tuple[str, ...]
    """Every style that the project or one of its lists names, in order."""
    note_styles: tuple[str, ...]
    """Those of the project's styles, and of its lists', that cite in notes, in order: a set has another one in each process."""
    foot_style: str
    locale: str | None
    restart_notes: bool = False
    """Notes restart in each document and, where citations are notes, positions (first, subsequent) with them."""
    library: bool = False
    lists_decide: bool = False
    """Citations are in the style of the lists of their scope, where these agree; else each list dresses its entries alone."""


class Numbering(Struct):
    """The numbers of notes: by citation ``(docname, ordinal)`` and by author's footnote ``(docname, id)``."""

    citations: dict[tuple[str, int], int] = field(default_factory=dict)
    footnotes: dict[tuple[str, str], int] = field(default_factory=dict)
    joins: dict[tuple[str, int], int] = field(default_factory=dict)
    """A citation that joins a note → the ordinal of the citation that makes it."""


class Division:
    """Which scope each citation and each list belongs to; the documents come in reading order."""

    def __init__(
        self,
        documents: Mapping[str, DocumentRecord],
        settings: Settings,
        works: Mapping[str, CslItem],
        bibs: Mapping[str, str],
    ) -> None:
        self._settings = settings
        self._works = works
        self._bibs = bibs
        lists = [record for document in documents.values() for record in document.bibliographies]
        self._prefixes = sorted({record.keyprefix for record in lists if record.keyprefix}, key=len, reverse=True)
        self.cited_in: dict[str, set[str]] = defaultdict(set)
        """The documents that cite each work."""
        for citation in in_order(documents, documents):
            for key in self.known_keys(citation):
                self.cited_in[key].add(citation.docname)
        self._local = {docname for docname, document in documents.items() if self._lists_what_it_cites(document)}
        self._styles: dict[ScopeId, set[str]] = defaultdict(set)
        for record in lists:
            self._styles[self.of_list(record)].add(record.style or settings.style)

    def of_citation(self, record: CitationRecord) -> ScopeId:
        """Return the scope that formats the citation."""
        if (apart := self._apart(record)) is not None:
            return apart
        cites_in_notes = self._settings.style in self._settings.note_styles
        if record.docname in self._local or (self._settings.restart_notes and cites_in_notes):
            return ("document", record.docname)
        return MAIN

    def of_list(self, record: BibliographyRecord) -> ScopeId:
        """Return the scope whose works the list shows."""
        if record.keyprefix:
            return ("prefix", record.keyprefix)
        return ("document", record.docname) if record.docname in self._local and is_local(record.filter) else MAIN

    def known_keys(self, record: CitationRecord) -> list[str]:
        """Return the keys of those works of a citation that there are."""
        scope = self._apart(record) or MAIN
        keys = (key_in_scope(item.key, scope) for item in record.citation.items)
        return [self._works[key].key for key in keys if key in self._works]

    def _apart(self, record: CitationRecord) -> ScopeId | None:
        """Return the scope of a citation that stands apart from those around it."""
        if record.foot and self._settings.style not in self._settings.note_styles:
            return ("foot", record.docname)
        keys = [item.key for item in record.citation.items]
        for prefix in self._prefixes:
            # a key that a .bib has as it is written is that work's, however it begins
            if all(key.startswith(prefix) and key not in self._works for key in keys):
                return ("prefix", prefix)
        return None

    def _lists_what_it_cites(self, document: DocumentRecord) -> bool:
        """Tell whether a document's own lists hold all that it cites, so that its numbers and short forms can be its own.

        The others lead to lists elsewhere, and must show the numbers that stand there.
        """
        own = [record for record in document.bibliographies if is_local(record.filter) and not record.keyprefix]
        held = {key for record in own for key in works_of_list(record, self._works, self.cited_in, self._bibs).keys}
        cited = (key for record in document.citations if not self._apart(record) for key in self.known_keys(record))
        return bool(own) and held.issuperset(cited)

    def style_of(self, scope: ScopeId) -> str:
        """Return the style that the citations of a scope are in."""
        if scope[0] == "foot":
            return self._settings.foot_style
        styles = self._styles.get(scope, set())
        return next(iter(styles)) if self._settings.lists_decide and len(styles) == 1 else self._settings.style

    def own_styles(self, scope: ScopeId) -> list[str]:
        """Return the other styles that lists of a scope are in."""
        return sorted(self._styles.get(scope, set()) - {self.style_of(scope)})

    def makes_note(self, record: CitationRecord) -> bool:
        """Tell whether the citation, where it stands, becomes a note; one of unknown keys alone shows them in place."""
        citation = record.citation
        scope = self.of_citation(record)
        return (
            (record.foot or self.style_of(scope) in self._settings.note_styles)
            and not citation.in_place
            and record.footnote is None
            and citation.form in (Form.PARENTHETICAL, Form.NARRATIVE)
            and any(key_in_scope(item.key, scope) in self._works for item in citation.items)
        )


def key_in_scope(key: str, scope: ScopeId) -> str:
    """Return the key as the .bib knows it: without the prefix of its scope."""
    return key.removeprefix(scope[1]) if scope[0] == "prefix" else key


def number_notes(
    order: Sequence[str], documents: Mapping[str, DocumentRecord], division: Division, settings: Settings
) -> Numbering:
    """Give citations and authors' footnotes their numbers, in one sequence."""
    numbering = Numbering()
    number = 0
    for docname in order:
        if settings.restart_notes:
            number = 0
        document = documents[docname]
        by_ordinal = {record.ordinal: record for record in document.citations}
        in_footnote: dict[str, list[int]] = defaultdict(list)
        for record in document.citations:
            if record.footnote is not None:
                in_footnote[record.footnote].append(record.ordinal)
        maker: int | None = None
        for event in document.events:
            if event.footnote is not None:
                number += 1
                numbering.footnotes[docname, event.footnote] = number
                numbering.citations.update(((docname, ordinal), number) for ordinal in in_footnote[event.footnote])
                maker = None
                continue
            assert event.citation is not None
            record = by_ordinal[event.citation]
            if not division.makes_note(record):
                maker = None
                continue
            # what names its author in the sentence has its own mark there
            if maker is not None and record.joins and record.citation.form is Form.PARENTHETICAL:
                numbering.joins[docname, record.ordinal] = maker
            else:
                number += 1
                maker = record.ordinal
            numbering.citations[docname, record.ordinal] = number
    return numbering


def in_order(order: Iterable[str], documents: Mapping[str, DocumentRecord]) -> Iterator[CitationRecord]:
    """Yield every citation in reading order."""
    for docname in order:
        yield from documents[docname].citations
