"""The cover that is drawn for a publication without one: title, authors and publisher over its picture."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from html import escape

from citator.model.facts import Facts
from citator.site.art import cover_svg

WIDTH, HEIGHT, MARGIN = 1200, 1800, 90
TOP, PICTURE, LEADING = 280, 760, 1.2
"""Where the title begins and where the picture, and the height of a line."""
PICTURE_HEIGHT = WIDTH * 9 // 16
SERIF = "'Source Serif 4', Georgia, 'Noto Serif', serif"


def drawn_cover(facts: Facts, address: str | None = None) -> str:
    """Return a cover as SVG.

    :param address: of the picture of the publication's card; without one its citations are drawn.
    """
    publication = facts.publication
    art = cover_svg(facts)
    ground, line = re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', art)[:2]
    title_size = 96 if len(publication.title) < 60 else 72
    title = _lines(publication.title, title_size)
    subtitle = _lines(publication.subtitle or "", 44)
    authors = _lines(", ".join(author.name for author in publication.authors), 48)
    below = TOP + len(title) * title_size * LEADING
    texts = [
        *_text(title, TOP, title_size, line),
        *_text(subtitle[: int((PICTURE - below) / (44 * LEADING))], below + 10, 44, line),
        *_text(authors[:2], PICTURE + PICTURE_HEIGHT + 130, 48, line),
        *_text([f"{publication.publisher or ''} {publication.date.year}".strip()], HEIGHT - MARGIN, 40, line),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{_picture(address, art)}{"".join(texts)}</svg>'
    )


def _picture(address: str | None, art: str) -> str:
    """Return the picture across the cover; a drawing of ours stands in it, for a drawing in a picture loads no file."""
    place = f'y="{PICTURE}" width="{WIDTH}" height="{PICTURE_HEIGHT}" preserveAspectRatio="xMidYMid slice"'
    if address is None:
        inside = re.sub(r' width="\d+" height="\d+"', "", art.removeprefix("<svg"), count=1)
        return f"<svg {place}{inside}"
    return f'<image {place} xlink:href="{escape(address)}"/>'


def _lines(text: str, size: int) -> list[str]:
    """Break a text into lines of the cover's width: a letter is about half as wide as it is high, an ideograph as wide."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    return textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / (size * (1.0 if wide else 0.52))))


def _text(lines: list[str], y: float, size: int, colour: str) -> Iterator[str]:
    style = f'font-family="{SERIF}" font-size="{size}" fill="{colour}"'
    for index, line in enumerate(lines):
        yield f'<text x="{MARGIN}" y="{y + index * size * LEADING:.0f}" {style}>{escape(line)}</text>'
