"""The references page that citator adds by itself: there when something can be listed on it, however the sources change."""

from __future__ import annotations

import re
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


def test_a_publication_of_one_page_that_cites_nothing_has_no_list(library: SmallLibrary) -> None:
    library.edit("docs/summaries/gamma.md", " [@abel]", "")
    library.build()
    assert "References" not in library.page("summaries/gamma/index.html")


@pytest.mark.parametrize("text", [CITING, LISTING, "# One\n\nWords {{ substituted }}.\n"])
def test_the_page_comes_and_goes_with_what_the_chapters_cite(prose: SmallLibrary, text: str, tmp_path: Path) -> None:
    for number, now in enumerate((PROSE, text, LISTING, CITING, PROSE)):
        prose.write(CHAPTER, now)
        assert not prose.build().failures
        assert prose.tree() == fresh(prose, tmp_path / str(number))
        assert (prose.site / PAGE).exists() == (now == CITING)


@pytest.mark.parametrize(
    ("text", "conf"),
    [
        ("Words {{ who }}.", 'myst_enable_extensions = ["substitution"]\nmyst_substitutions = {"who": "[@abel]"}'),
        ("Words <<who>>.", 'myst_enable_extensions = ["substitution"]\nmyst_sub_delimiters = ("<", ">")\n'
         'myst_substitutions = {"who": "[@abel]"}'),
        ("```{csv-table}\n---\nfile: rows.txt\n---\n```", ""),
        ("```{eval-rst}\n.. default-role:: cite:p\n\nWords `abel`.\n```", ""),
        ("Words by nobody.", 'def setup(app):\n    app.connect("source-read", lambda app, name, source: '
         'source.__setitem__(0, source[0].replace("nobody", "somebody [@abel]")))'),
    ],
)  # fmt: skip
def test_a_citation_brings_the_page_wherever_it_comes_from(prose: SmallLibrary, text: str, conf: str) -> None:
    prose.write("docs/reports/alpha/rows.txt", "One,{cite:p}`abel`\n")
    prose.write(CHAPTER, f"# One\n\n{text}\n")
    prose.edit("conf.py", "html_theme", f"{conf}\nhtml_theme")
    assert not prose.build().failures
    assert 'id="ref-abel"' in prose.page(PAGE)


def test_words_of_a_list_are_no_list(prose: SmallLibrary) -> None:
    prose.write(CHAPTER, "# One\n\nWords [@abel], and how to list them: `{bibliography}`.\n")
    prose.build()
    assert 'id="ref-abel"' in prose.page(PAGE)


def test_a_list_that_is_included_is_one(prose: SmallLibrary) -> None:
    prose.write("docs/reports/alpha/_list.md", "```{bibliography}\n```\n")
    prose.write(CHAPTER, "# One\n\nWords [@abel].\n\n```{include} _list.md\n```\n")
    prose.build()
    assert not (prose.site / PAGE).exists()
    assert 'id="ref-abel"' in prose.page("reports/alpha/one.html")


def test_a_page_that_the_author_writes_takes_the_place_of_ours(library: SmallLibrary, tmp_path: Path) -> None:
    library.write("docs/reports/alpha/references.md", "# Works\n\n```{bibliography}\n```\n")
    library.edit("docs/reports/alpha/index.md", "two\n", "two\nreferences\n")
    assert not library.build().failures
    assert library.tree() == fresh(library, tmp_path / "fresh")


def test_a_page_of_references_is_no_chapter_whatever_its_name(library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/sources.md", "# Works\n\n```{bibliography}\n```\n")
    library.edit("docs/reports/alpha/index.md", "two\n", "two\nsources\n")
    library.build()
    assert "Chapter 2 of 2" in library.page("reports/alpha/two.html")
    assert not re.search(r"Chapter \d", library.page("reports/alpha/sources.html"))
