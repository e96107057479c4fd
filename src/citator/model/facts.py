"""The facts record: what the READ phase leaves of a publication, and all that other publications may know of it.

``to_json``/``from_json`` make it a JSON file; the handbook's chapter for contributors documents its fields.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from citator.diagnostics import Code, Diagnostic, Where, code_named
from citator.model.citation import Locator
from citator.model.publication import Contributor, Publication

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Label:
    """A target that other documents and publications can refer to."""

    name: str
    kind: str
    """``document``, ``section``, ``figure``, ``table``, ``equation``, ``code-block``, ``note``, ``term`` or ``other``."""
    docname: str
    anchor: str
    title: str
    number: str | None = None
    """As it prints, without the word: ``3.2``."""


@dataclass(frozen=True, slots=True)
class OccurrenceItem:
    """One work of an occurrence."""

    key: str
    anchor: str
    """The id of this mention on its page, ``cite-<key>-<n>``."""
    locator: Locator | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
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


@dataclass(frozen=True, slots=True)
class Uncited:
    """Words without a citation that a reviewer may ask about: a paragraph of the text, or a sentence tied to claims."""

    docname: str
    file: str
    line: int | None
    text: str
    paragraph: int | None = None
    """Its number where this is a whole paragraph; ``None`` for a sentence."""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
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


@dataclass(frozen=True, slots=True)
class CitedItem:
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


@dataclass(frozen=True, slots=True)
class ForeignLink:
    """A reference into another publication, to be resolved in the LINK phase."""

    publication: str
    label: str
    """Empty for the publication as a whole."""
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Facts:
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


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What WRITE learns from a PDF: the landing page and the fact-check sheet show it."""

    file: str
    """Path in the site."""
    edition: str
    pages: int
    size: int
    """Bytes."""
    citation_pages: dict[str, int] = field(default_factory=dict)
    """Page of each citation anchor, ``<docname>#cite-<key>-<n>`` → page."""


_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_json(value: Any) -> Any:
    """Return a dataclass of the model as JSON values; fields at their defaults are left out."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_json(content) for f in _fields(type(value)) if (content := getattr(value, f.name)) != _default(f)
        }
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def from_json(cls: type[T], value: Any) -> T:
    """Read back what ``to_json`` wrote of an instance of ``cls``."""
    kind: Any = cls
    result: T = _reader(kind)(value)
    return result


@functools.cache
def _fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(cls)


def _default(f: dataclasses.Field[Any]) -> Any:
    if f.default is not dataclasses.MISSING:
        return f.default
    if f.default_factory is not dataclasses.MISSING:
        return f.default_factory()
    return dataclasses.MISSING


Reader = Callable[[Any], Any]


@functools.cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads a value of a type; types are looked at once, for a library has millions of values."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        read = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    if kind is datetime or kind is date:
        parse: Reader = kind.fromisoformat
        return parse
    if isinstance(kind, type) and issubclass(kind, Code):
        return code_named
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        read = _reader(arguments[0])
        return tuple if read is _as_it_is else lambda value: tuple(map(read, value))
    readers = [_reader(argument) for argument in arguments]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _dataclass_reader(cls: type) -> Reader:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(cls).items()}
    return lambda value: cls(**{name: readers[name](item) for name, item in value.items() if name in readers})
