"""A docs folder in which a test writes one document and reads it as a publication."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citator.diagnostics import Diagnostic
from citator.frontmatter import read_publication
from citator.model.publication import Library, Person, Publication

LIBRARY = Library(name="Harbour Library", publisher="Harbour Press", language="en-GB")
Read = Callable[..., tuple[Publication | None, tuple[Diagnostic, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(
        front_matter: str,
        document: str = "reports/tides/index.md",
        *,
        library: Library = LIBRARY,
        people: dict[str, Person] | None = None,
    ) -> tuple[Publication | None, tuple[Diagnostic, ...]]:
        path = tmp_path / "docs" / document
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front_matter.strip()}\n---\n\n# Heading\n", "utf-8")
        return read_publication(path, docs=tmp_path / "docs", confdir=tmp_path, library=library, people=people or {})

    return read
