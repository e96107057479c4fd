"""``{bibliography}`` and ``{footbibliography}`` with the options of sphinxcontrib-bibtex, and small directives of ours."""

from __future__ import annotations

import ast
import os
import re
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.nodes import bibliography_node, citator_notes
from citator.sphinxext.records import BibliographyRecord, NamedBib
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.styles import list_style


def _start(value: str) -> int:
    return -1 if value == "continue" else int(directives.positive_int(value))


class BibliographyDirective(SphinxDirective):
    """A list of works; which ones, is decided when the whole publication has been read."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {
        "cited": directives.flag,
        "notcited": directives.flag,
        "all": directives.flag,
        "filter": directives.unchanged,
        "style": directives.unchanged,
        "list": lambda value: directives.choice(value, ("citation", "bullet", "enumerated")),
        "enumtype": directives.unchanged,
        "start": _start,
        "labelprefix": directives.unchanged,
        "keyprefix": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return an empty list that carries its record."""
        source, line = self.get_source_info()
        record = BibliographyRecord(
            docname=self.env.docname,
            ordinal=0,
            where=Where(source, line),
            filter=self._filter(Where(source, line)),
            style=list_style(self.env._app, self.options.get("style"), Where(source, line)),
            list_=self.options.get("list", "citation"),
            enumtype=self.options.get("enumtype", "arabic"),
            start=self.options.get("start", 1),
            labelprefix=self.options.get("labelprefix", ""),
            keyprefix=self.options.get("keyprefix", ""),
            files=tuple(map(self._named, self.arguments[0].split())) if self.arguments else (),
            keys=tuple(line.strip() for line in self.content if line.strip()),
        )
        header = self.config.bibtex_bibliography_header
        return [*(self.parse_text_to_nodes(header) if header else []), bibliography_node(record)]

    def _named(self, name: str) -> NamedBib:
        """Count a path from the document, as sphinxcontrib-bibtex does, else from the folder of documents or ``conf.py``."""
        app = self.env._app
        places = (self.env.relfn2path(name)[1], app.srcdir / name, app.confdir / name)
        return NamedBib(name, tuple(os.path.relpath(place, app.confdir) for place in places))

    def _filter(self, where: Where) -> str:
        if "filter" in self.options:
            expression: str = self.options["filter"]
            try:
                ast.parse(expression, mode="eval")
            except SyntaxError:
                message = f"cannot read the filter {expression!r}; the list shows all cited works"
                note_diagnostic(self.env, Diagnostic(Code.BIBLIOGRAPHY_FILTER, message, where))
                return "cited"
            return expression
        if "all" in self.options:
            return "True"
        return "not cited" if "notcited" in self.options else "cited"


class FootBibliographyDirective(SphinxDirective):
    """The place for the notes of ``footcite``; without it they stand at the end of the page."""

    def run(self) -> list[nodes.Node]:
        """Return the empty list of notes."""
        header = self.config.bibtex_footbibliography_header
        return [*(self.parse_text_to_nodes(header) if header else []), citator_notes("", foot=True)]


_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s)")
"""As a terminal shows it, in texts that quote nothing."""


class DiagnosticsTableDirective(SphinxDirective):
    """A table of all diagnostics, from the enum that the program itself uses."""

    def run(self) -> list[nodes.Node]:
        """Return a definition list; its texts are never parsed, for they show the syntax that they speak of."""
        return [nodes.definition_list("", *(_explained(code) for code in Code), classes=["citator-diagnostics"])]


def _explained(code: Code) -> nodes.definition_list_item:
    name = nodes.literal("", f"citator.{code.value}")
    return nodes.definition_list_item(
        "",
        nodes.term("", "", name),
        nodes.definition(
            "",
            nodes.paragraph("", _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", f"{code.meaning} {code.remedy}")),
            nodes.paragraph(
                "", "", nodes.Text("For example: "), nodes.literal("", code.example), classes=["citator-ragged"]
            ),
        ),
    )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("bibliography", BibliographyDirective, override=True)
    app.add_directive("footbibliography", FootBibliographyDirective, override=True)
    app.add_directive("diagnostics-table", DiagnosticsTableDirective)
