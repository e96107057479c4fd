"""The cover: the publication's own picture, or one drawn from its title and its citations."""

from __future__ import annotations

import base64
from pathlib import Path

from citator.model.facts import Facts
from citator.site.covers import drawn_cover
from citator.sphinxext.epub.package import MEDIA_TYPES


def cover(facts: Facts, folder: Path) -> tuple[str, bytes, str]:
    """Return name, bytes and description of the cover; ``folder`` holds the pictures that front matter names."""
    publication = facts.publication
    description = f"Cover of {publication.title}"
    if own := _picture(folder, publication.cover):
        return f"cover.{own[0]}", own[1], publication.cover_alt or description
    thumbnail = _picture(folder, publication.thumbnail)
    drawn = drawn_cover(facts, _data_address(*thumbnail) if thumbnail else None)
    return "cover.svg", f"{drawn}\n".encode(), description


def _picture(folder: Path, name: str | None) -> tuple[str, bytes] | None:
    """Return suffix and bytes of a picture that a book can hold."""
    path = folder / name if name else None
    suffix = path.suffix.lower().lstrip(".") if path else ""
    return (suffix, path.read_bytes()) if path and suffix in MEDIA_TYPES and path.is_file() else None


def _data_address(suffix: str, data: bytes) -> str:
    """Return an address that holds the picture itself: a drawing shown as a picture loads no other file."""
    return f"data:{MEDIA_TYPES[suffix]};base64,{base64.b64encode(data).decode()}"
