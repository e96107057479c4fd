"""A path with a heading behind it leads to that heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citator.sphinxext.remedies import with_remedy

from .projects import Project

TWO = "# Two\n\n(a-label)=\n## Überschrift *Ä* & so!\n\nText.\n\n### Überschrift Ä & so!\n\nAgain.\n"


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("uberschrift-a-so", "uberschrift-a-so"),
        ("überschrift-ä-so", "a-label"),
        ("a-label", "a-label"),
        ("two", "two"),
    ],
)
def test_a_heading_of_another_chapter_is_found_by_its_anchor_and_its_words(
    publication: Callable[..., Project], fragment: str, anchor: str
) -> None:
    project = publication({"one.md": f"# One\n\nSee [](two.md#{fragment}).\n", "two.md": TWO})
    assert project.warnings == ""
    (link,) = project.page("reports/x/one.html").xpath("//p[@id='p1']/a[not(@class='citator-permalink')]")
    assert link.get("href") == f"two.html#{anchor}"
    assert link.text_content() == ("Two" if fragment == "two" else "Überschrift Ä & so!")


def test_a_heading_that_is_not_there_is_told_with_what_to_write(publication: Callable[..., Project]) -> None:
    project = publication({"one.md": "# One\n\nSee [](two.md#zwei).\n", "two.md": TWO})
    message = "local id not found in doc 'reports/x/two': 'zwei'"
    assert f"docs/reports/x/one.md:3: WARNING: {message}" in project.warnings
    assert "; write a label of it, or a heading in small letters" in with_remedy(message)


def test_a_chapter_without_a_heading_is_called_by_its_file_and_told(publication: Callable[..., Project]) -> None:
    project = publication({"one.md": "# One\n", "deep/two.md": "Text.\n"})
    said = "the chapter has no heading and is called 'two'; begin its text with one, # … [citator.heading]"
    assert project.warnings == f"docs/reports/x/deep/two.md:1: WARNING: {said}\n"
    assert project.page("reports/x/deep/two.html").xpath("string(//title)").startswith("two – ")
