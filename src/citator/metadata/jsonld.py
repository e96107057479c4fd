"""JSON-LD in the words of schema.org, which search engines read: https://schema.org/Report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from citator.metadata.page import Page, address, standing, web_url
from citator.model.addresses import doi_url
from citator.model.citation import without_markup
from citator.model.facts import CitedItem
from citator.model.licenses import find_license
from citator.model.publication import Contributor, Correction, Library, Person, Status
from citator.model.titles import with_subtitle

Node = dict[str, Any]

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types → https://schema.org/CreativeWork
SOURCE_TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "broadcast": "Episode",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "software": "SoftwareApplication",
    "speech": "CreativeWork",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
TYPES = {
    "handbook": "Book",
    "guide": "Book",
    "book": "Book",
    "dataset": "Dataset",
    "article": "Article",
    "essay": "Article",
    "commentary": "Article",
}


def page_graph(page: Page) -> Node | None:
    """Return what a page of a publication is, and its breadcrumbs."""
    parts = [breadcrumbs(page)]
    if page.is_landing:
        parts.insert(0, publication_node(page))
    elif page.is_chapter:
        parts.insert(0, chapter_node(page))
    found = [part for part in parts if part]
    return {"@context": "https://schema.org", "@graph": found} if found else None


def publication_node(page: Page) -> Node:
    """Return the publication as a ``Report`` or its like."""
    publication = page.publication
    url = page.address(page.document.url)
    licence = find_license(publication.license)
    chapters = [document for document in page.facts.documents if document.kind == "chapter"]
    return _known(
        {
            "@type": TYPES.get(publication.type, "Report"),
            "@id": doi_url(publication.doi) if publication.doi else url,
            "url": url,
            "name": with_subtitle(publication.title, publication.subtitle),
            "headline": publication.title,
            "alternativeHeadline": publication.subtitle,
            "description": page.description,
            "abstract": publication.abstract,
            "author": [agent(author, page) for author in publication.authors],
            "editor": [agent(editor, page) for editor in publication.editors],
            "translator": [agent(translator, page) for translator in publication.translators],
            "publisher": _organisation(publication.publisher),
            "datePublished": publication.date.isoformat(),
            "dateModified": publication.updated.isoformat() if publication.updated else None,
            "version": publication.version,
            "inLanguage": publication.language,
            "identifier": _identifier("DOI", publication.doi),
            "isbn": publication.isbn,
            "reportNumber": publication.series.number if publication.series else None,
            "keywords": list(page.keywords),
            "license": licence.url if licence else publication.license,
            "copyrightHolder": _organisation(publication.copyright),
            "copyrightYear": publication.date.year if publication.copyright else None,
            "isPartOf": _series(page),
            "hasPart": [
                _known(
                    {
                        "@type": "Chapter",
                        "name": chapter.title,
                        "position": chapter.number,
                        "url": page.address(chapter.url),
                    }
                )
                for chapter in chapters
            ],
            "encoding": _files(page) if page.site_url else [],
            "numberOfPages": page.pdf.pages if page.pdf and TYPES.get(publication.type) == "Book" else None,
            "wordCount": page.facts.words or None,
            "image": page.address(page.image.path) if page.image else None,
            "correction": list(_corrections(page)),
            "creativeWorkStatus": "Withdrawn" if publication.status is Status.WITHDRAWN else None,
            "citation": [node for item in page.facts.items if not item.invented and (node := source_node(item))],
        }
    )


def _corrections(page: Page) -> Iterator[Node]:
    """Yield what was changed after publication: https://schema.org/CorrectionComment."""
    for correction, url in zip_longest(page.publication.corrections, page.facts.correction_urls, fillvalue=""):
        if isinstance(correction, Correction):
            yield _known(
                {
                    "@type": "CorrectionComment",
                    "text": correction.note,
                    "datePublished": correction.date.isoformat(),
                    "url": page.address(url) if url else None,
                }
            )


def _files(page: Page) -> list[Node]:
    """Return the publication as files to carry away."""
    files = [(pdf.file, "application/pdf", str(pdf.size)) for pdf in page.pdfs]
    # the facts round the size of an EPUB, for each edit changes it
    files += [(page.epub, "application/epub+zip", "")] if page.epub else []
    return [
        _known(
            {
                "@type": "MediaObject",
                "contentUrl": page.address(path),
                "encodingFormat": media_type,
                "contentSize": size or None,
            }
        )
        for path, media_type, size in files
    ]


def chapter_node(page: Page) -> Node:
    """Return a chapter, as part of its publication."""
    publication = page.publication
    url = page.address(page.document.url)
    whole = {
        "@type": TYPES.get(publication.type, "Report"),
        "@id": doi_url(publication.doi) if publication.doi else None,
        "name": with_subtitle(publication.title, publication.subtitle),
        "url": page.address(f"{publication.path}/index.html"),
    }
    return _known(
        {
            "@type": "Chapter",
            "@id": url,
            "url": url,
            "name": page.title,
            "position": page.document.number,
            "description": page.description,
            "author": [agent(author, page) for author in page.authors],
            "publisher": _organisation(publication.publisher),
            "datePublished": publication.date.isoformat(),
            "inLanguage": publication.language,
            "isPartOf": _known(whole),
        }
    )


def breadcrumbs(page: Page) -> Node | None:
    """Return the way from the catalogue to the page; it is made of addresses, so there is none without the site's."""
    publication, document = page.publication, page.document
    steps = [
        (page.library.name, "index.html"),
        (
            publication.short_title or publication.title,
            standing(f"{publication.path}/index.html", publication, page.place),
        ),
    ]
    if not page.is_landing:
        steps.append((document.title, standing(document.url, publication, page.place)))
    return breadcrumb_node(steps, page.site_url)


def breadcrumb_node(steps: Iterable[tuple[str, str]], site_url: str | None) -> Node | None:
    """Return a ``BreadcrumbList`` of titles and paths."""
    if not site_url:
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address(site_url, path)}
        for position, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def agent(contributor: Contributor, page: Page) -> Node:
    """Return a contributor as ``Person`` or ``Organization``."""
    home = page.address(f"people/{contributor.person}/index.html") if contributor.person else None
    return _known(
        {
            "@type": "Person" if contributor.family else "Organization",
            "@id": f"https://orcid.org/{contributor.orcid}" if contributor.orcid else None,
            "name": contributor.name,
            "givenName": contributor.given,
            "familyName": contributor.family,
            "affiliation": [
                _affiliation(affiliation.name, affiliation.ror) for affiliation in contributor.affiliations
            ],
            "url": home or contributor.url,
        }
    )


def person_node(person: Person, site_url: str | None) -> Node:
    """Return the page of a person as a ``ProfilePage``."""
    return {
        "@type": "ProfilePage",
        "mainEntity": _known(
            {
                "@type": "Person",
                "@id": f"https://orcid.org/{person.orcid}" if person.orcid else None,
                "name": person.name,
                "givenName": person.given,
                "familyName": person.family,
                "jobTitle": person.role,
                "affiliation": [_affiliation(affiliation.name, affiliation.ror) for affiliation in person.affiliations],
                "url": address(site_url, f"people/{person.id}/index.html"),
                "sameAs": person.url,
            }
        ),
    }


def site_node(library: Library, site_url: str | None) -> Node:
    """Return the library as a ``WebSite`` with its publisher."""
    return _known(
        {
            "@type": "WebSite",
            "name": library.name,
            "url": address(site_url, "index.html"),
            "description": library.description,
            "inLanguage": library.language,
            "publisher": _organisation(library.publisher),
        }
    )


def source_node(item: CitedItem) -> Node | None:
    """Return a work that the publication cites, with what identifies it; one that nothing names says nothing."""
    csl: Mapping[str, Any] = without_markup(item.csl)
    doi = csl.get("DOI")
    known = _known(
        {
            "@id": doi_url(str(doi)) if doi else None,
            "name": csl.get("title"),
            "url": web_url(csl.get("URL")),
        }
    )
    return {"@type": SOURCE_TYPES.get(str(csl.get("type")), "CreativeWork"), **known} if known else None


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _organisation(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _affiliation(name: str, ror: str | None) -> Node:
    return _known({"@type": "Organization", "@id": f"https://ror.org/{ror}" if ror else None, "name": name})


def _identifier(kind: str, value: str | None) -> Node | None:
    return {"@type": "PropertyValue", "propertyID": kind, "value": value} if value else None


def _series(page: Page) -> Node | None:
    series = page.publication.series
    return _known({"@type": "CreativeWorkSeries", "name": series.title, "issn": series.issn}) if series else None
