"""The books and PDFs of the library are what their standards ask."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import BIN

pytestmark = pytest.mark.nightly

ARTIFACTS = "TAG-002"
"""``outloud`` takes a line that looks like prose for text that readers miss. Running heads, and the heads of tables that
are repeated on the next page, are artifacts as PDF/UA asks: their words are tagged where they stand first."""


@pytest.mark.tool("java")
def test_epubcheck_finds_nothing(site: Path) -> None:
    books = sorted(site.rglob("*.epub"))
    assert books
    for book in books:
        done = subprocess.run([sys.executable, "-m", "epubcheck", book], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, ""), f"{book.name}: {done.stdout}{done.stderr}"


def test_outloud_finds_no_error_in_a_pdf(site: Path, tmp_path: Path) -> None:
    pdfs = sorted(site.rglob("*.pdf"))
    assert pdfs
    report = tmp_path / "report.json"
    command = [BIN / "outloud", *pdfs, "--skip", ARTIFACTS, "--json", report, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert json.loads(report.read_text("utf-8"))
