"""The facts record: what the READ phase leaves of a publication, and all that other publications may know of it.

``to_json``/``from_json`` make it a JSON file; the handbook's chapter for contributors documents its fields.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from citator.diagnostics import Diagnostic, Where
from citator.model.citation import Locator
from citator.model.publication import Contributor, Publication

T = TypeVar("T")


class Label(Struct, frozen=True):
    """A target that other documents and publications can refer to."""

    name: str
    kind: str
    """``document``, ``section``, ``figure``, ``table``, ``equation``, ``code-block``, ``note``, ``term`` or ``other``."""
    docname: str
    anchor: str
    title: str
    number: str | None = None
    """As it prints, without the word: ``3.2``; of an equation ``(3)``."""


class OccurrenceItem(Struct, frozen=True):
    """One work of an occurrence."""

    key: str
    anchor: str
    """The id of this mention on its page, ``cite-<key>-<n>``."""
    locator: Locator | None = None
    prefix: str = ""
    suffix: str = ""


class Occurrence(Struct, frozen=True):
    """A citation's place in the library."""

    publication: str
    docname: str
    file: str
    line: int | None
    sections: tuple[str, ...]
    """Section titles from the document's own title inward."""
    section_anchor: str
    section_number: str | None
    paragraph: int | None
    sentence: str
    note_number: int | None
    form: str
    items: tuple[OccurrenceItem, ...]
    claims: tuple[str, ...] = ()
    on_page: bool = True
    """Whether the page prints it: what stands in ``{only} typst`` has no place there."""


class Uncited(Struct, frozen=True):
    """Words without a citation that a reviewer may ask about: a paragraph of the text, or a sentence tied to claims."""

    docname: str
    file: str
    line: int | None
    text: str
    paragraph: int | None = None
    """Its number where this is a whole paragraph; ``None`` for a sentence."""
    claims: tuple[str, ...] = ()


class Document(Struct, frozen=True):
    """A page of a publication."""

    docname: str
    url: str
    """Path in the site, ``reports/x/chapter.html``."""
    title: str
    number: str | None = None
    authors: tuple[Contributor, ...] = ()
    description: str | None = None
    words: int = 0
    kind: str = "chapter"
    """``landing``, ``chapter``, ``references`` or ``page`` (a one-page publication)."""
    headings: tuple[tuple[int, str, str], ...] = ()
    """(level, anchor, title) of each section in it."""


class CitedItem(Struct, frozen=True):
    """A work that a publication cites: its public data and how the publication's style prints it."""

    key: str
    csl: dict[str, Any]
    entry: list[Any]
    """The formatted entry, as ``model.inline.to_json`` writes it."""
    entry_url: str
    """Path in the site with fragment, ``reports/x/references.html#ref-key``."""
    keywords: tuple[str, ...] = ()
    entry_type: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    invented: bool = False
    """From a .bib that front matter marks as invented; left out of the sources pages."""
    origin: str = ""
    """The publication whose own .bib holds it, where its key means it there alone; empty for one of the shared files."""


HIDDEN = "a publication that is not yet public"
"""Stands where an author names an unpublished publication without words of his own: its slug would give it away."""


class ForeignLink(Struct, frozen=True):
    """A reference into another publication, to be resolved in the LINK phase."""

    publication: str
    """Its slug; empty where ``label`` is the path of a document below ``docs/``, without ``.md``, perhaps with a fragment."""
    label: str
    """Empty for the publication as a whole."""
    where: Where | None = None


class Facts(Struct, frozen=True):
    """Everything that the library knows of a publication after READ."""

    publication: Publication
    documents: tuple[Document, ...] = ()
    labels: tuple[Label, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    items: tuple[CitedItem, ...] = ()
    foreign_links: tuple[ForeignLink, ...] = ()
    style: str = ""
    words: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    epub: int | None = None
    """Bytes of the EPUB beside the landing page, where there is one."""
    correction_urls: tuple[str, ...] = ()
    """For each correction of the publication the path in the site, with fragment, of the note at its place, or nothing."""
    downloads: tuple[tuple[str, str], ...] = ()
    """(name, path in the site) of each file of data that its pages offer."""
    schema: int = 1


class PdfFacts(Struct, frozen=True):
    """What WRITE learns from a PDF: the landing page shows it."""

    file: str
    """Path in the site."""
    edition: str
    pages: int
    size: int
    """Bytes."""


def to_json(value: Any) -> Any:
    """Return a value of the model as JSON values, every field with its name."""
    return msgspec.to_builtins(value)


def from_json(cls: type[T], value: Any) -> T:
    """Read back what ``to_json`` wrote of an instance of ``cls``."""
    return msgspec.convert(value, cls)
