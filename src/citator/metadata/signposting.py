"""Signposting: typed links from which a machine learns what belongs to a publication: https://signposting.org/FAIR/."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import Struct

from citator.metadata.jsonld import TYPES
from citator.metadata.markup import link
from citator.metadata.page import Page, citation_path
from citator.model.addresses import doi_url
from citator.model.licenses import find_license

# Suffix, media type and name of the files that cite a publication.
CITATION_FORMATS = (
    ("bib", "application/x-bibtex", "BibTeX"),
    ("ris", "application/x-research-info-systems", "RIS"),
    ("json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)
LINKSET = "linkset.json"


class TypedLink(Struct, frozen=True):
    """A link with its relation; ``path`` in the site, or an address elsewhere."""

    rel: str
    path: str | None = None
    url: str | None = None
    type: str | None = None


def typed_links(page: Page) -> Iterator[TypedLink]:
    """Yield the links of a landing page, or of a chapter back to it."""
    publication = page.publication
    if page.is_chapter:
        yield TypedLink("collection", f"{publication.path}/index.html", type="text/html")
    elif page.is_landing:
        if page.place and (current := page.current(f"{publication.path}/index.html")):
            yield TypedLink("latest-version", url=current)
        if publication.doi:
            yield TypedLink("cite-as", url=doi_url(publication.doi))
        yield TypedLink("type", url="https://schema.org/AboutPage")
        yield TypedLink("type", url=f"https://schema.org/{TYPES.get(publication.type, 'Report')}")
        yield from (TypedLink("author", url=f"https://orcid.org/{a.orcid}") for a in page.authors if a.orcid)
        yield from (TypedLink("item", pdf.file, type="application/pdf") for pdf in page.pdfs)
        if page.epub:
            yield TypedLink("item", page.epub, type="application/epub+zip")
        chapters = (document for document in page.facts.documents if document.kind == "chapter")
        yield from (TypedLink("item", chapter.url, type="text/html") for chapter in chapters)
    else:
        return
    for suffix, media_type, _ in CITATION_FORMATS:
        yield TypedLink("describedby", citation_path(page, suffix), type=media_type)
    licence = find_license(publication.license)
    if licence:
        yield TypedLink("license", url=licence.url)


def signposting_tags(page: Page) -> Iterator[str]:
    """Yield the links as elements of the head; within the site they are relative."""
    for typed in typed_links(page):
        yield link(typed.rel, typed.url or page.way_to(typed.path or ""), type=typed.type)
    if page.is_landing and page.site_url:
        path = f"{page.publication.path}/{LINKSET}"
        yield link("linkset", page.way_to(path), type="application/linkset+json")


def linkset_json(page: Page) -> str | None:
    """Return the links of a landing page and back to it (RFC 9264), or ``None`` without the site's address."""
    anchor = page.address(page.document.url)
    if not anchor or not page.is_landing:
        return None
    forward: dict[str, object] = {"anchor": anchor}
    contexts = [forward]
    for typed in typed_links(page):
        target = {"href": typed.url or page.address(typed.path or ""), **({"type": typed.type} if typed.type else {})}
        targets = forward.setdefault(typed.rel, [])
        assert isinstance(targets, list)
        targets.append(target)
        back = {"item": "collection", "describedby": "describes"}.get(typed.rel)
        if back:
            contexts.append({"anchor": target["href"], back: [{"href": anchor, "type": "text/html"}]})
    return json.dumps({"linkset": contexts}, indent=1, ensure_ascii=False) + "\n"
