"""A page of a publication as metadata see it: the facts, the page's own, and addresses where they are known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct, field

from citator.model.facts import Document, Facts, PdfFacts
from citator.model.publication import Contributor, Library, Publication
from citator.model.titles import full_title


class Image(Struct, frozen=True):
    """A picture that stands for a page where it is shared."""

    path: str
    """In the site."""
    alt: str = ""
    width: int | None = None
    height: int | None = None


class Page(Struct, frozen=True):
    """A page of a publication, with all that its metadata are made of."""

    facts: Facts
    document: Document
    library: Library
    site_url: str | None = None
    pdfs: tuple[PdfFacts, ...] = ()
    image: Image | None = None
    topics: Mapping[str, str] = field(default_factory=dict)
    """Titles of topics by id."""
    place: str = ""
    """The folder in the site of the edition that the page is of; empty for the current pages of the publication."""

    @property
    def publication(self) -> Publication:
        """Return the publication that the page belongs to."""
        return self.facts.publication

    @property
    def is_chapter(self) -> bool:
        """Tell whether the page is a part with a title of its own that can be cited."""
        return self.document.kind == "chapter"

    @property
    def is_landing(self) -> bool:
        """Tell whether the page presents the publication as a whole."""
        return self.document.kind in ("landing", "page")

    @property
    def title(self) -> str:
        """Return the title of the chapter, or of the publication with its subtitle."""
        return full_title(self.publication) if self.is_landing else self.document.title

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Return the chapter's own authors where it has some, else the publication's."""
        return self.document.authors or self.publication.authors

    @property
    def description(self) -> str | None:
        """Return what a search engine should show under the title."""
        publication = self.publication
        own = self.document.description or (
            None if self.is_chapter else publication.description or publication.abstract
        )
        return shorten(own) if own else None

    @property
    def pdf(self) -> PdfFacts | None:
        """Return the PDF that most readers want."""
        screen = [pdf for pdf in self.pdfs if pdf.edition == "screen"]
        return next(iter(screen or self.pdfs), None)

    @property
    def epub(self) -> str | None:
        """Return the path in the site of the EPUB, where there is one."""
        publication = self.publication
        return f"{publication.path}/{publication.slug}.epub" if self.facts.epub else None

    @property
    def keywords(self) -> tuple[str, ...]:
        """Return topics and keywords, each once whatever its capitals."""
        titles = [self.topics.get(topic, topic.replace("-", " ")) for topic in self.publication.topics]
        words: dict[str, str] = {}
        for word in (*titles, *self.publication.keywords):
            words.setdefault(word.casefold(), word)
        return tuple(words.values())

    def address(self, path: str) -> str | None:
        """Return the address of a path in the site, where the site has one; in an edition its own files are meant."""
        return address(self.site_url, standing(path, self.publication, self.place))

    def current(self, path: str) -> str | None:
        """Return the address of the current form of what the path names."""
        return address(self.site_url, path)

    def way_to(self, path: str) -> str:
        """Return the relative link from this page to a path in the site."""
        return way(self.document.url, path)


def address(site_url: str | None, path: str) -> str | None:
    """Return the address of a path in the site; ``index.html`` stands for its folder."""
    if not site_url:
        return None
    clean = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
    return f"{site_url.rstrip('/')}/{quote(clean, safe='/#')}"


def standing(path: str, publication: Publication, place: str) -> str:
    """Return where a path of the site stands when the files of a publication stand in the folder of an edition."""
    return place + path.removeprefix(publication.path) if place and path.startswith(f"{publication.path}/") else path


def web_url(text: object) -> str | None:
    """Return an address of the web, the only kind that schema.org and OpenURL look up: no ``mailto:``, no ``ftp:``."""
    return text if isinstance(text, str) and text.lower().startswith(("http://", "https://")) else None


def way(page: str, target: str) -> str:
    """Return the relative link from one path in the site to another."""
    here, there = page.split("/")[:-1], target.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return quote("../" * len(here) + "/".join(there), safe="/#")


def family_first(contributor: Contributor) -> str:
    """Return ``Family, Given``; an organisation's name stays whole."""
    if contributor.family is None:
        return contributor.name
    return f"{contributor.family}, {contributor.given}" if contributor.given else contributor.family


def citation_path(page: Page, suffix: str) -> str:
    """Return the path of the file that cites the page: ``reports/x/x.bib``, ``reports/x/chapter-1.bib``."""
    publication = page.publication
    if page.is_chapter:
        return PurePosixPath(page.document.url).with_suffix(f".{suffix}").as_posix()
    return f"{publication.path}/{publication.slug}.{suffix}"


def shorten(text: str, limit: int = 300) -> str:
    """Return a text on one line, cut at a word when it is longer than ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rpartition(" ")[0].rstrip(",;:") + "…"
