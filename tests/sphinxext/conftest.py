"""A book in a folder, and a way to build it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .projects import BIB, CONF, FRONT_MATTER, LIBRARY, Project


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that writes and builds a book: ``book({"index.md": …}, bib=…, conf=…)``."""

    def make(files: dict[str, str], *options: str, bib: str = BIB, conf: str = "", builder: str = "html") -> Project:
        project = Project(tmp_path / "src")
        project.write({"conf.py": CONF + conf, "refs.bib": bib, **files})
        return project.build(*options, builder=builder)

    return make


@pytest.fixture
def publication(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that writes a library of one publication and builds it.

    ``publication("text")`` is a summary, its page ``summaries/x/index.html``; ``publication({"one.md": …})`` a report
    of these chapters below ``reports/x/``.
    """

    def make(
        text: str | dict[str, str],
        bib: str = BIB,
        style: str = "chicago-notes-bibliography",
        options: str = "",
        more: str = "",
    ) -> Project:
        project = Project(tmp_path / "src", source="docs")
        project.write({"conf.py": LIBRARY.format(style=style, options=options), "refs.bib": bib})
        project.write({"docs/index.md": "# Desk\n"})
        if isinstance(text, str):
            front = FRONT_MATTER.format(type="summary", more=more)
            project.write({"docs/summaries/x.md": f"{front}# A Title\n\n{text}\n"})
        else:
            toctree = "\n".join(name.removesuffix(".md") for name in text)
            front = FRONT_MATTER.format(type="report", more=more)
            project.write({"docs/reports/x/index.md": f"{front}# A Title\n\n```{{toctree}}\n{toctree}\n```\n"})
            project.write({f"docs/reports/x/{name}": chapter for name, chapter in text.items()})
        return project.build("-D", "citator_publication=x")

    return make
