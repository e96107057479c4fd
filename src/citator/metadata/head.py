"""All metadata of a page's head, in one order; the ``<title>`` itself is written when the page is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from citator.metadata import jsonld
from citator.metadata.dublincore import dublin_core_tags
from citator.metadata.feeds import feed_path
from citator.metadata.highwire import highwire_tags
from citator.metadata.markup import json_script, link, meta
from citator.metadata.opengraph import basic_tags, opengraph_tags
from citator.metadata.page import Image, Page, address, full_title, shorten, way
from citator.metadata.signposting import signposting_tags
from citator.model.facts import Document, Facts, PdfFacts
from citator.model.publication import Library, Person


def head_tags(
    facts: Facts,
    document: Document,
    *,
    library: Library,
    pdfs: tuple[PdfFacts, ...] = (),
    site_url: str | None = None,
    image: Image | None = None,
    topics: Mapping[str, str] | None = None,
) -> str:
    """Return the metadata of a publication's page as HTML, one element a line.

    :param image: the picture for cards; it is named only where the site's address is known.
    :param topics: titles of topics by id.
    """
    page = Page(facts, document, library, site_url, pdfs, image, topics or {})
    return "\n".join(_page_tags(page))


def _page_tags(page: Page) -> Iterator[str]:
    yield meta("description", page.description or f"{page.title} – {full_title(page.publication)}")
    canonical = page.address(page.document.url)
    if canonical:
        yield link("canonical", canonical)
        yield _feed_link(page.library, page.way_to(feed_path()))
    yield from highwire_tags(page)
    yield from opengraph_tags(page)
    yield from dublin_core_tags(page)
    yield from signposting_tags(page)
    graph = jsonld.page_graph(page)
    if graph:
        yield json_script(graph)


def front_desk_head(
    kind: str,
    path: str,
    title: str,
    *,
    library: Library,
    site_url: str | None = None,
    description: str | None = None,
    person: Person | None = None,
    topic: str | None = None,
    image: Image | None = None,
) -> str:
    """Return the metadata of a front-desk page: no Highwire tags, for it is no article.

    :param kind: ``catalogue``, ``person``, ``people``, ``topic``, ``topics``, ``sources``, ``search`` or ``not-found``.
    :param topic: the id of the topic that the page is about.
    """
    if kind in ("search", "not-found"):
        return meta("robots", "noindex")
    return "\n".join(_front_desk_tags(kind, path, title, library, site_url, description, person, topic, image))


def _front_desk_tags(
    kind: str,
    path: str,
    title: str,
    library: Library,
    site_url: str | None,
    description: str | None,
    person: Person | None,
    topic: str | None,
    image: Image | None,
) -> Iterator[str]:
    summary = shorten(description or (library.description if kind == "catalogue" else None) or "") or None
    yield meta("description", summary or (title if title == library.name else f"{title} – {library.name}"))
    canonical = address(site_url, path)
    if canonical:
        yield link("canonical", canonical)
        yield _feed_link(library, way(path, feed_path()))
        own = feed_path(person=person.id if person else None, topic=topic)
        if own != feed_path():
            yield link("alternate", way(path, own), type="application/atom+xml", title=title)
    yield from basic_tags(
        kind="profile" if person else "website",
        title=title,
        description=summary,
        site_name=library.name,
        language=library.language,
        url=canonical,
        image=image,
        site_url=site_url,
    )
    steps = [(library.name, "index.html")] + ([(title, path)] if path != "index.html" else [])
    about = jsonld.person_node(person, site_url) if person else {"@type": "CollectionPage", "name": title}
    nodes = [about, jsonld.site_node(library, site_url), jsonld.breadcrumb_node(steps, site_url)]
    yield json_script({"@context": "https://schema.org", "@graph": [node for node in nodes if node]})


def _feed_link(library: Library, href: str) -> str:
    return link("alternate", href, type="application/atom+xml", title=library.name)
