"""Makes the objects of publications on this machine: has Sphinx read each of them in a fork, and keeps what it made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs

from citator.engines.pandoc import sessions
from citator.errors import CitatorError
from citator.library import patterns
from citator.library.cache import Cache
from citator.library.forks import run_forked, say_early
from citator.library.keys import digest_of
from citator.library.ledger import ObjectRecord
from citator.library.made import dependencies_of, keep_made
from citator.library.read import Lacking, Made, ReadTask, object_record
from citator.library.sealed import seal
from citator.library.sources import Sources
from citator.library.tasks import Failure
from citator.model.citation import scope_locale
from citator.model.dependencies import Dependencies
from citator.model.facts import Facts
from citator.model.files import link


def make_here(
    tasks: list[ReadTask],
    sources: Sources,
    cache: Cache,
    formats: tuple[str, ...],
    jobs: int,
    early: Callable[[ReadTask, ObjectRecord], None] | None = None,
    more: bool = False,
) -> Made:
    """Make objects on this machine, each in a fork of this process, which has all that Sphinx needs in memory.

    A fork that is alone loads it by itself, for that costs less than to share it; ``more`` tells that another one is to
    follow. ``early`` gets an object of the pages of a publication that is read alone, before that of the whole is there.
    """
    with ExitStack() as until_done:
        if len(tasks) > 1:
            until_done.enter_context(sessions(min(jobs, len(tasks))))
        if len(tasks) > 1 or more:
            _prepare(sources, formats)
        elif tasks:
            _prepare_one()
        ready = (structs.replace(task, folder=cache.temporary()) for task in tasks)
        alone = len(tasks) == 1
        early = early if alone else None

        def show(task: ReadTask, folder: Path) -> None:
            if early is not None:
                early(task, _early_record(task, folder, sources, cache))

        reader = _reader(sources, cache, formats, early=early is not None, alone=alone)
        for task, result in run_forked(reader, ready, jobs, show):
            yield task, result if isinstance(result, Failure) else _store(task, sources, cache)


def _prepare_one() -> None:
    """Load what this process needs later, as far as a fork that is alone needs it as well."""
    import citator.bibtex.reader
    import citator.library.pdfs
    import citator.metadata
    import citator.site.sources
    import citator.site.templating

    del citator


def _prepare(sources: Sources, formats: tuple[str, ...]) -> None:
    """Load what all forks need."""
    from citator.sphinxext.lean import spare_imports

    spare_imports()
    import citator.frontmatter.schema
    from citator.csl.engine import prepare
    from citator.sphinxext.preloading import preload

    preload(formats)
    library = sources.conf.library
    with suppress(CitatorError):  # each publication tells of it
        prepare(library.csl, scope_locale(library.language), base=sources.conf.confdir)
    patterns.keep()
    del citator


def _reader(
    sources: Sources, cache: Cache, formats: tuple[str, ...], *, early: bool, alone: bool
) -> Callable[[ReadTask], None]:
    def read(task: ReadTask) -> None:
        from citator.sphinxext.lean import spare_imports

        spare_imports()
        from citator.sphinxext.application import ReadRequest, read_publication_object
        from citator.sphinxext.publication import Known

        facts = read_publication_object(
            ReadRequest(
                confdir=sources.conf.confdir,
                publication=task.found.publication,
                out=task.folder,
                cache=sources.cache,
                pdf="pdf" in formats,
                epub="epub" in formats,
                memory=cache.place("memory", digest_of(task.found.publication.slug)),
                memory_key=sources.memory_key(task.found),
                early=partial(_hand_over, task.folder) if early else None,
                known=Known(sources.conf.library, task.found.publication, task.found.people, sources.conf.invented),
            )
        )
        seal(task.folder, facts)
        if alone:  # else its parent has loaded what it needs, and kept it
            patterns.keep()

    return read


def _hand_over(folder: Path, facts: Facts) -> None:
    """Give the parent the pages and the facts of an object that is not done."""
    pages = folder.with_name(f"{folder.name}-early")
    shutil.copytree(folder / "html", pages / "html", copy_function=link)
    shutil.copyfile(folder / "facts.json", pages / "facts.json")
    seal(pages, facts)
    say_early(pages)


def _early_record(task: ReadTask, folder: Path, sources: Sources, cache: Cache) -> ObjectRecord:
    """Return a record of pages alone; no later build knows of it."""
    sealed = (folder / "seal.json").read_text("utf-8")
    key = digest_of("early", task.direct, sealed)
    place = cache.put("objects", key, folder, share=False)
    return object_record(task.found, task.direct, sources, key, Dependencies(), place)


def _store(task: ReadTask, sources: Sources, cache: Cache) -> ObjectRecord | Lacking:
    publication = task.found.publication
    folder = "" if publication.is_single_page else f"{os.path.dirname(publication.source)}/"
    own = {f"{folder}{name}" for name, _ in sources.own_files(publication)} if folder else set()
    noted = msgspec.json.decode((task.folder / "deps.json").read_bytes())
    dependencies = dependencies_of(noted, sources, own)
    if sources.sent is not None and (lacking := dependencies.files.keys() - sources.sent):
        return Lacking(tuple(sorted(lacking)))
    own_places = sources.own_places(publication)
    key, place, found_again = keep_made("objects", task.direct, dependencies, task.folder, own_places, sources, cache)
    if not found_again:
        with suppress(FileNotFoundError):
            cache.remove(cache.place("memory", digest_of(publication.slug)))
    return object_record(task.found, task.direct if found_again else "", sources, key, dependencies, place)
