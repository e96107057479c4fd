"""One publication of a library with plain ``sphinx-build``, for debugging and for hosts that insist on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import FILES, SmallLibrary


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    library = SmallLibrary(tmp_path)
    for name, text in FILES.items():
        library.write(name, text)
    # A reference into another publication needs the library; alone there is nothing to resolve it.
    library.edit("docs/reports/alpha/two.md", "See [](inv:beta#start) and zebras", "See zebras")
    return tmp_path


def sphinx_build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", ".", "docs", "out", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_one_publication_is_built_with_its_citations(sources: Path) -> None:
    done = sphinx_build(sources, "-D", "citator_publication=alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Abel, 2001" in (sources / "out/reports/alpha/one.html").read_text("utf-8").replace("</a>", "")
    assert (sources / "out/reports/alpha/references.html").exists()
    assert not (sources / "out/reports/beta").exists()


def test_its_typst_project_is_written_by_a_builder_of_its_own(sources: Path) -> None:
    done = sphinx_build(sources, "-b", "citator-typst", "-D", "citator_publication=alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Apples are round" in (sources / "out/alpha/main.typ").read_text("utf-8")


def test_without_a_publication_the_front_desk_is_built(sources: Path) -> None:
    done = sphinx_build(sources)
    assert (done.returncode, done.stderr) == (0, "")
    assert (sources / "out/index.html").exists()
    assert not (sources / "out/reports").exists()


def test_unknown_publication_is_told(sources: Path) -> None:
    done = sphinx_build(sources, "-D", "citator_publication=alhpa")
    assert done.returncode != 0
    assert "there is no publication 'alhpa' in docs/; check -D citator_publication" in done.stderr
