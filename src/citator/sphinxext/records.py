"""What reading a document leaves in the domain: plain values, so that environments merge and pickle without doctrees."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from citator.diagnostics import Diagnostic, Where
from citator.model.citation import Citation
from citator.model.facts import ForeignLink, Uncited
from citator.model.inline import Inlines


class CitationRecord(Struct, frozen=True):
    """One citation as it stands in its document."""

    docname: str
    ordinal: int
    """Counts the citations of the document in the order of its source, from 1."""
    citation: Citation
    role: str = ""
    """The role's name in sphinxcontrib-bibtex (``alp``, ``yearpar``), empty for Markdown syntax."""
    foot: bool = False
    """Written by ``footcite``: a note, whatever the style."""
    footnote: str | None = None
    """The id of the author's footnote that the citation stands in."""
    joins: bool = False
    """Only white space parts it from the citation before it: in a note style the two make one note."""
    in_link: bool = False
    sections: tuple[str, ...] = ()
    section_anchor: str = ""
    paragraph: int | None = None
    sentence: str = ""
    claims: tuple[str, ...] = ()
    condition: str = ""
    """Under which condition of ``{only}`` it is printed."""


class NoteEvent(Struct, frozen=True):
    """Something that takes part in the order of notes: an author's footnote, or a citation in running text."""

    footnote: str | None = None
    citation: int | None = None


class NamedBib(Struct, frozen=True):
    """A .bib file that a list is limited to: as its author wrote it, and the files that this may mean, the likeliest first.

    The paths are relative to the folder of ``conf.py``.
    """

    name: str
    paths: tuple[str, ...]


class BibliographyRecord(Struct, frozen=True):
    """A ``{bibliography}`` directive, with the options of sphinxcontrib-bibtex."""

    docname: str
    ordinal: int
    where: Where
    filter: str = "cited"
    style: str | None = None
    list_: str = "citation"
    enumtype: str = "arabic"
    start: int = 1
    labelprefix: str = ""
    keyprefix: str = ""
    files: tuple[NamedBib, ...] = ()
    keys: tuple[str, ...] = ()
    condition: str = ""
    """Under which condition of ``{only}`` it is printed."""
    automatic: bool = False
    """Added by citator where the author wrote no list."""


class DocumentRecord(Struct, frozen=True):
    """Everything about citations that one document holds."""

    citations: tuple[CitationRecord, ...] = ()
    events: tuple[NoteEvent, ...] = ()
    bibliographies: tuple[BibliographyRecord, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    """Paragraphs of the text without a citation, and sentences that have claims and no citation."""
    foreign_links: tuple[ForeignLink, ...] = ()
    words: int = 0
    has_html: bool = False
    """Whether Markdown's raw HTML, or a ``{raw}`` directive, puts HTML into the page as it is."""
    looked_up: tuple[tuple[str, bool], ...] = ()
    """Keys in Markdown syntax, and whether a .bib had them: in a foreign book only known keys are citations."""


class Mention(Struct, frozen=True):
    """An anchor that a bibliography entry leads back to."""

    docname: str
    anchor: str
    section: str
    """Number and title of the section, as the link reads."""
    condition: str = ""
    """Under which condition of ``{only}`` it is printed."""


class ResolvedItem(Struct, frozen=True):
    """A cited work at one place: its anchor there and the list that holds its entry."""

    key: str
    anchor: str


class ResolvedCitation(Struct, frozen=True):
    """What the post-transform writes for one citation."""

    text: Inlines
    note: Inlines | None
    """As it reads within a sentence."""
    note_number: int | None
    items: tuple[ResolvedItem, ...]
    unknown: tuple[str, ...] = ()
    starts_note: bool = False
    """This citation makes the note; those that join it only add their text to it."""
    joined: tuple[int, ...] = ()
    """Ordinals of the citations that join this note."""
    targets: tuple[tuple[str, str, str], ...] = ()
    """(key, docname of a list that holds its entry, key of the entry there: with the list's ``keyprefix``), the likeliest first."""
    capital: bool = False
    """The note gets a capital where it begins a sentence."""


class ResolvedEntry(Struct, frozen=True):
    """One entry of a list with the mentions that it leads back to."""

    key: str
    content: Inlines
    label: Inlines
    mentions: tuple[Mention, ...]
    anchored: bool = True
    """The citations of the work lead here; else another list of the page, or of the scope, holds its anchor."""


class ResolvedBibliography(Struct, frozen=True):
    """A filled list."""

    entries: tuple[ResolvedEntry, ...]
    hanging: bool = True
    start: int = 1
    """The number of the first entry in a list that is enumerated."""


class Resolution(Struct):
    """The answer to all scopes of a project: what each document shows."""

    citations: dict[tuple[str, int], ResolvedCitation] = field(default_factory=dict)
    bibliographies: dict[tuple[str, int], ResolvedBibliography] = field(default_factory=dict)
    footnotes: dict[tuple[str, str], int] = field(default_factory=dict)
    """(docname, id of an author's footnote) → number as it prints."""
    renumbered: bool = False
    """Whether citations and footnotes share one sequence, so that footnotes print the numbers above."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    """Per document, a hash of all that it shows; a document whose digest moved is written again."""
    entries: dict[str, tuple[Any, ...]] = field(default_factory=dict)
