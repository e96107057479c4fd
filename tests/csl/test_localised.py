"""Locator labels and terms in the style's locale."""

import pytest

from citator.csl import locales
from citator.csl.locator_terms import LOCATOR_TERMS
from citator.csl.locators import LABELS, parse_locator
from citator.model.citation import Citation, CitationItem, Locator

from .shelf import cite

AUTHOR_DATE = "chicago-author-date"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (None, "({smith|Smith 2020, chap. 3})"),
        ("en-GB", "({smith|Smith 2020, ch. 3})"),
        ("de-DE", "({smith|Smith 2020, Kap. 3})"),
        ("ru-RU", "({smith|Smith 2020, гл. 3})"),
    ],
)
def test_an_english_abbreviation_prints_in_the_locale(texts, locale, text):
    assert texts(AUTHOR_DATE, cite("@smith, ch. 3"), locale=locale) == [text]


@pytest.mark.parametrize(
    ("locale", "style", "written", "text"),
    [
        ("de-DE", AUTHOR_DATE, "Artikel 6", "Art. 6"),
        ("de-AT", "apa", "art. VI", "Artikel VI"),
        ("de-CH", AUTHOR_DATE, "Tabelle 2", "Tab. 2"),
        ("es-MX", AUTHOR_DATE, "artículo 6", "art. 6"),
        ("es-ES", "apa", "tbl. 1", "Tabla 1"),
        ("fr-CA", "apa", "tableau 1", "Tableau 1"),
        ("ru-RU", AUTHOR_DATE, "статья 6", "ст. 6"),
    ],
)
def test_a_part_without_a_word_in_its_locale_is_read_and_printed_in_its_language(texts, locale, style, written, text):
    locator, _ = parse_locator(written, locale)
    (formatted,) = texts(style, Citation((CitationItem("smith", locator),)), locale=locale)
    assert formatted.replace("\u202f", " ").endswith(f" {text}}})")


def test_our_words_stand_for_those_that_locales_have_in_english(monkeypatch):
    monkeypatch.setattr(locales, "LOCATOR_TERMS", {})
    ask = locales.base_terms.__wrapped__
    for language, locale in {"de": "de-DE", "es": "es-ES", "fr": "fr-CA", "ru": "ru-RU"}.items():
        labels = tuple(LOCATOR_TERMS[language])
        theirs, english = ask(locale, labels), ask("en-US", labels)
        assert [theirs[label]["long"] for label in labels] == [english[label]["long"] for label in labels]


def test_verse_and_volume_are_not_confused(texts):
    assert texts(AUTHOR_DATE, cite("@smith, v. 3"), cite("@smith, vol. 3")) == [
        "({smith|Smith 2020, v. 3})",
        "({smith|Smith 2020, vol. 3})",
    ]


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_is_printed_by_its_own_word(texts, label):
    locator = Locator(label, "7")
    (text,) = texts("apa", Citation((CitationItem("smith", locator),)))
    words = {"page": "p.", "paragraph": "para.", "timestamp": "7"}
    word = words.get(label, label.replace("-locator", "").replace("-", " "))
    word = {"elocation": "location"}.get(word, word)
    assert word.lower() in text.lower()
    assert text.endswith("7})")


def test_many_labels_share_one_scope(texts):
    labels = ("article-locator", "table", "appendix", "rule", "figure", "opus", "folio", "page", "scene")
    formatted = texts(
        AUTHOR_DATE, *(Citation((CitationItem("smith", Locator(label, "7")),)) for label in labels), locale="en-US"
    )
    words = ("art. 7", "tbl. 7", "app. 7", "r. 7", "fig. 7", "op. 7", "fol. 7", " 7", "sc. 7")
    assert all(word in text for word, text in zip(words, formatted, strict=True))


def test_a_range_or_a_list_has_the_plural(texts):
    assert texts("apa", cite("@smith, pp. 12–14"), cite("@smith, arts. 4 and 6")) == [
        "({smith|Smith, 2020, pp. 12–14})",
        "({smith|Smith, 2020, Articles 4, 6})",
    ]


def test_a_style_keeps_its_own_quotation_marks_when_no_locale_is_set(texts):
    assert "‘Arms Control After START’" in texts("oscola", cite("@smith", note=1))[0]
    assert "“Arms Control After START”" in texts("oscola", cite("@smith", note=1), locale="en-US")[0]


def test_a_number_after_braces_is_not_a_page(texts):
    assert texts("apa", cite("@smith {}, 1984 speech")) == ["({smith|Smith, 2020}, 1984 speech)"]


def test_a_locator_may_hold_braces_and_markup(texts):
    locator = Locator("page", "{7} <b>")
    (text,) = texts("apa", Citation((CitationItem("smith", locator),)))
    assert "(7)" in text
