"""All metadata in the head of a publication's page; the ``<title>`` itself is written when the page is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from citator.metadata import jsonld
from citator.metadata.dublincore import dublin_core_tags
from citator.metadata.feeds import feed_link, feed_path
from citator.metadata.headers import policy_tags
from citator.metadata.highwire import highwire_tags
from citator.metadata.markup import json_script, link, meta
from citator.metadata.opengraph import opengraph_tags
from citator.metadata.page import Image, Page
from citator.metadata.signposting import signposting_tags
from citator.model.facts import Document, Facts, PdfFacts
from citator.model.publication import Library, Publication
from citator.model.titles import full_title


def head_tags(
    facts: Facts,
    document: Document,
    *,
    library: Library,
    pdfs: tuple[PdfFacts, ...] = (),
    site_url: str | None = None,
    image: Image | None = None,
    topics: Mapping[str, str] | None = None,
    place: str = "",
) -> str:
    """Return the metadata of a publication's page as HTML, one element a line.

    :param image: the picture for cards; it is named only where the site's address is known.
    :param topics: titles of topics by id.
    :param place: the folder in the site of the edition that the page is of, where it is of one.
    """
    page = Page(facts, document, library, site_url, pdfs, image, topics or {}, place)
    return "\n".join(_page_tags(page))


def departed_head(publication: Publication, *, library: Library, pdf: str = "", site_url: str | None = None) -> str:
    """Return the metadata of the page of a publication of which only editions are left.

    :param pdf: the path in the site of the newest edition's PDF.
    """
    path = f"{publication.path}/index.html"
    document = Document(publication.root, path, publication.title, kind="landing")
    pdfs = (PdfFacts(pdf, "screen", 0, 0),) if pdf else ()
    page = Page(Facts(publication, (document,)), document, library, site_url, pdfs)
    tags = [*policy_tags(library), meta("description", page.description or full_title(publication))]
    canonical = page.address(path)
    tags += [link("canonical", canonical)] if canonical else []
    return "\n".join([*tags, *highwire_tags(page), *dublin_core_tags(page)])


def _page_tags(page: Page) -> Iterator[str]:
    yield from policy_tags(page.library)
    yield meta("description", page.description or f"{page.title} – {full_title(page.publication)}")
    canonical = page.current(page.document.url)
    if canonical:
        yield link("canonical", canonical)
        yield feed_link(page.library.name, page.way_to(feed_path()))
    yield from highwire_tags(page)
    yield from opengraph_tags(page)
    yield from dublin_core_tags(page)
    yield from signposting_tags(page)
    graph = jsonld.page_graph(page)
    if graph:
        yield json_script(graph)
