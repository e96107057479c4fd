"""Atom feeds of the newest publications (RFC 4287): of the library, of each topic, of each person."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from citator.metadata.markup import link, plain_xml
from citator.metadata.page import address
from citator.model.facts import Facts, PdfFacts
from citator.model.publication import Contributor, Library, Publication
from citator.model.titles import full_title

NEWEST = 50
"""Entries in a feed; readers keep the older ones themselves."""


def feed_path(*, person: str | None = None, topic: str | None = None) -> str:
    """Return the path of a feed in the site."""
    if person:
        return f"people/{person}/feed.xml"
    return f"topics/{topic}/feed.xml" if topic else "feed.xml"


def feed_link(title: str, href: str) -> str:
    """Return the element of a head by which a reader's program finds a feed."""
    return link("alternate", href, type="application/atom+xml", title=title)


def atom_feed(
    entries: Iterable[tuple[Facts, tuple[PdfFacts, ...]]],
    *,
    title: str,
    path: str,
    page: str,
    library: Library,
    site_url: str,
) -> str:
    """Return a feed of publications with their PDFs, newest first.

    :param path: of the feed in the site; ``page`` is the page that shows the same publications.
    """
    shown = sorted(
        entries,
        key=lambda entry: (-entry[0].publication.changed.toordinal(), entry[0].publication.slug),
    )[:NEWEST]
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": library.language})
    _add(feed, "id", address(site_url, path) or "")
    _add(feed, "title", title)
    _add(
        feed,
        "updated",
        _moment(max((facts.publication.changed for facts, _ in shown), default=datetime.date(1970, 1, 1))),
    )
    SubElement(feed, "link", rel="self", href=address(site_url, path) or "", type="application/atom+xml")
    SubElement(feed, "link", rel="alternate", href=address(site_url, page) or "", type="text/html")
    _author(feed, Contributor(library.publisher))
    if library.license:
        _add(feed, "rights", library.license)
    for facts, pdfs in shown:
        _entry(feed, facts, pdfs, site_url)
    indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(feed: Element, facts: Facts, pdfs: tuple[PdfFacts, ...], site_url: str) -> None:
    publication = facts.publication
    entry = SubElement(feed, "entry", {"xml:lang": publication.language})
    _add(entry, "id", _id(site_url, publication))
    _add(entry, "title", full_title(publication))
    _add(entry, "published", _moment(publication.date))
    _add(entry, "updated", _moment(publication.changed))
    landing = address(site_url, f"{publication.path}/index.html") or ""
    SubElement(entry, "link", rel="alternate", href=landing, type="text/html")
    for pdf in pdfs:
        href = address(site_url, pdf.file) or ""
        SubElement(entry, "link", rel="enclosure", href=href, type="application/pdf", length=str(pdf.size))
    for author in publication.authors:
        _author(entry, author)
    for topic in publication.topics:
        SubElement(entry, "category", term=topic)
    if told := [*_changes(publication), *filter(None, [publication.description])]:
        _add(entry, "summary", " ".join(told))


def _changes(publication: Publication) -> Iterator[str]:
    """Yield what was corrected, the latest first: readers of a feed are told why the entry is back."""
    for correction in sorted(publication.corrections, key=lambda correction: correction.date, reverse=True):
        yield f"{correction.date.isoformat()}: {correction.note}"


def _author(parent: Element, contributor: Contributor) -> None:
    author = SubElement(parent, "author")
    _add(author, "name", contributor.name)
    if contributor.url:
        _add(author, "uri", contributor.url)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = plain_xml(" ".join(text.split()))


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _id(site_url: str, publication: Publication) -> str:
    """Return a tag URI (RFC 4151), which outlives another scheme, folder or name: readers are not told of an entry twice."""
    host = urlsplit(site_url).hostname or "localhost"
    first = (*publication.formerly, publication.slug)[0].rpartition("/")[2]
    return f"tag:{host},{publication.date.isoformat()}:{first}"
