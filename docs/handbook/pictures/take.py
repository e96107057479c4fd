"""Takes the pictures of four pages of a built library for the handbook: wide, dark, on a phone and printed.

    python docs/handbook/pictures/take.py build/site

Needs Chromium, with which the tests walk through the pages.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
PAGES = {
    "landing": "reports/freeze-notify-renounce/index.html",
    "chapter": "reports/freeze-notify-renounce/russias-freeze.html",
    "catalogue": "index.html",
    "sources": "sources/r.html",
}
WIDE, PHONE, SHEET = (1280, 800), (390, 844), (794, 1123)
MARGIN = 76
"""Of the sheet, 2 cm in pixels of the web."""
VIEWS = (
    ("light", WIDE, "screen", (0, 0), 780),
    ("dark", WIDE, "screen", (0, 512), 780),
    ("light", PHONE, "screen", (804, 0), 232),
    ("light", SHEET, "print", (804, 512), 345),
)
"""Colours, size of the window, medium; place in the picture and width there."""
CANVAS = (1150, 1000)
GROUND = "#e4e0d6"
LARGEST = 120_000


def views(browser: Browser, address: str) -> Iterator[Image.Image]:
    """Yield the page as each reader sees it; in a chapter the pointer rests on a citation."""
    for colours, (width, height), medium, _, _ in VIEWS:
        sheet = medium == "print"
        room = 2 * MARGIN if sheet else 0
        page = browser.new_page(
            viewport={"width": width - room, "height": height - room},
            color_scheme="dark" if colours == "dark" else "light",
        )
        page.goto(address)
        if sheet:
            page.emulate_media(media="print")
        elif page.locator(".citator-sidenote a.citator-biblioref").count():
            page.locator(".citator-sidenote a.citator-biblioref").first.hover()
            page.locator(".citator-popup").wait_for(state="visible")
        elif page.locator(".citator-text > section a.footnote-reference").count():
            page.locator(".citator-text > section a.footnote-reference").first.hover()
            page.locator(".citator-popup").wait_for(state="visible")
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.close()
        whole = Image.new("RGB", (width, height), "white")
        whole.paste(taken, (room // 2, room // 2))
        yield whole


def main(site: Path) -> None:
    """Write one picture for each page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path in PAGES.items():
            canvas = Image.new("RGB", CANVAS, GROUND)
            for view, (*_, place, width) in zip(views(browser, (site / path).resolve().as_uri()), VIEWS, strict=True):
                small = view.resize((width, round(view.height * width / view.width)), Image.Resampling.LANCZOS)
                canvas.paste(small, place)
            target = HERE / f"{name}.webp"
            for quality in range(85, 30, -5):
                canvas.save(target, quality=quality, method=6)
                if target.stat().st_size <= LARGEST:
                    break
            print(target.name, target.stat().st_size)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
