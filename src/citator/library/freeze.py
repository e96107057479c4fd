"""``citator publish``: freezes the current version of a publication as an edition that never changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from citator.errors import CitatorError
from citator.library.build import Build, store_of
from citator.library.conf import load_conf
from citator.library.desk import landing_of
from citator.library.editions import EditionRecord, EditionStore, record_of, taken
from citator.library.frozen import birth_notice, freeze_tree, lock_of
from citator.library.keys import versions
from citator.library.link import SharedFacts
from citator.library.pictures import share_picture
from citator.library.pools import Failure, run_forked
from citator.library.progress import Progress, SilentProgress
from citator.library.report import Outcome
from citator.library.request import BuildRequest
from citator.library.write import PageTask, write_pages
from citator.model.dependencies import file_digest


class Published(Struct, frozen=True):
    """A new edition, and what its author should do with it."""

    record: EditionRecord
    advice: str


def freeze(request: BuildRequest, slug: str, progress: Progress | None = None) -> Published:
    """Build the library, and store the current version of ``slug`` as an edition.

    Raises:
        CitatorError: there is no such publication, it is not public, its version is published already, or it fails.
    """
    made: list[Published] = []

    def then(build: Build, outcome: Outcome) -> None:
        made.append(_freeze(build, slug))

    request = structs.replace(request, drafts=False)
    Build(request, progress or SilentProgress(), then=(then,)).run()
    return made[0]


def _freeze(build: Build, slug: str) -> Published:
    _check(build, slug)
    publication = build.publications[slug].publication
    store = build.store
    if store.has(slug, publication.version):
        raise CitatorError(taken(slug, publication.version))
    filled, frozen = build.cache.temporary(), build.cache.temporary()
    for _, result in run_forked(lambda out: _fill(build, slug, out), [filled], 1):
        if isinstance(result, Failure):
            raise CitatorError(f"'{slug}' cannot be published: {result.message}")
    static = build.parts["static"].folder
    freeze_tree(filled, static, publication, frozen, build.sources.conf.library.url)
    record = record_of(publication, frozen, _lock(build, slug))
    return Published(record, store.add(record, frozen))


def _check(build: Build, slug: str) -> None:
    if slug in build.failures:
        raise CitatorError(f"'{slug}' cannot be published: {build.failures[slug][0].message}")
    hidden = build.found.publications
    if slug in build.settled.hidden and slug in hidden:
        status = hidden[slug].publication.status.value
        raise CitatorError(f"'{slug}' is not public (status: {status}); set status: published first")
    if slug not in build.publications:
        raise CitatorError(f"there is no publication '{slug}'")


def _fill(build: Build, slug: str, out: Path) -> None:
    """Fill the pages once more, with the line that a frozen page carries from birth."""
    readings = build.readings
    places = {name: build.cache.place("objects", reading.record.key) for name, reading in readings.items()}
    pdfs = build.ledger.pdfs
    context = build.desk.context(readings, SharedFacts(places), pdfs)
    publication = build.publications[slug].publication
    own = tuple((r.facts, build.cache.place("pdf", r.key)) for r in pdfs.get(slug, {}).values())
    picture = share_picture(context.facts[slug], places[slug], context, build.cache)
    task = PageTask(slug, places[slug], build.linked[slug], own, out, notice=birth_notice(publication), picture=picture)
    write_pages(task, context, landing_of(context, slug))


def _lock(build: Build, slug: str) -> dict[str, Any]:
    publication = build.publications[slug].publication
    fonts = build.cache.place("objects", build.readings[slug].record.key) / "typst" / "fonts"
    own_fonts = {path.name: file_digest(path) or "" for path in sorted(fonts.glob("*"))}
    shaped_by = {"citator": build.code, "configuration": build.sources.configuration, **build.sources_now(slug)}
    style = _style(publication.csl or build.sources.conf.library.csl, build.sources.conf.confdir)
    return lock_of(publication, versions(), style, own_fonts, shaped_by)


def _style(name: str, confdir: Path) -> dict[str, str]:
    """Return the name of a style and the digest of its text; of one that there is not, the name alone."""
    from citator.csl.styles import find_style, style_hash

    try:
        return {"name": name, "sha256": style_hash(find_style(name, base=confdir))}
    except CitatorError:
        return {"name": name}


def verify_library(request: BuildRequest) -> tuple[int, list[str]]:
    """Check the store of editions that the request or ``conf.py`` names."""
    return verify(store_of(request, load_conf(request.confdir)))


def verify(store: EditionStore) -> tuple[int, list[str]]:
    """Return the number of editions in a store and all that differs from their checksums."""
    editions = list(store)
    return len(editions), [problem for edition in editions for problem in store.check(edition)]
