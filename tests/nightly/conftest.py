"""This repository's own library built once, behind a server, and the checkers that npm brings."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "catalogue": "index.html",
    "landing page": "reports/freeze-notify-renounce/index.html",
    "chapter": "reports/freeze-notify-renounce/how-to-judge.html",
    "chapter with wide tables": "reports/freeze-notify-renounce/china.html",
    "chapter with figures": "reports/freeze-notify-renounce/from-proposals-to-deployments.html",
    "references": "reports/freeze-notify-renounce/references.html",
    "one-page publication": "summaries/three-proposals/index.html",
    "handbook": "handbook/figures-tables-data.html",
    "people": "people/index.html",
    "person": "people/nikolai-sokov/index.html",
    "topics": "topics/index.html",
    "topic": "topics/arms-control/index.html",
    "sources": "sources/index.html",
    "sources of a letter": "sources/r.html",
    "sources by type": "sources/by-type.html",
    "search": "search.html",
    "not found": "404.html",
}
"""One page of each kind."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build everything from nothing."""
    build = tmp_path_factory.mktemp("build")
    subprocess.run([BIN / "citator", "build", "--quiet", "--conf", ROOT, "--build", build], check=True)
    return build / "site"


class _Host(http.server.SimpleHTTPRequestHandler):
    """Answers as a host does: texts compressed, ``404.html`` for what is not there, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = (path if found else Path(self.directory, "404.html")).read_bytes()
        kind = self.guess_type(path) if found else "text/html"
        self.send_response(200 if found else 404)
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


@contextlib.contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site and return its address."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that installs a package of npm, without its scripts, and gives its folder."""
    folder = tmp_path_factory.mktemp("npm")

    @functools.cache
    def install(package: str) -> Path:
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", package]
        subprocess.run(command, cwd=folder, check=True, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"})
        return folder / "node_modules" / package

    return install


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()
