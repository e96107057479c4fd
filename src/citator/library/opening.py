"""The beginning of a build: the configuration, the state of all sources, and which publications there are."""

from __future__ import annotations

import copy
from pathlib import Path

from msgspec import Struct

from citator.diagnostics import Diagnostic
from citator.errors import UnknownPublicationError
from citator.library.cache import Cache
from citator.library.conf import Conf, load_conf
from citator.library.discover import Discovery, discover
from citator.library.editions import EditionStore
from citator.library.keys import digest_of
from citator.library.ledger import Ledger
from citator.library.manifest import Manifest
from citator.library.named import unknown_names
from citator.library.read import last_good
from citator.library.request import BuildRequest
from citator.library.sealed import load_exports
from citator.library.slugs import Settled, settle
from citator.library.sources import Sources, sources_of, store_of
from citator.library.stamp import PACKAGE, code_digest, layout_digest
from citator.model.publication import Publication


class Opened(Struct, frozen=True):
    """A library as a build finds it."""

    sources: Sources
    store: EditionStore
    found: Discovery
    settled: Settled
    diagnostics: tuple[Diagnostic, ...]
    last: Ledger
    """As the last build left it."""
    ledger: Ledger
    """As this build changes it."""
    layout: str
    """Digest of how the values in ledgers are laid out."""

    def keep(self, request: BuildRequest) -> None:
        """Write the ledger for the next build."""
        self.ledger.save(_ledger_path(request), self.layout)


def open_library(request: BuildRequest, cache: Cache, handed: Ledger | None = None) -> Opened:
    """Return the library that a build is asked for; ``handed`` is a ledger that the last build did not write.

    Raises:
        CitatorError: there is no ``conf.py``, or no such publication as is to be explained.
    """
    manifest = Manifest.load(request.cache / "manifest.pickle")
    manifest.add_folder(PACKAGE)
    layout = layout_digest(manifest)
    ledger = copy.copy(handed) if handed is not None else Ledger.load(_ledger_path(request), layout)
    conf = _conf(request.confdir, manifest, ledger)
    sources = sources_of(request, conf)
    shaping = digest_of(sources.code, sources.configuration)
    found = discover(conf, sources.manifest, shaping, ledger.front_matter)
    slugs = {*found.publications, *(unread.slug for unread in found.unread)}
    if request.explain is not None and request.explain not in slugs:
        raise UnknownPublicationError(request.explain, slugs)
    last = copy.copy(ledger)
    ledger.front_matter = found.parsed

    def published(slug: str) -> Publication | None:
        old = last_good(slug, ledger, cache)
        return load_exports(cache.place("objects", old.record.key)).publication if old else None

    settled = settle(found, request.as_of, published, drafts=request.drafts)
    diagnostics = (
        *conf.diagnostics,
        *found.diagnostics,
        *_bibliography_diagnostics(sources, ledger),
        *unknown_names(found, conf.confdir),
        *settled.diagnostics,
    )
    return Opened(sources, store_of(request, conf), found, settled, diagnostics, last, ledger, layout)


def _ledger_path(request: BuildRequest) -> Path:
    return request.cache / f"ledger-{request.site.name}.pickle"


def _conf(confdir: Path, manifest: Manifest, ledger: Ledger) -> Conf:
    """Return the configuration, read again only when ``conf.py``, or anything that it looked at, changed."""
    shaped = (code_digest(manifest), str(confdir), manifest.digest(confdir / "conf.py"))

    def key(conf: Conf) -> str:
        return digest_of(shaped, conf.looked.state(confdir, manifest.digest), conf.looked.names())

    known = ledger.conf
    if known is not None and known[0] == key(known[1]):
        return known[1]
    conf = load_conf(confdir)
    known = (key(conf), conf)
    ledger.conf = None if manifest.is_overtaken([confdir / "conf.py", *conf.looked.files]) else known
    return conf


def _bibliography_diagnostics(sources: Sources, ledger: Ledger) -> tuple[Diagnostic, ...]:
    digest = f"{sources.code} {sources.bibliography_digest}"
    if ledger.bibliography[0] != digest:
        ledger.bibliography = (digest, sources.bibliography.diagnostics)
    return ledger.bibliography[1]
