"""The table of .bib shapes in the handbook: entries in are entries out and entries reported."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from citator.bibtex.entry import Bibliography
from citator.diagnostics import Code

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "handbook" / "data" / "bib-shapes.csv"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "programs.yaml").read_text("utf-8"))
ENTRY = re.compile(r"(?<!% )@(?!comment|string|preamble)\w+\s*[{(]", re.IGNORECASE)
LEFT_OUT = {Code.BIB_SYNTAX, Code.BIB_DUPLICATE_KEY}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_program_has_a_row() -> None:
    writers = [case["title"].partition(" writes")[0].removeprefix("A ") for case in CASES]
    assert [row["writer"] for row in rows()] == [writer.replace("person", "A person") for writer in writers]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_entries_in_are_entries_out_and_entries_reported(number: int, read: Callable[..., Bibliography]) -> None:
    text = CASES[number]["input"]
    bibliography = read(text)
    reported = sum(said.code in LEFT_OUT for said in bibliography.diagnostics)
    row = rows()[number]
    assert (int(row["in"]), int(row["out"]), int(row["reported"])) == (
        len(ENTRY.findall(text)),
        len(list(bibliography.items)),
        reported,
    )
    assert int(row["in"]) == int(row["out"]) + int(row["reported"])
