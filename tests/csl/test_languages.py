"""Titles and names in another language than the publication's say so, for screen readers and hyphenation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citator.csl.alone import format_item
from citator.csl.languages import mark_languages
from citator.csl.styles import find_style
from citator.model.citation import Script
from citator.model.inline import Emphasis, Span, Text, plain_text, walk

from .shelf import cite, item

GERMAN = item(
    "krieg",
    type="book",
    title='Der „neue" Krieg: Eine Einführung',
    author=[{"family": "Müller", "given": "Eva"}],
    issued={"date-parts": [[2011]]},
    language="de",
)
RUSSIAN = item(
    "russian",
    type="article-newspaper",
    title="Ответ на РСМД в 2021 году",
    author=[{"family": "Иванов", "given": "Пётр"}],
    issued={"date-parts": [[2021]]},
    language="ru",
    **{"container-title": "Kommersant"},
    custom={"translated_title": "An Answer to INF in 2021"},
)


def marked(inlines):
    """Return the words that have a language, each with it."""
    return [(node.lang, plain_text(node.children)) for node in walk(inlines) if isinstance(node, Span) and node.lang]


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography", "ieee"])
def test_a_title_in_another_language_says_so_in_the_list(format_scope, style):
    scope = format_scope(style, cite("@krieg"), items=[GERMAN], locale="en-US")
    words = "".join(words for language, words in marked(scope.bibliography[0].content) if language == "de")
    assert words.strip("”’,.").endswith("Krieg: Eine Einführung")


def test_a_title_in_another_language_says_so_in_a_note(format_scope):
    scope = format_scope("chicago-notes-bibliography", cite("@krieg", note=1), items=[GERMAN], locale="en-US")
    assert {language for language, _ in marked(scope.citations[0].note)} == {"de"}


def test_a_short_title_in_a_later_note_says_so(format_scope):
    german = item("krieg", **{**GERMAN.data, "title-short": "Der neue Krieg"})
    citations = (cite("@krieg", note=1), cite("@doe", note=2), cite("@krieg", note=3))
    scope = format_scope("chicago-notes-bibliography", *citations, items=[german], locale="en-US")
    assert marked(scope.citations[2].note) == [("de", "Der neue Krieg")]


def test_names_in_the_script_of_the_language_say_so_and_the_translation_does_not(format_scope):
    scope = format_scope("chicago-notes-bibliography", cite("@russian"), items=[RUSSIAN], locale="en-US")
    assert marked(scope.bibliography[0].content) == [("ru", "Иванов, Пётр"), ("ru", "Ответ на РСМД в 2021 году")]


def test_works_in_the_language_of_the_publication_are_not_marked(format_scope):
    scope = format_scope("apa", cite("@krieg"), items=[GERMAN], locale="de-AT")
    assert marked(scope.bibliography[0].content) == []


def test_an_english_title_in_a_russian_publication_is_marked(format_scope):
    english = item("doe", language="en-GB")
    scope = format_scope("apa", cite("@doe"), items=[english], locale="ru-RU")
    assert marked(scope.bibliography[0].content) == [("en-GB", "Deterrence")]


def test_works_of_two_languages_in_one_note_are_told_apart(format_scope):
    chinese = item("chinese", type="book", title="新时代", issued={"date-parts": [[2025]]}, language="zh-CN")
    scope = format_scope(
        "chicago-notes-bibliography", cite("@krieg; @chinese", note=1), items=[GERMAN, chinese], locale="en-US"
    )
    assert [language for language, _ in marked(scope.citations[0].note)][-1] == "zh-CN"


def test_an_item_formatted_alone_says_its_language():
    entry = format_item(RUSSIAN, find_style("apa"), "en-US", script=Script.ORIGINAL)
    assert ("ru", "Ответ на РСМД в 2021 году") in marked(entry.content)


@given(st.text("Krieg: „neue“ О договоре", max_size=40), st.text("Krieg: neue", min_size=1, max_size=8))
def test_marking_a_language_changes_no_word(text, title):
    tree = (Text("x "), Emphasis((Text(text),)), Text(title))
    works = [{"title": title, "language": "de"}, {"title": "О договоре", "language": "ru"}]
    assert plain_text(mark_languages(tree, works, "en-US")) == plain_text(tree)
