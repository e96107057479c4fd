"""What a reader does, in a browser: follows a citation and comes back, with mouse, keyboard, finger, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from site_library import INF, works
from test_reading_page import REPORT

from citator.model.inline import from_json
from citator.sphinxext.html.view import Card

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tool("chromium")


@pytest.fixture
def chapter(build: Callable[..., Path]) -> str:
    """Return the address, on disk, of a chapter with a citation and a note."""
    work = works("reports/inf")[0]
    out = build(REPORT, INF, card=lambda docname, key: Card(from_json(work.entry), work.csl, work.entry_url, 3))
    return (out / "reports/inf/one.html").as_uri()


def opened(browser: Browser, address: str, **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


def test_a_citation_shows_its_source_under_the_mouse_and_escape_hides_it(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter)
    page.locator("a.citator-biblioref").hover()
    page.locator(".citator-popup").wait_for(state="visible")
    assert "The End of the Cold War" in page.locator(".citator-popup").inner_text()
    assert page.locator(".citator-card-locator").inner_text() == "Here: p. 12"
    page.keyboard.press("Escape")
    assert page.locator(".citator-popup").is_hidden()


def test_the_keyboard_reaches_the_card_and_comes_back(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter)
    while page.evaluate("document.activeElement.className") != "citator-biblioref":
        page.keyboard.press("Tab")
    page.locator(".citator-popup").wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "All 3 mentions"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "citator-biblioref"


def test_a_finger_opens_the_card_first_and_follows_the_link_then(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.locator("a.citator-biblioref").tap()
    page.locator(".citator-popup").wait_for(state="visible")
    assert page.url == chapter
    page.locator("a.citator-biblioref").tap()
    page.wait_for_url("**/references.html#ref-service2015")


def test_without_javascript_a_citation_leads_to_its_entry_and_back(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter, java_script_enabled=False)
    page.locator("a.citator-biblioref").click()
    assert page.url.endswith("references.html#ref-service2015")
    page.locator(":target a[role=doc-backlink]").click()
    assert page.url == f"{chapter}#cite-service2015-1"


def test_a_note_stands_beside_the_text_where_there_is_room(browser: Browser, chapter: str) -> None:
    wide = opened(browser, chapter, viewport={"width": 1280, "height": 800})
    assert "They differed on range." in wide.locator(".citator-sidenote").inner_text()
    small = opened(browser, chapter, viewport={"width": 800, "height": 800})
    assert small.locator(".citator-sidenote").count() == 0


WIDE = """
# One

Before the table.[^n]

## Table

```{list-table} Proposals
:class: landscape
:header-rows: 1

* - Party
  - Proposal
* - Russia
  - A moratorium on missiles of intermediate range in Europe, with inspections of the launchers that both sides suspect
```

After it.[^m]

[^n]: Before.
[^m]: After.

```{notes}
```
"""


@pytest.fixture
def table(build: Callable[..., Path]) -> str:
    """Return the address of a chapter with a wide table between two notes."""
    return (build({**REPORT, "reports/inf/one.md": WIDE}, INF) / "reports/inf/one.html").as_uri()


def test_a_wide_table_takes_the_margin_and_no_note_is_covered(browser: Browser, table: str) -> None:
    page = opened(browser, table, viewport={"width": 1280, "height": 800})
    box, text = page.locator(".citator-wide").bounding_box(), page.locator(".citator-text").bounding_box()
    assert box is not None
    assert text is not None
    if "citator-spread" in (page.locator(".citator-wide").get_attribute("class") or ""):
        assert box["width"] > text["width"] + 200
    for note in page.locator(".citator-sidenote").all():
        place = note.bounding_box()
        assert place is not None
        assert place["y"] + place["height"] <= box["y"] or place["y"] >= box["y"] + box["height"]


def test_a_wide_table_scrolls_by_keyboard_on_a_small_screen(browser: Browser, table: str) -> None:
    page = opened(browser, table, viewport={"width": 390, "height": 800})
    box = page.get_by_role("region", name="Proposals")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.citator-wide').scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_is_wider_than_a_small_phone(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


TABLE = "# One\n\n| Place | Count | Kind | Note |\n|:--|--:|:-:|---|\n| Bath | 12 | one | none |\n"


def test_columns_of_a_table_are_aligned_as_their_author_says(browser: Browser, build: Callable[..., Path]) -> None:
    out = build(REPORT | {"reports/inf/one.md": TABLE}, INF)
    page = opened(browser, (out / "reports/inf/one.html").as_uri())
    aligned = "cells => cells.map(cell => getComputedStyle(cell.querySelector('p') ?? cell).textAlign)"
    for row in ("th", "td"):
        assert page.eval_on_selector_all(f"table.docutils {row}", aligned) == ["left", "right", "center", "start"]


def test_the_choice_of_colours_is_kept(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter, color_scheme="light")
    page.locator(".citator-theme").click()
    page.reload()
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 28)"


def test_pictures_stand_on_their_side_and_deep_headings_are_no_larger(
    browser: Browser, build: Callable[..., Path]
) -> None:
    figure = "```{figure} bars.svg\n:alt: Bars\n:width: 40%\n:align: right\n\nBars.\n```\n\n"
    headings = "## B\n\n### C\n\n#### D\n\n##### E\n\n###### F\n\nText.\n"
    bars = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><rect width="300" height="90"/></svg>'
    files = REPORT | {"reports/inf/one.md": f"# A\n\n{figure}{headings}", "reports/inf/bars.svg": bars}
    page = opened(browser, (build(files, INF) / "reports/inf/one.html").as_uri())
    text, image = (page.locator(name).bounding_box() for name in (".citator-text", "figure img"))
    assert text is not None and image is not None  # noqa: PT018
    assert round(image["x"] + image["width"]) == round(text["x"] + text["width"])
    assert round(image["width"] / text["width"], 2) == 0.4
    sizes = [page.locator(f"h{n}").evaluate("node => parseFloat(getComputedStyle(node).fontSize)") for n in range(1, 7)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_links_of_the_footer_are_high_enough_for_a_finger(browser: Browser, chapter: str) -> None:
    page = opened(browser, chapter, viewport={"width": 375, "height": 700})
    heights = page.locator(".citator-footer nav a").evaluate_all(
        "all => all.map(a => a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24  # WCAG 2.2, 2.5.8
