"""What is in another language, or written from right to left, says so on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citator.model.languages import is_right_to_left

from .projects import BIB, Project

Publication = Callable[..., Project]
ARABIC = "@book{qab, author={قباني, نزار}, title={قصائد}, publisher={دار}, year={1990}, langid={arabic}}\n"


def directions(project: Project) -> list[tuple[str, str, str]]:
    """Return tag, language and direction of each element that has a direction."""
    page = project.page("summaries/x/index.html")
    return [(node.tag, node.get("lang"), node.get("dir")) for node in page.xpath("//*[@dir]")]


def test_the_page_of_an_arabic_publication_is_from_right_to_left(publication: Publication) -> None:
    assert directions(publication("نص.", more="language: ar\n")) == [("html", "ar", "rtl")]


def test_a_quotation_a_phrase_and_a_cell_have_their_own_direction(publication: Publication) -> None:
    text = "{lang=ar}\n> نص.\n\nIn [Яблоко]{lang=ru} [نص.]{lang=ar}.\n\n| a |\n|---|\n| [x]{lang=he} |\n"
    project = publication(text, options="'language': 'en'")
    (project.folder / "conf.py").open("a").write("myst_enable_extensions = ['attrs_inline', 'attrs_block']\n")
    project.build("-D", "citator_publication=x", fresh=True)
    assert directions(project) == [("blockquote", "ar", "rtl"), ("span", "ar", "rtl"), ("span", "he", "rtl")]


def test_english_words_in_an_arabic_text_are_from_left_to_right(publication: Publication) -> None:
    project = publication("قال [Smith!]{lang=en}.", more="language: ar\n")
    (project.folder / "conf.py").open("a").write("myst_enable_extensions = ['attrs_inline']\n")
    project.build("-D", "citator_publication=x", fresh=True)
    assert directions(project) == [("html", "ar", "rtl"), ("span", "en", "ltr")]


def test_a_cited_title_that_is_arabic_is_from_right_to_left(publication: Publication) -> None:
    project = publication("Text [@qab].\n\n```{bibliography}\n```", bib=BIB + ARABIC)
    assert set(directions(project)) == {("span", "ar", "rtl")}


def test_the_mark_behind_an_arabic_name_runs_as_the_entry_does(publication: Publication) -> None:
    """``dir`` isolates: a full stop within it would stand before the name."""
    project = publication("Text [@qab].\n\n```{bibliography}\n```", bib=BIB + ARABIC)
    page = project.page("summaries/x/index.html")
    spans = page.xpath("//span[@dir='rtl']")
    assert {node.text_content() for node in spans} <= {"قباني, نزار", "قباني", "نزار قباني", "قصائد", "دار"}


def test_entries_and_citations_of_latin_works_run_their_own_way_in_an_arabic_text(publication: Publication) -> None:
    project = publication("نص [@rep2020].\n\n```{bibliography}\n```", more="language: ar\n")
    page = project.page("summaries/x/index.html")
    assert page.xpath("//*[@class='citator-citation']/@dir") == ["auto"]
    assert len(page.xpath("//*[@class='citator-entry-content']/bdi")) == 1
    assert len(page.xpath("//template//bdi | //*[contains(@class, 'citator-card')]//bdi")) == 1


def test_a_script_decides_where_a_tag_names_one() -> None:
    languages = ["ar", "ar-EG", "fa", "he", "ku-Arab", "AR", "ar-Latn", "en", "ru", "de-AT"]
    assert [is_right_to_left(language) for language in languages] == [True] * 6 + [False] * 4


def test_source_and_note_of_a_table_are_named_in_the_language_of_the_text(publication: Publication) -> None:
    table = "```{data-table} d.csv\n:source: Amt\n:note: Geschätzt\n:cite: key\n```"
    project = publication(table, more="language: de\n")
    project.write({"docs/summaries/d.csv": "name,key\na,rep2020\n"}).build("-D", "citator_publication=x", fresh=True)
    page = project.page("summaries/x/index.html")
    assert [node.text_content() for node in page.xpath("//*[@class='citator-table-notes docutils container']/p")] == [
        "Quelle: Amt",
        "Anmerkung: Geschätzt",
    ]
    assert page.xpath("//th//text()")[-1] == "Quellen"


def test_a_card_names_pages_in_the_language_of_the_text(publication: Publication) -> None:
    project = publication("So [@rep2020, pp. 4-5; @art2019, ch. 2].", more="language: de-AT\n")
    page = project.page("summaries/x/index.html")
    assert page.xpath("//@data-locator") == ["S. 4–5", "Kap. 2"]


def test_a_publication_that_is_not_yet_public_is_named_in_the_language_of_the_text(publication: Publication) -> None:
    project = publication("Siehe {pub}`y`.", more="language: de\n")
    draft = "---\ntype: summary\ntitle: Y\ndate: 2026-01-02\nstatus: draft\n---\n# Y\n"
    project.write({"docs/summaries/y.md": draft}).build("-D", "citator_publication=x", fresh=True)
    assert "Siehe eine noch nicht öffentliche Publikation." in project.text("summaries/x/index.html")


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-GB", "He said “yes, ‘no’”."),
        ("de-AT", "He said „yes, ‚no‘“."),
        ("fr", "He said «\xa0yes, “no”\xa0»."),
        ("ru", "He said «yes, „no“»."),
    ],
)
def test_straight_quotation_marks_become_those_of_the_language(
    publication: Publication, language: str, printed: str
) -> None:
    smart = "'language': 'en'}\nmyst_enable_extensions = ['smartquotes']\n_ = {"
    project = publication("He said \"yes, 'no'\".", more=f"language: {language}\n", options=smart)
    assert project.page("summaries/x/index.html").xpath("//p[@id='p1']/text()") == [printed]
