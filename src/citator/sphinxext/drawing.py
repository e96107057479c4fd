"""Writes Matplotlib's drawings in fewer bytes: they cost a reader more than the chapter around them.

Letters are outlines in units of 1/6400 of their size, positions have six decimals; neither can be seen. The outlines
are rounded to 1/400 of the size of the letters and written from point to point, positions to a hundredth of a point.
"""

from __future__ import annotations

import re

COARSER = 16
"""How many of Matplotlib's units of an outline make one of ours."""

GLYPH = re.compile(r'<path id="([^"]+)" d="([^"]*)" transform="scale\(0\.015625\)"/>')
"""A letter's outline, as ``svg.fonttype: path`` writes it."""
USE = re.compile(r'<use xlink:href="#([^"]+)"(?: transform="translate\((-?[0-9.]+) 0\)")?/>')
STEP = re.compile(r"([MLQCz])([^MLQCz]*)")
NUMBER = re.compile(r"-?[0-9]+\.[0-9]{3,}")
NEEDLESS = re.compile(
    r'<!--.*?-->|<metadata>.*?</metadata>| id="(?:figure|axes|patch|text|line2d|xtick|ytick)_[0-9]+"', re.S
)


def slim(svg: str) -> str:
    """Return a drawing that looks the same."""
    names: dict[str, str] = {}

    def glyph(match: re.Match[str]) -> str:
        name = names.setdefault(match[1], f"g{len(names)}")
        return f'<path id="{name}" d="{outline(match[2])}" transform="scale({0.015625 * COARSER})"/>'

    def use(match: re.Match[str]) -> str:
        place = f' x="{round(float(match[2]))}"' if match[2] else ""
        return f'<use xlink:href="#{names.get(match[1], match[1])}"{place}/>'

    svg = NEEDLESS.sub("", svg)
    svg = NUMBER.sub(_hundredths, USE.sub(use, GLYPH.sub(glyph, svg)))
    return re.sub(r"\s*\n\s*", "\n", svg)


def outline(path: str) -> str:
    """Return an outline in coarser units, each point counted from the end of the step before."""
    written = []
    here = start = (0, 0)
    for letter, numbers in STEP.findall(path):
        if letter == "z":
            written.append("z")
            here = start
            continue
        values = [round(float(number) / COARSER) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        steps = " ".join(f"{x - here[0]} {y - here[1]}" for x, y in points)
        written.append(letter.lower() + steps.replace(" -", "-"))
        here = points[-1]
        start = here if letter == "M" else start
    return "".join(written)


def _hundredths(match: re.Match[str]) -> str:
    """Return a position or a size to a hundredth; what is smaller than one is a scale and stays."""
    number = float(match[0])
    return match[0] if abs(number) < 1 else f"{number:.2f}".rstrip("0").rstrip(".")
