"""Redirects from the former addresses of publications, as pages for any host and as one file for hosts that read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from re import escape as literal

from citator.metadata.markup import link, meta
from citator.metadata.page import address, way
from citator.model.facts import Facts
from citator.model.languages import direction
from citator.model.publication import EDITION_FOLDERS, Library, Publication

MOVED = "This publication has moved:"


def redirect_pages(
    records: Iterable[Facts], *, library: Library, site_url: str | None = None, words: str = MOVED
) -> dict[str, str]:
    """Return a page for each former address, which leads to the present one without any script.

    :param words: what a page says to the reader of a browser that does not follow.
    """
    return {former: _page(former, target, title, library, site_url, words) for former, target, title in _moved(records)}


def redirects_file(publications: Iterable[Publication], editions: Iterable[str] = ()) -> str:
    """Return a ``_redirects`` file for Netlify, Cloudflare Pages and their like.

    :param editions: the places of published editions, which never move: the first rule that fits an address counts.
    """
    moves = _moves(publications)
    stay = sorted(place for place in editions if place.rpartition("/")[0] in dict(moves))
    kept = "".join(f"/{place}/* /{place}/:splat 200\n" for place in stay)
    return kept + "".join(f"/{former}/* /{path}/:splat 301\n" for former, path in moves)


def nginx_rewrites(publications: Iterable[Publication], base: str) -> list[str]:
    """Return the same as directives of nginx; ``base`` is the path at which the site stands, ``/reports`` or nothing."""
    edition = EDITION_FOLDERS.replace("*", "[^/]*")  # they stay where they were published
    return [
        f"rewrite ^{literal(base)}/{literal(former)}/(?!{edition}/)(.*)$ {base}/{path}/$1 permanent;"
        for former, path in _moves(publications)
    ]


def _moves(publications: Iterable[Publication]) -> list[tuple[str, str]]:
    return sorted((former, publication.path) for publication in publications for former in publication.formerly)


def _moved(records: Iterable[Facts]) -> Iterator[tuple[str, str, str]]:
    """Yield the former path of each page, its present one, and its title."""
    for facts in records:
        path, title = facts.publication.path, facts.publication.title
        pages = {f"{path}/index.html": title} | {
            document.url: f"{document.title} – {title}"
            for document in facts.documents
            if document.kind in ("chapter", "references") and document.url.startswith(f"{path}/")
        }
        for former in facts.publication.formerly:
            yield from ((former + url.removeprefix(path), url, name) for url, name in pages.items())


def _page(former: str, target: str, title: str, library: Library, site_url: str | None, words: str) -> str:
    href = escape(way(former, target))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(library.language)}" dir="{direction(library.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(title)} – {escape(library.name)}</title>",
        f'<meta http-equiv="refresh" content="0; url={href}">',
        link("canonical", address(site_url, target) or way(former, target)),
        meta("robots", "noindex"),
        "</head>",
        f'<body><p>{escape(words)} <a href="{href}">{escape(title)}</a></p></body>',
        "</html>",
    ]
    return "\n".join(lines) + "\n"
