"""The end of a build: what it says that it did, and what it leaves for the next one to begin with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from citator.library.edition_address import is_address
from citator.library.keys import digest_of
from citator.library.reasons import written_again
from citator.library.report import Outcome, sorted_messages
from citator.library.stamp import remember

if TYPE_CHECKING:
    from citator.library.build import Build
    from citator.library.ledger import Ledger


def outcome_of(build: Build) -> Outcome:
    """Return what a build did, in words and numbers."""
    failures = {
        f"{failure.where or _source(build, slug)}: {failure.message}": failure
        for slug, found in sorted(build.failures.items())
        for failure in found
    }
    built = tuple(slug for slug in build.readings if slug in build.reasons)
    again = written_again(build.opened.last, build.ledger, build.readings)
    local = build.cache.read_only
    return Outcome(
        again=tuple(again),
        messages=sorted_messages(build.diagnostics, build.sources.conf.suppressed),
        failures=tuple(failures),
        details=tuple(failure.details for failure in failures.values() if failure.details),
        built=len(built),
        reused=len(set(build.readings) - set(built) - set(build.failures)),
        site=str(build.request.site),
        changed=build.changed,
        information=(f"{local}; what was made stays on this machine",) if local else (),
        built_slugs=built,
        reasons=tuple(build.reasons[slug] for slug in built),
        explanation=tuple(_explained(build, build.request.explain, again)) if build.request.explain else (),
    )


def _source(build: Build, slug: str) -> str:
    """Return the file of a publication; what is none goes by its own name."""
    if slug in build.publications:
        return build.publications[slug].publication.source
    return next((unread.source for unread in build.found.unread if unread.slug == slug), slug)


def _explained(build: Build, slug: str, again: dict[str, str]) -> Iterator[str]:
    failures = [f"{slug}: {failure.message}" for failure in build.failures.get(slug, ())]
    if slug in build.unread or (failures and slug not in build.publications):
        yield f"{slug}: could not be read; the site keeps what it had"
    elif slug not in build.publications:
        yield f"{slug}: not in this site, for it is not published"
    elif slug in build.reasons:
        yield f"{slug}: read again, because {build.reasons[slug]}"
    elif slug in again:
        yield f"{slug}: not read again, but {again[slug]}"
    else:
        yield f"{slug}: reused, for nothing that it is made from changed"
    yield from failures


def remember_for_next(build: Build, outcome: Outcome) -> None:
    """Leave what tells the next build that there is nothing to do."""
    conf = build.sources.conf
    watched = (*conf.places, build.opened.store.folder, *_files_elsewhere(build))
    embargoes = tuple(moment.timestamp() for moment in build.found.embargoes)
    remember(
        build.request, build.sources.manifest, outcome, watched, embargoes, _editions_elsewhere(build), conf.looked
    )


def _editions_elsewhere(build: Build) -> tuple[str, tuple[str, ...]] | None:
    place = build.request.editions or build.sources.conf.editions
    return (place, tuple(sorted(build.desk.shelf.digests))) if is_address(place) else None


def _files_elsewhere(build: Build) -> list[Path]:
    """Return the files outside the sources that publications were made from, such as a design of PDFs."""
    conf = build.sources.conf
    names = {name for record in build.ledger.objects.values() for name in record.dependencies.files}
    names.update(build.sources.own_style(found.publication) or "conf.py" for found in build.publications.values())
    paths = (Path(os.path.normpath(conf.confdir / name)) for name in sorted(names))
    return [path for path in paths if not path.is_relative_to(conf.srcdir)]


def results_of(build: Build) -> list[Path]:
    """Return the results in the cache that the site and the next build stand on, or stood on until this build."""
    found = [part.folder for part in build.parts.values()]
    for ledger in (build.opened.last, build.ledger):
        found += (build.cache.place(kind, key) for kind, key in _keys_of(ledger))
    return found


def _keys_of(ledger: Ledger) -> Iterator[tuple[str, str]]:
    yield "shell", ledger.shell
    yield from (("memory", digest_of(slug)) for slug in ledger.objects)
    yield from (("objects", record.key) for record in ledger.objects.values())
    yield from (("pdf", record.key) for found in ledger.pdfs.values() for record in found.values())
    for record in ledger.pages.values():
        yield from (("pages", record.key), ("slots", record.landing), ("related", record.related))
