"""What was made before from the very same sources: results in the cache, found by what they depend on."""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from citator.library.cache import Cache
from citator.library.keys import digest_of
from citator.library.sources import Sources
from citator.model.dependencies import Dependencies
from citator.model.facts import from_json, to_json


def dependencies_of(noted: Mapping[str, Any], sources: Sources, own: Container[str]) -> Dependencies:
    """Return what a child noted, with the digests that the files had before it began; ``own`` files count already."""
    confdir = sources.conf.confdir
    files = set(noted["files"])
    if noted["all_items"]:
        files.update(sources.conf.bibfiles)
    # A message that names a line of a shared file, as of a key that it has twice, keeps it true.
    files.update(name for name in sources.conf.bibfiles if name in noted["told"])
    names = sorted(os.path.relpath(confdir / name, confdir) for name in files)
    outside = {name: sources.manifest.digest(os.path.normpath(confdir / name)) for name in names if name not in own}
    # A key of the publication's own .bib is cited from there; its alias gives way to a key that a shared file gets.
    own_keys = {key: sources.shared_hash(key) for key in noted.get("own", ())}
    return Dependencies(outside, {**noted["items"], **own_keys})


def find_made(kind: str, direct: str, sources: Sources, cache: Cache) -> tuple[str, Dependencies, Path] | None:
    """Return what these sources made before, with its key and what it depends on, if nothing of that has changed."""
    for text in cache.notes(direct):
        dependencies = from_json(Dependencies, msgspec.json.decode(text))
        key = digest_of(direct, to_json(dependencies))
        if sources.changed_dependency(dependencies) is None and (place := cache.get(kind, key)):
            return key, dependencies, place
    return None


def keep_made(
    kind: str,
    direct: str,
    dependencies: Dependencies,
    folder: Path,
    own: Iterable[Path],
    sources: Sources,
    cache: Cache,
) -> tuple[str, Path, bool]:
    """Keep what was made and return its key, its place, and whether ``find_made`` finds it.

    It does not where a source was saved meanwhile, in the files and folders ``own`` or among the ``dependencies``: what was
    made may then be of other bytes than the key says, and is for this build alone.
    """
    if sources.saved_meanwhile(*own, *sources.named_places(dependencies)):
        key = for_once(direct)
        return key, cache.put(kind, key, folder, share=False), False
    key = digest_of(direct, to_json(dependencies))
    place = cache.put(kind, key, folder)
    cache.add_note(direct, key, msgspec.json.encode(to_json(dependencies), order="sorted"))
    return key, place, True


def for_once(key: str) -> str:
    """Return a key in the place of ``key`` that nothing will ask for again."""
    return digest_of(key, time.time_ns())
