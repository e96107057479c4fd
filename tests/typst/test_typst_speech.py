"""A formula can be read aloud, in the language of its publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citator.typst.speech import spoken
from citator.typst.vocabulary import _LANGUAGES, _WORDS

ENGLISH = {
    "": "formula",
    r"E = mc^2": "E equals mc squared",
    r"p = k / n": "p equals k over n",
    r"\frac{a}{b}": "a over b",
    r"\tfrac12": "1 over 2",
    r"\frac{a}{b+1}": "the fraction a over b plus 1, end of fraction",
    r"\frac{a}{b} + 1": "a over b plus 1",
    r"x^12": "x to the power 1 2",
    r"x^\frac12": "x to the power 1 over 2",
    r"x^{-1}": "x to the power minus 1",
    r"x_{i+1}": "x sub i plus 1, end of index",
    r"90^\circ": "90 degrees",
    r"A^T x'": "A transposed x prime",
    r"\sqrt{x_i} \geq 0": "the square root of x sub i is greater than or equal to 0",
    r"\sqrt[3]{x}": "the root of order 3 of x",
    r"\sum_{i=1}^n x_i": "the sum from i equals 1 to n of x sub i",
    r"\sum\limits_{i \in I} x": "the sum over i is in I of x",
    r"\int_0^\infty f(x)\,dx": "the integral from 0 to infinity of f of x dx",
    r"\lim_{x \to 0} g": "the limit as x tends to 0 of g",
    r"f: A \to B": "f: A to B",
    r"a \ll b": "a is much less than b",
    r"\mathbb R \subset \mathbb{H}": "the real numbers is a subset of double-struck H",
    r"\operatorname{Var}(p)": "Var of p",
    r"p(1 - p)": "p open parenthesis 1 minus p close parenthesis",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": "a equals b; c equals d",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "the 2 by 2 matrix: row 1: a, b; row 2: c, d, end of matrix",
    r"\begin{vmatrix} a \end{vmatrix}": "the 1 by 1 determinant: row 1: a, end of determinant",
    r"\begin{cases} 1 & \text{if } x \\ 0 & y \end{cases}": "2 cases: case 1: 1, if x; case 2: 0, y, end of cases",
    r"\hat\theta + \bar{x}": "theta hat plus x bar",
    r"\Gamma \varepsilon": "capital gamma epsilon",
    r"\left| x \right|": "the absolute value of x, end of absolute value",
    r"\color{red} x \quad y": "x, y",
    r"\unheard x": "unheard x",
    r"10^{-3}\,\mathrm{kg}": "10 to the power minus 3 kg",
}


@pytest.mark.parametrize("latex", ENGLISH)
def test_a_formula_can_be_read_aloud(latex: str) -> None:
    assert spoken(latex) == ENGLISH[latex]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de-AT", "die Summe von i gleich 1 bis n von x Index i durch 2"),
        ("fr", "la somme de i égale 1 à n de x indice i sur 2"),
        ("es", "la suma de i es igual a 1 a n de x subíndice i sobre 2"),
        ("ru", "сумма от i равно 1 до n: x с индексом i делить на 2"),
        ("zh", "求和 从 i 等于 1 到 n: 2 分之 x 下标 i"),
        ("eo", "the sum from i equals 1 to n of x sub i over 2"),
    ],
)
def test_a_formula_is_read_in_the_language_of_its_publication(language: str, words: str) -> None:
    assert spoken(r"\sum_{i=1}^n \frac{x_i}{2}", language) == words


@pytest.mark.parametrize("name", _WORDS)
def test_every_language_says_what_applies_to_something(name: str) -> None:
    def places(words: str) -> set[str]:
        return {place for place in ("{0}", "{1}", "{2}") if place in words}

    assert len(_WORDS[name]) == len(_LANGUAGES)
    assert all(places(words) == places(_WORDS[name][0]) for words in _WORDS[name])


@given(st.text(alphabet="\\{}^_&ab12 ()|[]'frcsqtlei$%", max_size=40))
def test_any_text_can_be_read(latex: str) -> None:
    assert spoken(latex)
