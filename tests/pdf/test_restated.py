"""A title, a caption and a table's head are printed more than once: with links and notes in their place, bare elsewhere."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from showcase import INDEX, SQUARE, Built, compile_built
from test_mistakes import paper

pytestmark = pytest.mark.tool("pdftotext")

LONG = "The sea rises and it falls again. " * 400
END = "\n\n[^a]: A note.\n\n```{glossary}\ntide\n  Water.\n```\n\n```{bibliography}\n```\n"


def chapter(text: str) -> dict[str, str | bytes]:
    return {
        "docs/index.md": "# Library\n",
        "docs/reports/tides/index.md": INDEX.replace("text\nblocks\nfloats", "text").replace(
            "Words before the first chapter.", ""
        ),
        "docs/reports/tides/text.md": text + END,
        "docs/reports/tides/square.svg": SQUARE,
    }


@pytest.fixture
def pdf(library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor) -> Callable[[str], bytes]:
    """Return a function that makes the PDF of a chapter."""

    def make(text: str) -> bytes:
        done, messages = typst_process.submit(compile_built, library(chapter(text)), fonts).result()
        assert messages == []
        return done

    return make


def pages(pdf: bytes, folder: Path) -> list[str]:
    """Return the words of each page."""
    (folder / "a.pdf").write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True
    )
    return [" ".join(page.split()) for page in text.stdout.split("\f")[:-1]]


def bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [item.title for item in outline.root]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("The [@abel] sea", "The sea"),
        ("The [deep](https://example.org) sea", "The deep sea"),
        ("The {ref}`sec-deep` sea", "The Deep sea"),
        ("The {term}`tide` turns", "The tide turns"),
        ("The sea[^a] turns", "The sea turns"),
    ],
)
def test_contents_bookmark_and_running_head_have_the_bare_title(
    title: str, bare: str, pdf: Callable[[str], bytes], tmp_path: Path
) -> None:
    done = pdf(f"# {title}\n\n{LONG}\n\n(sec-deep)=\n## Deep\n\nText.")
    assert f"1 {bare}" in bookmarks(done)
    contents, _, second = pages(done, tmp_path)[2:5]
    assert f"Contents 1 {bare} . ." in contents
    assert re.match(rf"1 {bare} (The|and|again)", second)


def test_a_title_keeps_its_note_where_it_stands(pdf: Callable[[str], bytes], tmp_path: Path) -> None:
    contents, opening = pages(pdf("# The sea[^a] turns\n\nText."), tmp_path)[2:4]
    assert "1 The sea1 turns" in opening
    assert "1 A note." in opening
    assert "A note." not in contents


def test_two_captions_share_a_note(pdf: Callable[[str], bytes], tmp_path: Path) -> None:
    figure = "```{{figure}} square.svg\n:alt: A square.\n\n{} square[^a].\n```\n\n"
    contents, page = pages(pdf("# One\n\n" + figure.format("First") + figure.format("Second")), tmp_path)[2:4]
    assert "Figure 1.1 First square. . ." in contents
    assert "A note." not in contents
    assert "First square1." in page
    assert "Second square1." in page
    assert page.count("A note.") == 1


def test_a_citation_in_brackets_is_no_part_of_a_listed_caption(pdf: Callable[[str], bytes], tmp_path: Path) -> None:
    figure = "```{figure} square.svg\n:alt: A square.\n\nHeights [@abel], after {cite:t}`abel`.\n```\n"
    contents, page = pages(pdf("# One\n\n" + figure), tmp_path)[2:4]
    assert "Figure 1.1 Heights, after Abel" in contents
    assert "Heights (Abel" in page


def test_a_long_caption_is_listed_by_its_first_sentence(pdf: Callable[[str], bytes], tmp_path: Path) -> None:
    words = "Heights of U.S. Navy gauges. The lines are [means](https://example.org) of " + "many " * 20 + "years."
    contents, page = pages(pdf(f"# One\n\n```{{figure}} square.svg\n:alt: A square.\n\n{words}\n```\n"), tmp_path)[2:4]
    assert "Figure 1.1 Heights of U.S. Navy gauges . ." in contents
    assert "many years." in page


def test_the_head_of_a_table_has_its_links_and_notes_on_its_first_page(
    pdf: Callable[[str], bytes], tmp_path: Path
) -> None:
    rows = "| a | b |\n" * 90
    first, *others = pages(pdf(f"# One\n\n| Port [@abel] | Depth[^a] |\n|---|---|\n{rows}"), tmp_path)[3:]
    assert "Port (Abel" in first
    assert "Depth1" in first
    repeated = [page for page in others if "Port Depth" in page]
    assert len(repeated) >= 2
    assert "A note." not in " ".join(others)


def test_words_before_the_first_chapter_have_a_bookmark_and_are_in_the_contents(
    showcase_pdf: bytes, tmp_path: Path
) -> None:
    assert "Tides & Treaties" in bookmarks(showcase_pdf)
    assert re.search(r"Contents Tides & Treaties [. ]+1 1 Text", " ".join(pages(showcase_pdf, tmp_path)))


def test_a_report_of_one_file_has_a_bookmark(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper("Words [@abel].\n\n## References\n\n```{bibliography}\n```\n"))
    done, _ = typst_process.submit(compile_built, built, fonts).result()
    assert bookmarks(done) == ["Tides", "References"]


def test_the_foot_has_the_short_title_and_the_head_the_chapter(pdf: Callable[[str], bytes], tmp_path: Path) -> None:
    second = pages(pdf(f"# The sea\n\n{LONG}"), tmp_path)[4]
    assert second.startswith("1 The sea ")
    assert second.endswith("Tides & Treaties · Version 1.0 2")


def test_number_and_title_of_a_bookmark_are_two_words(showcase_pdf: bytes) -> None:
    assert {"1 Text", "2 Blocks", "3 Floats"} <= set(bookmarks(showcase_pdf))
