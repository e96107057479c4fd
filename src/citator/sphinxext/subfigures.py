"""``{subfigures}``: figures side by side under one number."""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class SubfiguresDirective(SphinxDirective):
    """Figures side by side under one number and one caption, which is the last paragraph; each is told by its letter."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged, "class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return one figure that holds the others as groups of their image and their words."""
        whole = nodes.figure("", classes=["citator-subfigures", *self.options.get("class", [])])
        self.set_source_info(whole)
        letters, rest = _letters(), list[nodes.Node]()
        for node in self.parse_content_to_nodes():
            if isinstance(node, nodes.figure):
                while rest and isinstance(rest[-1], nodes.target):
                    self._label(node, rest.pop())
                whole += _part(node, next(letters))
            elif not isinstance(node, nodes.comment):
                rest.append(node)
        if not whole.children:
            message = "{subfigures} holds no figure; write each picture in it as a {figure}, or take {subfigures} out"
            self.state.document.reporter.warning(message, line=self.lineno)
            return rest
        if rest and isinstance(rest[-1], nodes.paragraph):
            last = rest.pop()
            whole += nodes.caption("", "", *last.children)
        self.add_name(whole)
        return [whole, *rest]

    def _label(self, figure: nodes.figure, label: nodes.Node) -> None:
        """Give a figure the label before it as if it were its ``:name:``, for it goes into another one."""
        assert isinstance(label, nodes.target)
        figure["ids"].extend(label["ids"])
        figure["names"].extend(label["names"])
        self.state.document.ids.update(dict.fromkeys(label["ids"], figure))


def _letters() -> Iterator[str]:
    """Yield a, b … z, aa, ab …"""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=length))


def _part(figure: nodes.figure, letter: str) -> nodes.container:
    """Return a figure as a group without a number of its own: a letter stands before its caption."""
    part = nodes.container("", classes=["citator-subfigure"], ids=figure["ids"], names=figure["names"])
    part.source, part.line = figure.source, figure.line
    captions = [child for child in figure.children if isinstance(child, nodes.caption)]
    words = [*captions[0].children] if captions else []
    line = nodes.paragraph("", "", nodes.Text(f"({letter}) "), *words, classes=["citator-subcaption"])
    part.extend(child for child in figure.children if child not in captions and not isinstance(child, nodes.legend))
    part += line
    for legend in figure.children:
        if isinstance(legend, nodes.legend):
            part.extend(legend.children)
    return part


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("subfigures", SubfiguresDirective)
