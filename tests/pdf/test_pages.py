"""The pages look as they did: a handful of each design is compared with pictures that somebody has looked at.

After a change that is meant, look at the pages and renew the pictures: ``CITATOR_RENEW_PAGES=1 pytest tests/pdf/test_pages.py``.
"""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from showcase import Built, compile_built
from two_designs import two_designs

PAGES = Path(__file__).parent / "pages"
DESIGNS = {"house": None, "broadsheet": "broadsheet"}
TOLERANCE = 0.004
"""The part of a page's pixels that may differ: programs that draw PDFs smooth letters in different ways."""


@pytest.mark.tool("pdftoppm")
@pytest.mark.parametrize("design", DESIGNS)
def test_pages_look_as_they_did(
    design: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    pdf, messages = typst_process.submit(compile_built, library(two_designs(DESIGNS[design])), fonts).result()
    assert messages == []
    pages = drawn(pdf, tmp_path)
    if os.environ.get("CITATOR_RENEW_PAGES"):
        for number, page in enumerate(pages, start=1):
            page.quantize(256).save(PAGES / f"{design}-{number}.png", optimize=True)
    assert len(pages) == len(list(PAGES.glob(f"{design}-*.png")))
    differing = [
        n for n, page in enumerate(pages, start=1) if difference(page, PAGES / f"{design}-{n}.png") > TOLERANCE
    ]
    assert differing == [], "these pages look different; if they should, renew the pictures as this file's head says"


def test_another_page_is_noticed() -> None:
    page = Image.open(PAGES / "house-4.png").convert("RGB")
    assert difference(page, PAGES / "house-4.png") == 0
    assert difference(page, PAGES / "house-5.png") > TOLERANCE


def drawn(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Return the pages as small pictures: drawn at 72 pixels an inch and halved, which evens out how letters are smoothed."""
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "72", "-png", "a.pdf", "page"], cwd=folder, capture_output=True, check=True)
    pictures = [Image.open(io.BytesIO(path.read_bytes())).convert("RGB") for path in sorted(folder.glob("page-*.png"))]
    return [picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX) for picture in pictures]


def difference(page: Image.Image, reference: Path) -> float:
    """Return the part of the pixels that differ by more than a quarter of the scale."""
    known = Image.open(reference).convert("RGB")
    if known.size != page.size:
        return 1.0
    levels = ImageChops.difference(page, known).convert("L").histogram()
    return sum(levels[64:]) / (page.width * page.height)
