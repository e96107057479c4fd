"""One build of a library, from its sources to a published site: the order of the phases is the order of this module."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citator.library.progress import Progress, SilentProgress
from citator.library.report import Outcome
from citator.library.request import BuildRequest
from citator.library.stamp import last_outcome
from citator.model.dependencies import Dependencies

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic
    from citator.library.cache import Cache
    from citator.library.cluster import Cluster
    from citator.library.discover import Found
    from citator.library.ledger import Ledger, ObjectRecord, PdfRecord
    from citator.library.link import Index, Linked, SharedFacts
    from citator.library.opening import Opened
    from citator.library.pools import Workers
    from citator.library.publish import Part
    from citator.library.read import Maker, Reading, ReadTask
    from citator.library.tasks import Failure
    from citator.library.typeset import PdfResult, PdfTask


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


@dataclass
class Build:
    """The state of one build as it goes through its phases."""

    request: BuildRequest
    progress: Progress
    pdf_pool: Workers[PdfTask, PdfResult] | None = None
    handed: Ledger | None = None
    """What the build remembers that left the PDFs to this one."""
    failures: dict[str, list[Failure]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    shown_early: bool = False
    """Whether the site has been published ahead of the end."""
    first: tuple[Callable[[Build], None], ...] = ()
    """What may refuse the build once it is known which publications there are, before anything is made."""
    then: tuple[Callable[[Build, Outcome], None], ...] = ()
    """What is to be done with the finished build before its lock is given up."""

    def run(self) -> Outcome:
        """Build while holding the lock of the cache."""
        from citator.library.patterns import remembered
        from citator.library.publish import check_is_ours

        check_is_ours(self.request.site)
        with remembered(self.request.cache):
            return self._locked()

    def _locked(self) -> Outcome:
        from citator.engines.pandoc import limit
        from citator.library.cache import Cache
        from citator.library.closing import results_of
        from citator.library.prune import prune_daily

        limit(self.request.jobs)
        self.cache: Cache = Cache(self.request.cache, self.request.shared_cache)
        with self.cache.lock():
            if not self.request.late_desk:  # a preview sweeps when nothing happens
                self.cache.sweep()
            outcome = self._run()
            for action in self.then:
                action(self, outcome)
            if not outcome.failures:
                prune_daily(self.cache, lambda: results_of(self), self.request.build_folder)
            return outcome

    def _run(self) -> Outcome:
        from citator.library.closing import outcome_of, remember_for_next
        from citator.library.front import home_page

        self._open()
        home_page(self.sources)  # told before anything is made
        for check in self.first:
            check(self)
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
        outcome = outcome_of(self)
        if not self.request.late_pdfs:  # else it hands its ledger to another build
            self.opened.keep(self.request)
            remember_for_next(self, outcome)
        return outcome

    def _connect(self) -> Cluster | None:
        """Return the cluster that ``--scheduler`` names."""
        if self.request.scheduler is None:
            return None
        from citator.library.cluster import Cluster

        return Cluster(self.request.scheduler, self.request.shared_cache, self.progress.tell)

    # open

    def _open(self) -> None:
        from citator.library.opening import open_library

        self.opened: Opened = open_library(self.request, self.cache, self.handed)
        self.sources, self.found, self.ledger = self.opened.sources, self.opened.found, self.opened.ledger
        self.publications: dict[str, Found] = self.opened.settled.shown
        self.diagnostics += self.opened.diagnostics
        for slug, source, failure in self.opened.settled.failures:
            self._fail(slug if self._is_of(slug, source) else source, failure)

    def _is_of(self, slug: str, source: str) -> bool:
        """Tell whether no other file than ``source`` is the publication of a slug."""
        return slug not in self.publications or self.publications[slug].publication.source == source

    # read

    def _read(self) -> dict[str, Reading]:
        from citator.library.ledger import Shaped
        from citator.library.read import Reading, diagnostics_of, last_good, read_all
        from citator.library.reasons import Changes
        from citator.library.stray import stray_pages

        sources = self.sources
        now = Shaped(self.sources.code, self.request.formats, sources.configuration, sources.conf.looked.environment())
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
            if slug in self.unread and (old := last_good(slug, self.ledger, self.cache)) is not None:
                readings[slug] = old
        readings = {slug: readings[slug] for slug in self.publications if slug in readings}
        self.reasons = {slug: reading.reason for slug, reading in readings.items() if reading.reason}
        self.ledger.objects = {slug: reading.record for slug, reading in readings.items()}
        self.ledger.shaped = now
        self.diagnostics += diagnostics_of(reading for slug, reading in readings.items() if slug not in self.failures)
        self.diagnostics += stray_pages(self.found, (reading.record.dependencies for reading in readings.values()))
        return readings

    def _maker(self) -> Maker:
        """Return what makes objects: forks of this process, or the workers of a cluster."""
        from citator.library.making import make_here

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

    def _fail(self, slug: str, failure: Failure) -> None:
        self.failures.setdefault(slug, []).append(failure)

    # link

    def _link(self, readings: Mapping[str, Reading]) -> tuple[SharedFacts, dict[str, Linked]]:
        from citator.library.link import Index, SharedFacts, link_all

        facts = SharedFacts({slug: self.cache.place("objects", r.record.key) for slug, r in readings.items()})
        hidden = frozenset({*self.opened.settled.hidden, *self.publications}) - frozenset(readings)
        self.index: Index = Index(facts, self.sources.conf.library.language, hidden, self.opened.settled.paths)
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
            sources=self.sources,
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
        from citator.library.lock import changed_editions
        from citator.library.shelf import shelf_of
        from citator.library.tasks import Failure

        claims = [claim.publication for claim in self.found.claims]
        shown = {slug: found.publication for slug, found in self.publications.items()}
        shelf = shelf_of(self.opened.store, self.sources, shown.values(), claims, self.request)
        for slug, problem in shelf.problems:
            self._fail(slug, Failure(problem))
        self.diagnostics += [*shelf.diagnostics, *changed_editions(shelf.editions, self.publications, self.chosen)]
        named = [person for reading in readings.values() for person in reading.record.sealed.people]
        public = [self.publications[slug].publication for slug in readings]
        self.desk: Desk = Desk(
            request=self.request,
            sources=self.sources,
            cache=self.cache,
            publications=self.publications,
            people=shown_people(self.found.people, [*named, *shelf.led_to("people")], readings),
            topics=shown_topics(self.found.topics, self.found, public, shelf.led_to("topics")),
            shelf=shelf,
            store=self.opened.store,
            index=self.index,
        )
        parts, failed, diagnostics = build_parts(self.desk, readings, facts, linked, pdfs, self.ledger, self.progress)
        for slug, failure in failed:
            self._fail(slug, failure)
        self.diagnostics += diagnostics
        return parts

    def chosen(self, slug: str) -> dict[str, Any]:
        """Return the digests of what the authors of a publication chose."""
        from citator.library.lock import chosen

        dependencies = self.readings[slug].record.dependencies if slug in self.readings else Dependencies()
        return chosen(self.publications[slug].publication, self.sources, dependencies)

    def _publish(self, parts: Mapping[str, Part]) -> None:
        from citator.library.publish import publish

        self.parts = parts
        self.changed = publish(self.request.site, parts, self.request.cache / "parts") or self.shown_early
