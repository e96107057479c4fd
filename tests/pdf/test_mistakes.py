"""A mistake never stops the PDF silently: it is told with file and line, and what can be printed is printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from showcase import SQUARE, Built

PAPER = "---\ntype: summary\ntitle: Tides\ndate: 2026-11-23\n---\n# Tides\n\n"


def paper(text: str, **files: str | bytes) -> dict[str, str | bytes]:
    return {"docs/index.md": "# Library\n", "docs/summaries/tides.md": PAPER + text, **files}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "```{figure} a.svg\nA square.\n```\n",
            "docs/summaries/tides.md:8: WARNING: figure 'a.svg' has no alternative text; "
            "add :alt:, or :decorative: [citator.missing-alt]",
        ),
        (
            "![A map](https://example.org/a.png)\n",
            "docs/summaries/tides.md:8: WARNING: image https://example.org/a.png is on the web; "
            "save it beside the chapter [citator.remote-image]",
        ),
        (
            "Water is $\\ce{H2O}$.\n",
            "docs/summaries/tides.md:8: WARNING: cannot set the formula '\\ce{H2O}'; "
            "write it in plainer LaTeX [citator.math]",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, message: str, library: Callable[..., Built]) -> None:
    built = library(paper(text) | {"docs/summaries/a.svg": SQUARE})
    assert message in built.messages


def test_a_figure_without_alternative_text_is_described_by_its_caption(library: Callable[..., Built]) -> None:
    built = library(paper("```{figure} a.svg\nA square.\n```\n") | {"docs/summaries/a.svg": SQUARE})
    assert 'alt: "A square."' in built.typst


def test_a_formula_that_cannot_be_set_is_printed_as_its_source(library: Callable[..., Built]) -> None:
    assert '#code("\\\\ce{H2O}");' in library(paper("Water is $\\ce{H2O}$.\n")).typst


def test_an_unknown_element_is_named_and_its_text_is_printed(library: Callable[..., Built]) -> None:
    conf = """
extensions = ["myst_parser", "citator", "odd"]
html_theme = "furo"
citator_library = {"name": "The Library", "publisher": "The Institute"}
import sys, os
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
"""
    odd = """
from docutils import nodes
from docutils.parsers.rst import Directive
class Oddity(nodes.Element): pass
class OddDirective(Directive):
    def run(self):
        node = Oddity("", nodes.paragraph("", "Odd words."))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]
def setup(app):
    app.add_node(Oddity, html=(lambda s, n: None, lambda s, n: None))
    app.add_directive("odd", OddDirective)
"""
    built = library(paper("```{odd}\n```\n") | {"conf.py": conf, "odd.py": odd})
    assert built.messages == [
        "docs/summaries/tides.md:8: WARNING: the PDF cannot show the element 'Oddity'; "
        "its text is printed alone [citator.pdf-node]"
    ]
    assert "Odd words\\." in built.typst
