"""The sitemap and ``robots.txt``: https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from html import escape

from citator.metadata.page import address
from citator.model.facts import Facts, PdfFacts

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LIMIT = 50_000
"""Addresses that the protocol allows in one file."""


def sitemap_files(
    entries: Iterable[tuple[Facts, tuple[PdfFacts, ...]]],
    front_desk: Mapping[str, datetime.date | None] | None = None,
    *,
    site_url: str,
    limit: int = LIMIT,
) -> dict[str, str]:
    """Return ``sitemap.xml``, or an index of several, by path.

    :param front_desk: the pages of the front desk, each with the day on which something that it shows last changed.
    """
    pages = dict(front_desk or {})
    for facts, pdfs in entries:
        day = facts.publication.changed
        pages.update(dict.fromkeys([document.url for document in facts.documents], day))
        pages.update(dict.fromkeys([pdf.file for pdf in pdfs], day))
    places = [_place("url", address(site_url, path) or "", day) for path, day in sorted(pages.items())]
    if len(places) <= limit:
        return {"sitemap.xml": _file("urlset", places)}
    parts = [places[start : start + limit] for start in range(0, len(places), limit)]
    files = {f"sitemap-{number}.xml": _file("urlset", part) for number, part in enumerate(parts, 1)}
    index = [_place("sitemap", address(site_url, path) or "", None) for path in files]
    return {"sitemap.xml": _file("sitemapindex", index), **files}


def robots_txt(site_url: str | None) -> str:
    """Return a ``robots.txt`` that welcomes everyone and points to the sitemap, where the site has an address."""
    sitemap = address(site_url, "sitemap.xml")
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {sitemap}\n" if sitemap else "")


def _place(name: str, location: str, day: datetime.date | None) -> str:
    modified = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(location)}</loc>{modified}</{name}>"


def _file(name: str, places: Iterable[str]) -> str:
    body = "\n".join(places)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{name} xmlns="{_NAMESPACE}">\n{body}\n</{name}>\n'
