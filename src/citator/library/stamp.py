"""Tells whether anything is to do at all, without importing what a build needs: a build without changes ends here."""

from __future__ import annotations

import contextlib
import gc
import pickle
from pathlib import Path

from msgspec import Struct

from citator.library.keys import PARTS, SEARCH, digest_of, versions
from citator.library.looked import NOTHING, Looked
from citator.library.manifest import Manifest, add_all, write_atomically
from citator.library.report import Outcome
from citator.library.request import BuildRequest

MARKER = ".citator-parts.json"
"""The file in which a site says which parts it holds."""
PACKAGE = Path(__file__).resolve().parents[1]


def scan(request: BuildRequest, watched: tuple[Path, ...]) -> Manifest:
    """Return the manifest of everything that a build of the library may read."""
    manifest = Manifest.load(request.cache / "manifest.pickle")
    bibliographies = request.confdir.glob("*.bib")
    files = (request.confdir / "conf.py", *bibliographies, *watched)
    add_all(manifest, (request.confdir / "docs", PACKAGE), watched, files)
    return manifest


def code_digest(manifest: Manifest) -> str:
    """Return the digest of citator itself and of the parts that it stands on."""
    return digest_of(manifest.below(PACKAGE), versions())


def layout_digest(manifest: Manifest) -> str:
    """Return the digest of the modules whose values a ledger pickles: with others it could not be read."""
    layout = (
        "model/",
        "diagnostics.py",
        "library/ledger.py",
        "library/discover.py",
        "library/conf.py",
        "library/looked.py",
    )
    return digest_of([entry for entry in manifest.below(PACKAGE) if entry[0].startswith(layout)])


class LastBuild(Struct, frozen=True):
    """What the last build saw and said."""

    watched: tuple[Path, ...]
    total: str
    """Digest of all files."""
    versions: tuple[str, ...]
    embargoes: tuple[float, ...]
    passed: int
    """How many embargoes had passed."""
    marker: str | None
    outcome: Outcome
    editions: tuple[str, tuple[str, ...]] | None = None
    """The address of the store of editions, where it is no folder, and which editions it had."""
    looked: Looked = NOTHING
    """What ``conf.py`` had looked at."""
    seen: str = ""
    """Digest of the environment variables, the names in folders and the versions of extensions among that."""


def last_outcome(request: BuildRequest) -> Outcome | None:
    """Return what the last build said, if a new one would do the same; ``None`` when there is something to do.

    Nothing here is garbage, and looking for some among the tuples of all files would take a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _last_outcome(request)
    finally:
        if collecting:
            gc.enable()


def _last_outcome(request: BuildRequest) -> Outcome | None:
    last = _load(request)
    if last is None or request.explain:
        return None
    manifest = scan(request, last.watched)
    same = manifest.same_as_saved() and last.total == manifest.saved_total
    if manifest.reread and same:
        manifest.save(request.cache / "manifest.pickle", manifest.saved_total)
    now = (_passed(last.embargoes, request), _versions(), _marker(request.site), _seen(last.looked))
    if not same or now != (last.passed, last.versions, last.marker, last.seen):
        return None
    if last.editions is not None and _listing(request, last.editions[0]) != last.editions[1]:
        return None
    outcome = last.outcome
    return Outcome(messages=outcome.messages, reused=outcome.built + outcome.reused, site=str(request.site))


def remember(
    request: BuildRequest,
    manifest: Manifest,
    outcome: Outcome,
    watched: tuple[Path, ...],
    embargoes: tuple[float, ...],
    editions: tuple[str, tuple[str, ...]] | None = None,
    looked: Looked = NOTHING,
) -> None:
    """Note what this build saw and said, for ``last_outcome``; one with failures, or that authors overtook, is tried again."""
    total = manifest.total(request.confdir)
    manifest.save(request.cache / "manifest.pickle", total)
    if outcome.failures or manifest.overtaken:
        _place(request).unlink(missing_ok=True)
        return
    passed, marker = _passed(embargoes, request), _marker(request.site)
    seen = _seen(looked)
    last = LastBuild(watched, total, _versions(), embargoes, passed, marker, outcome, editions, looked, seen)
    write_atomically(_place(request), pickle.dumps(last, protocol=5))


def _listing(request: BuildRequest, address: str) -> tuple[str, ...]:
    """Return which editions there are at an address: others may have published since."""
    from citator.library.edition_address import open_store

    return open_store(address, request.confdir, request.cache).listing()


def _seen(looked: Looked) -> str:
    return digest_of(looked.environment(), looked.names(), versions(looked.distributions))


def _versions() -> tuple[str, ...]:
    return versions((*PARTS, *SEARCH))


def _passed(embargoes: tuple[float, ...], request: BuildRequest) -> int:
    return sum(moment <= request.as_of.timestamp() for moment in embargoes)


def _marker(site: Path) -> str | None:
    """Return the digest of what the site says of itself."""
    with contextlib.suppress(OSError):
        return digest_of((site / MARKER).read_text("utf-8"))
    return None


def _place(request: BuildRequest) -> Path:
    return request.cache / f"last-{digest_of(request.shaping())[:12]}.pickle"


def _load(request: BuildRequest) -> LastBuild | None:
    with contextlib.suppress(Exception):
        last = pickle.loads(_place(request).read_bytes())
        return last if isinstance(last, LastBuild) else None
    return None
