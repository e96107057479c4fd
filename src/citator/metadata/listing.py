"""The library as one file: ``publications.json`` for an institute's own site, ``llms.txt`` for language models."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from citator.metadata.page import address, shorten
from citator.model.facts import Facts, PdfFacts
from citator.model.publication import Contributor, Library, Publication
from citator.model.titles import withdrawn_mark

Entries = Iterable[tuple[Facts, tuple[PdfFacts, ...]]]


def publications_json(entries: Entries, *, library: Library, site_url: str | None = None) -> str:
    """Return every publication, newest first, with the fields that a card or a list needs."""
    records = [_record(facts, pdfs, site_url) for facts, pdfs in _newest_first(entries)]
    value = {"library": library.name, "publisher": library.publisher, "publications": records}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def llms_txt(
    entries: Entries, *, library: Library, site_url: str | None = None, type_name: Callable[[str], str] = str
) -> str:
    """Return an outline of the library in Markdown (https://llmstxt.org/).

    :param type_name: names a type of publication in the library's language.
    """
    lines = [f"# {_markdown(library.name)}"]
    if library.description:
        lines += ["", f"> {_markdown(library.description)}"]
    kinds: dict[str, list[str]] = {}
    for facts, _ in _newest_first(entries):
        publication = facts.publication
        path = f"{publication.path}/index.html"
        about = f": {_markdown(shorten(publication.description))}" if publication.description else ""
        entry = f"- [{_markdown(withdrawn_mark(publication) + publication.title)}]({address(site_url, path) or path}){about}"
        kinds.setdefault(publication.type, []).append(entry)
    for kind, found in kinds.items():
        lines += ["", f"## {type_name(kind)}", "", *found]
    return "\n".join(lines) + "\n"


def _newest_first(entries: Entries) -> list[tuple[Facts, tuple[PdfFacts, ...]]]:
    return sorted(entries, key=lambda entry: (-entry[0].publication.date.toordinal(), entry[0].publication.slug))


def _record(facts: Facts, pdfs: tuple[PdfFacts, ...], site_url: str | None) -> dict[str, Any]:
    publication = facts.publication
    plain: Mapping[str, Any] = {
        name: getattr(publication, name)
        for name in (
            "slug",
            "type",
            "title",
            "subtitle",
            "description",
            "version",
            "language",
            "doi",
            "isbn",
            "publisher",
            "license",
            "summary_of",
        )
    }
    path = f"{publication.path}/index.html"
    record = {
        **plain,
        "status": publication.status.value,
        "date": publication.date.isoformat(),
        "updated": _updated(publication),
        "path": path,
        "url": address(site_url, path),
        "authors": [_contributor(author) for author in publication.authors],
        "editors": [_contributor(editor) for editor in publication.editors],
        "topics": list(publication.topics),
        "keywords": list(publication.keywords),
        "series": {"title": publication.series.title, "number": publication.series.number}
        if publication.series
        else None,
        "pdfs": [{"path": pdf.file, "edition": pdf.edition, "pages": pdf.pages, "bytes": pdf.size} for pdf in pdfs],
        "words": facts.words or None,
        "sources": len(facts.items) or None,
    }
    return {name: value for name, value in record.items() if value not in (None, [], {})}


def _updated(publication: Publication) -> str | None:
    day = publication.changed
    return day.isoformat() if day != publication.date else None


def _contributor(contributor: Contributor) -> dict[str, str]:
    fields = {
        "name": contributor.name,
        "given": contributor.given,
        "family": contributor.family,
        "person": contributor.person,
        "orcid": contributor.orcid,
    }
    return {name: value for name, value in fields.items() if value}


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
