"""READ: finds each publication's object in the cache, or has Sphinx make it in a fork of this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from citator.diagnostics import Diagnostic
from citator.engines.pandoc import sessions
from citator.errors import CitatorError
from citator.library import patterns
from citator.library.cache import Cache
from citator.library.discover import Found
from citator.library.forks import run_forked, say_early
from citator.library.keys import digest_of
from citator.library.ledger import ObjectRecord, Sealed
from citator.library.made import dependencies_of, find_made, keep_made
from citator.library.report import NEW
from citator.library.sources import Sources
from citator.library.tasks import Failure
from citator.model.citation import scope_locale
from citator.model.dependencies import Dependencies, file_digest
from citator.model.facts import Facts, from_json, to_json
from citator.model.files import link


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
    from citator.sphinxext.application import preload

    preload(formats)
    library = sources.conf.library
    with suppress(CitatorError):  # each publication tells of it
        prepare(library.csl, scope_locale(library.language), base=sources.conf.confdir)
    patterns.keep()
    del citator


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
        if changed is None and cache.get("objects", known.key):
            return structs.replace(known, bibliography=sources.bibliography_digest), ""
        reason = f"{changed} changed" if changed else "its object is no longer in the cache"
    if made := find_made("objects", direct, sources, cache):
        return _record(found, direct, sources, *made), ""
    return None, why(found, known) if known is not None and known.direct != direct else reason


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
    return _record(task.found, task.direct, sources, key, Dependencies(), place)


def _store(task: ReadTask, sources: Sources, cache: Cache) -> ObjectRecord | Lacking:
    publication = task.found.publication
    folder = "" if publication.is_single_page else f"{os.path.dirname(publication.source)}/"
    own = {f"{folder}{name}" for name, _ in sources.own_files(publication)} if folder else set()
    noted = msgspec.json.decode((task.folder / "deps.json").read_bytes())
    dependencies = dependencies_of(noted, sources, own)
    if sources.sent is not None and (lacking := dependencies.files.keys() - sources.sent):
        return Lacking(tuple(sorted(lacking)))
    own_place = sources.conf.confdir / (folder or publication.source)
    key, place, found_again = keep_made("objects", task.direct, dependencies, task.folder, own_place, sources, cache)
    if not found_again:
        with suppress(FileNotFoundError):
            cache.remove(cache.place("memory", digest_of(publication.slug)))
    return _record(task.found, task.direct if found_again else "", sources, key, dependencies, place)


def _record(
    found: Found, direct: str, sources: Sources, key: str, dependencies: Dependencies, place: Path
) -> ObjectRecord:
    sealed = from_json(Sealed, msgspec.json.decode((place / "seal.json").read_bytes()))
    own = digest_of(sources.own_files(found.publication))
    return ObjectRecord(direct, own, found.digest, sources.bibliography_digest, dependencies, key, sealed)


def seal(folder: Path, facts: Facts) -> None:
    """Write ``exports.json`` and ``seal.json`` of a finished object: digests by which later phases tell what changed."""
    exports = msgspec.json.encode(to_json(shared_view(facts)), order="sorted")
    (folder / "exports.json").write_bytes(exports)
    sealed = Sealed(
        html=tree_digest(folder / "html"),
        typst=tree_digest(folder / "typst"),
        exports=digest_of(exports.decode()),
        people=tuple(sorted(named_people(facts))),
        epub=facts.epub is not None,
        foreign_links=facts.foreign_links,
        diagnostics=facts.diagnostics,
    )
    (folder / "seal.json").write_bytes(msgspec.json.encode(to_json(sealed), order="sorted"))


def named_people(facts: Facts) -> set[str]:
    """Return the ids of the people that a publication and its chapters name."""
    publication = facts.publication
    groups = (publication.authors, publication.editors, publication.translators, publication.reviewers)
    chapters = (document.authors for document in facts.documents)
    return {person.person for group in (*groups, *chapters) for person in group if person.person}


def shared_view(facts: Facts) -> Facts:
    """Return what other publications and the front desk may know: no sentences and lines, which every edit moves."""
    return structs.replace(
        facts,
        occurrences=tuple(
            structs.replace(occurrence, line=None, sentence="", claims=()) for occurrence in facts.occurrences
        ),
        words=_roughly(facts.words),
        epub=facts.epub and _roughly(facts.epub),
        documents=tuple(structs.replace(document, words=0) for document in facts.documents),
        foreign_links=(),
        diagnostics=(),
        uncited=(),
    )


def _roughly(count: int) -> int:
    """Return a count in two digits: most edits leave it as it is, and with it the pages that show it."""
    return round(count, 2 - len(str(count)))


def tree_digest(folder: Path) -> str:
    """Return one digest of the names and contents of all files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest_of([[path.relative_to(folder).as_posix(), file_digest(path)] for path in files])


def load_exports(place: Path) -> Facts:
    """Return the shared view of an object."""
    return from_json(Facts, msgspec.json.decode((place / "exports.json").read_bytes()))


def diagnostics_of(readings: Iterable[Reading]) -> list[Diagnostic]:
    """Return what authors should know of all objects; those of a reused object are told again."""
    return [diagnostic for reading in readings for diagnostic in reading.record.sealed.diagnostics]
