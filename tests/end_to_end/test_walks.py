"""What a reader does with this library in a browser, from disk: from a sentence to its source and back again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.tool("chromium")

CHAPTER = "reports/freeze-notify-renounce/russias-freeze.html"
TABLE = "reports/freeze-notify-renounce/chronology.html"
MARK = ".citator-text > section a.footnote-reference"
MEDIUM = {"width": 1000, "height": 800}
"""Too narrow for notes in the margin."""
PHONE = {"width": 320, "height": 640}


def opened(browser: Browser, path: Path, **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(path.as_uri())
    return page


def anchor(page: Page) -> str:
    return page.url.rpartition("#")[2]


def in_view(target: Locator) -> bool:
    """Tell whether the middle of an element stands in the window."""
    return bool(
        target.evaluate(
            "e => { const r = e.getBoundingClientRect(), y = (r.top + r.bottom) / 2; return y > 0 && y < innerHeight }"
        )
    )


def tab_to(page: Page, condition: str) -> None:
    """Press Tab until the focused element ``e`` fulfils a condition."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {condition})(document.activeElement)"):
            return
    pytest.fail(f"no Tab leads to {condition}")


def test_from_a_sentence_to_its_source_in_one_click_and_back_in_another(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport=MEDIUM)
    page.locator(MARK).first.hover()
    card = page.locator(".citator-popup")
    card.wait_for(state="visible")
    card.locator("a", has_text="mentions").first.click()
    entry = page.locator(".citator-entry:target")
    assert in_view(entry)
    assert entry.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    entry.locator("a[role=doc-backlink][href^='russias-freeze.html']").first.click()
    assert page.url.startswith((site / CHAPTER).as_uri())
    assert in_view(page.locator(":target"))


def test_a_source_leads_to_the_chapters_that_cite_it_by_name(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport=MEDIUM)
    page.locator(MARK).first.hover()
    page.locator(".citator-popup a", has_text="mentions").first.click()
    links = page.locator(".citator-entry:target a[role=doc-backlink]")
    links.first.wait_for()
    files = {str(link.get_attribute("href")).partition("#")[0] for link in links.all()}
    assert len(files) > 1
    assert all(link.inner_text().strip() for link in links.all())
    other = page.locator(".citator-entry:target a[role=doc-backlink]:not([href^='russias-freeze.html'])").first
    other.click()
    assert page.url.partition("#")[0] != (site / CHAPTER).as_uri()
    assert in_view(page.locator(":target"))


def test_a_reader_without_a_mouse_goes_the_same_way(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport=MEDIUM)
    tab_to(page, "e.matches('a.footnote-reference')")
    page.locator(".citator-popup").wait_for(state="visible")
    tab_to(page, "e.closest('.citator-popup') && e.textContent.includes('mentions')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/references.html#*")
    tab_to(page, "e.matches(':target [role=doc-backlink]')")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.startsWith('#cite-')")
    assert in_view(page.locator(":target"))


def test_escape_closes_a_card_and_leaves_the_reader_at_the_mark(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport=MEDIUM)
    tab_to(page, "e.matches('a.footnote-reference')")
    page.locator(".citator-popup").wait_for(state="visible")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".citator-popup").is_hidden()
    assert page.evaluate("document.activeElement.matches('a.footnote-reference')")


def test_without_javascript_mark_note_entry_and_backlink_are_links(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, java_script_enabled=False)
    page.locator(MARK).first.click()
    note = page.locator(".citator-note:target")
    assert in_view(note)
    note.locator("a.citator-biblioref").first.click()
    assert anchor(page).startswith("ref-")
    page.locator(":target a[role=doc-backlink][href^='russias-freeze.html']").first.click()
    assert anchor(page).startswith("cite-")
    assert in_view(page.locator("p :target a.footnote-reference").first)


def test_on_a_small_phone_a_finger_opens_the_card_and_nothing_is_cut_off(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator(MARK).first.tap()
    card = page.locator(".citator-popup")
    card.wait_for(state="visible")
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card.locator("a", has_text="mentions").first.tap()
    page.wait_for_url("**/references.html#ref-*")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert in_view(page.locator(".citator-entry:target"))


def test_a_citation_in_a_table_has_a_card_too(browser: Browser, site: Path) -> None:
    page = opened(browser, site / TABLE, viewport=MEDIUM)
    page.locator("table a.citator-biblioref").first.hover()
    page.locator(".citator-popup .citator-card-entry").wait_for(state="visible")


def test_a_source_in_the_margin_has_a_card(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport={"width": 1400, "height": 900})
    page.locator(".citator-sidenote a.citator-biblioref").first.hover()
    page.locator(".citator-popup .citator-card-entry").wait_for(state="visible")


def test_a_line_has_at_most_75_letters(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, viewport={"width": 1400, "height": 900})
    letters = page.evaluate(
        """() => {
          const long = [...document.querySelectorAll('.citator-text > section p[id]')].filter(p => p.textContent.length > 600);
          const lines = p => p.clientHeight / parseFloat(getComputedStyle(p).lineHeight);
          return long.map(p => p.textContent.length / lines(p));
        }"""
    )
    assert letters
    assert 60 <= sum(letters) / len(letters) <= 76


def test_a_printed_chapter_has_its_text_and_not_the_menus(browser: Browser, site: Path) -> None:
    page = opened(browser, site / CHAPTER, color_scheme="dark")
    page.emulate_media(media="print")
    for menu in (".citator-header", ".citator-chapters", ".citator-toc", ".citator-turn", ".citator-footer"):
        assert page.locator(menu).is_hidden(), menu
    assert page.locator(".citator-notes").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 34, 38)"
