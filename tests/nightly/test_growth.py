"""What a page costs its reader does not grow with the library."""

from __future__ import annotations

import collections
import functools
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.library import Size, generate

from .conftest import BIN, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

pytestmark = pytest.mark.nightly

CHAPTER = "reports/r0000/c1.html"
FIRST_RESULT = 300_000
"""Bytes that a search may take until it shows the first result of a frequent word."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Return a function that builds a library of so many reports of five pages and gives its site."""

    @functools.cache
    def build(reports: int) -> Path:
        folder = tmp_path_factory.mktemp("library") / str(reports)
        generate(folder, Size(reports=reports, chapters=3, paragraphs=8, entries=200, citations=6), "citator")
        subprocess.run([BIN / "citator", "build", "--quiet", "--format", "html"], cwd=folder, check=True)
        return folder / "build/site"

    return build


def test_a_chapter_is_the_same_in_a_library_of_ten_and_of_two_hundred_reports(library: Callable[[int], Path]) -> None:
    small, large = library(10), library(200)
    assert (small / CHAPTER).read_bytes() == (large / CHAPTER).read_bytes()
    for path in sorted((small / "_static").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (large / path.relative_to(small)).read_bytes(), path.name


@pytest.mark.tool("chromium")
def test_the_first_result_of_a_frequent_word_costs_little_at_a_thousand_pages(
    library: Callable[[int], Path], browser: Browser
) -> None:
    site = library(200)
    pages = sorted((site / "reports").rglob("*.html"))
    assert len(pages) >= 1000
    counted = collections.Counter(
        word for path in pages[:60] for word in set(re.findall(r"\b[a-z]{5,}\b", text_of(path)))
    )
    frequent = counted.most_common(1)[0][0]
    received: list[int] = []

    def add(answer: Response) -> None:
        received.append(int(answer.headers.get("content-length", 0)))

    with serve(site) as address:
        page = browser.new_context().new_page()
        page.on("response", add)
        page.goto(f"{address}search.html?q={frequent}")
        page.locator(".citator-results > li").first.wait_for(timeout=60_000)
        page.context.close()
    assert sum(received) <= FIRST_RESULT, (frequent, received)


def text_of(path: Path) -> str:
    """Return the words of a page's article."""
    article = path.read_text("utf-8").partition('<div class="citator-text">')[2].partition("</article>")[0]
    return re.sub(r"<[^>]*>", " ", article)
