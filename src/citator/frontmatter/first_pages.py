"""Which pages of ``docs/`` are the first of a publication: in a collection by their place, elsewhere by their ``type``."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Container
from pathlib import Path, PurePosixPath

COLLECTIONS = ("reports", "summaries")
"""Folders in which every page, or folder with an ``index.md``, is meant to be a publication."""
PEOPLE, TOPICS = "people", "topics"
HAS_TYPE = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---\s*\n).*\n)*?type\s*:")


def is_first_page(docs: Path, name: str, known: Container[str] = ()) -> bool:
    """Tell whether a page, by its path below ``docs``, is a publication's first; one that was ``known`` as such stays one."""
    parts = name.split("/")
    if parts[0] in (PEOPLE, TOPICS) or any(part.startswith("_") for part in parts):
        return False
    is_index = parts[-1] == "index.md"
    if parts[0] in COLLECTIONS:
        return (len(parts) == 2 and not is_index) or (len(parts) == 3 and is_index)
    return len(parts) in (2, 3) and is_index and (name in known or bool(HAS_TYPE.match((docs / name).read_bytes())))


def find_first_page(docs: Path, slug: str) -> Path | None:
    """Return the file with the front matter of a slug; of several it is the first by its path."""
    return next((docs / name for name in _first_pages(docs, glob.escape(slug)) if _slug(name) == slug), None)


def slugs_in(docs: Path) -> set[str]:
    """Return the slugs of all publications, for a message that names some."""
    return {_slug(name) for name in _first_pages(docs, "*")}


def _first_pages(docs: Path, slug: str) -> list[str]:
    found = glob.glob(f"{slug}/index.md", root_dir=docs) + glob.glob(f"*/{slug}/index.md", root_dir=docs)
    found += glob.glob(f"*/{slug}.md", root_dir=docs)
    return sorted({name for name in found if name == os.path.normpath(name) and is_first_page(docs, name)})


def _slug(name: str) -> str:
    path = PurePosixPath(name)
    return path.parent.name if path.name == "index.md" else path.stem
