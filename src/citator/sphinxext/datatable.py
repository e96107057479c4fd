"""``{data-table}``: rows and columns of a CSV file as a table, a column of keys as citations."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from citator.diagnostics import Code
from citator.model.citation import Citation, CitationItem
from citator.site.words import say
from citator.sphinxext.data import Table, download_line, find_file, notes_below, problem, read_rows, tell
from citator.sphinxext.dataformats import FORMATS
from citator.sphinxext.nodes import citator_citation
from citator.sphinxext.publication import current_publication

Row = dict[str, str]
Test = Callable[[str, str], bool]

_CONDITION = re.compile(r"^\s*(?P<column>.+?)\s*(?P<operator>!=|\^=|=|\bin\b)\s*(?P<value>.*?)\s*$")
_ALIGNMENTS = ("left", "right", "center")
_TESTS: dict[str, Test] = {
    "=": operator.eq,
    "!=": operator.ne,
    "^=": str.startswith,
    "in": lambda value, choices: value in [choice.strip() for choice in choices.split("|")],
}


class DataTableDirective(SphinxDirective):
    """A table whose numbers stand in a file, so that text, table and figure cannot differ."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        "name": directives.unchanged,
        "class": directives.class_option,
        "caption": directives.unchanged_required,
        "columns": directives.unchanged_required,
        "headings": directives.unchanged_required,
        "where": directives.unchanged_required,
        "cite": directives.unchanged_required,
        "cite-heading": directives.unchanged_required,
        "widths": directives.positive_int_list,
        "align": directives.unchanged_required,
        "numbers": directives.unchanged_required,
        "dates": directives.unchanged_required,
        "landscape": directives.flag,
        "source": directives.unchanged_required,
        "note": directives.unchanged_required,
        "download": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the table and, under it, its source, notes and data."""
        path = find_file(self, self.arguments[0])
        table = read_rows(self, path) if path is not None else None
        if path is None or table is None:
            return problem(f"[{self.arguments[0]}]")
        columns = _split(self.options.get("columns", "")) or list(table.columns)
        formatted = [name for option in FORMATS for name in _split(self.options.get(option, ""))]
        cite = self.options.get("cite", "")
        asked = dict.fromkeys([*columns, *formatted, *([cite] if cite else [])])
        unknown = [name for name in asked if name not in table.columns]
        if unknown:
            self._tell(f"{path.name} has no column {', '.join(map(repr, unknown))}; it has {', '.join(table.columns)}")
        self._check_options(columns)
        columns = [name for name in columns if name not in unknown]
        if not columns:
            return problem(f"[{self.arguments[0]}]")
        selected = self._selected(table)
        if not selected:
            self._tell(
                f"no row of {path.name} meets {self.options['where']!r}; correct the condition"
                if table.rows
                else f"{path.name} has no rows; write some below the names of its columns"
            )
        made = self._table(columns, "" if cite in unknown else cite, [self._printed(row) for row in selected])
        below = notes_below(self)
        only = download_line(self, [self.arguments[0]]) if "download" in self.options else None
        if only is not None:
            below.append(only)
        return [made, *([nodes.container("", *below, classes=["citator-table-notes"])] if below else [])]

    def _tell(self, message: str) -> None:
        tell(self, Code.DATA, message)

    def _check_options(self, columns: list[str]) -> None:
        """Tell of options that do not fit the columns."""
        headings, count = _split(self.options.get("headings", "")), len(columns)
        if headings and len(headings) != count:
            self._tell(f":headings: has {len(headings)} names for {count} columns; give one for each")
        widths, count = self.options.get("widths"), count + ("cite" in self.options)
        if widths and len(widths) != count:
            self._tell(f":widths: has {len(widths)} numbers for {count} columns; give one for each")
        for name in _split(self.options.get("align", "")):
            if name not in _ALIGNMENTS:
                self._tell(f"cannot align a column {name!r}; write {', '.join(_ALIGNMENTS)}")

    def _selected(self, table: Table) -> list[Row]:
        rows = table.rows
        for condition in _split(self.options.get("where", ""), ";"):
            match = _CONDITION.match(condition)
            if match is None or match["column"] not in table.columns:
                self._tell(f"cannot read the condition {condition!r}; write column = value")
                continue
            test = _TESTS[match["operator"]]
            rows = [row for row in rows if test(row[match["column"]], match["value"])]
        return rows

    def _printed(self, row: Row) -> Row:
        """Return a row with its numbers and dates as the language of the publication writes them."""
        publication = current_publication(self.env._app)
        language = publication.language if publication else self.config.language
        named = {name: form for option, form in FORMATS.items() for name in _split(self.options.get(option, ""))}
        return {name: named[name](text, language) if name in named else text for name, text in row.items()}

    def _table(self, columns: list[str], cite: str, rows: list[Row]) -> nodes.table:
        headings = _split(self.options.get("headings", "")) or [name.replace("_", " ").capitalize() for name in columns]
        if cite:
            headings = [*headings, self.options.get("cite-heading", say(self.config.language, "Sources"))]
        count = len(columns) + bool(cite)
        headings = [*headings, *[""] * count][:count]
        widths = self.options.get("widths") or [1] * count
        aligns = [name if name in _ALIGNMENTS else "" for name in _split(self.options.get("align", ""))]
        table = nodes.table("", classes=["citator-data-table", *self.options.get("class", [])])
        self.set_source_info(table)
        if "landscape" in self.options:
            table["landscape"] = True
            table["classes"].append("landscape")
        if caption := self.options.get("caption"):
            inline, messages = self.parse_inline(caption)
            table += nodes.title(caption, "", *inline, *messages)
        group = nodes.tgroup("", cols=count)
        table += group
        for index in range(count):
            group += nodes.colspec("", colwidth=widths[index] if index < len(widths) else 1)
        if self.options.get("widths"):
            table["classes"].append("colwidths-given")
        group += nodes.thead("", self._row([self._cell(text, align) for text, align in _aligned(headings, aligns)]))
        body = nodes.tbody("")
        for row in rows:
            cells = [self._cell(row[name], align) for name, align in _aligned(columns, aligns)]
            body += self._row([*cells, *([self._citations(row.get(cite, ""))] if cite else [])])
        group += body
        self.add_name(table)
        return table

    @staticmethod
    def _row(cells: list[nodes.entry]) -> nodes.row:
        return nodes.row("", *cells)

    def _cell(self, text: str, align: str) -> nodes.entry:
        inline, messages = self.parse_inline(text)
        entry = nodes.entry("", nodes.paragraph("", "", *inline, *messages))
        if align:
            entry["classes"].append(f"text-{align}")
            entry["align"] = align
        return entry

    def _citations(self, keys: str) -> nodes.entry:
        paragraph = nodes.paragraph("")
        items = tuple(CitationItem(key) for key in _split(keys, ";"))
        if items:
            node = citator_citation("", citation=Citation(items), role="alp", source_text=keys)
            self.set_source_info(node)
            paragraph += node
        return nodes.entry("", paragraph)


def _aligned(values: list[str], aligns: list[str]) -> list[tuple[str, str]]:
    return list(zip(values, [*aligns, *[""] * len(values)], strict=False))


def _split(text: str, separator: str = ",") -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("data-table", DataTableDirective)
