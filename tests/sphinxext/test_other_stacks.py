"""A conf.py written for sphinxcontrib-bibtex, pybtex or myst-nb: what is honoured, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .projects import Project

Book = Callable[..., Project]
PAGE = {"index.md": "# Book\n\nText [@rep2020].\n\n```{bibliography}\n```\n"}
PLUGIN = """
import pybtex.plugin
from pybtex.style.formatting.unsrt import Style
class MyStyle(Style): pass
pybtex.plugin.register_plugin("pybtex.style.formatting", "mystyle", MyStyle)
bibtex_default_style = "mystyle"
"""


@pytest.mark.parametrize(
    ("default", "reference", "text", "csl"),
    [
        ("alpha", "label", "[Smit20]", "american-mathematical-society-label"),
        ("plain", "label", "[1]", "american-mathematical-society-numeric"),
        ("unsrt", "label", "[1]", "ieee"),
        ("plain", "author_year", "(Smith 2020)", "chicago-author-date"),
        ("unsrt", "super", "1", "american-medical-association"),
    ],
)
def test_a_style_of_pybtex_maps_to_a_csl_style_and_is_told_once(
    book: Book, default: str, reference: str, text: str, csl: str
) -> None:
    project = book(PAGE, conf=f'bibtex_default_style = "{default}"\nbibtex_reference_style = "{reference}"\n')
    assert project.page("index.html").xpath("//*[@class='citator-citation']")[0].text_content() == text
    assert project.warnings == ""
    assert project.messages.count(f"is set in the CSL style '{csl}'") == 1


def test_a_csl_style_of_the_authors_choice_needs_no_message(book: Book) -> None:
    assert "is set in the CSL style" not in book(PAGE, conf='citator_style = "apa"\n').messages


def test_plugins_of_pybtex_are_named_as_not_used(book: Book) -> None:
    project = book(PAGE, conf=PLUGIN)
    assert "pybtex plug-ins are not used: mystyle (pybtex.style.formatting)" in project.warnings
    assert "conf.py:9: WARNING: unknown citation style 'mystyle'" in project.warnings
    assert "[Smit20]" in project.text("index.html")


def test_an_unknown_style_of_a_list_is_told_and_the_projects_is_used(book: Book) -> None:
    page = {"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:style: nosuch\n```\n"}
    project = book(page, conf='bibtex_default_style = "unsrt"\n')
    message = "unknown citation style 'nosuch'; the style of the project is used; name one of the CSL repository, or a .csl file"
    assert f"index.md:5: WARNING: {message}" in project.warnings
    assert "[1]" in project.text("index.html")


def test_a_style_of_a_list_dresses_its_entries_alone(book: Book) -> None:
    text = "# Book\n\n[@rep2020] [@book2018]\n\n```{bibliography}\n:style: chicago-author-date\n:filter: key == 'rep2020'\n```\n\n```{bibliography}\n:filter: key == 'book2018'\n```\n"
    shown = book({"index.md": text}, conf='citator_style = "ieee"\n').text("index.html")
    for words in (
        "Book¶ [1] [2]",
        "[1] Smith, Jane. 2020. A Report. Institute.",
        "[2] И. Абель, Книга о мире. Наука, 2018.",
    ):
        assert words in shown


def test_a_list_in_a_style_of_numbers_leaves_a_text_its_notes(book: Book) -> None:
    page = {"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:style: ieee\n```\n"}
    project = book(page, conf='citator_style = "chicago-notes-bibliography"\n')
    assert project.warnings == ""
    assert project.page("index.html").xpath("//a[@role='doc-noteref']/text()") == ["1"]
    assert "J. Smith, “A report,” Institute" in project.text("index.html")


def test_a_list_whose_style_prints_no_letters_after_years_is_told_where_citations_show_them(book: Book) -> None:
    works = "".join(f"@book{{{key}, author={{Ape, Ann}}, title={{{key}}}, date={{2020}}}}\n" for key in ("one", "two"))
    page = {"index.md": "# Book\n\n[@one; @two]\n\n```{bibliography}\n:style: ieee\n```\n"}
    message = "citations show 'one' as 2020a, and the style of this list prints no such letter; name one that does"
    assert (
        f"index.md:5: WARNING: {message} [citator.list-style]"
        in book(page, bib=works, conf='citator_style = "apa"\n').warnings
    )


def test_citations_show_the_labels_of_a_list_as_those_of_sphinxcontrib_bibtex_do(book: Book) -> None:
    page = {"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:style: unsrt\n```\n"}
    assert "Book¶ [1] [1] J. Smith" in book(page).text("index.html")


def test_a_list_in_a_style_of_pybtex_leaves_author_and_year_in_the_text(book: Book) -> None:
    page = {"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:style: plain\n```\n"}
    assert "(Smith 2020)" in book(page, conf='bibtex_reference_style = "author_year"\n').text("index.html")


def test_a_notebook_of_myst_nb_cites(book: Book) -> None:
    notebook = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n# Book\n\nText @rep2020 and {cite:p}`art2019`.\n\n```{code-cell} python\nx = 1  # @rep2020\n```\n\n```{bibliography}\n```\n"
    conf = 'extensions = ["myst_nb", "citator"]\nnb_execution_mode = "off"\nbibtex_reference_style = "author_year"\nsuppress_warnings = ["myst-nb.lexer"]\n'
    project = book({"index.md": notebook}, conf=conf)
    assert project.warnings == ""
    assert "Text Smith (2020) and (Jones 2019)." in project.text("index.html")
    assert "# @rep2020" in project.text("index.html")


def test_a_markdown_link_to_nowhere_is_told_by_myst_alone(book: Book) -> None:
    project = book({"index.md": "# Book\n\n[text](nowhere)\n"})
    assert project.warnings.count("WARNING") == 1
    assert "[myst.xref_missing]" in project.warnings


def test_the_table_of_diagnostics_shows_its_examples_as_they_are(book: Book) -> None:
    project = book({"index.md": "# Messages\n\n```{diagnostics-table}\n```\n"})
    assert project.warnings == ""
    assert "an @string abbreviation" in project.text("index.html")
    assert "citator.unknown-key" in project.page("index.html").xpath("//dt//code")[0].text_content()
