"""Numbers and dates of a data file are written as the language of the publication writes them, wherever it is read."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from citator.sphinxext.dataformats import printed_number

from .projects import Project

CONF = """
extensions = ["myst_parser", "citator"]
html_theme = "furo"
citator_library = {"name": "Library", "publisher": "Publisher"}
"""
FRONT_MATTER = """\
---
type: summary
title: {slug}
authors: [The house]
date: 2026-11-23
status: published
language: {language}
---

# {slug}

"""
TABLE = """\
```{data-table} counts.csv
:caption: Counts
:columns: what, count, day
:numbers: count
:dates: day
:download:
```
"""
COUNTS = "what,count,day\nmissiles 1846,1846,1991-05-12\ntons,1234567.5,1996-05\nyears,12,about 1990\n"
ENGLISH = ["missiles 1846", "1,846", "12 May 1991", "tons", "1,234,567.5", "May 1996", "years", "12", "about 1990"]
GERMAN = ["missiles 1846", "1.846", "12. Mai 1991", "tons", "1.234.567,5", "Mai 1996", "years", "12", "about 1990"]


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("en-GB", "1846", "1,846"),
        ("en-GB", "846", "846"),
        ("en-GB", "-1234567.50", "−1,234,567.50"),
        ("de", "1846.5", "1.846,5"),
        ("fr", "1846", "1\u202f846"),
        ("es", "12345", "12.345"),
        ("ru", "1846", "1\u00a0846"),
        ("it", "1846.5", "1\u202f846,5"),
        ("en-GB", "about 1846", "about 1846"),
        ("en-GB", "0046", "0046"),
    ],
)
def test_number_is_printed_as_its_language_does(language: str, written: str, printed: str) -> None:
    assert printed_number(written, language) == printed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of a library with the same table in an English and in a German publication."""
    folder = tmp_path_factory.mktemp("counts")
    (folder / "docs/summaries").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF)
    (folder / "docs/index.md").write_text("# Desk\n")
    (folder / "docs/summaries/counts.csv").write_text(COUNTS)
    for slug, language in (("english", "en-GB"), ("deutsch", "de")):
        (folder / f"docs/summaries/{slug}.md").write_text(FRONT_MATTER.format(slug=slug, language=language) + TABLE)
    # in a process of its own: one in which Typst has compiled can never fork, and other tests fork
    command = [sys.executable, "-m", "citator.cli", "build", "--conf", str(folder), "--no-search", "-q"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    return folder / "build/site/summaries"


@pytest.mark.parametrize(("slug", "cells"), [("english", ENGLISH), ("deutsch", GERMAN)])
def test_cells_read_the_same_on_the_page_in_the_pdf_and_in_the_book(slug: str, cells: list[str], site: Path) -> None:
    page = html.parse(site / slug / "index.html")
    assert [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody//td")] == cells
    pdf = subprocess.run(["pdftotext", "-raw", site / slug / f"{slug}.pdf", "-"], capture_output=True, check=True)
    words = " ".join(pdf.stdout.decode().split())
    assert [cell for cell in cells if cell not in words] == []
    with zipfile.ZipFile(site / slug / f"{slug}.epub") as book:
        texts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert [cell for cell in cells if f">{cell}<" not in texts] == []


def test_file_is_offered_with_its_plain_numbers(site: Path) -> None:
    (offered,) = (site / "english/_downloads").rglob("counts.csv")
    assert offered.read_text() == COUNTS


@pytest.fixture
def table(publication: Callable[..., Project]) -> Callable[..., Project]:
    """Return a function that builds a page with the table of some options, of a file of some bytes."""

    def make(options: str, data: bytes = COUNTS.encode()) -> Project:
        project = publication("")
        (project.folder / "docs/summaries/x-counts.csv").write_bytes(data)
        text = (project.folder / "docs/summaries/x.md").read_text("utf-8")
        text += f"```{{data-table}} x-counts.csv\n{options}\n```\n\nThe end.\n"
        return project.write({"docs/summaries/x.md": text}).build("-D", "citator_publication=x")

    return make


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (":numbers: sum", "x-counts.csv has no column 'sum'; it has what, count, day"),
        (":cite: keys", "x-counts.csv has no column 'keys'; it has what, count, day"),
        (":align: lft", "cannot align a column 'lft'; write left, right, center"),
        (":headings: What, Count", ":headings: has 2 names for 3 columns; give one for each"),
        (":columns: what\n:widths: 10 20", ":widths: has 2 numbers for 1 columns; give one for each"),
        (":where: what = nothing", "no row of x-counts.csv meets 'what = nothing'; correct the condition"),
    ],
)
def test_option_that_does_not_fit_the_file_is_told_at_its_line(
    options: str, said: str, table: Callable[..., Project]
) -> None:
    assert f"docs/summaries/x.md:10: WARNING: {said} [citator.data]" in table(options).warnings


def test_column_of_citations_that_the_file_has_not_is_no_column(table: Callable[..., Project]) -> None:
    assert len(table(":cite: keys").page("summaries/x/index.html").xpath("//thead//th")) == 3


def test_file_that_is_not_utf_8_is_told_and_the_page_goes_on(table: Callable[..., Project]) -> None:
    built = table("", "what\nca\u00f1on\n".encode("latin-1"))
    said = "x-counts.csv is not UTF-8 (see its line 2); save it as UTF-8"
    assert f"docs/summaries/x.md:10: WARNING: {said} [citator.data]" in built.warnings
    assert "The end." in built.text("summaries/x/index.html")


def test_a_quotation_mark_of_a_file_that_is_never_closed_is_told_with_its_line(table: Callable[..., Project]) -> None:
    built = table("", b'what,count\ntons,1\n"missiles,2\nyears,3\n')
    said = "cannot read x-counts.csv from its line 3: unexpected end of data; close its quotation marks"
    assert f"docs/summaries/x.md:10: WARNING: {said} [citator.data]" in built.warnings


@pytest.mark.parametrize(
    ("options", "data", "said"),
    [
        ("", b"", "x-counts.csv is empty; write the names of its columns into its first line"),
        ("", b"what,count\n", "x-counts.csv has no rows; write some below the names of its columns"),
        (":columns: nix", b"what,count\ntons,1\n", "x-counts.csv has no column 'nix'; it has what, count"),
    ],
)
def test_a_file_without_rows_or_columns_is_told_and_the_page_goes_on(
    options: str, data: bytes, said: str, table: Callable[..., Project]
) -> None:
    built = table(options, data)
    assert f"docs/summaries/x.md:10: WARNING: {said} [citator.data]" in built.warnings
    assert "The end." in built.text("summaries/x/index.html")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_columns_may_be_parted_as_a_spreadsheet_parts_them(separator: str, table: Callable[..., Project]) -> None:
    built = table(":columns: what, count", COUNTS.replace(",", separator).encode())
    assert built.warnings == ""
    assert built.page("summaries/x/index.html").xpath("//tbody/tr[2]/td//text()")[:1] == ["tons"]


@pytest.mark.parametrize("condition", ["count!=12", "what^=tons", "count = 12", "what in tons|years", "count=12"])
def test_condition_is_read_with_spaces_and_without(condition: str, table: Callable[..., Project]) -> None:
    built = table(f":where: {condition}")
    assert built.warnings == ""
    assert 1 <= len(built.page("summaries/x/index.html").xpath("//tbody/tr")) <= 2
