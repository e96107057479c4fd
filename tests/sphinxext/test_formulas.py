"""A formula is the same on pages and in the PDF, and has the same place each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from citator.sphinxext.mathematics import mathml

from .projects import Project

ARRAY = r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}"


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{gather*} a \\ b \end{gather*}",
        r"\begin{multline} a \\ b \end{multline}",
        r"\tfrac12",
        r"\stackrel{!}{=}",
        r"\color{red} x",
        ARRAY,
    ],
)
def test_what_the_pdf_sets_is_set_on_pages(tex: str) -> None:
    assert mathml(tex, block=True)


def test_an_array_has_its_rules_on_pages() -> None:
    cells = (mathml(ARRAY, block=True) or "").split("<mtd")[1:]
    classes = [cell.partition('class="')[2].partition('"')[0].split()[1:] for cell in cells]
    top, left = "citator-rule-top", "citator-rule-left"
    assert classes == [[], [left], [top], [top, left]]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\text{A \& B \% C \# D \_ E}", "A & B % C # D _ E"),
        (r"\text{5\,\%~x}", "5\u202f%\u00a0x"),
        (r"\text{5 \$ b}", "5 $ b"),
        (r"\operatorname{R\&D}", "R&D"),
        (r"\operatorname*{argmax}_x", "argmaxx"),
    ],
)
def test_a_page_shows_signs_without_their_backslashes(tex: str, text: str) -> None:
    assert html.fromstring(mathml(tex, block=True) or "").text_content().replace("\u2061", "").strip() == text


@pytest.mark.parametrize("tex", [r"\frac{a}{", r"\left( x", r"\begin{pmatrix} a", r"\ce{H2O}", r"a \\ b"])
def test_what_cannot_be_set_whole_is_not_set(tex: str) -> None:
    assert mathml(tex) is None


def test_no_page_holds_styles_of_formulas() -> None:
    assert "style=" not in (mathml(ARRAY, block=True) or "")


def test_a_formula_that_stands_alone_has_the_same_anchor_each_time(book: Callable[..., Project]) -> None:
    text = "# Page\n\n\\begin{align}\na &= b\n\\end{align}\n"
    project = book({"index.md": text}, conf='myst_enable_extensions = ["amsmath"]\n')
    assert project.page("index.html").xpath("//*[starts-with(@id, 'equation-')]/@id") == ["equation-index-0"]


def test_words_of_the_author_are_what_a_page_says_of_a_formula(publication: Callable[..., Project]) -> None:
    page = publication("{math}`E = mc^2 \\alt{energy and mass are one}`").page("summaries/x/index.html")
    assert page.xpath("//*[local-name() = 'math']/@alttext") == ["energy and mass are one"]
    assert "alt{" not in page.text_content()


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"\color{red} x", 1),
        (r"\begin{matrix} a \\\color{red} b \end{matrix}", 1),
        (r"\begin{matrix} a \\color \end{matrix}", 0),
    ],
)
def test_a_colour_is_told_and_a_line_break_is_none(publication: Callable[..., Project], tex: str, told: int) -> None:
    assert publication(f"{{math}}`{tex}`").warnings.count("the colour in the formula") == told
