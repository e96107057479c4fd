"""Where pages break: what belongs together stands together, and no page is left empty for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from typst_project import PUBLICATION, Apart, compiled

pytestmark = pytest.mark.tool("pdftotext")

ABOVE = "Text.\n#v({room}mm)\n"
OPENING = ABOVE + "#sec(level: 2)[The head]\n"
TABLE = """#tab(columns: (1fr, 1fr), head: (([Place], [Count]),), caption: [Counts], number: "1",
  legend: [Source line.], rows: range({rows}).map(n => ([row#n], [#n])))\n"""


GERMAN = replace(PUBLICATION, language="de")
ENTRY = '#metadata(0)<k>\n#for count in range(40, 110) { bibliography-list(bibentry(cited: ("k",), "a " * count)) }\n'


def test_cited_on_is_not_divided(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    pdf = apart(compiled, tmp_path, ENTRY, fonts=fonts, publication=GERMAN)
    (tmp_path / "a.pdf").write_bytes(pdf.pdf)
    run = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.count("Zitiert") == 70


def pages(body: str, apart: Apart, fonts: Path, folder: Path) -> list[str]:
    """Return the words of the pages behind the cover and the contents."""
    pdf = apart(compiled, folder, "#sec(level: 1)[Begin]\n" + body, fonts=fonts)
    assert pdf.diagnostics == ()
    (folder / "a.pdf").write_bytes(pdf.pdf)
    text = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")[3:-1]]


def test_a_high_table_begins_below_its_heading(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    first, second = pages(OPENING.format(room=60) + TABLE.format(rows=30), apart, fonts, tmp_path)
    assert "The head Table 1 Counts Place Count row0" in first
    assert second.startswith("Begin Place Count row")
    assert "row29 29 Source line." in second


@pytest.mark.parametrize("rows", [19, 21, 22, 23])
def test_a_source_line_is_on_the_page_of_the_last_row(rows: int, apart: Apart, fonts: Path, tmp_path: Path) -> None:
    last = pages(OPENING.format(room=40) + TABLE.format(rows=rows), apart, fonts, tmp_path)[-1]
    assert f"row{rows - 1} {rows - 1} Source line." in last


def test_a_low_table_is_not_broken(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    first, second = pages(OPENING.format(room=130) + TABLE.format(rows=10), apart, fonts, tmp_path)
    assert "row" not in first
    assert "The head Table 1" in second


def test_a_short_listing_is_not_broken(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    lines = "\\n".join(f"line{number}" for number in range(11))
    first, second = pages(ABOVE.format(room=150) + f'#listing("{lines}")\n', apart, fonts, tmp_path)
    assert "line" not in first
    assert "line0" in second


def test_no_line_or_two_of_a_long_listing_stand_alone(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    lines = "\\n".join("" if number == 13 else f"line{number}" for number in range(16))
    for room in range(150, 215, 5):
        shown = pages(ABOVE.format(room=room) + f'#listing("{lines}")\n', apart, fonts, tmp_path)
        counts = [page.count("line") for page in shown]
        assert sum(counts) == 15
        assert all(count == 0 or count >= 3 for count in counts)


def test_a_sentence_that_leads_to_a_listing_goes_with_it(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    lines = "\\n".join(f"line{number}" for number in range(11))
    first, second = pages(ABOVE.format(room=145) + f'#lead[As here:]\n#listing("{lines}")\n', apart, fonts, tmp_path)
    assert "As here" not in first
    assert "As here: line0" in second
