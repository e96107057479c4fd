"""The template's words exist in every language that the web pages speak, and are the same where both say the same thing."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace
from typst_project import PUBLICATION

from citator.model.dates import long_date, month_date
from citator.model.licenses import LICENSES, License
from citator.site.languages import LANGUAGES, WORDS
from citator.typst.matter import publication_data
from citator.typst.terms import terms

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
    assert long_date(datetime.date(2026, 11, 23), "tlh") == "2026-11-23"


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en-GB", "23 November 2026", "November 2026"),
        ("de", "23. November 2026", "November 2026"),
        ("es", "23 de noviembre de 2026", "noviembre de 2026"),
        ("ru", "23 ноября 2026", "ноябрь 2026"),
        ("zh", "2026年11月23日", "2026年11月"),
        ("it-CH", "23 novembre 2026", "novembre 2026"),
        ("pt", "2026-11-23", "2026-11"),
    ],
)
def test_dates_print_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    date = datetime.date(2026, 11, 23)
    assert (long_date(date, language), month_date(date, language)) == (day, month)


@pytest.mark.parametrize("license", LICENSES.values(), ids=LICENSES)
def test_paper_names_and_links_every_licence_that_pages_know(license: License) -> None:
    data = publication_data(replace(PUBLICATION, license=license.id))
    assert (data["licence"], data["licence-url"]) == (license.name, license.url)
