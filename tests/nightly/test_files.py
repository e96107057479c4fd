"""The books of the library are what their standard asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly


@pytest.mark.tool("java")
def test_epubcheck_finds_nothing(site: Path) -> None:
    books = sorted(site.rglob("*.epub"))
    assert books
    for book in books:
        done = subprocess.run([sys.executable, "-m", "epubcheck", book], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, ""), f"{book.name}: {done.stdout}{done.stderr}"
