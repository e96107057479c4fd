"""What is in another language, or written from right to left, says so on the page."""

from __future__ import annotations

from collections.abc import Callable

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


def test_a_script_decides_where_a_tag_names_one() -> None:
    languages = ["ar", "ar-EG", "fa", "he", "ku-Arab", "AR", "ar-Latn", "en", "ru", "de-AT"]
    assert [is_right_to_left(language) for language in languages] == [True] * 6 + [False] * 4
