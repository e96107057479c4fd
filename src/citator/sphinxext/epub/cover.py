"""The cover: the publication's own picture, or one drawn from its title and its citations."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from citator.model.facts import Facts
from citator.site.covers import drawn_cover
from citator.sphinxext.epub.package import MEDIA_TYPES
from citator.typst.terms import terms


def cover(facts: Facts, find: Callable[[str], Path]) -> tuple[str, bytes, str]:
    """Return name, bytes and description of the cover; ``find`` tells where a picture lies that front matter names."""
    publication = facts.publication
    description = terms(publication.language)["cover-of"].format(title=publication.title)
    if own := _picture(find, publication.cover):
        return f"cover.{own[0]}", own[1], publication.cover_alt or description
    thumbnail = _picture(find, publication.thumbnail)
    drawn = drawn_cover(facts, _data_address(*thumbnail) if thumbnail else None)
    return "cover.svg", f"{drawn}\n".encode(), description


def _picture(find: Callable[[str], Path], name: str | None) -> tuple[str, bytes] | None:
    """Return suffix and bytes of a picture that a book can hold."""
    path = find(name) if name else None
    suffix = path.suffix.lower().lstrip(".") if path else ""
    return (suffix, path.read_bytes()) if path and suffix in MEDIA_TYPES and path.is_file() else None


def _data_address(suffix: str, data: bytes) -> str:
    """Return an address that holds the picture itself: a drawing shown as a picture loads no other file."""
    return f"data:{MEDIA_TYPES[suffix]};base64,{base64.b64encode(data).decode()}"
