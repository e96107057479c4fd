"""How elements look in a browser, in the light and in the dark, on a wide screen and on a small one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from site_library import INF
from test_reading_page import REPORT

import citator.sphinxext.html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.tool("chromium")

Build = Callable[..., Path]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 420, "height": 900}

ROW = (
    "| Place of the tower | High water | Low water | Remark on the weather | Remark on the harbour | Where it is from |"
)
CELLS = (
    "| Bergen-on-the-Sea | 12,345 | 6,789 | Rainy-and-windy | Deep-and-wide-and-old | The annual report of the port |"
)
TABLE = "\n".join([ROW, "|---|---|---|---|---|---|", CELLS])


def opened(browser: Browser, address: Path, scheme: str = "light", size: dict[str, int] = WIDE) -> Page:
    page = browser.new_context(color_scheme=scheme, viewport=size).new_page()  # type: ignore[arg-type]
    page.goto(address.as_uri())
    return page


def chapter(build: Build, text: str, **conf: object) -> Path:
    return build(REPORT | {"reports/inf/one.md": text}, INF, conf) / "reports/inf/one.html"


def style(element: Locator, name: str, pseudo: str = "") -> str:
    """Return what the browser made of a property, colours as ``rgb(…)``."""
    return str(element.evaluate("(e, [name, pseudo]) => getComputedStyle(e, pseudo)[name]", [name, pseudo or None]))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@SCHEMES
def test_a_table_in_a_box_ends_in_the_colour_of_the_box(browser: Browser, build: Build, scheme: str) -> None:
    page = opened(browser, chapter(build, f"# One\n\n```{{note}}\n{TABLE}\n```\n"), scheme, PHONE)
    ground = style(page.locator(".admonition"), "backgroundColor")
    assert re.findall(
        r"linear-gradient\(to \w+, (rgb\([^)]*\))", style(page.locator(".citator-wide"), "backgroundImage")
    ) == [
        ground,
        ground,
    ]


@SCHEMES
def test_something_shows_that_a_table_goes_on(browser: Browser, build: Build, scheme: str) -> None:
    page = opened(browser, chapter(build, f"# One\n\n{TABLE}\n"), scheme, PHONE)
    shades = re.findall(
        r"radial-gradient\([^,]*, (rgba\([^)]*\))", style(page.locator(".citator-wide"), "backgroundImage")
    )
    paper = style(page.locator("body"), "backgroundColor")
    assert shades
    assert min(contrast(shade, paper) for shade in shades) > 10


def test_a_wide_table_in_a_box_stays_in_the_box(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, f"# One\n\n```{{note}}\n{TABLE}\n```\n"))
    box, table = page.locator(".admonition").bounding_box(), page.locator(".citator-wide").bounding_box()
    assert box is not None
    assert table is not None
    assert table["x"] + table["width"] < box["x"] + box["width"]


@SCHEMES
def test_the_mark_of_an_unknown_work_can_be_read(browser: Browser, build: Build, scheme: str) -> None:
    text = "# One\n\n```{raw} html\n<p><span class='citator-unresolved'>[nosuch?]</span></p>\n```\n"
    page = opened(browser, chapter(build, text), scheme)
    mark = style(page.locator(".citator-unresolved"), "color")
    assert contrast(mark, style(page.locator("body"), "backgroundColor")) > 4.5


KINDS = ["note", "tip", "warning", "danger"]


@SCHEMES
def test_a_box_tells_its_kind_by_a_colour_that_can_be_read(browser: Browser, build: Build, scheme: str) -> None:
    boxes = "\n".join(f"```{{{kind}}}\nWords.\n```" for kind in KINDS)
    page = opened(browser, chapter(build, f"# One\n\n{boxes}\n"), scheme)
    colours = [style(page.locator(f".{kind} > .admonition-title"), "color") for kind in KINDS]
    assert len(set(colours)) == len(KINDS)
    assert colours == [style(page.locator(f".admonition.{kind}"), "borderLeftColor") for kind in KINDS]
    ground = style(page.locator(".admonition.note"), "backgroundColor")
    assert min(contrast(colour, ground) for colour in colours) > 4.5


def test_a_topic_looks_like_any_other_box(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, "# One\n\n```{topic} Tides\nWords.\n```\n```{note}\nWords.\n```\n"))
    titles = [page.locator(".topic-title"), page.locator(".admonition-title")]
    for name in ("backgroundColor", "color", "fontFamily", "paddingLeft"):
        assert len({style(title, name) for title in titles}) == 1
    assert style(titles[0], "display", "::before") == "none"


def test_a_sidebar_is_as_wide_as_the_text_on_a_phone(browser: Browser, build: Build) -> None:
    text = "# One\n\n```{sidebar} Beside\nWords.\n```\n\nMore words of the text.\n"
    page = opened(browser, chapter(build, text), size=PHONE)
    width = "e => e.getBoundingClientRect().width"
    assert page.locator(".sidebar").evaluate(width) == page.locator("h1").evaluate(width)


def test_columns_of_a_list_have_a_gap_between_them(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, "# One\n\n```{hlist}\n- left words\n- right words\n```\n"))
    assert float(style(page.locator(".hlist td").first, "paddingRight").removesuffix("px")) > 16


def test_a_table_of_contents_within_the_text_is_no_error(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, "# One\n\n```{contents}\n:local:\n```\n\n## Two\n\nWords.\n"))
    assert style(page.locator(".contents"), "display", "::before") == "none"


LETTERS = """
# One

```{list-table} Letters
:class: landscape
:header-rows: 1

* - A
  - B
  - C
* - x
  - y
  - z
```
"""


def test_a_table_across_the_page_is_only_as_wide_as_its_words_ask(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, LETTERS), size=PHONE)
    assert page.locator(".citator-wide").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_table_of_many_words_does_not_squeeze_them_on_a_phone(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, LETTERS.replace("z", "some words " * 40)), size=PHONE)
    assert page.locator(".citator-wide > table").evaluate("e => e.offsetWidth") > 800


@pytest.mark.parametrize("width", [1000, 1280, 1700])
def test_the_text_begins_at_one_place_on_each_page_of_a_report(browser: Browser, build: Build, width: int) -> None:
    one = chapter(build, "# One\n\nA word.[^n]\n\n[^n]: A note.\n\n```{notes}\n```\n")
    places = set()
    for name in ("one", "two", "references"):
        page = opened(browser, one.with_stem(name), size={"width": width, "height": 900})
        places.add(page.locator("h1").evaluate("e => e.getBoundingClientRect().left"))
    assert len(places) == 1


@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
def test_letters_without_italics_are_not_slanted(browser: Browser, build: Build, language: str) -> None:
    words = f"<span id='{{}}' lang='{language}' style='position: absolute; top: {{}}px; font-size: 60px'>核軍縮</span>"
    title, plain = f"<em>{words.format('title', 150)}</em>", words.format("plain", 250)
    text = f"# One\n\n```{{raw}} html\n<p>{title} {plain}</p>\n```\n"
    page = opened(browser, chapter(build, text))
    assert page.locator("#title").screenshot() == page.locator("#plain").screenshot()


def test_a_cell_does_not_squeeze_a_name_of_code_until_it_breaks(browser: Browser, build: Build) -> None:
    text = "# One\n\n```{list-table}\n:widths: 10 90\n\n* - `publications`\n  - %s\n```\n" % ("Many more words. " * 9)
    page = opened(browser, chapter(build, text), size=PHONE)
    assert page.locator("td code").evaluate("e => e.getClientRects().length") == 1


LINKS = """\
# One

<https://example.org/a> and [example.org/b/](https://example.org/b), [doi:10.1000/x(1)](https://doi.org/10.1000/x%281%29),
but [a report](https://example.org/c) and [example.org](https://example.org/d).
"""


def test_paper_has_the_address_of_a_link_once(browser: Browser, build: Build) -> None:
    page = opened(browser, chapter(build, LINKS))
    page.emulate_media(media="print")
    links = page.locator(".citator-text p a.external").all()
    added = [style(link, "content", "::after") for link in links]
    page.context.close()
    assert added == ["none", "none", "none", '" <https://example.org/c>"', '" <https://example.org/d>"']


def test_a_wide_table_is_not_pressed_into_the_column_by_a_width_of_it(browser: Browser, build: Build) -> None:
    rows = "\n".join(line.replace(" | ", "\n  - ").replace("| ", "* - ", 1).rstrip(" |") for line in (ROW, CELLS))
    text = f"# One\n\n```{{list-table}} A\n:width: 100%\n\n{rows}\n```\n"
    page = opened(browser, chapter(build, text), size=PHONE)
    width = page.locator(".citator-wide > table").evaluate("table => table.getBoundingClientRect().width")
    page.context.close()
    assert width > 700


STATIC = Path(citator.sphinxext.html.__file__).parent / "static/citator"
PAPER = {"width": 680, "height": 1000}
"""An A4 sheet within margins of 15 mm."""


def width_on_paper(browser: Browser, address: Path, part: str) -> float:
    page = opened(browser, address, size=PAPER)
    page.emulate_media(media="print")
    width = float(page.locator(part).evaluate("part => part.getBoundingClientRect().width"))
    page.context.close()
    return width


@pytest.mark.parametrize("columns", [6, 8, 10, 13, 20])
def test_no_column_of_a_wide_table_is_cut_off_on_paper(browser: Browser, build: Build, columns: int) -> None:
    row = f"|{' internationalisation |' * columns}"
    text = f"# One\n\n{row}\n|{'---|' * columns}\n{row}\n"
    assert width_on_paper(browser, chapter(build, text), ".citator-wide > table") <= PAPER["width"]


def test_the_caption_of_a_narrow_table_has_room_on_paper(browser: Browser, build: Build) -> None:
    text = "# One\n\n```{list-table} What was counted at both towers\n* - A\n  - 1\n```\n"
    assert width_on_paper(browser, chapter(build, text), ".citator-text caption") > 250


def test_paper_has_no_row_of_ways_to_share(browser: Browser) -> None:
    page = browser.new_page()
    style_sheet = (STATIC / "desk.css").read_text("utf-8")
    page.set_content(f"<style>{style_sheet}</style><div><dt>Share</dt><dd class=citator-share>By e-mail</dd></div>")
    page.emulate_media(media="print")
    hidden = page.get_by_text("Share").is_hidden()
    page.close()
    assert hidden
