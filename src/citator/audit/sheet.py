"""The fact-check sheet: one row for each work of each citation, with all that a checker needs to find and judge it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from citator.audit.claims import ClaimsTable
from citator.model.addresses import doi_url
from citator.model.citation import Locator, archived_copy, without_markup
from citator.model.facts import CitedItem, Facts, Occurrence, OccurrenceItem
from citator.model.inline import from_json, plain_text


class Row(Struct, frozen=True):
    """One row of the sheet."""

    publication: str
    document: str
    file: str
    line: int | None
    section: str
    """Titles from the document's own inward, parted by " › "."""
    paragraph: int | None
    note: int | None
    sentence: str
    key: str
    source: str
    """The words of its entry in the bibliography."""
    locator: str
    address: str
    archived_copy: str
    access_date: str
    kind: str
    """The entry's type and keywords."""
    claims: str
    page: str
    """Path in the site with the anchor of this citation, if the page prints it: the row's name in the file of verdicts."""
    pdf_page: int | None
    digest: str
    """Two halves: of the sentence with the work and locator that it cites, and of the work's data."""
    checker: str = ""
    verdict: str = ""
    comment: str = ""
    state: str = ""
    """``current``, or ``stale: …`` with what changed since the verdict; empty without a verdict."""


COLUMNS: dict[str, str] = {name: name.replace("_", " ").replace("pdf", "PDF") for name in Row.__struct_fields__}
"""Fields of a row and the headings of their columns, in the sheet's order."""


def rows_of(facts: Facts, claims: ClaimsTable | None = None, pages: Mapping[str, int] | None = None) -> Iterator[Row]:
    """Yield the rows of a publication in reading order; ``pages`` has the page of each citation anchor in the PDF."""
    items = {item.key: item for item in facts.items}
    urls = {document.docname: document.url for document in facts.documents}
    for occurrence in facts.occurrences:
        for item in occurrence.items:
            yield _row(occurrence, item, items.get(item.key), urls, pages or {}, claims)


def _row(
    occurrence: Occurrence,
    mention: OccurrenceItem,
    work: CitedItem | None,
    urls: Mapping[str, str],
    pages: Mapping[str, int],
    claims: ClaimsTable | None,
) -> Row:
    csl: Mapping[str, Any] = work.csl if work else {}
    locator = _locator(mention.locator)
    return Row(
        publication=occurrence.publication,
        document=occurrence.docname,
        file=occurrence.file,
        line=occurrence.line,
        section=" › ".join(occurrence.sections),
        paragraph=occurrence.paragraph,
        note=occurrence.note_number,
        sentence=occurrence.sentence,
        key=mention.key,
        source=_source(work),
        locator=locator,
        address=address_of(csl),
        archived_copy=archived_copy(csl),
        access_date=_date(csl.get("accessed", {})),
        kind=", ".join((work.entry_type, *work.keywords)) if work else "",
        claims="; ".join(claims.graded(id_) if claims else f"{id_} (?)" for id_ in occurrence.claims),
        page=urls.get(occurrence.docname, occurrence.docname) + (f"#{mention.anchor}" if occurrence.on_page else ""),
        pdf_page=pages.get(f"{occurrence.docname}#{mention.anchor}"),
        digest=f"{_digest([occurrence.sentence, mention.key, locator])}-{_digest(dict(csl))}",
    )


def address_of(csl: Mapping[str, Any]) -> str:
    """Return where a work is on the web: its URL, else its DOI as an address, else nothing."""
    doi = csl.get("DOI")
    return str(csl.get("URL") or (doi_url(str(doi)) if doi else ""))


def _source(work: CitedItem | None) -> str:
    if work is None:
        return ""
    return plain_text(from_json(work.entry)).strip() or without_markup(str(work.csl.get("title", "")))


def _locator(locator: Locator | None) -> str:
    return f"{locator.label.removesuffix('-locator')} {locator.value}" if locator else ""


def _date(value: Mapping[str, Any]) -> str:
    """Write a CSL date as ISO 8601, as far as it is known."""
    parts = value.get("date-parts") or [[]]
    return "-".join(f"{int(part):02d}" for part in parts[0]) or str(value.get("raw", value.get("literal", "")))


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]
