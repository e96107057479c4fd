"""One build of a library, from its sources to a published site: the order of the phases is the order of this module."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from citator.errors import UnknownPublicationError
from citator.library.manifest import Manifest
from citator.library.progress import Progress, SilentProgress
from citator.library.report import Outcome, sorted_messages
from citator.library.request import BuildRequest
from citator.library.stamp import PACKAGE, code_digest, last_outcome, layout_digest, remember, scan
from citator.model.dependencies import Dependencies

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic
    from citator.library.cache import Cache
    from citator.library.cluster import Cluster
    from citator.library.conf import Conf
    from citator.library.discover import Discovery, Found
    from citator.library.edition import EditionRecord
    from citator.library.editions import EditionStore
    from citator.library.ledger import Ledger, ObjectRecord, PdfRecord
    from citator.library.link import Index, Linked, SharedFacts
    from citator.library.pools import Failure, Workers
    from citator.library.publish import Part
    from citator.library.read import Maker, Reading, ReadTask, Sources
    from citator.library.shelf import Shelf
    from citator.library.slugs import Settled
    from citator.library.typeset import PdfResult, PdfTask
    from citator.model.publication import Publication


def build(
    request: BuildRequest,
    progress: Progress | None = None,
    *,
    pdf_pool: Workers[PdfTask, PdfResult] | None = None,
) -> Outcome:
    """Bring the site up to date and say what was done; ``pdf_pool`` lends workers that outlive the build.

    Raises:
        CitatorError: nothing can be built (no ``conf.py``, another build is running …).
    """
    return last_outcome(request) or Build(request, progress or SilentProgress(), pdf_pool).run()


def sources_of(request: BuildRequest, conf: Conf) -> Sources:
    """Return the state of everything that the publications of a library are made from."""
    from citator.library.edition_address import EditionsAtAddress
    from citator.library.keys import digest_of
    from citator.library.read import Sources

    store = store_of(request, conf)
    if isinstance(store, EditionsAtAddress):
        store.fetch()
    manifest = scan(request, (*conf.places, store.folder))
    code = code_digest(manifest)
    configuration = digest_of(
        manifest.digest(conf.confdir / "conf.py"),
        conf.looked.state(conf.confdir, manifest.digest),
        conf.said,
        [manifest.below(folder) for folder in conf.watched],
    )
    settings = digest_of(code, configuration, request.formats)
    return Sources(conf, manifest, code, configuration, settings, request.cache / "read", (store.folder,))


def store_of(request: BuildRequest, conf: Conf) -> EditionStore:
    """Return the store of frozen editions: ``editions/`` beside ``conf.py`` unless that or the command line names another.

    Raises:
        CitatorError: its address cannot be used.
    """
    from citator.library.edition_address import open_store

    return open_store(request.editions or conf.editions, conf.confdir, request.cache)


@dataclass
class Build:
    """The state of one build as it goes through its phases."""

    request: BuildRequest
    progress: Progress
    pdf_pool: Workers[PdfTask, PdfResult] | None = None
    failures: dict[str, list[Failure]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    shown_early: bool = False
    """Whether the site has been published ahead of the end."""
    then: tuple[Callable[[Build, Outcome], None], ...] = ()
    """What is to be done with the finished build before its lock is given up."""

    def run(self) -> Outcome:
        """Build while holding the lock of the cache."""
        from citator.engines.pandoc import limit
        from citator.library.cache import Cache

        limit(self.request.jobs)
        self.cache: Cache = Cache(self.request.cache, self.request.shared_cache)
        with self.cache.lock():
            self.cache.sweep()
            outcome = self._run()
            for action in self.then:
                action(self, outcome)
            if not outcome.failures:
                self.cache.prune_daily(self._used())
            return outcome

    def _run(self) -> Outcome:
        request = self.request
        self._discover()
        ledger = self.ledger
        self.cluster = self._connect()
        try:
            readings = self.readings = self._read()
            facts, linked = self._link(readings)
            self.linked = linked
            pdfs = self.pdfs = self._pdfs(readings, linked)
        finally:
            # Before anything else forks: the client has threads.
            if self.cluster is not None:
                self.cluster.close()
        parts = self._pages(readings, facts, linked, pdfs)
        self._publish(parts)
        outcome = self._outcome(readings)
        ledger.save(self._ledger_path, self.layout)
        conf = self.sources.conf
        watched = (*conf.places, self.store.folder, *self._files_elsewhere())
        remember(request, self.manifest, outcome, watched, self._embargoes(), self._editions_elsewhere(), conf.looked)
        return outcome

    def _connect(self) -> Cluster | None:
        """Return the cluster that ``--scheduler`` names."""
        if self.request.scheduler is None:
            return None
        from citator.library.cluster import Cluster

        return Cluster(self.request.scheduler, self.request.shared_cache, self.progress.tell)

    # discover

    def _discover(self) -> None:
        from citator.library.discover import discover
        from citator.library.keys import digest_of
        from citator.library.slugs import settle

        request = self.request
        conf = self._conf()
        self.sources: Sources = sources_of(request, conf)
        self.manifest, self.code = self.sources.manifest, self.sources.code
        self.store: EditionStore = store_of(request, conf)
        self.found: Discovery = discover(
            conf, self.manifest, digest_of(self.code, self.sources.configuration), self.ledger.front_matter
        )
        slugs = {*self.found.publications, *(unread.slug for unread in self.found.unread)}
        if request.explain is not None and request.explain not in slugs:
            raise UnknownPublicationError(request.explain, slugs)
        self.last = copy.copy(self.ledger)
        self.ledger.front_matter = self.found.parsed
        self.diagnostics += [*conf.diagnostics, *self.found.diagnostics, *self._bibliography_diagnostics()]
        self.settled: Settled = settle(self.found, request.as_of, self._published, drafts=request.drafts)
        self.publications: dict[str, Found] = self.settled.shown
        self.diagnostics += self.settled.diagnostics
        for slug, source, failure in self.settled.failures:
            self._fail(slug if self._is_of(slug, source) else source, failure)

    def _is_of(self, slug: str, source: str) -> bool:
        """Tell whether no other file than ``source`` is the publication of a slug."""
        return slug not in self.publications or self.publications[slug].publication.source == source

    def _published(self, slug: str) -> Publication | None:
        """Return a publication as the site has it."""
        from citator.library.read import load_exports

        old = self._last_good(slug)
        return load_exports(self.cache.place("objects", old.record.key)).publication if old else None

    def _conf(self) -> Conf:
        """Return the configuration, read again only when ``conf.py``, or anything that it looked at, changed."""
        from citator.library.conf import load_conf
        from citator.library.keys import digest_of
        from citator.library.ledger import Ledger

        confdir = self.request.confdir
        manifest = Manifest.load(self.request.cache / "manifest.pickle")
        manifest.add_folder(PACKAGE)
        self.layout = layout_digest(manifest)
        self.ledger: Ledger = Ledger.load(self._ledger_path, self.layout)
        shaped = (code_digest(manifest), str(confdir), manifest.digest(confdir / "conf.py"))

        def key(conf: Conf) -> str:
            return digest_of(shaped, conf.looked.state(confdir, manifest.digest), conf.looked.names())

        known = self.ledger.conf
        if known is not None and known[0] == key(known[1]):
            return known[1]
        conf = load_conf(confdir)
        self.ledger.conf = (key(conf), conf)
        return conf

    @property
    def _ledger_path(self) -> Path:
        return self.request.cache / f"ledger-{self.request.site.name}.pickle"

    def _bibliography_diagnostics(self) -> tuple[Diagnostic, ...]:
        digest = f"{self.code} {self.sources.bibliography_digest}"
        if self.ledger.bibliography[0] != digest:
            self.ledger.bibliography = (digest, self.sources.bibliography.diagnostics)
        return self.ledger.bibliography[1]

    def _editions_elsewhere(self) -> tuple[str, tuple[str, ...]] | None:
        from citator.library.edition_address import is_address

        place = self.request.editions or self.sources.conf.editions
        return (place, tuple(sorted(self.desk.shelf.digests))) if is_address(place) else None

    def _files_elsewhere(self) -> list[Path]:
        """Return the files outside the sources that publications were made from, such as a design of PDFs."""
        conf = self.sources.conf
        names = {name for record in self.ledger.objects.values() for name in record.dependencies.files}
        names.update(self.sources.own_style(found.publication) or "conf.py" for found in self.publications.values())
        paths = (Path(os.path.normpath(conf.confdir / name)) for name in sorted(names))
        return [path for path in paths if not path.is_relative_to(conf.srcdir)]

    def _embargoes(self) -> tuple[float, ...]:
        return tuple(moment.timestamp() for moment in self.found.embargoes)

    # read

    def _read(self) -> dict[str, Reading]:
        from citator.library.ledger import Shaped
        from citator.library.read import Reading, diagnostics_of, read_all
        from citator.library.reasons import Changes

        sources = self.sources
        now = Shaped(self.code, self.request.formats, sources.configuration, sources.conf.looked.environment())
        changes = Changes(self.sources, self.ledger.shaped, now)

        def done(slug: str, result: Reading | Failure) -> None:
            warnings = len(result.record.sealed.diagnostics) if isinstance(result, Reading) else 1
            self.progress.step(slug, warnings)

        kept = {slug for slug, found in self.publications.items() if found.kept}
        readings, failed = read_all(
            {slug: found for slug, found in self.publications.items() if slug not in kept},
            self.sources,
            self.cache,
            self.ledger.objects,
            make=self._maker(),
            why=changes.of,
            begin=lambda count: self.progress.phase("reading", count),
            done=done,
        )
        self.unread = {*failed, *kept}
        for slug, failure in failed.items():
            self._fail(slug, failure)
        for slug in self.publications:
            if slug in self.unread and (old := self._last_good(slug)) is not None:
                readings[slug] = old
        readings = {slug: readings[slug] for slug in self.publications if slug in readings}
        self.reasons = {slug: reading.reason for slug, reading in readings.items() if reading.reason}
        self.ledger.objects = {slug: reading.record for slug, reading in readings.items()}
        self.ledger.shaped = now
        self.diagnostics += diagnostics_of(reading for slug, reading in readings.items() if slug not in self.failures)
        self.diagnostics += self._stray_pages(readings)
        return readings

    def _stray_pages(self, readings: Mapping[str, Reading]) -> Iterator[Diagnostic]:
        from citator.library.stray import stray_pages

        files = {name for reading in readings.values() for name in reading.record.dependencies.files}
        used = {name.removeprefix("docs/") for name in files}
        sources = {source.removeprefix("docs/") for source in self.found.sources}
        return stray_pages(self.found.pages, sources, used, self.sources.conf.excluded)

    def _maker(self) -> Maker:
        """Return what makes objects: forks of this process, or the workers of a cluster."""
        from citator.library.read import make_here

        request = self.request
        if self.cluster is not None:
            return self.cluster.maker(self.sources, self.cache, request.formats)
        early = self._show_early if request.late_pdfs else None
        shell = self.cache.get("shell", self.ledger.shell) if self.ledger.shell else None
        return lambda tasks: make_here(
            tasks, self.sources, self.cache, request.formats, request.jobs, early, more=shell is None
        )

    def _show_early(self, task: ReadTask, record: ObjectRecord) -> None:
        """Publish the pages of the one publication that changed while what is for its PDF is still being written."""
        from citator.library.read import Reading

        slug = task.found.publication.slug
        readings = {name: Reading(known) for name, known in self.ledger.objects.items() if name in self.publications}
        if self.publications.keys() != {*readings, slug}:
            return
        ahead = copy.copy(self)
        ahead.ledger, ahead.failures, ahead.diagnostics = copy.copy(self.ledger), {}, []
        readings = {name: Reading(record) if name == slug else readings[name] for name in self.publications}
        facts, linked = ahead._link(readings)
        ahead._publish(ahead._pages(readings, facts, linked, self.ledger.pdfs))
        self.shown_early = ahead.changed

    def _last_good(self, slug: str) -> Reading | None:
        """Return the object that the site shows of a publication which cannot be read now."""
        from citator.library.read import Reading

        record = self.ledger.objects.get(slug)
        return Reading(record) if record is not None and self.cache.get("objects", record.key) else None

    def _fail(self, slug: str, failure: Failure) -> None:
        self.failures.setdefault(slug, []).append(failure)

    # link

    def _link(self, readings: Mapping[str, Reading]) -> tuple[SharedFacts, dict[str, Linked]]:
        from citator.library.link import Index, SharedFacts, link_all

        facts = SharedFacts({slug: self.cache.place("objects", r.record.key) for slug, r in readings.items()})
        hidden = frozenset({*self.settled.hidden, *self.publications}) - frozenset(readings)
        self.index: Index = Index(facts, self.sources.conf.library.language, hidden, self.settled.paths)
        linked = link_all(readings, self.index)
        self.diagnostics += [diagnostic for links in linked.values() for diagnostic in links.diagnostics]
        return facts, linked

    # write: PDFs

    def _pdfs(self, readings: Mapping[str, Reading], linked: Mapping[str, Linked]) -> dict[str, dict[str, PdfRecord]]:
        from citator.library.pdfs import compile_all

        if "pdf" not in self.request.formats:
            return {}
        if self.request.late_pdfs:
            return {slug: self.ledger.pdfs.get(slug, {}) for slug in readings}
        publications = {slug: self.publications[slug].publication for slug in readings}
        made, failed, diagnostics = compile_all(
            publications,
            readings,
            linked,
            self.cache,
            self.ledger.pdfs,
            code=self.code,
            site_url=self.sources.conf.library.url,
            confdir=self.sources.conf.confdir,
            bibfiles=self.sources.conf.bibfiles,
            jobs=self.request.jobs,
            progress=self.progress,
            pool=self.cluster.pdf_pool(self.cache) if self.cluster is not None else self.pdf_pool,
            extra=self.request.pdf_editions,
        )
        for slug, failure in failed:
            self._fail(slug, failure)
        self.diagnostics += diagnostics
        self.ledger.pdfs = made
        return made

    # write: pages and front desk

    def _pages(
        self,
        readings: Mapping[str, Reading],
        facts: SharedFacts,
        linked: Mapping[str, Linked],
        pdfs: Mapping[str, Mapping[str, PdfRecord]],
    ) -> dict[str, Part]:
        from citator.library.desk import Desk, build_parts
        from citator.library.discover import shown_people, shown_topics
        from citator.library.pools import Failure

        shelf = self._shelf()
        for slug, problem in shelf.problems:
            self._fail(slug, Failure(problem))
        self.diagnostics += [*shelf.diagnostics, *self._changed_editions(shelf.editions)]
        named = [person for reading in readings.values() for person in reading.record.sealed.people]
        self.desk: Desk = Desk(
            sources=self.sources,
            cache=self.cache,
            code=self.code,
            publications=self.publications,
            people=shown_people(self.found.people, [*named, *shelf.led_to("people")], readings),
            topics=shown_topics(
                self.found.topics,
                self.found,
                [self.publications[slug].publication for slug in readings],
                shelf.led_to("topics"),
            ),
            shelf=shelf,
            store=self.store,
            search=self.request.search,
            jobs=self.request.jobs,
            site=self.request.site,
            late=self.request.late_desk,
            index=self.index,
        )
        parts, failed, diagnostics = build_parts(self.desk, readings, facts, linked, pdfs, self.ledger, self.progress)
        for slug, failure in failed:
            self._fail(slug, failure)
        self.diagnostics += diagnostics
        return parts

    def _shelf(self) -> Shelf:
        from citator.library.shelf import Visibility, owners_of, stock

        def has_source(path: str) -> bool:
            place = self.sources.conf.srcdir / path
            return any(self.manifest.digest(file) for file in (f"{place}.md", f"{place}/index.md"))

        owners = owners_of(found.publication for found in self.publications.values())
        hidden = owners_of(claim.publication for claim in self.found.claims)
        readers = Visibility(owners, hidden.keys(), has_source)
        return stock(self.store, readers, self.request.site, self.request.cache / "parts", self.manifest.digest)

    def _changed_editions(self, editions: Iterable[EditionRecord]) -> Iterator[Diagnostic]:
        """Yield a message for each publication that is not what was published under its version."""
        from citator.library.lock import changed_since

        for edition in editions:
            found = self.publications.get(edition.slug)
            if found is not None and not found.kept and found.publication.version == edition.version:
                told = changed_since(found.publication, edition.lock, self.sources_now(edition.slug))
                if told is not None:
                    yield told

    def sources_now(self, slug: str) -> dict[str, dict[str, str | None]]:
        """Return the digests of what its authors chose: its own files, files from elsewhere, entries, the style.

        Of shared .bib files the entries count, and a person's page may move on.
        """
        from citator.library.lock import style_record

        dependencies = self.readings[slug].record.dependencies if slug in self.readings else Dependencies()
        aside = (*self.sources.conf.bibfiles, "docs/people/")
        files = {name: digest for name, digest in dependencies.files.items() if not name.startswith(aside)}
        own = dict(self.sources.own_files(self.publications[slug].publication))
        style = self.publications[slug].publication.csl or self.sources.conf.library.csl
        told = style_record(style, self.sources.conf.confdir)
        return {"sources": {**own}, "files": files, "items": {**dependencies.items}, "style": told}

    def _used(self) -> list[Path]:
        """Return the results that the site and the next build stand on."""
        ledger, place = self.ledger, self.cache.place
        pdfs = (record for found in ledger.pdfs.values() for record in found.values())
        return [
            *(place("objects", record.key) for record in ledger.objects.values()),
            *(place("pdf", record.key) for record in pdfs),
            *(part.folder for part in self.parts.values()),
            place("shell", ledger.shell),
        ]

    def _publish(self, parts: Mapping[str, Part]) -> None:
        from citator.library.publish import publish

        self.parts = parts
        self.changed = publish(self.request.site, parts, self.request.cache / "parts") or self.shown_early

    # tell

    def _outcome(self, readings: Mapping[str, Reading]) -> Outcome:
        from citator.library.reasons import written_again

        failures = {
            f"{failure.where or self._source(slug)}: {failure.message}": failure
            for slug, found in sorted(self.failures.items())
            for failure in found
        }
        built = tuple(slug for slug in readings if slug in self.reasons)
        again = self.again = written_again(self.last, self.ledger, readings)
        return Outcome(
            again=tuple(again),
            messages=sorted_messages(self.diagnostics, self.sources.conf.suppressed),
            failures=tuple(failures),
            details=tuple(failure.details for failure in failures.values() if failure.details),
            built=len(built),
            reused=len(set(readings) - set(built) - set(self.failures)),
            site=os.path.relpath(self.request.site),
            changed=self.changed,
            information=(f"{self.cache.read_only}; what was made stays on this machine",)
            if self.cache.read_only
            else (),
            built_slugs=built,
            reasons=tuple(self.reasons[slug] for slug in built),
            explanation=self._explanation(self.request.explain),
        )

    def _source(self, slug: str) -> str:
        """Return the file of a publication; what is none goes by its own name."""
        if slug in self.publications:
            return self.publications[slug].publication.source
        return next((unread.source for unread in self.found.unread if unread.slug == slug), slug)

    def _explanation(self, slug: str | None) -> tuple[str, ...]:
        if slug is None:
            return ()
        failures = tuple(f"{slug}: {failure.message}" for failure in self.failures.get(slug, ()))
        if slug in self.unread or (failures and slug not in self.publications):
            return (f"{slug}: could not be read; the site keeps what it had", *failures)
        if slug not in self.publications:
            return (f"{slug}: not in this site, for it is not published",)
        if slug in self.reasons:
            return (f"{slug}: read again, because {self.reasons[slug]}", *failures)
        if slug in self.again:
            return (f"{slug}: not read again, but {self.again[slug]}", *failures)
        return (f"{slug}: reused, for nothing that it is made from changed", *failures)
