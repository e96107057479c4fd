"""Highwire Press tags, which Google Scholar and Zotero read: https://scholar.google.com/intl/en/scholar/inclusion.html.

Zotero takes its item type from the last tag that names a container, so a page has exactly one: a report is known by
``citation_technical_report_institution``, a chapter by ``citation_inbook_title``.
"""

from __future__ import annotations

from collections.abc import Iterator

from citator.metadata.markup import meta
from citator.metadata.page import Page, family_first
from citator.model.publication import Contributor
from citator.model.titles import full_title


def highwire_tags(page: Page) -> Iterator[str]:
    """Yield the tags of a landing page or a chapter; other pages are no articles and have none."""
    if not (page.is_landing or page.is_chapter):
        return
    publication = page.publication
    yield meta("citation_title", page.title)
    yield from author_tags(page.authors)
    yield meta("citation_publication_date", publication.date.strftime("%Y/%m/%d"))
    if page.is_chapter:
        yield meta("citation_inbook_title", full_title(publication))
    elif publication.publisher:
        yield meta("citation_technical_report_institution", publication.publisher)
    known = {
        "citation_publisher": publication.publisher,
        "citation_series_title": publication.series.title if publication.series else None,
        "citation_technical_report_number": publication.series.number
        if publication.series and page.is_landing
        else None,
        "citation_issn": publication.series.issn if publication.series else None,
        "citation_isbn": publication.isbn,
        "citation_doi": publication.doi if page.is_landing else None,
        "citation_language": publication.language,
        "citation_keywords": "; ".join(page.keywords) or None,
        "citation_abstract": publication.abstract if page.is_landing else None,
        "citation_abstract_html_url": page.address(f"{publication.path}/index.html"),
        "citation_fulltext_html_url": page.address(page.document.url) if page.document.kind != "landing" else None,
        # Google asks for the same folder as the page that carries the tag; a chapter is not the whole PDF.
        "citation_pdf_url": page.address(page.pdf.file) if page.pdf and page.is_landing else None,
    }
    yield from (meta(name, value) for name, value in known.items() if value)


def author_tags(authors: tuple[Contributor, ...]) -> Iterator[str]:
    """Yield a tag for each author, with institutions and iD behind the author they belong to."""
    for author in authors:
        name = family_first(author)
        # Zotero splits a single "van der Berg, Jan Peter" at the comma into two people.
        if len(authors) == 1 and author.family and " " in author.family and " " in (author.given or ""):
            name = author.name
        yield meta("citation_author", name)
        yield from (meta("citation_author_institution", affiliation.name) for affiliation in author.affiliations)
        if author.orcid:
            yield meta("citation_author_orcid", f"https://orcid.org/{author.orcid}")
