"""What the template of a page sees, and what a library tells of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from citator.model.dates import long_date
from citator.model.inline import Inlines
from citator.model.licenses import License, find_license
from citator.model.publication import Contributor, Library, Publication
from citator.site.words import say, script_words, type_name


class Card(Struct, frozen=True):
    """What a citation card shows of one work: its formatted entry, and its public data for the link to its page."""

    entry: Inlines
    csl: Mapping[str, Any] | None = None
    """``None`` for a work that the sources pages leave out."""
    url: str = ""
    """The entry's place in the site, ``reports/x/references.html#ref-key``."""
    mentions: int = 0
    origin: str = ""
    """The publication whose own .bib holds it; empty for one of the shared files."""


class Look(Struct, frozen=True):
    """The values that shape the pages of one build; without a publication the pages are the front desk's shell."""

    library: Library
    publication: Publication | None = None
    card: Callable[[str, str], Card | None] = lambda docname, key: None
    """``card(docname, key)``: the work behind a citation on a page."""
    authors: Callable[[str], tuple[Contributor, ...]] = lambda docname: ()
    """``authors(docname)``: a chapter's own authors."""
    kind: Callable[[str], str] = lambda docname: "shell"
    """``kind(docname)``: what a page is, as the facts of its publication have it."""
    alone: bool = False
    """Plain ``sphinx-build`` makes these pages, without the rest of the site and without a PDF."""


class Chapter(Struct, frozen=True):
    """One line of the navigation at the left."""

    docname: str
    title: str
    number: str = ""
    depth: int = 0


class CardView(Struct, frozen=True):
    """A card as the page prints it; links are relative to the page, and empty where there is nothing."""

    key: str
    entry: str
    """HTML."""
    url: str
    """The entry in the bibliography."""
    source: str
    """The source in the library."""
    archived: str
    """The copy of the source in a web archive."""
    mentions: int


class PageView(Struct, frozen=True):
    """What ``page.html`` prints besides the body."""

    kind: str
    """``landing``, ``chapter``, ``references``, ``page`` (a one-page publication), ``shell`` or ``other``."""
    root: str
    """The way to the site's root, ending in a slash."""
    library: Library
    alone: bool = False
    """There is nothing else of the site that the page could lead to."""
    title: str = ""
    """Plain text."""
    publication: Publication | None = None
    language: str = ""
    place: str = ""
    """``Chapter 3 of 8``."""
    chapters: tuple[tuple[Chapter, str], ...] = ()
    """Each chapter with its address relative to this page."""
    current: str = ""
    authors: tuple[Contributor, ...] = ()
    cards: tuple[CardView, ...] = ()
    """One for each work cited on the page."""
    has_notes: bool = False
    logo: str = ""
    """The way to ``html_logo`` or Furo's ``dark_logo``: the bar in which it stands is dark."""
    hides_name: bool = False
    """The logo says the library's name (Furo's ``sidebar_hide_name``)."""
    icon: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()

    @property
    def document_title(self) -> str:
        """Return the text of ``<title>``: the page, its report, the library."""
        parts = [self.title]
        if self.publication and self.kind not in ("landing", "page"):
            parts.append(self.publication.short_title or self.publication.title)
        if self.library.name not in parts:
            parts.append(self.library.name)
        return " – ".join(part for part in parts if part)

    @property
    def license(self) -> License | None:
        """Return the library's licence, where it is one that we know by name."""
        return find_license(self.library.license)

    @property
    def type_name(self) -> str:
        """Return the publication's type in words."""
        return type_name(self.publication.type, self.language) if self.publication else ""

    @property
    def date(self) -> str:
        """Return the day of publication in words."""
        return long_date(self.publication.date, self.language) if self.publication else ""

    def t(self, words: str, **values: object) -> str:
        """Return words of ours in the language of the page."""
        return say(self.language, words, **values)

    @property
    def script_words(self) -> str:
        """Return what ``citator.js`` says, as JSON, where it is not to speak English."""
        return script_words(self.language)

    @property
    def landing_url(self) -> str:
        """Return the way to the publication's landing page."""
        return f"{self.root}{self.publication.path}/index.html" if self.publication else ""

    @property
    def home_url(self) -> str:
        """Return the way to the home page; where it is not made, to the landing page."""
        return (self.landing_url if self.alone else "") or f"{self.root}index.html"

    @property
    def pdf_url(self) -> str:
        """Return the way to the PDF, which stands beside the landing page."""
        publication = self.publication
        return f"{self.root}{publication.path}/{publication.slug}.pdf" if publication else ""
