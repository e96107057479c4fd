"""Words from right to left: what stands beside them keeps its place, and a page in Arabic begins at the right."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from typst_project import PUBLICATION, Apart, compiled

from citator.model.publication import Publication
from citator.typst.markup import in_language

pytestmark = pytest.mark.tool("pdftotext")

ARABIC = replace(PUBLICATION, language="ar", title="السواحل")
RIGHT = (210 - 38) * 72 / 25.4
"""Points from the left edge of the page to where the lines of an Arabic text begin."""


def edges(
    publication: Publication, body: str, apart: Apart, fonts: Path, folder: Path
) -> dict[str, tuple[float, float]]:
    """Return the left and the right edge of each word, in points."""
    pdf = apart(compiled, folder, body, fonts=fonts, publication=publication)
    assert pdf.diagnostics == ()
    (folder / "a.pdf").write_bytes(pdf.pdf)
    run = subprocess.run(["pdftotext", "-bbox", "a.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True)
    found = re.findall(r'xMin="([\d.]+)" .*? xMax="([\d.]+)" .*?>(.*?)</word>', run.stdout)
    return {re.sub(r"[^\w().]", "", word): (float(left), float(right)) for left, right, word in found}


def test_the_year_and_the_page_stand_behind_an_arabic_name(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = f"Before {in_language('سعيد', 'ar')}, {in_language('كتاب', 'ar')} ({in_language('دار', 'ar')}, 2015), 77."
    found = edges(PUBLICATION, body, apart, fonts, tmp_path)
    before = next(word for word in found if word.startswith("Before"))
    assert found[before][1] < found["2015)"][0] < found["77."][0], "bracket and full stop are behind their numbers"


def test_a_latin_entry_ends_with_its_full_stop_in_an_arabic_list(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = '#bibliography-list(bibentry(anchors: ("a",), cited: ())[Okafor, Ifeoma\\. #emph[Tides]\\. 2021\\. Xy.])\n'
    found = edges(ARABIC, f"نص\n\n{body}", apart, fonts, tmp_path)
    assert "Xy." in found, "the full stop is behind the last word"
    assert found["Okafor"][0] < found["Tides."][0] < found["Xy."][0]
    assert found["Xy."][1] == pytest.approx(RIGHT, abs=1)


def test_tables_pictures_and_captions_stand_at_the_right_in_arabic(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = """#tab(columns: (auto, auto), head: (([Aaa], [Bbb]),), caption: [Ccc], rows: (([d], [e]),))
#fig(caption: [Ddd])[Eee]\n"""
    found = edges(ARABIC, body, apart, fonts, tmp_path)
    assert {word: round(found[word][1] - RIGHT) for word in ("Ccc", "Ddd", "Eee")} == {"Ccc": 0, "Ddd": 0, "Eee": 0}
    assert found["Bbb"][1] < found["Aaa"][0] < found["Aaa"][1] < RIGHT


def test_the_contents_begin_at_the_right_in_arabic(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    found = edges(ARABIC, "#sec(level: 1)[Aaa]\n#sec(level: 2)[Bbb]\n", apart, fonts, tmp_path)
    pdf = subprocess.run(
        ["pdftotext", "-bbox", "-f", "3", "-l", "3", "a.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = {word: float(right) for right, word in re.findall(r'xMax="([\d.]+)" .*?>(Aaa|Bbb)</word>', pdf.stdout)}
    assert found
    assert listed["Aaa"] == pytest.approx(RIGHT, abs=1)
    assert listed["Bbb"] == pytest.approx(RIGHT - 7 * 72 / 25.4, abs=1)


def test_code_runs_from_left_to_right_in_arabic(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    found = edges(ARABIC, '#listing("define (one)")\n', apart, fonts, tmp_path)
    assert found["define"][0] < found["(one)"][0] < RIGHT / 2
