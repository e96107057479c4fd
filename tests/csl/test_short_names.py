"""A body's short form stands where a style shortens names, its full form in the list; locators are never lost."""

from __future__ import annotations

import pytest

from citator.csl.engine import process
from citator.diagnostics import Where
from citator.model.citation import Citation, CitationItem, CitationScope, CslItem, Form, FormattedScope, Locator
from citator.model.inline import plain_text

INSTITUTE = "International Institute for Strategic Studies"


def report(key: str, title: str, year: int) -> CslItem:
    data = {
        "type": "report",
        "title": title,
        "author": [{"literal": INSTITUTE}],
        "issued": {"date-parts": [[year]]},
        "custom": {"shortauthor": [{"literal": "IISS"}]},
    }
    return CslItem(key, data, Where("x.bib", 1))


def formatted(style: str, *forms: Form, locator: Locator | None = None, keep: bool = False) -> FormattedScope:
    citations = (Citation((CitationItem("a", locator),), form, number) for number, form in enumerate(forms, 1))
    return process(CitationScope(style, tuple(citations), {"a": report("a", "One", 2020)}, keep_locators=keep))


def test_a_later_note_is_short_and_the_first_is_not() -> None:
    answer = formatted("chicago-notes-bibliography", Form.PARENTHETICAL, Form.PARENTHETICAL)
    assert [plain_text(citation.note or ()) for citation in answer.citations] == [
        f"{INSTITUTE}, One (2020).",
        "IISS, One.",
    ]


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "ieee", "mhra-notes", "modern-language-association"])
def test_the_list_gives_the_full_form(style: str) -> None:
    (entry,) = formatted(style, Form.PARENTHETICAL).bibliography
    assert INSTITUTE in plain_text(entry.content)
    assert "IISS" not in plain_text(entry.content)


@pytest.mark.parametrize(
    ("style", "form", "text"),
    [
        ("chicago-author-date", Form.PARENTHETICAL, "(IISS 2020)"),
        ("apa", Form.NARRATIVE, "IISS (2020)"),
        ("apa", Form.AUTHOR_ONLY, "IISS"),
        ("ieee", Form.NARRATIVE, "IISS [1]"),
        ("chicago-notes-bibliography", Form.NARRATIVE, "IISS"),
    ],
)
def test_a_sentence_has_the_short_form(style: str, form: Form, text: str) -> None:
    assert plain_text(formatted(style, form).citations[0].text) == text


def test_no_mark_of_ours_stays_in_a_text() -> None:
    answer = formatted("apa", Form.PARENTHETICAL, Form.NARRATIVE, Form.FULL)
    texts = [*(citation.text for citation in answer.citations), *(entry.content for entry in answer.bibliography)]
    assert not [
        character
        for text in texts
        for character in plain_text(text)
        if character in "\u2063王" or ord(character) > 0xE000
    ]


@pytest.mark.parametrize(
    ("style", "text"),
    [("american-mathematical-society-label", "[Inte20, p. 4]"), ("nature", "1, p. 4"), ("apa", "(IISS, 2020, p. 4)")],
)
def test_a_locator_stands_as_words_where_the_style_prints_none(style: str, text: str) -> None:
    answer = formatted(style, Form.PARENTHETICAL, locator=Locator("page", "4"), keep=True)
    assert plain_text(answer.citations[0].text) == text
