"""Removes from the cache what nobody has used for two weeks; a result is used while the site, or the next build, stands on it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from citator.library.cache import KINDS, Cache
from citator.library.publish import forget_parts
from citator.model.files import DAY_SECONDS, mark_used

KEEP_DAYS = 14
"""How long a result that no publication uses any more is kept (going back to a branch is then free)."""

NOTED = ("objects", "shell")
"""Results of which notes say what they depend on."""

LESSER = ("read/csl/??/*", "read/charts/*", "read/drawings/*")
"""What reading keeps for itself, and makes again where it is missing."""


def prune_daily(cache: Cache, used: Callable[[], Iterable[Path]], trees: Path) -> None:
    """Prune if a day has passed since it was last done, for the cache holds a folder for each result.

    ``trees`` is the folder of the sites that are made from the cache. Call it while holding the lock.
    """
    note = cache.folder / "pruned"
    with contextlib.suppress(FileNotFoundError):
        if note.stat().st_mtime > time.time() - DAY_SECONDS:
            return
    prune(cache, used())
    forget_parts(trees, cache.folder / "parts")
    note.touch()


def prune(cache: Cache, used: Iterable[Path]) -> None:
    """Note what is ``used`` today, and remove what has not been for a while."""
    kept = {*used, *_pictures_of_pages(cache)}
    for place in kept:
        mark_used(place)
    oldest = time.time() - KEEP_DAYS * DAY_SECONDS
    for pattern in (*(f"{kind}/??/*" for kind in KINDS), *LESSER):
        for place in cache.folder.glob(pattern):
            with contextlib.suppress(OSError):
                if place not in kept and place.stat().st_mtime < oldest:
                    cache.remove(place)
    _forget_notes(cache)


def _pictures_of_pages(cache: Cache) -> Iterator[Path]:
    """Yield the pictures that stand in pages too: these name none, but hold another link to the file."""
    for file in cache.folder.glob("pictures/??/*/*"):
        if file.stat().st_nlink > 1:
            yield file.parent


def _forget_notes(cache: Cache) -> None:
    """Remove the notes of results that are gone."""
    for note in cache.folder.glob("notes/??/*/*"):
        if not any(cache.place(kind, note.name).is_dir() for kind in NOTED):
            note.unlink()
            with contextlib.suppress(OSError):
                note.parent.rmdir()
