"""Wherever a title or caption is said again, it has no citations, and its formulas are text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes

from citator.sphinxext.titles import one_line

from .projects import Project

ONE = """\
(one)=
# One $x^2$

(there)=
## Head [@rep2020], and so on

:::{figure} a.svg
:name: fig
:alt: A square

Caption with [@rep2020], $x^2$
:::

See [](#there); {ref}`there`; [](#fig); {ref}`one`.
"""
TWO = "# Two\n\nSee [](one.md#there); {ref}`there`; {ref}`fig`; {doc}`one`; [](one.md).\n"
EXTENSIONS = 'myst_enable_extensions = ["colon_fence", "dollarmath"]\n'
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def see(project: Project, name: str) -> str:
    (paragraph,) = project.page(name).xpath("//p[starts-with(., 'See ')]")
    return " ".join(paragraph.text_content().split())


def test_references_to_titles_and_captions_have_no_holes_and_no_code(publication: Callable[..., Project]) -> None:
    project = publication({"one.md": "# One\n", "two.md": TWO})
    project.write({"conf.py": (project.folder / "conf.py").read_text("utf-8") + EXTENSIONS})
    project.write({"docs/reports/x/one.md": ONE, "docs/reports/x/a.svg": SQUARE})
    project.build("-D", "citator_publication=x", fresh=True)
    head, caption = "Head, and so on", "Caption with, x²"
    assert project.warnings == ""
    assert see(project, "reports/x/one.html").startswith(f"See {head}; {head}; {caption}; One x².")
    assert see(project, "reports/x/two.html").startswith(f"See {head}; {head}; {caption}; One x²; One x².")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("E=mc^2", "E = mc²"),
        (r"\frac{a+1}{b}", "(a+1)/b"),
        (r"\alpha_{ij} \le \sqrt{2}", "αᵢⱼ ≤ √2"),
        (r"10^{-6}", "10⁻⁶"),
        (r"x^{q}", "x^q"),
        (r"\sin x", "sin x"),
        (r"R\&D", "R&D"),
        (r"\unheardof{x}", r"\unheardof{x}"),
    ],
)
def test_a_formula_in_a_line_of_text_is_its_signs(tex: str, text: str) -> None:
    title = nodes.title("", "", nodes.Text("On "), nodes.math(tex, tex))
    assert one_line(title) == f"On {text}"
