"""What cover, imprint and running heads say: a publication as the data that the template reads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from citator.model.addresses import doi_url
from citator.model.dates import long_date, partial_date
from citator.model.inline import Inlines, from_json
from citator.model.languages import is_right_to_left
from citator.model.licenses import find_license
from citator.model.publication import Contributor, Publication, Status
from citator.model.titles import subtitle_mark
from citator.typst.inline import to_typst
from citator.typst.terms import terms

_PAPERS = ("summary", "brief", "commentary")


def publication_data(
    publication: Publication,
    *,
    institution: str = "",
    site: str | None = None,
    suggested_citation: Inlines = (),
    theme: Mapping[str, str] | None = None,
    cover_image: str | None = None,
    qr_image: str | None = None,
) -> dict[str, Any]:
    """Return the JSON value of ``publication.json``; ``site`` is the address of the library, where it has one."""
    words = terms(publication.language)
    licence = find_license(publication.license)
    series = publication.series
    return {
        "title": publication.title,
        "subtitle": publication.subtitle,
        "subtitle-mark": subtitle_mark(publication.title),
        "short-title": publication.short_title or publication.title,
        "description": publication.description,
        "abstract": publication.abstract,
        "key-findings": list(publication.key_findings),
        "authors": [_contributor(person) for person in publication.authors],
        "editors": [_contributor(person) for person in publication.editors],
        "translators": [_contributor(person) for person in publication.translators],
        "reviewers": [_contributor(person) for person in publication.reviewers],
        "credits": [
            {"role": credit.role[:1].upper() + credit.role[1:], "name": credit.name} for credit in publication.credits
        ],
        "type": publication.type,
        "layout": "paper" if is_paper(publication) else "report",
        "date": long_date(publication.date, publication.language),
        "year": publication.date.year,
        "day": [publication.date.year, publication.date.month, publication.date.day],
        "updated": long_date(publication.updated, publication.language) if publication.updated else None,
        "research-closed": partial_date(publication.research_closed, publication.language)
        if publication.research_closed
        else None,
        "status": None if publication.status is Status.PUBLISHED else publication.status.value,
        "version": publication.version,
        "series": " ".join(filter(None, (series.title, series.number))) if series else None,
        "issn": series.issn if series else None,
        "publisher": publication.publisher,
        "institution": institution or publication.publisher,
        "place": publication.place,
        "doi-url": doi_url(publication.doi) if publication.doi else None,
        "isbn": publication.isbn,
        "copyright": publication.copyright,
        "licence": licence.name if licence else publication.license,
        "licence-url": licence.url if licence else None,
        "licence-note": publication.license_note,
        "funding": publication.funding,
        "disclaimer": publication.disclaimer,
        "notice": publication.notice,
        "acknowledgements": publication.acknowledgements,
        "corrections": [
            {"date": long_date(c.date, publication.language), "kind": c.kind, "note": c.note}
            for c in publication.corrections
        ],
        "keywords": list(publication.keywords),
        "lang": publication.language.partition("-")[0],
        "region": _region(publication.language),
        "right-to-left": is_right_to_left(publication.language),
        "address": f"{site.rstrip('/')}/{publication.path}/" if site else None,
        "suggested-citation": to_typst(suggested_citation) or None,
        "cover-image": cover_image,
        "cover-alt": publication.cover_alt,
        "theme": dict(theme or {}),
        "qr": qr_image,
        "pattern": _pattern(publication.slug),
        "terms": words,
    }


def is_paper(publication: Publication) -> bool:
    """Tell whether a publication has no cover and no contents: its text begins below its title."""
    return publication.is_single_page or publication.type in _PAPERS


def _contributor(person: Contributor) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role,
        "affiliations": [affiliation.name for affiliation in person.affiliations],
        "orcid": person.orcid,
        "biography": [to_typst(from_json(paragraph)) for paragraph in person.biography],
    }


def _region(language: str) -> str | None:
    parts = [part for part in language.split("-")[1:] if len(part) == 2]
    return parts[0].lower() if parts else None


def _pattern(slug: str) -> Sequence[int]:
    """Return the digits from which the cover is drawn: a publication keeps its cover as long as its slug."""
    return list(hashlib.sha256(slug.encode()).digest())
