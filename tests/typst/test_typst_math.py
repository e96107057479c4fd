"""LaTeX formulas are set by whichever converter Typst believes, and only whole."""

from __future__ import annotations

import pytest
from typst_project import Apart

from citator.typst.latex import fault, lost, plain
from citator.typst.math import to_typst_math


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
    ("latex", "code"),
    [
        (
            r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
            'mat(augment: #("hline": (1,), "vline": (1,)), delim: #none, a, b ; c, d)',
        ),
        (r"\begin{array}{ll} a & b \end{array}", "mat(align: #left, delim: #none, a, b)"),
        (r"\begin{matrix} a & b \\ c & d \end{matrix}", "mat(delim: #none, a, b ; c, d)"),
        (r"\text{if } x", '"if " x'),
        (r"\text{] #panic() [}", '"] #panic() ["'),
        (r"\begin{cases} a & b \\ c & d \end{cases}", "cases(a & quad b, c & quad d)"),
    ],
)
def test_a_formula_is_set_with_its_rules_rooms_and_words(latex: str, code: str, apart: Apart) -> None:
    assert apart(to_typst_math, latex) == code


@pytest.mark.parametrize(
    ("latex", "sign"),
    [
        (r"\bigl( x \bigr)", r"\("),
        (r"\left( a \middle| b \right)", "bar.v"),
        (r"x < y \& z", r"y \& z"),
        (r"\mathrm{R\&D}", r"R \& D"),
        (r"\begin{aligned} a &= b \& c \\& d \end{aligned}", r"b \& c \ & d"),
        (r"a\_b\#c\ d", r"a \_ b \# c  space  d"),
        (r"5\% \$ \{ x \} \backslash", r"5 % \$ { x } backslash"),
        (r"\text{A \& B \% C \# D \_ E}", '"A & B % C # D _ E"'),
        (r"\text{5 \$ \{a\} b}", r'"5 \u{24} {a} b"'),
        (r"\text{5\,\%~x}", '"5\u202f%\u00a0x"'),
    ],
)
def test_no_sign_of_a_formula_is_lost(latex: str, sign: str, apart: Apart) -> None:
    assert sign in apart(to_typst_math, latex)


@pytest.mark.parametrize(
    ("latex", "shown", "signs"),
    [
        (r"x < y \& z", "x<yz", "&"),
        (r"\frac{a}{12} \hspace{1em}", "a1", "2"),
        (r"\text{A \& B} \ddot{o} \tag{7}", "A & B ö", ""),
        (r"\mathbb{R}", "ℝ", ""),
    ],
)
def test_signs_that_a_converter_dropped_are_found(latex: str, shown: str, signs: str) -> None:
    assert lost(plain(latex), shown) == signs


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        (r"\frac{a}{", "a brace is not closed"),
        (r"x}", "a brace is closed that was not opened"),
        (r"\left( x", r"\left has no \right"),
        (r"x \right)", r"\right has no \left"),
        (r"\begin{pmatrix} a & b", r"\begin{pmatrix} has no \end{pmatrix}"),
        (r"a \end{pmatrix}", r"\end{pmatrix} has no \begin{pmatrix}"),
    ],
)
def test_a_formula_that_is_not_balanced_is_not_set(latex: str, what: str) -> None:
    assert (fault(latex), to_typst_math(latex)) == (what, None)


@pytest.mark.parametrize("latex", [r"\{ x \}", r"\left\{ x \right.", r"a \% {b} % {", r"\text{one } x", r"\\[2pt] x"])
def test_what_is_balanced_has_no_fault(latex: str) -> None:
    assert fault(latex) is None
