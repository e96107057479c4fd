"""Which pages of ``docs/`` are the first of a publication: in a collection by their place, elsewhere by their ``type``."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

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
    found = (
        path for pattern in (f"{slug}/index.md", f"*/{slug}/index.md", f"*/{slug}.md") for path in docs.glob(pattern)
    )
    names = sorted(path.relative_to(docs).as_posix() for path in found)
    return next((docs / name for name in names if is_first_page(docs, name)), None)
