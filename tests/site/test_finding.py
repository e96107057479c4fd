"""How a reader finds things, in a browser: filters of the catalogue and of the sources, search, cite-this."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from site_library import BRIEF, INF, LIBRARY, context, facts

from citator.engines.pagefind import write_index
from citator.model.facts import Document, Facts
from citator.model.publication import Status
from citator.site.context import SiteContext
from citator.site.desk import front_desk_files, front_desk_pages
from citator.site.landing import landing_slots
from citator.site.slots import fill_slots, render_shell

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tool("chromium")


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder and gives its address."""
    servers = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    def run(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield run
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def desk(build: Callable[..., Path]) -> Callable[[SiteContext], Path]:
    """Return a function that writes the front desk of a library into the folder of its shell."""

    def write(site: SiteContext) -> Path:
        out = build({"shell.md": "# Shell"}, None, library=site.library)
        shell = (out / "shell.html").read_text("utf-8")
        for page in front_desk_pages(site):
            (out / page.path).parent.mkdir(parents=True, exist_ok=True)
            (out / page.path).write_text(render_shell(shell, page, library_name=site.library.name), "utf-8")
        for path, content in front_desk_files(site):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(content)
        return out

    return write


def opened(browser: Browser, address: str, **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


def many(count: int) -> SiteContext:
    """Return a library of briefs, every third of them on verification."""
    records = {}
    for number in range(count):
        slug = f"brief-{number:02}"
        topics = ("verification",) if number % 3 == 0 else ("arms-control",)
        publication = replace(
            BRIEF,
            slug=slug,
            path=f"reports/{slug}",
            root=f"reports/{slug}/index",
            title=f"Brief {number}",
            topics=topics,
        )
        records[slug] = Facts(publication)
    return context(facts=records)


def shown(page: Page) -> int:
    return page.locator(".citator-catalogue .citator-cards > li:visible").count()


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_filter_finds_publications_of_all_pages_and_the_back_button_undoes_it(
    browser: Browser, desk: Callable[[SiteContext], Path], serve: Callable[[Path], str], over: str
) -> None:
    folder = desk(many(80))
    root = serve(folder) if over == "http" else folder.as_uri()
    page = opened(browser, f"{root}/index.html")
    assert shown(page) == 24
    page.get_by_role("combobox", name="Topic").select_option("verification")
    page.get_by_text("Publications: 27").wait_for()
    assert page.url.endswith("?topic=verification")
    assert shown(page) == 24
    page.get_by_role("button", name="More results").click()
    assert shown(page) == 27
    assert page.locator(".citator-pages").is_hidden()
    page.go_back()
    page.locator(".citator-pages").wait_for(state="visible")
    assert shown(page) == 24
    page.go_forward()
    page.get_by_text("Publications: 27").wait_for()


def test_a_card_that_a_filter_finds_tells_status_and_language(
    browser: Browser, desk: Callable[[SiteContext], Path]
) -> None:
    site = many(30)
    other = replace(site.facts["brief-00"].publication, status=Status.WITHDRAWN, language="ar")
    folder = desk(replace(site, facts={**site.facts, "brief-00": Facts(other)}))
    page = opened(browser, f"{folder.as_uri()}/index.html?topic=verification")
    page.get_by_text("Publications: 10").wait_for()
    card = page.locator(".citator-cards > li", has_text="Brief 0")
    assert card.locator(".citator-badge").all_inner_texts() == ["Withdrawn"]
    title = card.locator(".citator-card-title")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator(".citator-badge, [dir=rtl]").count() == 2


def test_an_address_holds_the_choice(browser: Browser, desk: Callable[[SiteContext], Path]) -> None:
    page = opened(browser, f"{desk(context()).as_uri()}/index.html?type=summary&year=2026")
    assert page.get_by_label("Type").input_value() == "summary"
    assert page.locator(".citator-card-title:visible").all_inner_texts() == ["Three Proposals"]
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("!location.search")
    assert shown(page) == 3


def test_without_javascript_every_publication_is_reached_by_pages(
    browser: Browser, desk: Callable[[SiteContext], Path]
) -> None:
    page = opened(browser, f"{desk(many(30)).as_uri()}/index.html", java_script_enabled=False)
    assert page.locator("select:visible").count() == 0
    page.get_by_role("link", name="Page 2").click()
    assert shown(page) == 6


def test_a_desk_in_german_filters_in_german(browser: Browser, desk: Callable[[SiteContext], Path]) -> None:
    folder = desk(context(library=replace(LIBRARY, language="de")))
    page = opened(browser, f"{folder.as_uri()}/sources/index.html")
    page.get_by_label("Wörter").fill("cold war")
    page.get_by_text("Quellen: 1").wait_for()


ARTICLES = {
    "letter": ("en", "A letter from Moscow", "The letter that Putin sent in 2019 offered a moratorium."),
    "zayavlenie": ("ru", "Заявление", "Президент Путин и посол Сергей Рябков предложили мораторий; Ельцин молчал."),
    "offer": ("en", "An offer from Washington", "The reply of January 2022 spoke of transparency."),
}


@pytest.fixture
def searched(desk: Callable[[SiteContext], Path], serve: Callable[[Path], str]) -> str:
    """Return the address of the search page of a library in two scripts."""
    out = desk(context())
    for slug, (language, title, text) in ARTICLES.items():
        page = (
            f'<!doctype html><html lang="{language}"><title>{title}</title><article data-pagefind-body>'
            f'<span data-pagefind-meta="publication" data-pagefind-filter="publication">Book of {slug}</span>'
            f'<h1 id="top">{title}</h1><p>{text}</p></article>'
        )
        (out / "reports" / slug).mkdir(parents=True)
        (out / "reports" / slug / "index.html").write_text(page, "utf-8")
    write_index(out, out / "pagefind")
    return serve(out) + "/search.html"


def results(page: Page, words: str) -> set[str]:
    # Before the index has come, the form asks the server for the page anew.
    page.locator(".citator-search-filters.citator-filters").wait_for(state="attached")
    page.get_by_label("Words").fill(words)
    page.get_by_role("button", name="Search", exact=True).last.click()
    page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
    page.wait_for_function(
        "Number((document.querySelector('main .citator-status').textContent.match(/^Pages: (.*)/) || [])[1])"
        " === document.querySelectorAll('.citator-results > li').length"
    )
    return set(page.locator(".citator-result-title").all_inner_texts())


def test_a_name_is_found_in_both_scripts(browser: Browser, searched: str) -> None:
    page = opened(browser, searched)
    both = {"A letter from Moscow", "Заявление"}
    assert results(page, "Putin") == both
    assert results(page, "Путин") == both
    assert results(page, "Sergei Ryabkov") == {"Заявление"}
    assert results(page, "Yeltsin") == {"Заявление"}
    assert results(page, "Putin 2019") == {"A letter from Moscow"}


def test_a_word_that_no_page_has_finds_nothing_that_only_looks_like_it(browser: Browser, searched: str) -> None:
    page = opened(browser, f"{searched}?q=avocado")
    page.get_by_text("Nothing found: avocado").wait_for()
    assert results(page, "replies") == {"An offer from Washington"}


def test_search_by_keyboard_from_the_address_to_the_passage(browser: Browser, searched: str) -> None:
    page = opened(browser, f"{searched}?q=moratorium")
    page.locator(".citator-results mark").first.wait_for()
    assert page.locator(".citator-results mark").first.inner_text().startswith("moratorium")
    assert "Book of letter" in page.locator(".citator-results > li").inner_text()
    page.get_by_label("Words").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "A letter from Moscow"
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/letter/**")
    page.go_back()
    page.locator(".citator-results mark").first.wait_for()


def test_a_filter_alone_lists_what_it_fits(browser: Browser, searched: str) -> None:
    page = opened(browser, searched)
    page.get_by_label("Publication").select_option("Book of offer")
    page.get_by_text("Pages: 1").wait_for()
    assert page.url.endswith("?publication=Book+of+offer")


def test_from_disk_titles_and_headings_are_found(browser: Browser, desk: Callable[[SiteContext], Path]) -> None:
    page = opened(browser, f"{desk(context()).as_uri()}/search.html?q=criteria")
    page.get_by_text("Titles and headings: 1").wait_for()
    assert (page.locator(".citator-results a").get_attribute("href") or "").endswith("reports/inf/one.html#criteria")


def test_from_disk_a_reader_comes_to_all_that_is_found(browser: Browser, desk: Callable[[SiteContext], Path]) -> None:
    headings = tuple((2, f"brief-{number}", f"Brief {number}") for number in range(70))
    one = Document("reports/inf/one", "reports/inf/one.html", "One", headings=headings)
    inf = replace(facts()["inf"], documents=(one,))
    page = opened(browser, f"{desk(context(facts={'inf': inf})).as_uri()}/search.html?q=brief")
    page.get_by_text("Titles and headings: 70").wait_for()
    assert page.locator(".citator-results a").count() == 60
    page.get_by_role("button", name="More results").click()
    assert page.locator(".citator-results a").count() == 70
    assert page.evaluate("document.activeElement === document.querySelectorAll('.citator-results a')[60]")
    assert page.get_by_role("button", name="More results").is_hidden()


def test_from_disk_a_reader_is_told_that_the_full_text_is_not_searched(
    browser: Browser, desk: Callable[[SiteContext], Path]
) -> None:
    page = opened(browser, f"{desk(context()).as_uri()}/search.html?q=moratorium")
    page.get_by_text("Titles and headings: 0").wait_for()
    assert "not the full text" in page.get_by_role("status").inner_text()


def test_cite_this_copies_the_words_that_stand_there_and_what_the_file_holds(
    browser: Browser, build: Callable[..., Path], serve: Callable[[Path], str]
) -> None:
    out = build({"reports/inf/index.md": "# Freeze\n\nThis report reads eight proposals.\n"}, INF)
    landing = out / "reports/inf/index.html"
    landing.write_text(fill_slots(landing.read_text("utf-8"), landing_slots(facts()["inf"], context())), "utf-8")
    (out / "reports/inf/inf.bib").write_text("@report{inf,\n  title = {Freeze – Notify},\n}\n", "utf-8")
    address = f"{serve(out)}/reports/inf/index.html"
    page = opened(browser, address, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").first.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Lovelace, Ada. Freeze."
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_role("button", name="Copied").nth(1).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (out / "reports/inf/inf.bib").read_text("utf-8")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").nth(0).wait_for()
    page.wait_for_timeout(100)
    assert page.evaluate("navigator.clipboard.readText()") == address
