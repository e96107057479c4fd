"""Each mend of a style, by what the engine would print without it; a mend whose test passes unmended may go."""

from __future__ import annotations

import pytest

from citator.csl.engine import process
from citator.csl.styles import find_style
from citator.model.citation import CitationScope
from citator.model.inline import plain_text

from .shelf import cite, item, notation

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{class_}" version="1.0" default-locale="{locale}">
<info><title>Own</title><id>own</id></info>{body}</style>"""


@pytest.fixture
def own_style(tmp_path):
    def write(body: str, class_: str = "in-text", locale: str = "en-US") -> str:
        path = tmp_path / "own.csl"
        path.write_text(STYLE.format(body=body, class_=class_, locale=locale), "utf-8")
        return str(path)

    return write


def entries(style, *items, citation="", **options):
    shelf = {item.key: item for item in items}
    keys = citation or "; ".join(f"@{{{key}}}" for key in shelf)
    result = process(CitationScope(style, (cite(keys),), shelf, **options))
    return [plain_text(entry.content) for entry in result.bibliography]


CITATION = '<citation><layout><text variable="title"/></layout></citation>'


def test_a_label_without_name_follows_the_names(own_style):
    style = own_style(
        CITATION + '<bibliography><layout><names variable="editor"><label prefix=", "/></names></layout></bibliography>'
    )
    assert entries(style, item("x", type="book", title="X", editor=[{"family": "Kel", "given": "F"}])) == [
        "F Kel, editor"
    ]


def test_the_last_near_note_is_near(own_style):
    style = own_style(
        '<citation near-note-distance="2"><layout><choose><if position="near-note"><text value="near"/></if>'
        '<else><text variable="title"/></else></choose></layout></citation>',
        class_="note",
    )
    shelf = {"doe": item("doe"), "smith": item("smith")}
    citations = (
        cite("@doe", note=1),
        cite("@smith", note=2),
        cite("@doe", note=3),
        cite("@doe", note=6),
        cite("@doe", note=16),
    )
    result = process(CitationScope(style, citations, shelf))
    assert [plain_text(citation.note) for citation in result.citations][2:] == ["near", "Deterrence", "Deterrence"]


def test_a_style_that_changes_one_form_of_a_term_keeps_the_others(own_style):
    style = own_style(
        '<locale xml:lang="en"><terms><term name="editor" form="short">ed</term></terms></locale>'
        + CITATION
        + '<bibliography><layout><text term="editor" form="verb"/></layout></bibliography>'
    )
    assert entries(style, item("x", type="book", title="X")) == ["edited by"]


def test_works_without_names_come_last(own_style):
    style = own_style(
        '<macro name="author"><names variable="author"/></macro>'
        + CITATION
        + '<bibliography><sort><key macro="author"/></sort><layout><text variable="title"/></layout></bibliography>'
    )
    works = [item("a", type="book", title="Nobody"), item("b", type="book", title="Somebody", author=[{"family": "B"}])]
    assert entries(style, *works) == ["Somebody", "Nobody"]


def test_names_sort_without_their_particles_where_a_style_demotes_them(own_style):
    style = own_style(
        '<macro name="author"><names variable="author"><name form="short"/></names></macro>'
        + CITATION
        + '<bibliography><sort><key macro="author"/></sort><layout><text macro="author"/></layout></bibliography>'
    )
    names = [{"family": "Berg", "non-dropping-particle": "van den", "given": "J"}, {"family": "Castro", "given": "I"}]
    works = [item(name["family"], type="book", title="X", author=[name]) for name in names]
    assert entries(style, *reversed(works)) == ["van den Berg", "Castro"]


def test_a_list_in_russian_begins_with_russian_names(own_style):
    style = own_style(
        '<macro name="author"><names variable="author"/></macro>'
        + CITATION
        + '<bibliography><sort><key macro="author"/></sort><layout><text macro="author"/></layout></bibliography>',
        locale="ru-RU",
    )
    works = [item(name, type="book", title="X", author=[{"literal": name}]) for name in ("Zorn", "Иванов", "Aldous")]
    assert entries(style, *works) == ["Иванов", "Aldous", "Zorn"]
    assert entries(style, *works, locale="en-US") == ["Aldous", "Zorn", "Иванов"]


def test_a_year_of_two_digits_has_two(own_style):
    style = own_style(
        CITATION
        + '<bibliography><layout><date variable="issued"><date-part name="year" form="short" prefix="’"/></date>'
        "</layout></bibliography>"
    )
    assert entries(style, item("x", type="book", title="X", issued={"date-parts": [[2026]]})) == ["’26"]


def test_a_title_in_quotation_marks_takes_the_comma_in_american_style(texts):
    project = item("x", type="book", title='The Case of "X"', author=[{"family": "Doe"}], publisher="P")
    (chicago,) = texts("chicago-notes-bibliography", cite("@x, 3", note=1), cite("@doe", "nocite"), items=[project])[:1]
    assert "The Case of “X”* (P" in chicago
    (entry,) = entries("ieee", item("x", type="webpage", title='The Case of "X"', URL="https://example.org"))
    assert entry.startswith("“The Case of ‘X.’”")


def test_a_chinese_name_has_no_full_stop(format_scope):
    work = item("x", type="book", title="核查", author=[{"family": "王", "given": "小明"}], language="zh")
    (entry,) = format_scope("ieee", cite("@x"), items=[work]).bibliography
    assert notation(entry.content).startswith("王小明, ")


def test_a_report_number_of_several_words_is_one_number():
    patent = item("x", type="patent", title="X", number="US 1,234,567", authority="Office", author=[{"family": "Doe"}])
    (entry,) = entries("apa", patent)
    assert "Patent No. US 1,234,567" in entry


def test_a_suffix_does_not_keep_a_work_from_its_place(texts):
    assert texts("apa", cite("@smith, emphasis added; @doe")) == [
        "({doe|Doe, 2019}; {smith|Smith, 2020}, emphasis added)"
    ]
    assert texts("ieee", cite("@smith"), cite("@doe"), cite("@doe, emphasis added; @smith"))[2] == (
        "{smith|[1]}, {doe|[2]}, emphasis added"
    )


def test_a_prefix_keeps_its_work_in_its_place(texts):
    assert texts("apa", cite("see @smith; @doe")) == ["(see {smith|Smith, 2020}; {doe|Doe, 2019})"]


def test_two_works_with_one_label_are_told_apart(format_scope):
    result = format_scope("american-mathematical-society-label", cite("@doe; @doe2"))
    assert [notation(entry.label) for entry in result.bibliography] == ["[Doe19a]", "[Doe19b]"]


def test_works_without_names_stay_apart_in_a_citation(texts):
    laws = [
        item("l1", type="legislation", title="First Act", author=[{"family": "Z"}], issued={"date-parts": [[2008]]}),
        item("l2", type="treaty", title="Second Treaty", author=[{"family": "Y"}], issued={"date-parts": [[2002]]}),
    ]
    assert texts("chicago-author-date", cite("@l1; @smith; @l2"), items=laws) == [
        "({l1|First Act 2008}; {smith|Smith 2020}; {l2|Second Treaty 2002})"
    ]


def test_a_style_says_what_it_is():
    style = find_style("ieee")
    assert (style.sorts_by_number, style.sorts_bibliography, style.prints_names) == (True, False, False)


BERG = {"family": "Berg", "non-dropping-particle": "van den", "given": "Jan"}
YEAR = {"issued": {"date-parts": [[2006]]}}


def test_short_names_in_a_sorted_order_have_their_particles_last(texts):
    works = [
        item("berg", type="book", title="X", author=[BERG, {"family": "Castro"}], **YEAR),
        item(
            "orsay", type="book", title="Y", author=[{**BERG, "family": "Orsay", "non-dropping-particle": "d’"}], **YEAR
        ),
    ]
    cited = texts("gost-r-7-0-5-2008", cite("@berg, 3"), cite("@orsay"), cite("@berg", "narrative"), items=works)
    assert [text.replace("{", "").replace("}", "") for text in cited] == [
        "[berg|Berg van den, Castro, 2006, с. 3]",
        "[orsay|Orsay d’, 2006]",
        "van den Berg, Castro [berg|2006]",
    ]
    assert entries("gost-r-7-0-5-2008", works[0]) == ["1. Berg J. van den, Castro. X, 2006."]


def test_short_names_in_the_order_of_speech_keep_their_particles_first(texts):
    work = item("berg", type="book", title="X", author=[BERG], issued={"date-parts": [[2006]]})
    assert texts("chicago-author-date", cite("@berg"), items=[work]) == ["({berg|van den Berg 2006})"]
