"""The values of the reader: a .bib file to read, an entry as its author wrote it, and the bibliography that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.citation import CslItem


class BibFile(Struct, frozen=True):
    """A .bib file: where it is, and what messages call it."""

    path: Path
    name: str
    invented: bool = False
    """Its works are examples; the sources pages leave them out."""
    named: Where | None = None
    """Where front matter names it, if it is missing; the shared files are named in ``bibtex_bibfiles``."""
    own: bool = False
    """A publication's own: its keys come before those of the shared files, on purpose."""


class RawEntry(Struct, frozen=True):
    """An entry as written: fields by lower-case name, abbreviations expanded, the outer braces or quotes removed."""

    entry_type: str
    key: str
    fields: Mapping[str, str]
    where: Where
    invented: bool = False

    def with_fields(self, fields: Mapping[str, str]) -> RawEntry:
        """Return the same entry with other fields."""
        return replace(self, fields=fields)

    def complain(self, code: Code, message: str) -> Diagnostic:
        """Return a diagnostic of this entry, at its line."""
        return Diagnostic(code, f"entry '{self.key}' {message}", self.where)


class Bibliography(Struct, frozen=True):
    """What the .bib files of a publication hold, and what is wrong with them."""

    items: Mapping[str, CslItem]
    """Works by key and by alias (``ids``), each loaded when it is asked for; iteration gives the keys alone."""
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    missing_from_failed: frozenset[str] = field(default=frozenset())
    """Keys of entries that stand in a file but could not be read."""
    digest: str = ""
    """Changes whenever a file does, or what reads it."""
