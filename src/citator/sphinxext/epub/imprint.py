"""The imprint at the end of a book: what the PDF's imprint says, as terms and texts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from citator.model.addresses import doi_url, is_safe
from citator.model.dates import long_date, partial_date
from citator.model.licenses import find_license
from citator.model.publication import Contributor, Library, Publication
from citator.typst.terms import terms

Row = tuple[str, tuple[str, ...]]


def imprint_rows(publication: Publication, library: Library) -> Iterator[Row]:
    """Yield each term with its texts; what is not known has no row."""
    words = terms(publication.language)
    for term, texts in _all_rows(publication, library, words):
        kept = tuple(text for text in texts if text)
        if kept:
            yield term, kept


def _all_rows(
    publication: Publication, library: Library, words: dict[str, str]
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    series, closed = publication.series, publication.research_closed
    publisher = publication.publisher or library.publisher
    yield publisher, (_day(publication),)
    yield words["version"], (publication.version,)
    yield words["updated"], (long_date(publication.updated, publication.language) if publication.updated else None,)
    yield words["research-closed"], (partial_date(closed, publication.language) if closed else None,)
    yield words["editors"], _names(publication.editors)
    yield words["translators"], _names(publication.translators)
    yield words["reviewers"], _names(publication.reviewers)
    for credit in publication.credits:
        yield credit.role[:1].upper() + credit.role[1:], (credit.name,)
    if series:
        yield series.title, (series.number, f"ISSN {series.issn}" if series.issn else None)
    yield "DOI", (_link(doi_url(publication.doi)) if publication.doi else None,)
    yield "ISBN", (publication.isbn,)
    address = f"{library.url.rstrip('/')}/{publication.path}/" if library.url else None
    yield words["online"], (_link(address) if address else None,)
    yield words["copyright"], (f"© {publication.date.year} {publication.copyright}" if publication.copyright else None,)
    yield words["licence"], (_licence(publication),)
    yield words["funding"], (publication.funding,)
    yield words["acknowledgements"], (publication.acknowledgements,)
    yield words["disclaimer"], (publication.disclaimer,)
    yield (
        words["corrections"],
        tuple(f"{long_date(c.date, publication.language)}: {c.note}" for c in publication.corrections),
    )


def _day(publication: Publication) -> str:
    day = long_date(publication.date, publication.language)
    return f"{publication.place}, {day}" if publication.place else day


def _names(people: tuple[Contributor, ...]) -> tuple[str, ...]:
    return tuple(person.name for person in people)


def _licence(publication: Publication) -> str | None:
    licence = find_license(publication.license)
    if licence is None:
        return ", ".join(filter(None, (publication.license, publication.license_note))) or None
    note = f", {escape(publication.license_note)}" if publication.license_note else ""
    return _link(licence.url, licence.name) + Markup(note)


def _link(url: str, text: str = "") -> Markup:
    words = escape(text or url)
    return Markup(f'<a href="{escape(url)}">{words}</a>') if is_safe(url) else Markup(words)
