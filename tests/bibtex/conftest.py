"""Writes .bib files where a test shows them and reads them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.reader import read_bibliography

Read = Callable[..., Bibliography]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read .bib texts (``sources.bib`` when there is one, else named by keyword) as one bibliography."""

    def read_texts(
        text: str | bytes | None = None, /, *, cache: Path | None = None, **texts: str | bytes
    ) -> Bibliography:
        named = {"sources": text} if text is not None else texts
        files = []
        for name, content in named.items():
            path = tmp_path / f"{name}.bib"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            files.append(BibFile(path, path.name))
        return read_bibliography(files, cache=cache)

    return read_texts
