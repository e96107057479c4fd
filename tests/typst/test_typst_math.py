"""LaTeX formulas are set by whichever converter Typst believes, and can be read aloud."""

from __future__ import annotations

import pytest
from typst_project import Apart

from citator.typst.math import spoken, to_typst_math


@pytest.mark.parametrize(
    "latex",
    [
        r"E = mc^2",
        r"\frac{a}{b}",
        r"\operatorname{Var}(p) = \frac{p\,(1 - p)}{n}",
        r"\sum_{i=1}^{n} x_i \leq \sqrt{2\pi}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\mathbb{R}^n \to \mathcal{F}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    ],
)
def test_common_formulas_are_set(latex: str, apart: Apart) -> None:
    assert apart(to_typst_math, latex)


@pytest.mark.parametrize("latex", [r"\ce{H2O}", r"\undefinedthing{x}", r"x $ #panic() $"])
def test_what_cannot_be_set_is_refused(latex: str, apart: Apart) -> None:
    code = apart(to_typst_math, latex)
    assert code is None or "panic" not in code


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"E = mc^2", "E equals mc squared"),
        (r"\frac{a}{b+1}", "a over b plus 1"),
        (r"p = k / n", "p equals k over n"),
        (r"\sqrt{x_i} \geq 0", "the square root of x sub i greater than or equal to 0"),
        (r"\operatorname{Var}(p)", "Var ( p )"),
        ("", "formula"),
    ],
)
def test_a_formula_can_be_read_aloud(latex: str, words: str) -> None:
    assert spoken(latex) == words
