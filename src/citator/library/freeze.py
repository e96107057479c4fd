"""``citator publish``: freezes the current version of a publication as an edition that never changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from citator.diagnostics import Code
from citator.errors import CitatorError, UnknownPublicationError
from citator.library.build import Build
from citator.library.conf import EDITIONS, load_conf
from citator.library.desk import Pdfs
from citator.library.edition import EditionRecord, record_of, works_of
from citator.library.editions import SUMS, EditionStore, Survey
from citator.library.forks import run_forked
from citator.library.frozen import birth_notice, freeze_tree
from citator.library.keys import versions
from citator.library.ledger import PdfRecord
from citator.library.link import Linked, SharedFacts, standing
from citator.library.lock import lock_of
from citator.library.pdfs import compile_all
from citator.library.pictures import share_picture
from citator.library.progress import Progress, SilentProgress
from citator.library.report import Outcome
from citator.library.request import BuildRequest
from citator.library.shelf import lost_editions
from citator.library.sources import store_of
from citator.library.tasks import Failure
from citator.library.write import PageTask, write_pages
from citator.model.dependencies import file_digest
from citator.model.publication import edition_path
from citator.site.landing import landing_slots


class Published(Struct, frozen=True):
    """A new edition, and what its author should do with it."""

    record: EditionRecord
    advice: str


def freeze(
    request: BuildRequest,
    slug: str,
    progress: Progress | None = None,
    *,
    said: Callable[[Outcome], None] = lambda outcome: None,
    strict: bool = False,
) -> Published:
    """Build the library, and store the current version of ``slug`` as an edition.

    What cannot be published is told before anything is built. ``said`` is told of the build before anything is stored; if
    ``strict``, nothing is when there is any warning.

    Raises:
        CitatorError: there is no such publication, it is not public, its version is published already, or it fails.
    """
    made: list[Published] = []

    def then(build: Build, outcome: Outcome) -> None:
        said(outcome)
        _check_made(build, slug)
        if strict and outcome.messages:
            raise CitatorError(f"'{slug}' is not published, for there are warnings and --strict was given")
        made.append(_freeze(build, slug))

    request = structs.replace(request, drafts=False)
    Build(request, progress or SilentProgress(), first=(lambda build: _check(build, slug),), then=(then,)).run()
    return made[0]


def _check_made(build: Build, slug: str) -> None:
    if slug in build.failures:
        failure = build.failures[slug][0]
        raise CitatorError(f"'{slug}' cannot be published: {failure.place}{failure.message}")


def _check(build: Build, slug: str) -> None:
    """Raise an error for what must not be frozen."""
    _check_made(build, slug)
    hidden = build.found.publications
    if slug in build.opened.settled.hidden and slug in hidden:
        status = hidden[slug].publication.status.value
        raise CitatorError(f"'{slug}' is not public (status: {status}); set status: published first")
    if slug not in build.publications:
        raise UnknownPublicationError(slug, build.publications)
    publication = build.publications[slug].publication
    told = build.found.parsed[publication.source.removeprefix("docs/")].diagnostics
    wrong = next((diagnostic for diagnostic in told if diagnostic.code is Code.FRONT_MATTER), None)
    if wrong is not None:
        # What is wrong there is replaced by a default, the version too, and an edition is for ever.
        place = f"{wrong.where.path}:{wrong.where.line or 1}: " if wrong.where else ""
        raise CitatorError(f"{place}{wrong.message}; '{slug}' can be published when that is corrected")
    build.opened.store.check_free(slug, publication.version)


def _freeze(build: Build, slug: str) -> Published:
    publication = build.publications[slug].publication
    facts = SharedFacts({name: build.cache.place("objects", r.record.key) for name, r in build.readings.items()})
    linked = standing(build.linked[slug], {found.publication.path for found in build.publications.values()})
    pdfs = {**build.pdfs, slug: _pdfs(build, slug, linked)}
    filled, frozen = build.cache.temporary(), build.cache.temporary()
    for _, result in run_forked(lambda out: _fill(build, slug, facts, linked, pdfs, out), [filled], 1):
        if isinstance(result, Failure):
            raise CitatorError(f"'{slug}' cannot be published: {result.message}")
    leads_to = freeze_tree(filled, build.parts["static"].folder, build.request.site, publication, frozen)
    works = works_of(facts[slug])
    record = record_of(facts[slug], frozen, _lock(build, slug), leads_to, works)
    _check_unsaved(build, slug)
    return Published(record, build.opened.store.add(record, frozen, works))


def _check_unsaved(build: Build, slug: str) -> None:
    """Refuse what may be made from two states of its sources: an edition is for ever."""
    read, sources = build.readings[slug].record, build.sources
    publication = build.publications[slug].publication
    named = sources.named_places(read.dependencies)
    if not read.direct or sources.saved_meanwhile(*sources.own_places(publication), *named):
        raise CitatorError(f"'{slug}' is not published, for a file was saved while it was made; publish it once more")


def _pdfs(build: Build, slug: str, linked: Linked) -> dict[str, PdfRecord]:
    """Return the PDFs of an edition: their links are those of its place, which may be other bytes than the site's."""
    if "pdf" not in build.request.formats:
        return {}
    made, failed, _ = compile_all(
        {slug: build.publications[slug].publication},
        {slug: build.readings[slug]},
        {slug: linked},
        build.cache,
        build.pdfs,
        sources=build.sources,
        jobs=build.request.jobs,
        progress=build.progress,
        extra=build.request.pdf_editions,
        frozen=True,
    )
    for _, failure in failed:
        raise CitatorError(f"'{slug}' cannot be published: {failure.place}{failure.message}")
    return made[slug]


def _fill(build: Build, slug: str, facts: SharedFacts, linked: Linked, pdfs: Pdfs, out: Path) -> None:
    """Fill the pages once more, with the line that a frozen page carries from birth."""
    object_ = build.cache.place("objects", build.readings[slug].record.key)
    publication = build.publications[slug].publication
    context = build.desk.context(build.readings, facts, pdfs, edition_path(publication.path, publication.version))
    own = tuple((r.facts, build.cache.place("pdf", r.key)) for r in pdfs[slug].values())
    picture = share_picture(context.facts[slug], object_, context, build.cache)
    task = PageTask(slug, object_, linked, own, out, notice=birth_notice(publication), picture=picture)
    write_pages(task, context, landing_slots(context.facts[slug], context))


def _lock(build: Build, slug: str) -> dict[str, Any]:
    publication = build.publications[slug].publication
    fonts = build.cache.place("objects", build.readings[slug].record.key) / "typst" / "fonts"
    own_fonts = {path.name: file_digest(path) or "" for path in sorted(fonts.glob("*"))}
    shaped_by = {"citator": build.sources.code, "configuration": build.sources.configuration, **build.chosen(slug)}
    return lock_of(publication, versions(), own_fonts, shaped_by)


def verify_library(request: BuildRequest) -> tuple[int, list[str]]:
    """Check the store of editions that the request or ``conf.py`` names, and that it has all that the site serves.

    Raises:
        CitatorError: there is no such store.
    """
    conf = load_conf(request.confdir)
    store = store_of(request, conf)
    survey = store.verify()
    named = (request.editions or conf.editions) != EDITIONS
    if named and not survey.editions and not survey.problems:
        raise CitatorError(f"there is no edition at {store.name}; correct --editions or citator_library['editions']")
    count, problems = _told(store, survey)
    return count, [*problems, *lost_editions(store, survey, request.site, request.cache / "parts")]


def verify(store: EditionStore) -> tuple[int, list[str]]:
    """Return the number of editions in a store and all that is not as it was published."""
    return _told(store, store.verify())


def _told(store: EditionStore, survey: Survey) -> tuple[int, list[str]]:
    problems = [line for lines in survey.problems.values() for line in lines]
    if survey.editions and not survey.listed:
        problems.append(f"{store.name}/{SUMS} is missing; restore it, or let the next citator publish write it")
    return len({*(edition.name for edition in survey.editions), *survey.problems}), problems
