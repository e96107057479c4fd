"""What a publication was made from, besides its own folder: the record that decides whether it must be read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct, field


class Dependencies(Struct, frozen=True):
    """Files and items that shaped an object; READ leaves it as ``deps.json`` (``model.facts.to_json``)."""

    files: dict[str, str | None] = field(default_factory=dict)
    """Files outside the publication's own folder, relative to the folder of ``conf.py``, and their digests.

    ``None`` stands for a file that was looked for and does not exist. The shared .bib files are not listed: the items are.
    """
    items: dict[str, str | None] = field(default_factory=dict)
    """Cited keys of the shared .bib files and ``bibtex.item_hash`` of each; ``None`` for a key that no file has."""


def file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal, or ``None`` when there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
