"""The library's own report as the tests see it: its data, its claims and the words of its sources."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/reports/freeze-notify-renounce"
Rows = list[dict[str, str]]


def data(name: str) -> Rows:
    """Return the rows of a CSV file of the report."""
    with (REPORT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims() -> Rows:
    """Return the rows of the claims table."""
    with (REPORT / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chapter(name: str) -> str:
    """Return the Markdown of a chapter on one line, without citations, roles and the marks of emphasis."""
    text = (REPORT / f"{name}.md").read_text("utf-8")
    text = re.sub(r"\[[^\][]*@[^\][]*\]|\{\w+\}`[^`]*`|\*", "", text)
    return re.sub(r" +(?=[.,;:])", "", " ".join(text.split()))


def section(name: str, label: str) -> str:
    """Return one section of a chapter, from its label to the next one."""
    whole = (REPORT / f"{name}.md").read_text("utf-8")
    return whole.partition(f"({label})=")[2].partition("\n(")[0]


def keys(cell: str) -> list[str]:
    """Return the citation keys of a cell."""
    return [key for key in cell.split(";") if key]


WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def in_words(number: int) -> str:
    """Return a small number as the report spells it."""
    return WORDS[number]
