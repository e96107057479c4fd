"""Brings the dialects of reference managers and web pages to BibLaTeX: names of types and fields, entities and tags."""

from __future__ import annotations

from citator.bibtex.entities import without_html
from citator.bibtex.entry import RawEntry
from citator.bibtex.tables import ARTICLE_SUBTYPES, ENTRY_TYPES, FIELD_ALIASES, VENDOR_TYPES
from citator.diagnostics import Code, Diagnostic


def normalise(entry: RawEntry) -> tuple[RawEntry, Diagnostic | None]:
    """Return the entry with BibLaTeX's names; a type that no manual knows is read as the nearest one, and told."""
    fields: dict[str, str] = {}
    for name, value in entry.fields.items():
        canonical = FIELD_ALIASES.get(name, name)
        if canonical == name or canonical not in entry.fields:
            fields.setdefault(canonical, without_html(value))
    kind = entry.entry_type
    if kind in ENTRY_TYPES:
        return entry.with_fields(fields), None
    if kind in ARTICLE_SUBTYPES:
        fields.setdefault("entrysubtype", kind)
    meant = VENDOR_TYPES.get(kind, "misc")
    message = f"has the unknown type @{kind}; read as @{meant}"
    changed = RawEntry(meant, entry.key, fields, entry.where, entry.invented)
    return changed, entry.complain(Code.BIB_UNKNOWN_TYPE, message)
