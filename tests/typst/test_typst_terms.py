"""The template's words exist in every language that the web pages speak, and are the same where both say the same thing."""

from __future__ import annotations

import datetime

import pytest

from citator.site.languages import LANGUAGES, WORDS
from citator.typst.terms import format_date, format_month, terms

SAME = {
    "contents": "Contents",
    "key-findings": "Key findings",
    "version": "Version",
    "corrections": "Corrections",
    "editors": "Edited by",
    "translators": "Translated by",
    "reviewers": "Reviewed by",
    "licence": "Licence",
    "funding": "Funding",
    "disclaimer": "Disclaimer",
    "copyright": "Copyright",
    "updated": "Updated",
    "research-closed": "Research closed",
    "draft": "Draft",
    "and": "and",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_page_say_the_same(language: str) -> None:
    column = LANGUAGES.index(language)
    assert {name: terms(language)[name] for name in SAME} == {
        name: WORDS[english][column] for name, english in SAME.items()
    }


def test_an_unknown_language_falls_back_to_english() -> None:
    assert terms("tlh")["contents"] == "Contents"
    assert format_date(datetime.date(2026, 11, 23), "tlh") == "2026-11-23"


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en-GB", "23 November 2026", "November 2026"),
        ("de", "23. November 2026", "November 2026"),
        ("es", "23 de noviembre de 2026", "noviembre de 2026"),
        ("ru", "23 ноября 2026", "ноябрь 2026"),
        ("zh", "2026年11月23日", "2026年11月"),
    ],
)
def test_dates_print_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    date = datetime.date(2026, 11, 23)
    assert (format_date(date, language), format_month(date, language)) == (day, month)
