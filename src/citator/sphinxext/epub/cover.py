"""The cover: the publication's own picture, or one drawn from its title and its citations."""

from __future__ import annotations

import base64
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path

from citator.model.facts import Facts
from citator.site.art import cover_svg
from citator.sphinxext.epub.package import MEDIA_TYPES

WIDTH, HEIGHT, MARGIN = 1200, 1800, 90
TOP, PICTURE, LEADING = 280, 760, 1.2
"""Where the title begins and where the picture, and the height of a line."""
SERIF = "'Source Serif 4', Georgia, 'Noto Serif', serif"


def cover(facts: Facts, folder: Path) -> tuple[str, bytes, str]:
    """Return name, bytes and description of the cover; ``folder`` holds the pictures that front matter names."""
    publication = facts.publication
    description = f"Cover of {publication.title}"
    if own := _picture(folder, publication.cover):
        return f"cover.{own[0]}", own[1], publication.cover_alt or description
    thumbnail = _picture(folder, publication.thumbnail)
    return "cover.svg", drawn_cover(facts, thumbnail), description


def _picture(folder: Path, name: str | None) -> tuple[str, bytes] | None:
    """Return suffix and bytes of a picture that a book can hold."""
    path = folder / name if name else None
    suffix = path.suffix.lower().lstrip(".") if path else ""
    return (suffix, path.read_bytes()) if path and suffix in MEDIA_TYPES and path.is_file() else None


def drawn_cover(facts: Facts, thumbnail: tuple[str, bytes] | None = None) -> bytes:
    """Return a cover as SVG: title, authors, publisher, and the picture of the publication's card."""
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
        *_text(authors[:2], PICTURE + WIDTH * 9 // 16 + 130, 48, line),
        *_text([f"{publication.publisher or ''} {publication.date.year}".strip()], HEIGHT - MARGIN, 40, line),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{_inside(thumbnail, art)}{"".join(texts)}</svg>\n'
    ).encode()


def _inside(thumbnail: tuple[str, bytes] | None, art: str) -> str:
    """Return the picture across the cover; a drawing shown as a picture loads no other file, so it holds its own."""
    suffix, data = thumbnail or ("svg", art.encode())
    return (
        f'<image y="{PICTURE}" width="{WIDTH}" height="{WIDTH * 9 // 16}" preserveAspectRatio="xMidYMid slice" '
        f'xlink:href="data:{MEDIA_TYPES[suffix]};base64,{base64.b64encode(data).decode()}"/>'
    )


def _lines(text: str, size: int) -> list[str]:
    """Break a text into lines of the cover's width: a letter is about half as wide as it is high, an ideograph as wide."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    return textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / (size * (1.0 if wide else 0.52))))


def _text(lines: list[str], y: float, size: int, colour: str) -> Iterator[str]:
    style = f'font-family="{SERIF}" font-size="{size}" fill="{colour}"'
    for index, line in enumerate(lines):
        yield f'<text x="{MARGIN}" y="{y + index * size * LEADING:.0f}" {style}>{escape(line)}</text>'
