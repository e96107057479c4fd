"""No page goes without a word: one that is in no publication is told, with what to do."""

from __future__ import annotations

import pytest

from citator.library.stray import stray_pages

from .conftest import SmallLibrary


def told(*names: str, used: tuple[str, ...] = (), excluded: tuple[str, ...] = ()) -> list[str]:
    sources = ("reports/alpha/index.md", "summaries/gamma.md", "handbook/index.md")
    return [str(found) for found in stray_pages((*sources, *names), sources, used, excluded)]


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
        "drafts/one.md",
        "notes/2026/todo.md",
    ],
)
def test_page_that_has_its_place_is_not_told(name: str) -> None:
    assert told(name, used=("shared/used.md",), excluded=("drafts", "**/todo.md")) == []


def test_build_tells_of_stray_pages_and_not_of_those_that_are_included(library: SmallLibrary) -> None:
    library.write("docs/shared/words.md", "Shared words.\n")
    library.write("docs/stray.md", "# Stray\n")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} /shared/words.md\n```\n\nApples")
    (message,) = library.build().messages
    assert message.startswith("docs/stray.md:1: WARNING: the page is in no publication")
    library.edit("conf.py", "html_theme", 'exclude_patterns = ["stray.md"]\nhtml_theme')
    assert library.build().messages == ()


def test_a_message_of_the_library_can_be_suppressed_by_its_code(library: SmallLibrary) -> None:
    library.write("docs/stray.md", "# Stray\n")
    library.edit("conf.py", "html_theme", 'suppress_warnings = ["citator.unknown-key"]\nhtml_theme')
    assert len(library.build().messages) == 1
    library.edit("conf.py", "citator.unknown-key", "citator.stray-page")
    assert library.build().messages == ()
