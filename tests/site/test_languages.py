"""The words around a publication stand in its own language, those of the front desk in the library's."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from string import Formatter

import pytest
from msgspec.structs import replace
from site_library import INF, LIBRARY, context, facts

import citator.site
import citator.sphinxext.html
from citator.csl.locators import LABELS
from citator.model.dates import MONTHS, long_date, partial_date
from citator.model.languages import foreign
from citator.site import words
from citator.site.desk import front_desk_pages
from citator.site.landing import landing_slots
from citator.site.languages import FORMS, LANGUAGES, PLURALS, WORDS

SITE = Path(citator.site.__file__).parent
LOOK = Path(citator.sphinxext.html.__file__).parent
SOURCES = [*SITE.rglob("*.html"), *SITE.glob("*.py"), *LOOK.rglob("*.html"), *LOOK.rglob("*.js"), *LOOK.glob("*.py")]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_word_that_a_page_says_is_in_the_table() -> None:
    said = {
        word
        for path in SOURCES
        for word in re.findall(r"""(?:\bt\(|\bsay\(language, |_say\(self, )["']([^"']+)["']""", path.read_text("utf-8"))
    }
    known = {*words.TYPES.values(), *words.STATUSES.values(), *words.SCRIPT, *words.SEARCH}
    assert len(said) > 90
    assert said | known <= WORDS.keys()


def test_a_title_is_foreign_on_a_page_in_another_language_whatever_its_country() -> None:
    assert foreign("de-AT", "de") == foreign("en-GB", "en-US") == {}
    assert foreign("fil", "fi") == {"lang": "fil", "dir": "ltr"}
    assert foreign("ar", "en-GB") == {"lang": "ar", "dir": "rtl"}


def test_a_translation_keeps_what_is_put_in() -> None:
    for english, row in WORDS.items():
        assert {frozenset(placeholders(words)) for words in row} == {frozenset(placeholders(english))}, english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_a_word_beside_it(language: str) -> None:
    for row in PLURALS.values():
        forms = row[LANGUAGES.index(language)].split("|")
        assert {FORMS[language](number) for number in range(130)} == set(range(len(forms)))
    assert len(MONTHS[language]) == 12


def test_dates_and_counts_are_written_as_the_language_writes_them() -> None:
    day = datetime.date(2026, 6, 1)
    assert [long_date(day, language) for language in ("en-GB", *LANGUAGES)] == [
        "1 June 2026",
        "1. Juni 2026",
        "1er juin 2026",
        "1 de junio de 2026",
        "1 июня 2026",
        "2026年6月1日",
    ]
    assert partial_date("2026-06", "ru-RU") == "июнь 2026"
    assert [words.count(number, "source", language="ru") for number in (1, 2, 5, 1022)] == [
        "1 источник",
        "2 источника",
        "5 источников",
        "1\u00a0022 источника",
    ]


def test_a_landing_page_speaks_the_language_of_its_publication() -> None:
    record = replace(facts()["inf"], publication=replace(INF, language="de"))
    slots = landing_slots(record, context(facts={**facts(), "inf": record}))
    for part in (">PDF herunterladen ", ">23. November 2026<", ">Inhalt<", ">3 Quellen<", ">1,2 MB<", "2 gemeinsame"):
        assert part in slots["landing-top"] + slots["landing-bottom"]


def test_the_front_desk_speaks_the_language_of_the_library() -> None:
    pages = {page.path: page for page in front_desk_pages(context(library=replace(LIBRARY, language="ru")))}
    assert pages["sources/index.html"].title == "Источники"
    assert "3 публикации" in pages["index.html"].body
    assert 'data-words="{&#34;Publication&#34;: &#34;Публикация&#34;' in pages["search.html"].body


def test_an_unknown_language_is_answered_in_english() -> None:
    record = replace(facts()["inf"], publication=replace(INF, language="tlh"))
    assert ">Download PDF " in landing_slots(record, context(facts={**facts(), "inf": record}))["landing-top"]


def test_french_marks_keep_to_their_words() -> None:
    assert words.say("fr", "Here: {locator}", locator="p. 3") == "Ici\u202f: p. 3"
    assert [words.heading("X", language) for language in ("en", "fr", "zh")] == ["X: ", "X\u202f: ", "X："]


def test_a_german_noun_keeps_its_capital_within_a_sentence() -> None:
    assert [words.inside(words.type_name("summary", each), each) for each in ("en", "de", "fr")] == [
        "summary",
        "Kurzfassung",
        "synthèse",
    ]


@pytest.mark.parametrize("label", LABELS)
def test_a_card_says_every_locator_in_the_language_of_the_page(label: str) -> None:
    if label not in {"sub-verbo", "timestamp"}:  # s.v. is Latin, and a time has no word
        assert words.place_in_source(label, "3", "ru") != words.place_in_source(label, "3")
