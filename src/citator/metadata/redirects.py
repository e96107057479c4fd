"""Redirects from the former addresses of publications, as pages for any host and as one file for hosts that read it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from citator.metadata.markup import link, meta
from citator.metadata.page import address, way
from citator.model.publication import Library, Publication


def redirect_pages(
    publications: Iterable[Publication], *, library: Library, site_url: str | None = None
) -> dict[str, str]:
    """Return a page for each former path, which leads to the publication without any script."""
    return {
        f"{former}/index.html": _page(f"{former}/index.html", publication, library, site_url)
        for publication in publications
        for former in publication.formerly
    }


def redirects_file(publications: Iterable[Publication]) -> str:
    """Return a ``_redirects`` file for Netlify, Cloudflare Pages and their like."""
    moves = sorted((former, publication.path) for publication in publications for former in publication.formerly)
    return "".join(f"/{former}/* /{path}/:splat 301\n" for former, path in moves)


def _page(former: str, publication: Publication, library: Library, site_url: str | None) -> str:
    target = f"{publication.path}/index.html"
    href = escape(way(former, target))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(library.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(publication.title)} – {escape(library.name)}</title>",
        f'<meta http-equiv="refresh" content="0; url={href}">',
        link("canonical", address(site_url, target) or way(former, target)),
        meta("robots", "noindex"),
        "</head>",
        f'<body><p>This publication has moved: <a href="{href}">{escape(publication.title)}</a></p></body>',
        "</html>",
    ]
    return "\n".join(lines) + "\n"
