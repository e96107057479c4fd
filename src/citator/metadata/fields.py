"""The fields of a work that may leave the library: what describes it, never what its owner noted about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables, less abstract, annote, keyword,
# note and the variables that a processor fills in.
CSL = frozenset(
    ["type", "title", "title-short", "container-title", "container-title-short", "collection-title", "collection-number", "volume", "volume-title", "issue", "number", "number-of-pages", "number-of-volumes", "chapter-number", "edition", "version", "part", "part-title", "page", "page-first", "publisher", "publisher-place", "event", "event-title", "event-date", "event-place", "genre", "medium", "dimensions", "scale", "section", "supplement", "language", "source", "status", "jurisdiction", "authority", "archive", "archive_collection", "archive_location", "archive-place", "call-number", "references", "original-title", "original-publisher", "original-publisher-place", "original-date", "reviewed-title", "reviewed-genre", "author", "editor", "translator", "collection-editor", "container-author", "composer", "compiler", "contributor", "curator", "director", "editorial-director", "editor-translator", "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator", "chair", "issued", "accessed", "available-date", "submitted", "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"]
)
# BibTeX and BibLaTeX fields that are private or mean something on the owner's machine only.
PRIVATE_BIBTEX = frozenset(
    ["abstract", "annotation", "annote", "comment", "file", "keywords", "keyword", "owner", "timestamp", "groups", "__markedentry", "bdsk-file-1", "bdsk-file-2", "bdsk-file-3", "bdsk-url-1", "bdsk-url-2", "local-url", "localfile", "pdf", "priority", "read", "readstatus", "rating", "date-added", "date-modified", "creationdate", "modificationdate", "ranking", "review", "usera", "userb", "userc", "userd", "usere", "userf", "verba", "verbb", "verbc", "mendeley-groups", "mendeley-tags", "zoterokey"]
)


def public(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return the public fields of a CSL item in a fixed order."""
    return {name: csl[name] for name in sorted(csl, key=lambda name: (name != "type", name)) if name in CSL}


def public_bibtex(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the public fields of a BibTeX entry, in the order in which they are written."""
    return {
        name: value for name, value in fields.items() if name.lower() not in PRIVATE_BIBTEX and not name.startswith("_")
    }
