"""No page goes without a word: one that is in no publication is told, with what to do."""

from __future__ import annotations

import pytest

from citator.library.stray import pages_outside

from .conftest import SmallLibrary


def told(*names: str, used: tuple[str, ...] = ()) -> list[str]:
    sources = ("reports/alpha/index.md", "summaries/gamma.md", "handbook/index.md")
    return [str(found) for found in pages_outside((*sources, *names), sources, used)]


def test_folder_of_reports_without_index_is_told_once() -> None:
    assert told("reports/new/one.md", "reports/new/two.md") == [
        "docs/reports/new/one.md:1: WARNING: docs/reports/new/ has no index.md, so its pages are in no publication; "
        "add one with type, title and date, or begin the folder's name with _ [citator.stray-page]"
    ]


def test_report_that_lies_too_deep_is_told_where_to_move() -> None:
    (message,) = told("reports/deep/er/index.md", "reports/deep/er/one.md")
    assert (
        "docs/reports/deep/er/index.md:1: WARNING: a publication stands right below docs/reports/; move it to docs/reports/er/"
        in message
    )


def test_single_page_outside_is_told() -> None:
    (message,) = told("stray.md")
    assert message.startswith(
        "docs/stray.md:1: WARNING: the page is in no publication; move it into a publication's folder"
    )


def test_other_folder_without_a_type_is_told() -> None:
    (message,) = told("notes/index.md")
    assert "docs/notes/ has no index.md with a type" in message


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "reports/alpha/one.md",
        "reports/alpha/deep/one.md",
        "handbook/decisions/one.md",
        "people/ann.md",
        "topics/arms.md",
        "_shared/note.md",
        "shared/_note.md",
        "shared/used.md",
    ],
)
def test_page_that_has_its_place_is_not_told(name: str) -> None:
    assert told(name, used=("shared/used.md",)) == []


def test_build_tells_of_pages_outside_and_not_of_those_that_are_included(library: SmallLibrary) -> None:
    library.write("docs/shared/words.md", "Shared words.\n")
    library.write("docs/stray.md", "# Stray\n")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} /shared/words.md\n```\n\nApples")
    (message,) = library.build().messages
    assert message.startswith("docs/stray.md:1: WARNING: the page is in no publication")
    library.edit("conf.py", "html_theme", 'exclude_patterns = ["stray.md"]\nhtml_theme')
    assert library.build().messages == ()


@pytest.mark.parametrize("pattern", ["reports/alpha/notes", "**/notes", "reports/*/notes/*.md", "**/[nm]otes/todo*"])
def test_chapter_that_conf_excludes_is_no_page_until_it_is_not_excluded(pattern: str, library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/notes/todo.md", "# To do\n\nAsk @nobody.\n")
    library.edit("conf.py", "html_theme", f'exclude_patterns = ["{pattern}"]\nhtml_theme')
    assert library.build().messages == ()
    assert not (library.site / "reports/alpha/notes").exists()
    library.edit("conf.py", f'"{pattern}"', "")
    assert any("unknown citation key 'nobody'" in message for message in library.build().messages)
    assert (library.site / "reports/alpha/notes/todo.html").exists()


def test_publication_that_conf_excludes_is_none(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "See [](inv:beta#start)", "See")
    library.edit("conf.py", "html_theme", 'exclude_patterns = ["reports/beta"]\nhtml_theme')
    assert library.build().messages == ()
    assert not (library.site / "reports/beta").exists()


def test_publication_may_be_named_as_a_version(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/beta").rename(library.folder / "docs/reports/v1.0")
    library.edit("docs/reports/alpha/two.md", "inv:beta#start", "inv:v1.0#start")
    assert library.build().messages == ()
    assert "striped" in library.page("reports/v1.0/only.html")


def test_chapter_in_the_folder_of_an_edition_is_told(library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/v2/three.md", "# Three\n")
    (message,) = library.build().messages
    assert message.startswith(
        "docs/reports/alpha/v2/three.md:1: WARNING: v2/ is the folder of an edition, so this page"
    )
    assert not (library.site / "reports/alpha/v2").exists()


def test_a_message_of_the_library_can_be_suppressed_by_its_code(library: SmallLibrary) -> None:
    library.write("docs/stray.md", "# Stray\n")
    library.edit("conf.py", "html_theme", 'suppress_warnings = ["citator.unknown-key"]\nhtml_theme')
    assert len(library.build().messages) == 1
    library.edit("conf.py", "citator.unknown-key", "citator.stray-page")
    assert library.build().messages == ()
