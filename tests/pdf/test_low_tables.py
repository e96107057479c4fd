"""A table of few letters is set without being measured; one that may be high, or holds more than words, is measured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from showcase import FILES, FLOATS, Built

WORDS = "words that fill this cell, and some more of them"
TABLES = {
    "of few letters": (("tide", "12"), 6, "low-tab"),
    "of wrapped words": ((WORDS, WORDS, "12"), 3, "low-tab"),
    "of many rows": (("tide", "12"), 25, "tab"),
    "of many wrapped words": ((WORDS * 3, WORDS * 3), 6, "tab"),
    "with a formula": (("$x^2$", "12"), 3, "tab"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_measured_only_where_it_may_be_high(name: str, library: Callable[..., Built]) -> None:
    cells, count, function = TABLES[name]
    row = f"| {' | '.join(cells)} |\n"
    head = f"| {' | '.join('Place' for _ in cells)} |\n|{'---|' * len(cells)}\n"
    built = library(FILES | {"docs/reports/tides/floats.md": f"{FLOATS}\n{head}{row * count}"})
    last = built.typst.rpartition("head: (([// @src docs/reports/tides/floats.md")[0]
    assert last.rpartition("#")[2].startswith(f"{function}(columns")
