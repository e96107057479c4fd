"""``citator serve``: watches the library, builds what changed, and has the browser show it at the place being read.

One process watches and builds; a forked one only serves files (``preview``), for a process that forks must have no threads.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial

from msgspec import structs

from citator.engines.lifetime import die_with
from citator.engines.pandoc import sessions
from citator.errors import CitatorError, stop_message
from citator.library.build import Build, build
from citator.library.ledger import Ledger
from citator.library.pools import SpawnPool
from citator.library.preview import answer, listen
from citator.library.progress import SilentProgress
from citator.library.report import Outcome, tell
from citator.library.request import BuildRequest
from citator.library.typeset import PdfResult, PdfTask, compile_one
from citator.library.watched import watched


def serve(request: BuildRequest, host: str, port: int, told: Callable[[str], None] = print) -> None:
    """Build, serve and keep building until interrupted."""
    request = structs.replace(request, formats=tuple(f for f in request.formats if f != "epub"))
    server = listen(request.site, host, port)  # a port that is taken is told before the work is done
    outcome = build(structs.replace(request, search=True))
    tell(outcome, debug=request.debug)
    process = multiprocessing.get_context("fork").Process(target=answer, args=(server, os.getpid()), daemon=True)
    process.start()
    server.socket.close()
    told(f"http://{host}:{server.server_address[1]}/ shows the library; press Ctrl+C to end")
    pool: SpawnPool[PdfTask, PdfResult] = SpawnPool(partial(compile_one, again=True), request.jobs)
    try:
        with sessions(1):
            watch(request, pool)
    except KeyboardInterrupt:
        told("")
    finally:
        pool.close()
        process.terminate()


def watch(request: BuildRequest, pool: SpawnPool[PdfTask, PdfResult]) -> None:
    """Build after each change: pages first, then the PDF; front desk and search follow when nothing happens for a while."""
    from watchfiles import watch as changes

    from citator.sphinxext.lean import spare_imports

    spare_imports()
    import citator.frontmatter.schema
    from citator.sphinxext.preloading import preload

    preload(request.formats)
    del citator
    gc.disable()  # what is kept between builds is large: to look through it for garbage takes a quarter of the next one
    teller = Teller(request.debug)
    idle = Idle(request, teller)
    try:
        while True:
            places = watched(request)
            for found in changes(
                *places.roots,
                watch_filter=places.may_shape,
                debounce=60,
                step=20,
                rust_timeout=2000,
                yield_on_timeout=True,
            ):
                if found:
                    idle.stop()
                    teller.said.clear()
                    _show(request, pool, teller)
                    idle.due = True
                    if places.may_move(name for _, name in found):
                        break  # what changes before the new places are watched is built when nothing happens
                elif idle.due:
                    gc.collect()
                    idle.start()
    finally:
        idle.stop()


def _show(request: BuildRequest, pool: SpawnPool[PdfTask, PdfResult], teller: Teller) -> None:
    """Build what changed: the pages first."""
    quick = structs.replace(request, search=False, late_desk=True)
    if "pdf" not in request.formats:
        _rebuild(quick, pool, "pages", teller)
        return
    handed = _rebuild(structs.replace(quick, late_pdfs=True), pool, "pages", teller)
    _rebuild(quick, pool, "PDF", teller, handed)


class Idle:
    """Brings the rest up to date in a process that a new change kills: a killed build leaves the site as it was."""

    def __init__(self, request: BuildRequest, teller: Teller) -> None:
        self._teller = teller
        self._request = structs.replace(request, search=True)
        self._process: multiprocessing.context.ForkProcess | None = None
        self.due = True
        """Whether something may have changed since it was last started, or before anybody watched."""

    def start(self) -> None:
        """Start it, in a group of its own with all that it starts."""
        self.due = False
        self._process = multiprocessing.get_context("fork").Process(target=self._run, args=(os.getpid(),))
        self._process.start()
        with contextlib.suppress(OSError):
            os.setpgid(self._process.pid or 0, 0)

    def stop(self) -> None:
        """End it, wherever it is."""
        if self._process is None:
            return
        if self._process.is_alive():
            self.due = True
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.join()
        self._process = None

    def _run(self, parent: int) -> None:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        die_with(parent)
        _rebuild(self._request, None, "front desk and search", self._teller)


class Teller:
    """Says what a build did, each message once a save, and when what went wrong has been mended."""

    def __init__(self, debug: bool = False) -> None:
        self._debug = debug
        self._went_wrong = False
        self.said: set[str] = set()
        """What has been said since the last save."""

    def tell(self, outcome: Outcome, what: str, seconds: float) -> None:
        """Say what is new of a build that came to its end."""
        if outcome.changed or outcome.failures or self._went_wrong:
            new = {
                "messages": tuple(line for line in outcome.messages if line not in self.said),
                "failures": tuple(line for line in outcome.failures if line not in self.said),
            }
            self.said.update(outcome.messages, outcome.failures)
            tell(structs.replace(outcome, **new), debug=self._debug, quiet=not outcome.built)
            state = "as they were where something failed" if outcome.failures else "current"
            print(f"  {what} {state} after {seconds:.2f} s")
        self._went_wrong = bool(outcome.failures)

    def tell_error(self, error: CitatorError | OSError) -> None:
        """Say why a build came to no end."""
        line = f"ERROR: {stop_message(error)}"
        if line not in self.said:
            print(line, file=sys.stderr)
        self.said.add(line)
        self._went_wrong = True


def _rebuild(
    request: BuildRequest,
    pool: SpawnPool[PdfTask, PdfResult] | None,
    what: str,
    teller: Teller,
    handed: Ledger | None = None,
) -> Ledger | None:
    """Build, tell how it went, and return what a build that came to its end remembers."""
    began = time.monotonic()
    try:
        # Something did change; to ask first whether it did, as ``build`` does, costs another look at all files.
        made = Build(request, SilentProgress(), pool, handed)
        outcome = made.run()
    except (CitatorError, OSError) as error:
        teller.tell_error(error)
        return None
    teller.tell(outcome, what, time.monotonic() - began)
    return made.ledger
