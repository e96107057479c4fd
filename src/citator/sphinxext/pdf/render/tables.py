"""Tables: heads that repeat, spans, widths from the author or from what the cells hold."""

from __future__ import annotations

import re
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
_LETTER, _CODE_LETTER, _GUTTER = 4.5, 5.7, 12.5
_MEASURE, _PAGE = 351, {False: 459, True: 717}
"""Points: a letter, one of code, the space around a column, the measure, and a page with its margins, upright and across."""
_NARROW = 240
"""Points of a table that fits into every edition: type of 16 points takes twice as much, on a measure of 470."""
_MANY, _SMALL, _BOLD = 6, 0.91, 1.12
"""Columns above which the type of a table is smaller, by how much, and by how much bold type is broader."""
_DASH = re.compile("[-/\N{EN DASH}\N{EM DASH}]")
_SYLLABLES, _WHOLE = 7, 12
"""Letters that stay together where a word is hyphenated, as words with digits are not, and where that is the last remedy."""
_PIECE = re.compile(r"[^\W_]{0,12}[\W_]?")
"""What stays together of a long word (``breakable`` in links.typ)."""
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
    needs = _needs(head, rows, len(specs))
    shares = _shares(node, specs, [*head, *rows], fits=sum(needs) <= _MEASURE)
    options: dict[str, Value] = {"columns": [Raw(f"{share}fr") for share in shares] or [Raw("auto")] * len(specs)}
    if any(need > share / sum(shares) * _NARROW for need, share in zip(needs, shares, strict=bool(shares))):
        options["needs"] = [Raw(f"{need:.0f}pt") for need in needs]
    across = bool(_WIDE & set(node.get("classes", ())))
    if sides := _sides(head, rows, len(specs)):
        options["aligns"] = [Raw(side) for side in sides]
    if title is not None:
        options["caption"] = content(restated.caption(writer, title))
    if number := figure_number(writer.env, writer.docname, "table", node["ids"]):
        options["number"] = number
    if names:
        options["anchors"] = list(names)
    if across:
        options["wide"] = True
    if any(spec.get("stub") for spec in specs):
        options["stub"] = True
    if notes := _notes(writer, node):
        options["legend"] = content(notes)
    if any(len(cell.astext()) > _TALL for row in rows for cell in row.children):
        options["tall"] = True
    if sum(needs) > _PAGE[across]:
        how = "divide it" if across else "give it :class: landscape, or divide it"
        writer.tell(Code.PDF_SIZE, f"the table has {len(specs)} columns, too many for a page; {how}", node)
    options["head"] = [_row(row, partial(restated.cell, writer)) for row in head]
    options["rows"] = [_row(row, writer.render) for row in rows]
    return writer.block(node, f"#{code_call('tab', **options)};")


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


def _shares(node: nodes.table, specs: list[nodes.colspec], rows: list[nodes.Node], fits: bool) -> list[float]:
    """Return shares of the width as the author gave them, or by what the cells hold; none where each column has its own width."""
    if "colwidths-given" in node.get("classes", ()):
        return [int(spec.get("colwidth", 1)) or 1 for spec in specs]
    longest, words = [1] * len(specs), [1] * len(specs)
    for row in rows:
        if len(row.children) != len(specs):
            continue
        for column, cell in enumerate(row.children):
            text = cell.astext()
            longest[column] = max(longest[column], max(map(len, text.splitlines()), default=0))
            words[column] = max(words[column], max(map(len, text.split()), default=0))
    if sum(longest) <= 64 and fits:
        return []
    return [round(max(word + 1, min(length, 48)) ** 0.75, 1) for length, word in zip(longest, words, strict=True)]


def _needs(head: list[nodes.Node], rows: list[nodes.Node], count: int) -> list[float]:
    """Return the points that the longest word of each column takes, with the space around it; words of the head are rather not divided."""
    needs = [0.0] * count
    for part, syllables, weight in ((head, _WHOLE, _BOLD), (rows, _SYLLABLES, 1)):
        for row in (row for row in part if len(row.children) == count):
            for column, cell in enumerate(row.children):
                stiff = (weight * _stiff(text, syllables) for text in cell.findall(nodes.Text))
                needs[column] = max(needs[column], *stiff, 0.0)
    return [need * (_SMALL if count > _MANY else 1) + _GUTTER for need in needs]


def _stiff(text: nodes.Text, syllables: int) -> float:
    """Return the points that stand in one line: words are hyphenated, long ones of a machine break at signs, numbers do not."""
    is_code = isinstance(text.parent, nodes.literal)
    letter, unbroken = (_CODE_LETTER, 14) if is_code else (_LETTER, 29)
    return letter * max(
        (_piece(word, unbroken, len(word) if is_code else syllables) for word in text.split()), default=0
    )


def _piece(word: str, unbroken: int, syllables: int) -> int:
    if len(word) > unbroken:
        return max(map(len, _PIECE.findall(word)))
    return max(len(part) if any(map(str.isdigit, part)) else min(len(part), syllables) for part in _DASH.split(word))
