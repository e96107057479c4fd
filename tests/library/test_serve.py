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
from typing import TYPE_CHECKING

import pytest

from .conftest import SmallLibrary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.mark.slow
@pytest.mark.tool("chromium")
def test_a_reloaded_page_is_at_the_place_being_read(library: SmallLibrary, address: str, browser: Browser) -> None:
    far = "\n\n".join(f"Paragraph {n} of many." for n in range(80))
    library.edit("docs/reports/alpha/one.md", "Apples are round", f"{far}\n\nApples are round")
    assert soon(lambda: b"Paragraph 79" in get(f"{address}reports/alpha/one.html"))
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.goto(f"{address}reports/alpha/one.html")
    page.get_by_text("Paragraph 60 of many.").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 600
    time.sleep(1)  # until the page waits for news
    library.edit("docs/reports/alpha/one.md", "Apples are round", "Apples are crimson")
    page.get_by_text("Apples are crimson").wait_for(timeout=PATIENCE * 1000)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 40", timeout=PATIENCE * 1000)
    page.close()
