"""Writes works as BibTeX/BibLaTeX: "cite this" and exports carry the public fields alone."""

from __future__ import annotations

from collections.abc import Iterable

from citator.bibtex.latex import balanced
from citator.bibtex.tables import PUBLIC_FIELDS
from citator.model.citation import CslItem


def to_bibtex(item: CslItem) -> str:
    """Return the entry as its author wrote it, reduced to public fields, one a line in their order."""
    fields = [(name, balanced(value)) for name, value in item.fields.items() if name in PUBLIC_FIELDS]
    width = max((len(name) for name, _ in fields), default=0)
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@{item.entry_type or 'misc'}{{{item.key},", *lines, "}"]) + "\n"


def export_bibtex(items: Iterable[CslItem]) -> str:
    """Return several entries, sorted by key."""
    return "\n".join(to_bibtex(item) for item in sorted(items, key=lambda item: item.key))
