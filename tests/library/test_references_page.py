"""The references page that citator adds by itself: there when something can be listed on it, however the sources change."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import SmallLibrary

CHAPTER = "docs/reports/alpha/one.md"
PAGE = "reports/alpha/references.html"
PROSE = "# One\n\nWords that lean on nobody.\n"
CITING = "# One\n\nWords [@abel].\n"
LISTING = "# One\n\nWords [@abel].\n\n```{bibliography}\n```\n"


@pytest.fixture
def prose(library: SmallLibrary) -> SmallLibrary:
    """A library in which no text of one report cites."""
    library.write(CHAPTER, PROSE)
    library.write("docs/reports/alpha/two.md", "# Two\n\nMore of them.\n")
    return library


def fresh(library: SmallLibrary, folder: Path) -> dict[str, bytes]:
    """Return the site of the same sources, built from nothing."""
    other = SmallLibrary(folder)
    for path in library.folder.rglob("*"):
        name = path.relative_to(library.folder).as_posix()
        if path.is_file() and not name.startswith("build/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(path.read_bytes())
    assert not other.build().failures
    return other.tree()


def test_a_report_that_cites_nothing_has_no_page_of_references(prose: SmallLibrary) -> None:
    prose.build()
    assert not (prose.site / PAGE).exists()
    assert "references.html" not in prose.page("reports/alpha/index.html")


@pytest.mark.parametrize("text", [CITING, LISTING, "# One\n\nWords {{ substituted }}.\n"])
def test_the_page_comes_and_goes_with_what_the_chapters_cite(prose: SmallLibrary, text: str, tmp_path: Path) -> None:
    for number, now in enumerate((PROSE, text, LISTING, CITING, PROSE)):
        prose.write(CHAPTER, now)
        assert not prose.build().failures
        assert prose.tree() == fresh(prose, tmp_path / str(number))
        assert (prose.site / PAGE).exists() == (now not in (PROSE, LISTING))
