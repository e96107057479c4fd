"""``citator serve``: watches the library, builds what changed, and has the browser show it at the place being read.

One process watches and builds; a forked one only serves files, for a process that forks must have no threads. A page asks
``/.citator-version`` whether the site is newer than itself; the question waits until it is, or half a minute.
"""

from __future__ import annotations

import contextlib
import http.server
import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgspec import structs

from citator.engines.pandoc import sessions
from citator.errors import CitatorError, stop_message
from citator.library.build import build
from citator.library.pools import SpawnPool, die_with
from citator.library.report import Outcome, tell
from citator.library.request import BuildRequest
from citator.library.stamp import MARKER, PACKAGE
from citator.library.typeset import PdfResult, PdfTask, compile_one

VERSION = "/.citator-version"
WAIT_SECONDS = 25.0
TICK_SECONDS = 0.05
RELOADER = """<script>
(async function () {
  const place = "citator-place " + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept !== null && !location.hash) { scrollTo(0, Number(kept)); }
  sessionStorage.removeItem(place);
  let version = null;
  for (;;) {
    try {
      const answer = await (await fetch("/.citator-version" + (version ? "?" + version : ""))).text();
      if (version && answer !== version) {
        sessionStorage.setItem(place, String(scrollY));
        location.reload();
        return;
      }
      version = answer;
    } catch (error) { await new Promise(function (done) { setTimeout(done, 1000); }); }
  }
})();
</script>"""
"""Added to pages as they are served, never to files; no content security policy is sent by this server."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, adds the reloader to its pages, and answers when the site is newer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve a file, a page with the reloader, or the version."""
        path, _, query = self.path.partition("?")
        if path == VERSION:
            self._send(wait_for_change(Path(self.directory), query).encode(), "text/plain")
            return
        file = Path(self.translate_path(path))
        page = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if page.suffix == ".html" and page.exists():
            self._send(
                page.read_bytes().replace(b"</body>", RELOADER.encode() + b"</body>"), "text/html; charset=utf-8"
            )
            return
        super().do_GET()

    def end_headers(self) -> None:
        """Ask the browser to keep nothing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def _send(self, content: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)


def wait_for_change(site: Path, version: str) -> str:
    """Return the version of the site, as soon as it is another than ``version``."""
    until = time.monotonic() + WAIT_SECONDS
    while (now := version_of(site)) == version and time.monotonic() < until:
        time.sleep(TICK_SECONDS)
    return now


def version_of(site: Path) -> str:
    """Return a word that changes whenever another tree becomes the site."""
    with contextlib.suppress(OSError):
        stat = os.stat(site / MARKER)
        return f"{stat.st_ino}-{stat.st_mtime_ns}"
    return "none"


def serve(request: BuildRequest, host: str, port: int, told: Callable[[str], None] = print) -> None:
    """Build, serve and keep building until interrupted."""
    request = structs.replace(request, formats=tuple(f for f in request.formats if f != "epub"))
    outcome = build(structs.replace(request, search=True))
    tell(outcome, debug=request.debug)
    server = _listen(request.site, host, port)
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(server, os.getpid()), daemon=True)
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


def _answer(server: http.server.ThreadingHTTPServer, parent: int) -> None:
    """Serve files as long as the process that builds lives."""
    die_with(parent)
    server.serve_forever()


def _listen(site: Path, host: str, port: int) -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer((host, port), partial(Handler, directory=str(site)))
    except OSError as error:
        raise CitatorError(f"cannot listen on {host}:{port}: {error.strerror}; name another --port") from error


def watch(request: BuildRequest, pool: SpawnPool[PdfTask, PdfResult]) -> None:
    """Build after each change: pages first, then the PDF; front desk and search follow when nothing happens for a while."""
    from watchfiles import watch as changes

    from citator.sphinxext.lean import spare_imports

    spare_imports()
    import citator.frontmatter.schema
    from citator.sphinxext.application import preload

    preload(request.formats)
    del citator
    idle = Idle(request)
    folders = [path for path in (request.confdir, PACKAGE) if path.exists()]
    try:
        for found in changes(
            *folders,
            watch_filter=_Interesting(request.build_folder),
            debounce=60,
            step=20,
            rust_timeout=2000,
            yield_on_timeout=True,
        ):
            if found:
                idle.stop()
                quick = structs.replace(request, search=False, late_desk=True)
                _rebuild(structs.replace(quick, late_pdfs=True), pool, "pages")
                if "pdf" in request.formats:
                    _rebuild(quick, pool, "PDF")
                idle.due = True
            elif idle.due:
                idle.start()
    finally:
        idle.stop()


class Idle:
    """Brings the rest up to date in a process that a new change kills: a killed build leaves the site as it was."""

    def __init__(self, request: BuildRequest) -> None:
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
        _rebuild(self._request, None, "front desk and search")


def _rebuild(request: BuildRequest, pool: SpawnPool[PdfTask, PdfResult] | None, what: str) -> Outcome | None:
    began = time.monotonic()
    try:
        outcome = build(request, pdf_pool=pool)
    except (CitatorError, OSError) as error:
        print(f"ERROR: {stop_message(error)}", file=sys.stderr)
        return None
    if outcome.changed or outcome.failures:
        tell(outcome, debug=request.debug)
        print(f"  {what} current after {time.monotonic() - began:.2f} s")
    return outcome


class _Interesting:
    """Tells changes of sources from those of the build itself."""

    def __init__(self, build_folder: Path) -> None:
        self._ignored = f"{build_folder}{os.sep}"

    def __call__(self, change: object, path: str) -> bool:
        """Tell whether a changed path may shape the site."""
        parts: Iterable[str] = Path(path).parts
        return not path.startswith(self._ignored) and not any(
            p.startswith((".", "__pycache__")) or p.endswith("~") for p in parts
        )
