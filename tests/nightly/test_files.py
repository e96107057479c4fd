"""The books of the library are what their standard asks, and hosts take the files that are meant for them."""

from __future__ import annotations

import getpass
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly


@pytest.mark.tool("java")
def test_epubcheck_finds_nothing(site: Path) -> None:
    books = sorted(site.rglob("*.epub"))
    assert books
    for book in books:
        done = subprocess.run([sys.executable, "-m", "epubcheck", book], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, ""), f"{book.name}: {done.stdout}{done.stderr}"


@pytest.fixture
def nginx(site: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the site by nginx with the file that we write for it, and return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(f"""
        user {getpass.getuser()}; daemon off; pid {tmp_path}/pid; error_log {tmp_path}/errors; events {{}}
        http {{
          include /etc/nginx/mime.types; access_log off;
          server {{ listen 127.0.0.1:{port}; root {site}; include {site}/_nginx.conf; }}
        }}
    """)
    server = subprocess.Popen(["nginx", "-c", tmp_path / "nginx.conf"])
    for _ in range(50):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


def answer(address: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(address) as found:
            return found.status, found.headers
    except urllib.error.HTTPError as missing:
        return missing.code, missing.headers


@pytest.mark.tool("nginx")
def test_nginx_sends_the_policy_and_the_types_of_files(nginx: str) -> None:
    report = f"{nginx}reports/freeze-notify-renounce/"
    for name, kind in (
        ("", "text/html; charset=utf-8"),
        ("freeze-notify-renounce.bib", "application/x-bibtex; charset=utf-8"),
        ("freeze-notify-renounce.ris", "application/x-research-info-systems; charset=utf-8"),
        ("freeze-notify-renounce.epub", "application/epub+zip"),
        ("freeze-notify-renounce.pdf", "application/pdf"),
    ):
        status, headers = answer(report + name)
        assert (status, headers["Content-Type"]) == (200, kind)
        assert "script-src 'self' 'wasm-unsafe-eval'" in headers["Content-Security-Policy"]
    assert answer(f"{nginx}reports/nothing-here")[0] == 404
