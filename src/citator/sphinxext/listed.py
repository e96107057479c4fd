"""Which works a list holds: those that pass its filter, or stand in its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import PurePath

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic
from citator.errors import did_you_mean, names_near
from citator.model.citation import CslItem
from citator.sphinxext.filters import Entry, FilterError, implies_cited, passes
from citator.sphinxext.records import BibliographyRecord


class Listed(Struct, frozen=True):
    """The keys of the works of a list, and what is wrong with its options."""

    keys: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def works_of_list(
    record: BibliographyRecord, works: Mapping[str, CslItem], cited: Mapping[str, Set[str]], bibs: Mapping[str, str]
) -> Listed:
    """Return what a list holds; ``cited`` are the documents that cite each work, ``bibs`` the .bib files by their paths."""
    candidates: Iterable[str] = cited if implies_cited(record.filter) else works
    keys = [works[key].key for key in record.keys if key in works]
    diagnostics = [
        Diagnostic(Code.UNKNOWN_KEY, f"unknown citation key '{key}' in a list; add the entry", record.where)
        for key in record.keys
        if key not in works
    ]
    found = {named: next((bibs[path] for path in named.paths if path in bibs), None) for named in record.files}
    diagnostics += [_unknown(named.name, bibs, record) for named, bib in found.items() if bib is None]
    files = set(found.values())
    try:
        keys += [
            work.key
            for work in map(works.__getitem__, candidates)
            if not record.files or work.where.path in files
            if passes(record.filter, Entry(work, record.docname, frozenset(cited.get(work.key, ()))))
        ]
    except FilterError as error:
        message = f"{error}; the list shows all cited works"
        diagnostics.append(Diagnostic(Code.BIBLIOGRAPHY_FILTER, message, record.where))
        keys = list(cited)
    return Listed(tuple(dict.fromkeys(keys)), tuple(diagnostics))


def _unknown(name: str, bibs: Mapping[str, str], record: BibliographyRecord) -> Diagnostic:
    by_name = {PurePath(bib).name: bib for bib in bibs.values()}
    near = (by_name[found] for found in names_near(PurePath(name).name, by_name))
    remedy = did_you_mean(near, "name it in bibtex_bibfiles, or in a publication's front matter under bibliography:")
    message = f"a list asks for works of '{name}', which is none of the .bib files in use; {remedy}"
    return Diagnostic(Code.BIB_FILE_MISSING, message, record.where)
