"""WRITE, second half: the filled pages of each publication, and with them all the parts that the site is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from citator.diagnostics import Diagnostic
from citator.library.cache import Cache
from citator.library.citing import CiteThisTexts
from citator.library.discover import Found
from citator.library.editions import EditionStore
from citator.library.forks import run_forked, run_here
from citator.library.front import (
    Wanted,
    build_shell,
    desk_part,
    machines_part,
    search_part,
    shell_links,
    shown,
    stored,
)
from citator.library.keys import digest_of, versions
from citator.library.landing import landing
from citator.library.ledger import Ledger, PageRecord, PdfRecord
from citator.library.link import Index, Linked, SharedFacts, link_one
from citator.library.pictures import is_drawn, share_picture
from citator.library.progress import Progress
from citator.library.publish import Part, tree_state
from citator.library.read import Reading
from citator.library.request import BuildRequest
from citator.library.shelf import Shelf
from citator.library.sources import Sources
from citator.library.tasks import Failure, attempt
from citator.library.write import PageTask, write_pages
from citator.model.facts import to_json
from citator.model.publication import Person, Topic

if TYPE_CHECKING:
    from citator.site.context import SiteContext

CHUNK = 16
"""Publications that one fork fills: enough that the templates, compiled once in it, pay."""

Pdfs = Mapping[str, Mapping[str, PdfRecord]]


class Desk(Struct, frozen=True, dict=True):
    """What the written pages need besides the facts."""

    request: BuildRequest
    sources: Sources
    cache: Cache
    publications: Mapping[str, Found]
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]
    shelf: Shelf
    store: EditionStore
    index: Index
    """Finds what a reference of the home page names."""

    def context(self, readings: Mapping[str, Reading], facts: SharedFacts, pdfs: Pdfs, place: str = "") -> SiteContext:
        """Return the library as the site's pages see it, or those of the edition that is to stand at ``place``."""
        from citator.metadata import CITE_FILES
        from citator.site.context import CiteFile, SiteContext

        library = self.sources.conf.library
        paths = {slug: self.publications[slug].publication.path for slug in facts}
        return SiteContext(
            library=library,
            facts=facts,
            cite_this=CiteThisTexts(facts, library, self.sources.cache, self.sources.conf.confdir, place),
            cite_files={
                slug: tuple(CiteFile(name, f"{path}/{slug}.{suffix}", type_) for suffix, type_, name in CITE_FILES)
                for slug, path in paths.items()
            },
            extra_files={
                slug: (CiteFile("EPUB", f"{path}/{slug}.epub", "application/epub+zip"),)
                for slug, path in paths.items()
                if readings[slug].record.sealed.epub
            },
            pdfs={slug: tuple(record.facts for record in found.values()) for slug, found in pdfs.items()},
            people=self.people,
            topics=self.topics,
            site_url=library.url,
            place=place,
            docs=self.sources.conf.srcdir,
            editions={slug: found for slug, found in self.shelf.by_owner().items() if slug in paths},
            frozen=self.shelf.frozen,
        )

    @cached_property
    def held(self) -> Mapping[str, str]:
        """Return the parts that the site has now, and their keys."""
        return tree_state(self.request.site, self.cache.folder / "parts") or {}

    @cached_property
    def common(self) -> str:
        """Return the digest of all that shapes every written page."""
        conf = self.sources.conf
        own_style = (
            self.sources.manifest.digest(conf.confdir / name) if (name := conf.library.csl).endswith(".csl") else None
        )
        library = (to_json(conf.library), own_style)
        return digest_of(
            self.sources.code, versions(), library, to_json(self.people), to_json(self.topics), self.shelf.digest
        )


def build_parts(
    desk: Desk,
    readings: Mapping[str, Reading],
    facts: SharedFacts,
    linked: Mapping[str, Linked],
    pdfs: Pdfs,
    ledger: Ledger,
    progress: Progress,
) -> tuple[dict[str, Part], list[tuple[str, Failure]], list[Diagnostic]]:
    """Return the parts of the site, what failed, and what authors should know of the shell."""
    context = desk.context(readings, facts, pdfs)
    shell, problems, failures = build_shell(desk, ledger)
    home = link_one(shell_links(shell), desk.index)
    front = desk_part(desk, readings, context, shell, home)
    pages, tasks = page_tasks(desk, readings, facts, linked, pdfs, ledger, context)
    failed, front = fill_all(desk, tasks, pages, ledger, context, front, progress)
    parts = {f"publication {slug}": _part(desk, slug, record.key) for slug, record in pages.items()}
    parts.update(desk.shelf.parts)
    parts["static"] = Part(shell.name, shell / "site")
    progress.phase("front desk", 1)
    parts["desk"] = front
    parts["machines"] = machines_part(desk, readings, pdfs, context, front)
    publications = {name: part for name, part in parts.items() if name.startswith("publication ")}
    search, unindexed = search_part(desk, publications)
    if search is not None:
        parts["search"] = search
    return parts, [*failures, *failed, *unindexed], [*problems, *home.diagnostics]


def _part(desk: Desk, slug: str, key: str) -> Part:
    """Return the pages of a publication, all of which lie in one folder of the site."""
    path = desk.publications[slug].publication.path
    return Part(key, desk.cache.place("pages", key) / path, path)


def page_tasks(
    desk: Desk,
    readings: Mapping[str, Reading],
    facts: SharedFacts,
    linked: Mapping[str, Linked],
    pdfs: Pdfs,
    ledger: Ledger,
    context: SiteContext,
) -> tuple[dict[str, PageRecord], list[PageTask]]:
    """Return the keys of the filled pages of each publication, and what fills those that the cache lacks."""
    link_key = digest_of(desk.common, shown(readings), desk.index.names)
    current = ledger.link_key == link_key
    slices = ledger.slices if current or desk.request.late_desk else {}
    ledger.link_key, ledger.slices = link_key if current or not desk.request.late_desk else "", {}
    assert isinstance(context.cite_this, CiteThisTexts)
    context.cite_this.prepare(slug for slug in readings if slug not in slices)

    def slice_of(slug: str) -> str:
        from citator.site.landing import foreign_slice

        return digest_of(foreign_slice(facts[slug], context))

    def keys_of(slug: str, links: str) -> PageRecord:
        sealed = readings[slug].record.sealed
        records = pdfs.get(slug, {}).values()
        told = [to_json(record.facts) for record in records]
        related = digest_of("related", desk.common, sealed.exports, ledger.slices[slug])
        landing = digest_of("slots", related, told)
        key = digest_of("pages", landing, sealed.html, links, [record.key for record in records])
        return PageRecord(key, landing, related, links)

    keys: dict[str, PageRecord] = {}
    tasks = []
    for slug, reading in readings.items():
        waits = not current and slug in slices
        links = digest_of(linked[slug].as_json(), bool(linked[slug].diagnostics))
        ledger.slices[slug] = slices[slug] if slug in slices else slice_of(slug)
        keys[slug] = keys_of(slug, ledger.pages[slug].links if waits and slug in ledger.pages else links)
        if waits and not desk.cache.has("pages", keys[slug].key):
            # What is filled now shows the others as they are now, whatever may wait.
            context.cite_this.prepare([slug])
            ledger.slices[slug] = slice_of(slug)
            keys[slug] = keys_of(slug, links)
        if not desk.cache.has("pages", keys[slug].key):
            places = tuple((r.facts, desk.cache.place("pdf", r.key)) for r in pdfs.get(slug, {}).values())
            object_ = desk.cache.place("objects", reading.record.key)
            tasks.append(PageTask(slug, object_, linked[slug], places, desk.cache.temporary()))
    return keys, tasks


def fill_all(
    desk: Desk,
    tasks: list[PageTask],
    keys: dict[str, PageRecord],
    ledger: Ledger,
    context: SiteContext,
    front: Part | Wanted,
    progress: Progress,
) -> tuple[list[tuple[str, Failure]], Part]:
    """Fill the pages of publications, and write the front desk beside them; return what failed, and the front desk.

    Of a publication that fails, ``keys`` and the ledger keep what it had.
    """
    progress.phase("pages", len(tasks))
    works: list[Sequence[PageTask] | Wanted] = [] if isinstance(front, Part) else [front]
    failures = []
    written: object = None

    def do(work: Sequence[PageTask] | Wanted) -> list[tuple[str, Failure]]:
        if isinstance(work, Wanted):
            work.write(work.folder)
            return []
        return _fill(work, keys, context, desk)

    works += _chunks(tasks, desk.request.jobs)
    quick = len(tasks) < 2 and isinstance(front, Part)
    here = quick and all(is_drawn(context.facts[task.slug], task.object, context, desk.cache) for task in tasks)
    for work, result in run_here(do, works) if here else run_forked(do, works, desk.request.jobs):
        if isinstance(work, Wanted):
            written = result
            continue
        failed = dict.fromkeys([task.slug for task in work], result) if isinstance(result, Failure) else dict(result)
        for task in work:
            if task.slug in failed:
                failures.append((task.slug, failed[task.slug]))
                _keep_last(desk, task.slug, keys, ledger)
            else:
                desk.cache.put("pages", keys[task.slug].key, task.out)
            progress.step(task.slug)
    ledger.pages = dict(keys)
    return failures, front if isinstance(front, Part) else stored(desk, front, written)


def _keep_last(desk: Desk, slug: str, keys: dict[str, PageRecord], ledger: Ledger) -> None:
    old = ledger.pages.get(slug)
    del keys[slug]
    if old is not None and desk.cache.has("pages", old.key):
        keys[slug] = old


def _fill(
    chunk: Iterable[PageTask], keys: Mapping[str, PageRecord], context: SiteContext, desk: Desk
) -> list[tuple[str, Failure]]:
    """Fill the pages of several publications; a failure costs its own publication only."""
    failures = []
    for task in chunk:
        task = structs.replace(task, picture=share_picture(context.facts[task.slug], task.object, context, desk.cache))
        result = attempt(
            lambda task: write_pages(
                task,
                context,
                landing(context.facts[task.slug], keys[task.slug], context, desk.cache, desk.sources.cache),
            ),
            task,
        )
        if isinstance(result, Failure):
            failures.append((task.slug, result))
    return failures


def _chunks(tasks: list[PageTask], jobs: int) -> Iterator[list[PageTask]]:
    size = max(1, min(CHUNK, -(-len(tasks) // jobs)))
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]
