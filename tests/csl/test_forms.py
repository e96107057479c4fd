"""What an author writes, in a style that cites in the text, one with numbers, and one with notes."""

import pytest

from citator.csl.engine import process
from citator.model.citation import CitationScope

from .shelf import cite, item, notation

NOTES = "chicago-notes-bibliography"


def test_an_author_date_citation_links_each_work_with_its_locator(texts):
    assert texts("apa", cite("see @smith, p. 12, emphasis added; @mid")) == [
        "(see {smith|Smith, 2020, p. 12}, emphasis added; {mid|МИД России, 2021})"
    ]


def test_a_suppressed_author_leaves_the_year(texts):
    assert texts("apa", cite("-@smith")) == ["({smith|2020})"]


@pytest.mark.parametrize("style", ["ieee", NOTES])
def test_a_year_alone_is_that_of_the_list_with_open_ends_and_eras(texts, style):
    dates = {"open": [[2015], [0]], "caesar": [[-44], [14]], "anon": [[2001]]}
    works = [item(key, type="book", title=key, issued={"date-parts": parts}) for key, parts in dates.items()]
    years = texts(style, cite("@open; @caesar; @anon", "year-only"), items=works)
    assert years == ["{open|2015–}, {caesar|44\xa0BC–14\xa0AD} and {anon|2001}"]


def test_a_year_alone_speaks_the_language_of_its_page(texts):
    works = [item("a", title="A"), item("b", title="B", issued={"date-parts": [[-44]]})]
    assert texts("ieee", cite("@a; @b", "year-only"), items=works, locale="de-DE") == [
        "{a|o.\xa0J.} und {b|44\xa0v.\xa0Chr.}"
    ]


def test_works_of_one_author_and_year_are_told_apart(texts):
    assert texts("apa", cite("@doe; @doe2")) == ["({doe|Doe, 2019a}, {doe2|2019b})"]


def test_narrative_form_names_the_author_in_the_sentence(texts):
    assert texts("apa", cite("@smith, p. 3", "narrative")) == ["Smith ({smith|2020, p. 3})"]


def test_narrative_form_of_a_numeric_style_names_the_author_too(texts):
    assert texts("ieee", cite("@smith, p. 3", "narrative")) == ["Smith {smith|[1, p. 3]}"]


def test_narrative_form_of_several_works_makes_a_list(texts):
    assert texts("apa", cite("@smith; @doe", "narrative")) == ["Smith ({smith|2020}) and Doe ({doe|2019})"]


def test_narrative_form_in_a_note_style_leaves_the_author_out_of_the_note(texts):
    assert texts(NOTES, cite("@smith, p. 3", "narrative", note=1)) == [
        "Smith[{smith|“Arms Control After START,” *Survival* 3 (March 2020): 3}, "
        "<https://doi.org/10.1000/abc|https://doi.org/10.1000/abc>.]"
    ]


def test_author_and_year_stand_alone_in_any_style(texts):
    for style in ("apa", "ieee", NOTES, "american-mathematical-society-label"):
        assert texts(style, cite("@smith", "author-only"), cite("@smith", "year-only")) == [
            "{smith|Smith}",
            "{smith|2020}",
        ]


def test_a_range_of_months_within_a_year_has_one_year(texts):
    spring = item("spring", type="book", title="Spring", issued={"date-parts": [[2024, 5], [2024, 7]]})
    for style in ("apa", "ieee", NOTES):
        assert texts(style, cite("@spring", "year-only"), items=[spring]) == ["{spring|2024}"]


def test_a_work_without_author_is_named_by_its_title(texts):
    assert texts("ieee", cite("@anon", "author-only")) == ["{anon|A Book Without an Author}"]
    assert texts(NOTES, cite("@anon", "author-only")) == ["{anon|*A Book Without an Author*}"]


def test_the_full_form_is_the_entry_itself_with_the_locator(texts):
    assert texts("apa", cite("@doe, p. 3", "full")) == ["{doe|Doe, J. (2019). *Deterrence*. Old Press}, p. 3"]


def test_the_full_form_in_a_note_style_is_that_of_a_first_note(texts):
    assert texts(NOTES, cite("@doe", note=1), cite("@doe, p. 3", "full")) == [
        "[{doe|Jane Doe, *Deterrence* (Old Press, 2019)}.]",
        "{doe|Jane Doe, *Deterrence* (Old Press, 2019), 3}",
    ]


def test_nocite_prints_nothing_and_lists_the_work(format_scope):
    result = format_scope("apa", cite("@doe", "nocite"))
    assert (result.citations[0].text, [entry.key for entry in result.bibliography]) == ((), ["doe"])


def test_every_form_lists_the_work(format_scope):
    forms = ("parenthetical", "narrative", "author-only", "year-only", "full", "nocite")
    for style in ("apa", "ieee", NOTES):
        for form in forms:
            assert [e.key for e in format_scope(style, cite("@smith", form, note=1)).bibliography] == ["smith"]


def test_a_collapsed_range_links_its_first_and_last_number(texts):
    assert texts("nlm-citation-sequence", cite("@smith; @doe; @mid")) == ["({smith|1}–{mid|3})"]


def test_an_entry_has_its_number_as_a_label(format_scope):
    (entry,) = format_scope("ieee", cite("@doe")).bibliography
    assert (notation(entry.label), notation(entry.content)) == (
        "[1]",
        "J. Doe, *Deterrence*. Oxford: Old Press, 2019.",
    )


def test_an_unknown_key_is_shown_where_it_was_cited(texts):
    assert texts("apa", cite("@smith; @nobody")) == ["({smith|Smith, 2020}; nobody?)"]
    assert texts(NOTES, cite("@nobody; @doe", note=1)) == ["[nobody?; {doe|Jane Doe, *Deterrence* (Old Press, 2019)}.]"]


def test_an_alias_cites_the_same_work():
    scope = CitationScope("ieee", (cite("@doe"), cite("@oldname")), {"doe": item("doe"), "oldname": item("doe")})
    result = process(scope)
    assert [notation(citation.text) for citation in result.citations] == ["{doe|[1]}", "{doe|[1]}"]
    assert len(result.bibliography) == 1


def test_keys_with_any_characters_work(texts):
    odd = item("a/b:c<d>&*", type="book", title="Odd", author=[{"family": "Odd"}])
    assert texts("apa", cite("@{a/b:c<d>&*}"), items=[odd]) == ["({a/b:c<d>&*|Odd, n.d.})"]


def test_a_key_that_is_a_star_cites_one_work_only(format_scope):
    star = item("*", type="book", title="Star", author=[{"family": "Star"}])
    result = format_scope("apa", cite("@{*}"), items=[star])
    assert [entry.key for entry in result.bibliography] == ["*"]
