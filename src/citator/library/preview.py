"""Serves the site to the browser of who writes it: files, and with each page a script that reloads it when it is newer.

A page asks ``/.citator-version`` whether the site is newer than itself; the question waits until it is, or half a minute.
The script is a file of its own, ``/.citator-reload.js``: a library's policy (``policy: True``) refuses one within the page.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import time
from functools import partial
from html import escape
from pathlib import Path

from citator.engines.lifetime import die_with
from citator.errors import CitatorError
from citator.library.stamp import MARKER

VERSION = "/.citator-version"
SCRIPT = "/.citator-reload.js"
WAIT_SECONDS = 25.0
TICK_SECONDS = 0.05
RELOADER = """(async function () {
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
"""
"""Asked for by pages as they are served, never by files."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, adds the reloader to its pages, and answers when the site is newer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve a file, a page with the reloader, or the version."""
        path, _, query = self.path.partition("?")
        if path == VERSION:
            self._send(wait_for_change(Path(self.directory), query).encode(), "text/plain")
            return
        if path == SCRIPT:
            self._send(RELOADER.encode(), "text/javascript")
            return
        file = Path(self.translate_path(path))
        page = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if page.suffix == ".html" and page.exists():
            self._send(reloading(page.read_bytes()), "text/html; charset=utf-8")
        elif page.exists():
            super().do_GET()
        else:
            self._send(self._missing(), "text/html; charset=utf-8", 404)

    def _missing(self) -> bytes:
        """Return the library's page of a missing address; what is written at last may appear there."""
        page = Path(self.directory, "404.html")
        content = page.read_bytes() if page.exists() else b"<!DOCTYPE html><body>There is no such page (yet).</body>"
        content = content.replace(b'href="#', f'href="{escape(self.path)}#'.encode())  # which the base would lead home
        return reloading(content.replace(b"<head>", b'<head><base href="/">', 1))

    def end_headers(self) -> None:
        """Ask the browser to keep nothing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def _send(self, content: bytes, media_type: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)


def reloading(page: bytes) -> bytes:
    """Return a page with what reloads it."""
    return page.replace(b"</body>", f'<script src="{SCRIPT}"></script></body>'.encode())


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


def answer(server: http.server.ThreadingHTTPServer, parent: int) -> None:
    """Serve files as long as the process that builds lives."""
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all of the terminal; the parent ends this process
    server.serve_forever()


def listen(site: Path, host: str, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server that will serve the site.

    Raises:
        CitatorError: the port is taken, or there is no such host.
    """
    try:
        return http.server.ThreadingHTTPServer((host, port), partial(Handler, directory=str(site)))
    except OSError as error:
        raise CitatorError(f"cannot listen on {host}:{port}: {error.strerror}; name another --port") from error
