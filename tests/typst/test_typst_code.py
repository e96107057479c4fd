"""Code is printed in colours that everybody can read."""

from __future__ import annotations

import io
import plistlib
import re
from pathlib import Path

import pikepdf
import pytest
from typst_project import Apart, compiled

from citator.typst.compile import TEMPLATE

THEME = plistlib.loads((TEMPLATE / "code.tmTheme").read_bytes())
COLOURS = sorted({style["settings"]["foreground"] for style in THEME["settings"] if "foreground" in style["settings"]})
GROUNDS = {"a listing": "#f6f6f6", "a marked line": "#ffe9a8"}
CODE = '```python\n# A remark\ndef total(rows):\n    return sum(rows, "none", 12)\n```\n'


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_of_code_has_the_contrast_that_wcag_asks_for(colour: str, ground: str) -> None:
    assert (luminance(GROUNDS[ground]) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_the_grounds_are_those_of_the_template() -> None:
    body = (TEMPLATE / "body.typ").read_text("utf-8")
    assert "fill: luma(96.5%)" in body, "that is #f6f6f6"
    assert f'rgb("{GROUNDS["a marked line"]}")' in body


def test_code_is_printed_in_the_colours_of_the_theme(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    plain = apart(compiled, tmp_path, "Text.\n", fonts=fonts)
    coloured = apart(compiled, tmp_path, f"Text.\n{CODE}", fonts=fonts)
    added = inks(coloured.pdf) - inks(plain.pdf)
    assert {"#66666c", "#c22f3e", "#4360bb", "#17790f", "#b60157"} <= added <= {*COLOURS, "#f6f6f6", "#000000"}


def inks(pdf: bytes) -> set[str]:
    """Return every colour that a page is painted in."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        painted = [
            [float(number) for number in operands]
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"scn", "rg", "g"} and all(re.fullmatch(r"[\d.]+", str(part)) for part in operands)
        ]
    return {"#" + "".join(f"{round(255 * part):02x}" for part in (parts * 3)[:3]) for parts in painted}
