"""A chapter, and the summary of a brief, are cut out of the publication's own markup."""

from __future__ import annotations

from citator.typst.parts import (
    brief_source,
    chapter_source,
    entries,
    mark_bibliography,
    mark_document,
    mark_entry,
    titles,
)

HEAD = '#import "/citator/house.typ": *\n#show: publication\n'
LIST = mark_bibliography("#bibliography-list(bibentry()[Abel], );")
WHOLE = HEAD + mark_document(
    "r/index",
    "Tides",
    mark_document("r/summary", "Summary", "In short.")
    + mark_document("r/one", "1 One", "First." + mark_document("r/one/a", "1.1 A", "Within."))
    + mark_document("r/references", "References", LIST),
)


def test_the_documents_are_known_by_name_and_title() -> None:
    assert titles(WHOLE) == {
        "r/index": "Tides",
        "r/summary": "Summary",
        "r/one": "1 One",
        "r/one/a": "1.1 A",
        "r/references": "References",
    }


def test_a_chapter_has_the_documents_within_it_and_the_lists_of_works() -> None:
    source = chapter_source(WHOLE, "r/one")
    assert source.startswith(HEAD)
    assert "First." in source
    assert "Within." in source
    assert "In short." not in source
    assert source.count("#works-cited(") == source.count("[Abel]") == 1


def test_a_list_that_stands_in_the_chapter_is_not_repeated() -> None:
    assert "#works-cited(" not in chapter_source(WHOLE, "r/references")


def test_a_brief_has_the_summary_alone() -> None:
    assert "In short." in brief_source(WHOLE)
    assert "First." not in brief_source(WHOLE)


def test_the_lines_of_the_contents_and_of_the_lists_are_known() -> None:
    noted = (
        (1, "1 One"),
        (2, "1.1 A\nlong title"),
        (3, "1.1.1 Deep"),
        ("figure", "Figure 1 A square"),
        ("table", "Table 1 Tides"),
    )
    assert entries("text\n".join(mark_entry(kind, words) for kind, words in noted)) == {
        "headings": [[1, "1 One"], [2, "1.1 A long title"]],
        "figure": ["Figure 1 A square"],
        "table": ["Table 1 Tides"],
    }
