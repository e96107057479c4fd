"""Words that an author marks stand in an index at the back of the book, with their pages."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from showcase import FILES, TEXT, Built, compile_built

INDEXED = FILES | {
    "docs/reports/tides/text.md": TEXT
    + """
```{index} single: spring tide
```
```{index} pair: moon; tide
```
```{index} see: high water; tide
```

The {index}`neap tide` is lower.
"""
}


@pytest.mark.tool("pdftotext")
def test_marked_words_stand_in_the_index_with_their_pages(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    built = library(INDEXED)
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (built.messages, messages) == ([], [])
    (tmp_path / "a.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    text = " ".join(run.stdout.decode().split())
    assert "H high water see tide M moon tide, 2 N neap tide, 2 S spring tide, 2 T tide, 4 moon, 2" in text


def test_a_publication_without_marked_words_has_no_index(showcase: Built) -> None:
    assert "#book-index(" not in showcase.typst
