"""The fields of a work that may leave the library: what describes it, never what its owner noted about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables, less abstract, annote, keyword,
# note, references and the variables that a processor fills in.
# fmt: off
CSL = frozenset({
    "type", "title", "title-short", "container-title", "container-title-short", "collection-title", "collection-number",
    "volume", "volume-title", "issue", "number", "number-of-pages", "number-of-volumes", "chapter-number", "edition",
    "version", "part", "part-title", "page", "page-first", "publisher", "publisher-place", "event", "event-title",
    "event-date", "event-place", "genre", "medium", "dimensions", "scale", "section", "supplement", "language", "source",
    "status", "jurisdiction", "authority", "archive", "archive_collection", "archive_location", "archive-place",
    "call-number", "original-title", "original-publisher", "original-publisher-place", "original-date", "reviewed-title",
    "reviewed-genre", "author", "editor", "translator", "collection-editor", "container-author", "composer", "compiler",
    "contributor", "curator", "director", "editorial-director", "editor-translator", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "chair", "issued", "accessed", "available-date", "submitted",
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL",
})
# https://ctan.org/pkg/biblatex, section 2.2, less the fields that hold notes, files and keywords of the owner; and those
# of the house, without which an entry would not print again as it does here.
BIBTEX = frozenset({
    "addendum", "address", "afterword", "annotator", "archive", "archivedate", "archiveprefix", "archiveurl", "author",
    "authortype", "bookauthor", "bookpagination", "booksubtitle", "booktitle", "booktitleaddon", "chapter",
    "commentator", "date", "day", "doi", "edition", "editor", "editora", "editorb", "editorc", "editortype",
    "editoratype", "editorbtype", "editorctype", "eid", "entrysubtype", "eprint", "eprintclass", "eprinttype",
    "eventdate", "eventtitle", "eventtitleaddon", "foreword", "holder", "howpublished", "indextitle", "institution",
    "introduction", "isan", "isbn", "ismn", "isrn", "issn", "issue", "issuesubtitle", "issuetitle", "iswc", "journal",
    "journalsubtitle", "journaltitle", "journaltitleaddon", "label", "langid", "langidopts", "language", "library",
    "location", "mainsubtitle", "maintitle", "maintitleaddon", "month", "nameaddon", "number", "options",
    "organization", "origdate", "origlanguage", "origlocation", "origpublisher", "origtitle", "pages", "pagetotal",
    "pagination", "part", "pmcid", "pmid", "primaryclass", "publisher", "pubstate", "reprinttitle", "romanisedauthor",
    "romanisedtitle", "romanizedauthor", "romanizedtitle", "school", "series", "shortauthor", "shorteditor",
    "shorthand", "shortjournal", "shortseries", "shorttitle", "subtitle", "title", "titleaddon", "titletranslation",
    "translatedtitle", "translator", "transliteratedauthor", "transliteratedtitle", "transtitle", "type", "url",
    "urldate", "urlday", "urlmonth", "urlyear", "venue", "version", "volume", "volumes", "xref", "crossref", "year",
    "ids",
})
# fmt: on


def public(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return the public fields of a CSL item in a fixed order; "others" in a list of names is no person to carry away."""
    names = sorted(csl, key=lambda name: (name != "type", name))
    return {name: _without_others(csl[name]) for name in names if name in CSL}


def public_bibtex(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the public fields of a BibTeX or BibLaTeX entry, in the order in which they are written."""
    return {name: value for name, value in fields.items() if name.lower() in BIBTEX}


def keywords(item: Mapping[str, Any]) -> list[str]:
    """Return the keywords of an item of ours, which stand between semicolons: one may hold a comma."""
    return [word for part in str(item.get("keyword", "")).split(";") if (word := part.strip())]


def _without_others(value: Any) -> Any:
    return value[:-1] if isinstance(value, list) and value[-1:] == [{"literal": "others"}] else value
