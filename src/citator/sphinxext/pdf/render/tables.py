"""Tables: heads that repeat, spans, widths from the author or from what the cells hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.render import restated
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Raw, Value, code_call, content

_ALIGN = {f"text-{side}": side for side in ("left", "center", "right")}
_WIDE = frozenset({"landscape", "wide", "sideways", "longtable-landscape"})
_TALL = 1200
"""Letters of a cell from which its row may break over pages; a shorter one stays whole."""
_LETTER, _GUTTER = 4.2, 12.5
_PAGE = {False: 459, True: 717}
"""Points: a letter of small type, the space around a column, and a page with its margins, upright and across."""
_NOTES = "citator-table-notes"


@renders(nodes.table)
def table(writer: Writer, node: nodes.table) -> str:
    """Write a table with caption, number and the lines below it."""
    names = writer.anchors(node)
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    group = next(child for child in node.children if isinstance(child, nodes.tgroup))
    head = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
    rows = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.children]
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    options: dict[str, Value] = {"columns": [Raw(width) for width in _widths(node, specs, [*head, *rows])]}
    if sides := _sides(head, rows, len(specs)):
        options["aligns"] = [Raw(side) for side in sides]
    if title is not None:
        options["caption"] = content(restated.caption(writer, title))
    if number := figure_number(writer.env, writer.docname, "table", node["ids"]):
        options["number"] = number
    if names:
        options["anchors"] = list(names)
    if _WIDE & set(node.get("classes", ())):
        options["wide"] = True
    if any(spec.get("stub") for spec in specs):
        options["stub"] = True
    if notes := _notes(writer, node):
        options["legend"] = content(notes)
    if any(len(cell.astext()) > _TALL for row in rows for cell in row.children):
        options["tall"] = True
    _tell_of_width(writer, node, [*head, *rows], len(specs))
    options["head"] = [_row(row, partial(restated.caption, writer)) for row in head]
    options["rows"] = [_row(row, writer.render) for row in rows]
    return writer.block(node, f"#{code_call('tab', **options)};")


def _tell_of_width(writer: Writer, node: nodes.table, rows: list[nodes.Node], count: int) -> None:
    """Tell of a table whose columns cannot stand side by side, as far as letters tell."""
    words = [0] * count
    for row in rows:
        if len(row.children) == count:
            for column, cell in enumerate(row.children):
                words[column] = max(words[column], *map(_stiff, cell.astext().split()), 0)
    across = bool(_WIDE & set(node.get("classes", ())))
    if sum(_LETTER * letters + _GUTTER for letters in words) > _PAGE[across]:
        how = "divide it" if across else "give it :class: landscape, or divide it"
        writer.tell(Code.PDF_SIZE, f"the table has {count} columns, too many for a page; {how}", node)


def _stiff(word: str) -> int:
    """Return how many letters of a word stand in one line: words are hyphenated, numbers are not."""
    return min(len(word), 9) if any(map(str.isalpha, word)) else len(word)


def _row(row: nodes.Node, words: Callable[[nodes.entry], str]) -> list[Value]:
    return [_cell(entry, words(entry).strip()) for entry in row.children if isinstance(entry, nodes.entry)]


def _cell(entry: nodes.entry, body: str) -> Raw:
    spans = {"colspan": int(entry.get("morecols", 0)) + 1, "rowspan": int(entry.get("morerows", 0)) + 1}
    spans = {name: count for name, count in spans.items() if count > 1}
    if not spans:
        return Raw(f"[{body}\n]")
    return Raw(code_call("cell", f"{body}\n", **spans))


@renders(nodes.entry)
def entry(writer: Writer, node: nodes.entry) -> str:
    """Write what a cell holds."""
    return writer.children(node)


def _notes(writer: Writer, node: nodes.table) -> str:
    """Take the lines below a table into it, so that they stay with it on a page across."""
    siblings = node.parent.children
    index = node.parent.index(node) + 1
    if index < len(siblings) and _NOTES in getattr(siblings[index], "attributes", {}).get("classes", ()):
        text = writer.children(siblings[index]).strip()
        writer.consumed.add(id(siblings[index]))
        return text + "\n" if text else ""
    return ""


def _sides(head: list[nodes.Node], rows: list[nodes.Node], count: int) -> list[str]:
    """Return the side of each column, from the first row that says one."""
    for row in [*rows[:1], *head[:1]]:
        sides = [
            next(
                (_ALIGN[name] for name in getattr(cell, "attributes", {}).get("classes", ()) if name in _ALIGN), "left"
            )
            for cell in row.children
        ]
        if len(sides) == count and set(sides) != {"left"}:
            return sides
    return []


def _widths(node: nodes.table, specs: list[nodes.colspec], rows: list[nodes.Node]) -> list[str]:
    if "colwidths-given" in node.get("classes", ()):
        return [f"{int(spec.get('colwidth', 1)) or 1}fr" for spec in specs]
    longest, words = [1] * len(specs), [1] * len(specs)
    for row in rows:
        if len(row.children) != len(specs):
            continue
        for column, cell in enumerate(row.children):
            text = cell.astext()
            longest[column] = max(longest[column], max(map(len, text.splitlines()), default=0))
            words[column] = max(words[column], max(map(len, text.split()), default=0))
    if sum(longest) <= 64:
        return ["auto"] * len(specs)
    return [f"{max(word + 1, min(length, 48)) ** 0.75:.1f}fr" for length, word in zip(longest, words, strict=True)]
