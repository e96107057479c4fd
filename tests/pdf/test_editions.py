"""Each chapter is a file of its own with what it cites, and a brief has two pages."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from showcase import CONF, FILES, INDEX, Built, compile_built

SUMMARY = "# Executive summary\n\nThe sea rises twice a day [@abel].\n"
BRIEF = {
    **FILES,
    "docs/reports/tides/index.md": INDEX.replace("\ntext\nblocks", "\nexecutive-summary\ntext\nblocks"),
    "docs/reports/tides/executive-summary.md": SUMMARY,
}


def words(pdf: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.fixture(scope="module")
def chapter(showcase: Built, fonts: Path, typst_process: ProcessPoolExecutor) -> bytes:
    pdf, messages = typst_process.submit(compile_built, showcase, fonts, "chapters:reports/tides/floats").result()
    assert messages == []
    return pdf


@pytest.mark.tool("pdftotext")
def test_a_chapter_names_its_report_and_keeps_its_numbers(chapter: bytes, tmp_path: Path) -> None:
    text = words(chapter, tmp_path)
    assert "A part of Tides & Treaties" in text
    assert "3 Floats" in text
    assert "Table 3.1 Heights" in text


@pytest.mark.tool("pdftotext")
def test_a_chapter_lists_the_works_that_it_cites_and_no_others(chapter: bytes, tmp_path: Path) -> None:
    _, _, cited = words(chapter, tmp_path).partition("Works cited")
    assert "Abel, Niels" in cited
    assert "Приливы" not in cited


def test_a_chapter_has_its_own_title_in_the_metadata(chapter: bytes) -> None:
    with pikepdf.open(io.BytesIO(chapter)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "3 Floats – Tides & Treaties"


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("index", ["\n## Part one\n\n", "\n"])
def test_a_document_below_another_one_is_a_file_too(
    index: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    built = library(
        {
            "docs/index.md": "# Library\n",
            "docs/reports/tides/index.md": INDEX.replace("\n```{toctree}", f"{index}```{{toctree}}").replace(
                "text\nblocks\nfloats", "flood"
            ),
            "docs/reports/tides/flood.md": "# Flood\n\nText.\n\n```{toctree}\nebb\n```\n",
            "docs/reports/tides/ebb.md": "# Ebb\n\nText.\n\n## How far\n\nFar.\n",
        }
    )
    for name, first in (("flood", "1 Flood"), ("ebb", "1.1 Ebb")):
        pdf, messages = typst_process.submit(compile_built, built, fonts, f"chapters:reports/tides/{name}").result()
        assert messages == []
        assert f"{first} " in words(pdf, tmp_path)


@pytest.mark.tool("pdftohtml")
@pytest.mark.parametrize("design", ["", 'citator_pdf = {"template": "broadsheet"}\n'])
def test_large_print_is_large_everywhere(
    design: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    built = library(FILES | {"conf.py": CONF + design})
    pdf, messages = typst_process.submit(compile_built, built, fonts, "large-print").result()
    assert messages == []
    bare = [(points, re.sub(r"<.*?>", "", words)) for points, words in printed(pdf, tmp_path)]
    heads = {
        "Tides &amp; Treaties  ·  Version 1.0",
        "Tides &amp; Treaties",
        "1  Text",
        "2  Blocks",
        "3  Floats",
        "References",
    }
    numbers = {"down", *map(str, range(40)), "ii", "iii", "iv", "v"}  # of pages and notes, and what is lowered
    assert {words for points, words in bare if points < 16} <= heads | numbers
    assert min(points for points, words in bare if words in heads) >= 14


@pytest.mark.tool("pdftohtml")
@pytest.mark.parametrize("design", ["", 'citator_pdf = {"template": "broadsheet"}\n'])
def test_what_stands_above_the_text_is_larger_than_it_in_large_print(
    design: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    chapter = "# Floats of *Lotus* and the Kriegsdienstverweigerungsrat\n\nText below it.\n"
    built = library(FILES | {"conf.py": CONF + design, "docs/reports/tides/floats.md": chapter})
    pdf, _ = typst_process.submit(compile_built, built, fonts, "large-print").result()
    found = printed(pdf, tmp_path)
    sizes = [
        next(points for points, words in found if part in words) for part in ("Treaties", "A Showcase", "Text below")
    ]
    title, subtitle, text = sizes
    assert title > 40 > subtitle > text == 18
    longest = max(points for points, words in found if "Kriegsdienstverweigerungsrat" in words)
    assert 30 < longest < 42, "a long word fits into its line"
    assert any("Lotus" in words and "<i>" in words and points == longest for points, words in found), "italics stay"


@pytest.mark.tool("pdftotext")
def test_the_line_of_a_chapter_stays_with_that_of_its_first_section_in_the_contents(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    names = [f"ch{number}" for number in range(18)]
    index = INDEX.replace("text\nblocks\nfloats", "\n".join(names))
    chapters = {f"docs/reports/tides/{name}.md": f"# Chapter\n\n{'## Section' * (name != 'ch3')}\n" for name in names}
    files = {"docs/index.md": "# Library\n", "docs/reports/tides/index.md": index, **chapters}
    pdf, _ = typst_process.submit(compile_built, library(files), fonts, "large-print").result()
    (tmp_path / "a.pdf").write_bytes(pdf)
    run = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    contents = [page for page in run.stdout.split("\f") if ". . . ." in page]
    assert len(contents) > 1
    for page in contents[:-1]:
        entries = [line.strip() for line in page.splitlines() if ". . . ." in line]
        assert "Section" in entries[-1]


@pytest.mark.tool("pdftohtml")
def test_the_head_of_a_chapter_stresses_titles_and_authors_alone(chapter: bytes, tmp_path: Path) -> None:
    stressed = {re.sub(r"<.*?>", "", words).strip() for _, words in printed(chapter, tmp_path) if "<b>" in words}
    assert {"Tides &amp; Treaties", "Ada Example"} <= stressed
    assert not stressed & {"A part of", ": A Showcase", "23 November 2026"}


@pytest.mark.tool("pdftotext")
def test_a_brief_is_the_findings_and_the_executive_summary_without_notes(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    pdf, messages = typst_process.submit(compile_built, library(BRIEF), fonts, "brief").result()
    assert messages == []
    text = words(pdf, tmp_path)
    for part in ("Every element once.", "Water rises.", "The sea rises twice a day.", "The notes and the sources"):
        assert part in text
    assert "North Press" not in text
    assert "A note box." not in text


def test_a_brief_that_takes_more_than_two_pages_is_told(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    long = BRIEF | {"docs/reports/tides/executive-summary.md": SUMMARY + "The sea rises and it falls again. " * 600}
    pdf, messages = typst_process.submit(compile_built, library(long), fonts, "brief").result()
    assert pdf
    (message,) = messages
    assert re.search(
        r"index\.md: WARNING: the brief takes \d pages, not 2; shorten the executive summary or the key findings",
        message,
    )


def printed(pdf: bytes, folder: Path) -> list[tuple[int, str]]:
    """Return the runs of words as they are printed, each with its size in points."""
    (folder / "a.pdf").write_bytes(pdf)
    command = ["pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", "a.pdf"]
    xml = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    size = {found[1]: int(found[2]) for found in re.finditer(r'<fontspec id="(\d+)" size="(\d+)"', xml)}
    return [(size[found[1]], found[2]) for found in re.finditer(r'<text [^>]*font="(\d+)">(.*?)</text>', xml)]
