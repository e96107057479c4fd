"""The cover: the publication's own picture, or one drawn from its title and its citations."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from html import escape
from pathlib import Path

from citator.model.facts import Facts
from citator.model.publication import Publication
from citator.site.art import cover_svg
from citator.sphinxext.epub.package import MEDIA_TYPES

WIDTH, HEIGHT, MARGIN = 1200, 1800, 90
SERIF = "'Source Serif 4', Georgia, 'Noto Serif', serif"


def own_cover(publication: Publication, folder: Path) -> tuple[str, bytes, str] | None:
    """Return name, bytes and description of the picture that front matter names, if a book can hold it."""
    for name, description in (
        (publication.cover, publication.cover_alt),
        (publication.thumbnail, publication.thumbnail_alt),
    ):
        path = folder / name if name else None
        suffix = path.suffix.lower().lstrip(".") if path else ""
        if path is not None and suffix in MEDIA_TYPES and path.is_file():
            return f"cover.{suffix}", path.read_bytes(), description or ""
    return None


def drawn_cover(facts: Facts) -> bytes:
    """Return a cover as SVG: title, authors, publisher, and the arcs that the publication's card shows."""
    publication = facts.publication
    art = cover_svg(facts)
    ground, line = re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', art)[:2]
    picture = art.replace("<svg ", f'<svg y="{HEIGHT * 0.42:.0f}" ', 1)
    picture = re.sub(r'width="\d+" height="\d+">', f'width="{WIDTH}" height="{WIDTH * 9 // 16}">', picture, count=1)
    size = 96 if len(publication.title) < 60 else 72
    lines = _lines(publication.title, size)
    texts = [_text(row, MARGIN, 300 + index * size * 1.2, size, line) for index, row in enumerate(lines)]
    below = 300 + len(lines) * size * 1.2 + 20
    names = ", ".join(author.name for author in publication.authors)
    if publication.subtitle and below < 640:
        rows = _lines(publication.subtitle, 44)[:2]
        texts += [_text(row, MARGIN, below + index * 54, 44, line) for index, row in enumerate(rows)]
    texts += [_text(row, MARGIN, 1530 + index * 58, 48, line) for index, row in enumerate(_lines(names, 48)[:2])]
    texts.append(_text(f"{publication.publisher or ''} {publication.date.year}".strip(), MARGIN, 1710, 40, line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{picture}{"".join(texts)}</svg>\n'
    ).encode()


def _lines(text: str, size: int) -> list[str]:
    """Break a text into lines of the cover's width: a letter is about half as wide as it is high, an ideograph as wide."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    return textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / (size * (1.0 if wide else 0.52))))


def _text(text: str, x: float, y: float, size: float, colour: str) -> str:
    return f'<text x="{x}" y="{y:.0f}" font-family="{SERIF}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
