"""A book in a folder, and a way to build it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .projects import BIB, CONF, Project


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that writes and builds a book: ``book({"index.md": …}, bib=…, conf=…)``."""

    def make(files: dict[str, str], *options: str, bib: str = BIB, conf: str = "", builder: str = "html") -> Project:
        project = Project(tmp_path / "src")
        project.write({"conf.py": CONF + conf, "refs.bib": bib, **files})
        return project.build(*options, builder=builder)

    return make
