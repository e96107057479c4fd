"""The preview: what was saved is on the page, then in the PDF; the front desk and the search follow when nothing happens."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from .conftest import SmallLibrary

PATIENCE = 60


@pytest.fixture
def address(library: SmallLibrary) -> Iterator[str]:
    """Serve the library, and return where."""
    words = [sys.executable, "-m", "citator.cli", "serve", "-c", str(library.folder), "--port", "0"]
    words += ["--format", "html", "--format", "pdf", "--as-of", "2026-06-01"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    found = next(match[0] for line in server.stdout if (match := re.search(r"http://\S+/", line)))
    time.sleep(2)  # until it watches
    yield found
    server.terminate()
    server.wait()
    server.stdout.close()


def get(url: str) -> bytes:
    """Return what is at an address; nothing where there is nothing yet."""
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        content: bytes = answer.read()
        return content
    return b""


def soon(claim: Callable[[], bool]) -> bool:
    """Tell whether something becomes true."""
    until = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
def test_what_is_saved_is_on_the_page_and_in_the_pdf_and_then_everywhere(library: SmallLibrary, address: str) -> None:
    page, pdf = (f"{address}reports/alpha/{name}" for name in ("one.html", "alpha.pdf"))
    version, old = get(f"{address}.citator-version").decode(), get(pdf)
    assert b"/.citator-version" in get(page)
    library.edit("docs/reports/alpha/one.md", "Apples are round", "Apples are verdant [@uncited]")
    assert get(f"{address}.citator-version?{version}").decode() != version
    assert soon(lambda: b"Apples are verdant" in get(page))
    assert soon(lambda: get(pdf) != old)
    assert soon(lambda: b"On silence" in get(f"{address}sources/q.html"))
    library.edit("docs/reports/alpha/one.md", "verdant", "crimson")
    assert soon(lambda: b"Apples are crimson" in get(page))
    assert soon(lambda: b"verdant" not in (library.site / "reports/alpha/one.html").read_bytes())
