"""Which works a list holds: those that pass its filter, or stand in its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic
from citator.model.citation import CslItem
from citator.sphinxext.filters import Entry, FilterError, implies_cited, passes
from citator.sphinxext.records import BibliographyRecord


class Listed(Struct, frozen=True):
    """The keys of the works of a list, and what is wrong with its options."""

    keys: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def works_of_list(record: BibliographyRecord, works: Mapping[str, CslItem], cited: Mapping[str, Set[str]]) -> Listed:
    """Return what a list holds; ``cited`` are the documents that cite each work."""
    candidates: Iterable[str] = cited if implies_cited(record.filter) else works
    keys = [works[key].key for key in record.keys if key in works]
    diagnostics = [
        Diagnostic(Code.UNKNOWN_KEY, f"unknown citation key '{key}' in a list; add the entry", record.where)
        for key in record.keys
        if key not in works
    ]
    try:
        keys += [
            work.key
            for work in map(works.__getitem__, candidates)
            if not record.files or any(work.where.path.endswith(name) for name in record.files)
            if passes(record.filter, Entry(work, record.docname, frozenset(cited.get(work.key, ()))))
        ]
    except FilterError as error:
        message = f"{error}; the list shows all cited works"
        diagnostics.append(Diagnostic(Code.BIBLIOGRAPHY_FILTER, message, record.where))
        keys = list(cited)
    return Listed(tuple(dict.fromkeys(keys)), tuple(diagnostics))
