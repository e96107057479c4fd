"""Dublin Core elements, for repositories and catalogues: https://www.dublincore.org/specifications/dublin-core/dces/."""

from __future__ import annotations

from collections.abc import Iterator

from citator.metadata.markup import link, meta
from citator.metadata.page import Page, family_first
from citator.model.addresses import doi_url
from citator.model.licenses import find_license
from citator.model.titles import full_title


def dublin_core_tags(page: Page) -> Iterator[str]:
    """Yield the elements of a landing page or a chapter."""
    if not (page.is_landing or page.is_chapter):
        return
    publication = page.publication
    licence = find_license(publication.license)
    doi = doi_url(publication.doi) if publication.doi and page.is_landing else None
    yield link("schema.DC", "http://purl.org/dc/elements/1.1/")
    elements: list[tuple[str, str | None]] = [
        ("DC.title", page.title),
        *(("DC.creator", family_first(author)) for author in page.authors),
        *(("DC.contributor", family_first(person)) for person in (*publication.editors, *publication.translators)),
        *(("DC.subject", word) for word in page.keywords),
        ("DC.description", page.description),
        ("DC.publisher", publication.publisher),
        ("DC.date", publication.date.isoformat()),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", doi or page.address(page.document.url)),
        ("DC.language", publication.language),
        ("DC.relation", full_title(publication) if page.is_chapter else None),
        ("DC.rights", licence.url if licence else publication.license),
    ]
    yield from (meta(name, content) for name, content in elements if content)
