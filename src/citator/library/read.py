"""READ: finds each publication's object in the cache, or has it made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from citator.diagnostics import Diagnostic
from citator.library.cache import Cache
from citator.library.discover import Found
from citator.library.keys import digest_of
from citator.library.ledger import Ledger, ObjectRecord, Sealed
from citator.library.made import find_made
from citator.library.report import NEW
from citator.library.sources import Sources
from citator.library.tasks import Failure
from citator.model.dependencies import Dependencies
from citator.model.facts import from_json


class Reading(Struct, frozen=True):
    """The object of a publication after READ, and why it was made anew (``None`` when it was not)."""

    record: ObjectRecord
    reason: str | None = None


class ReadTask(Struct, frozen=True):
    """What a forked child needs."""

    found: Found
    direct: str
    reason: str
    folder: Path


class Lacking(Struct, frozen=True):
    """Files that a publication names and that this machine was not sent; its object is thrown away."""

    names: tuple[str, ...]


Made = Iterator[tuple[ReadTask, "ObjectRecord | Failure | Lacking"]]
Maker = Callable[[list[ReadTask]], Made]


def read_all(
    publications: Mapping[str, Found],
    sources: Sources,
    cache: Cache,
    known: Mapping[str, ObjectRecord],
    *,
    make: Maker,
    why: Callable[[Found, ObjectRecord], str],
    begin: Callable[[int], None],
    done: Callable[[str, Reading | Failure], None],
) -> tuple[dict[str, Reading], dict[str, Failure]]:
    """Return an object for each publication, or why there is none.

    ``make`` makes those that are missing, ``why`` says what shapes one otherwise than before; ``begin`` is told how many
    they are, ``done`` of each as it comes.
    """
    readings: dict[str, Reading] = {}
    tasks: list[ReadTask] = []
    for slug, found in publications.items():
        direct = sources.direct_key(found)
        record, reason = find_object(found, direct, sources, cache, known.get(slug), why)
        if record is not None:
            readings[slug] = Reading(record)
        else:
            tasks.append(ReadTask(found, direct, reason, Path()))
    failures: dict[str, Failure] = {}
    begin(len(tasks))
    for task, result in make(tasks) if tasks else ():
        slug = task.found.publication.slug
        if isinstance(result, Lacking):
            result = Failure(f"no worker gets {', '.join(result.names)}; name files by their paths from the sources")
        if isinstance(result, Failure):
            failures[slug] = result
            done(slug, result)
        else:
            readings[slug] = Reading(result, task.reason)
            done(slug, readings[slug])
    return {slug: readings[slug] for slug in publications if slug in readings}, failures


def find_object(
    found: Found,
    direct: str,
    sources: Sources,
    cache: Cache,
    known: ObjectRecord | None,
    why: Callable[[Found, ObjectRecord], str],
) -> tuple[ObjectRecord | None, str]:
    """Return the object that these very sources made before, or the reason why there is none."""
    reason = NEW
    if known is not None and known.direct == direct:
        same_items = known.bibliography == sources.bibliography_digest
        changed = sources.changed_dependency(known.dependencies, items=not same_items)
        if changed is None and cache.has("objects", known.key):
            return structs.replace(known, bibliography=sources.bibliography_digest), ""
        reason = f"{changed} changed" if changed else "its object is no longer in the cache"
    if made := find_made("objects", direct, sources, cache):
        return object_record(found, direct, sources, *made), ""
    return None, why(found, known) if known is not None and known.direct != direct else reason


def object_record(
    found: Found, direct: str, sources: Sources, key: str, dependencies: Dependencies, place: Path
) -> ObjectRecord:
    """Return the record of an object that is at ``place`` in the cache under ``key``."""
    sealed = from_json(Sealed, msgspec.json.decode((place / "seal.json").read_bytes()))
    own = digest_of(sources.own_files(found.publication))
    return ObjectRecord(direct, own, found.digest, sources.bibliography_digest, dependencies, key, sealed)


def last_good(slug: str, ledger: Ledger, cache: Cache) -> Reading | None:
    """Return the object that the site shows of a publication which cannot be read now."""
    record = ledger.objects.get(slug)
    return Reading(record) if record is not None and cache.has("objects", record.key) else None


def diagnostics_of(readings: Iterable[Reading]) -> list[Diagnostic]:
    """Return what authors should know of all objects; those of a reused object are told again."""
    return [diagnostic for reading in readings for diagnostic in reading.record.sealed.diagnostics]
