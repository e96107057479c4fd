import pytest
from hypothesis import given
from hypothesis import strategies as st

from citator.csl.locators import LABELS, parse_locator
from citator.model.citation import Locator
from citator.model.inline import plain_text

from .shelf import cite


@pytest.mark.parametrize(
    ("written", "label", "value", "rest"),
    [
        ("p. 12–14, emphasis added", "page", "12–14", ", emphasis added"),
        (", p. 12", "page", "12", ""),
        ("p.12", "page", "12", ""),
        ("pp. 12-14", "page", "12–14", ""),
        ("12--14", "page", "12–14", ""),
        ("12, 14, 17 passim", "page", "12, 14, 17", " passim"),
        ("pp. 3 and 7", "page", "3, 7", ""),
        ("p. xii", "page", "xii", ""),
        ("pp. iv--ix", "page", "iv–ix", ""),
        ("pp. xii-xiv", "page", "xii–xiv", ""),
        ("figs. A--C", "figure", "A–C", ""),
        ("pp. xii–xiv", "page", "xii–xiv", ""),
        ("p. 12n3", "page", "12n3", ""),
        ("p. 12.", "page", "12", "."),
        ("1984 speech", "page", "1984", " speech"),
        ("ch. 3", "chapter", "3", ""),
        ("chap. IV", "chapter", "IV", ""),
        ("ch. 3, p. 5", "chapter", "3", ", p. 5"),
        ("ch. 3, l. 9", "chapter", "3", ", l. 9"),
        ("Vol. 3, S. 9", "volume", "3", ", S. 9"),
        ("§ 5", "section", "5", ""),
        ("§§5–7", "section", "5–7", ""),
        ("¶12", "paragraph", "12", ""),
        ("paras 4–6", "paragraph", "4–6", ""),
        ("art. VI(1)", "article-locator", "VI(1)", ""),
        ("Art. 5(1)(a), second sentence", "article-locator", "5(1)(a)", ", second sentence"),
        ("fig. A", "figure", "A", ""),
        ("n. 5", "note", "5", ""),
        ("nn. 5 and 7", "note", "5, 7", ""),
        ("no. 12", "issue", "12", ""),
        ("v. 5", "verse", "5", ""),
        ("vol. 2", "volume", "2", ""),
        ("tit. II", "title-locator", "II", ""),
        ("table 4", "table", "4", ""),
        ("s.v. Deterrence, col. 2", "sub-verbo", "Deterrence", ", col. 2"),
        ("s.v. “no first use”", "sub-verbo", "no first use", ""),
        ("1:02:03", "timestamp", "1:02:03", ""),
        ("{p. two and a half}, quoting Gray", "page", "two and a half", ", quoting Gray"),
    ],
)
def test_locators_are_read_with_their_labels(written, label, value, rest):
    assert parse_locator(written) == (Locator(label, value), rest)


@pytest.mark.parametrize(
    ("locale", "written", "label"),
    [
        ("de", "S. 4", "page"),
        ("de-AT", "Kap. 4", "chapter"),
        ("de", "Abschnitt 4", "section"),
        ("de", "p. 4", "page"),
        ("fr", "chapitre 4", "chapter"),
        ("es", "pág. 4", "page"),
        ("es", "n.º 4", "issue"),
        ("ru", "с. 4", "page"),
    ],
)
def test_words_of_the_publications_language_are_read_beside_the_english_ones(locale, written, label):
    assert parse_locator(written, locale) == (Locator(label, "4"), "")


@pytest.mark.parametrize(("locale", "written"), [("en-GB", "S. 4"), (None, "S. 4"), ("de", "s. S. 4"), ("ru", "см. 4")])
def test_words_of_another_language_stay_words(locale, written):
    assert parse_locator(written, locale) == (None, written)


@pytest.mark.parametrize(
    "written",
    ["emphasis added", "note that", "part of it", "no doubt", "annex II", "line", "xii", "article by", ""],
)
def test_words_that_locate_nothing_stay_words(written):
    assert parse_locator(written) == (None, written)


def test_empty_braces_keep_a_number_from_being_a_page():
    assert parse_locator("{}, 1984 speech") == (None, ", 1984 speech")


@pytest.mark.parametrize("label", sorted(set(LABELS) - {"sub-verbo", "timestamp"}))
def test_each_word_for_a_label_means_that_label(label):
    for word in LABELS[label].split():
        assert parse_locator(f"{word} 7") == (Locator(label, "7"), "")


@given(st.text())
def test_nothing_but_space_commas_and_braces_is_ever_lost(text):
    locator, rest = parse_locator(text)
    if locator is None and not text.lstrip(" ,").startswith("{"):
        assert rest == text.rstrip()
    assert rest.rstrip() in text


@given(st.text(alphabet="p.chapt §123-–,;()[]{} vxiand@", max_size=30))
def test_any_mixture_of_locator_characters_is_read_without_error(text):
    parse_locator(text)


@pytest.mark.parametrize("words", ["annex II", "annex 2, art. 3", "schedule 2", "exhibit A", "box 3, folder 2"])
@pytest.mark.parametrize(
    ("style", "before", "after"),
    [
        ("apa", "(Doe, 2019, ", ")"),
        ("chicago-notes-bibliography", "Jane Doe, Deterrence (Old Press, 2019), ", "."),
        ("ieee", "[1], ", ""),
        ("oscola", "Jane Doe, Deterrence (Old Press 2019), ", "."),
        ("american-mathematical-society-label", "[Doe19, ", "]"),
    ],
)
def test_a_part_that_csl_has_no_label_for_prints_as_typed(format_scope, words, style, before, after):
    (citation,) = format_scope(style, cite(f"@doe, {words}", note=1), locale="de-DE").citations
    assert plain_text(citation.note or citation.text) == f"{before}{words}{after}"
