"""Writes the sizes that authors give so that the style sheet holds them: a strict Content-Security-Policy refuses styles in a page.

``width: 62.5%`` becomes ``data-width="60 2 .5 %"``, which ``page.css`` adds up: a rule for each digit at each place and
one for each unit serve all sizes of all pages, and neither a script nor a style sheet of the page's own is needed.
"""

from __future__ import annotations

import re

SIZED = re.compile(r'(<(?:col|figure|img|table)\b[^>]*?) style="((?:(?:width|height): *[0-9.]+[a-zA-Z%]*;? *)+)"')
_SIZE = re.compile(r"(width|height): *([0-9.]+)([a-zA-Z%]*)")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
    "pt": 96 / 72,
    "pc": 16.0,
}
"""The lengths of CSS that do not depend on anything (https://www.w3.org/TR/css-values-4/#absolute-lengths)."""
PLACES = ("{}00", "{}0", "{}", ".{}")
"""What a digit is at its place. Nothing is wider than a page, so 999.9 pixels are as good as more."""


def sized(body: str) -> str:
    """Return the body of a page with its styles that are sizes as attributes of our own."""
    return SIZED.sub(lambda found: found[1] + "".join(map(_attribute, _SIZE.finditer(found[2]))), body)


def _attribute(size: re.Match[str]) -> str:
    side, number, unit = size[1], float(size[2]), size[3].lower()
    value = f"{min(number * _PIXELS.get(unit, 1), 999.9):05.1f}".replace(".", "")
    digits = [place.format(digit) for place, digit in zip(PLACES, value, strict=True) if digit != "0"]
    return f' data-{side}="{" ".join([*digits, *([] if unit in _PIXELS else [unit])])}"'
