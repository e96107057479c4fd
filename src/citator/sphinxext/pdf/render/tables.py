"""Tables: heads that repeat, spans, widths from the author or from what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
_BROAD = 4
"""Columns above which a table uses the margins too."""
_ROOMY = 300
"""Points of a table that fits into every edition: type of 16 points takes half as much again, on a measure of 470."""
_MANY, _SMALL = 6, 0.91
"""Columns above which the type of a table is smaller, and by how much."""
_DASH = re.compile("[-/\N{EN DASH}\N{EM DASH}]")
_SYLLABLES = 7
"""Letters that stay together where a word is hyphenated, as words with digits are not."""
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
    needs = _needs([*head, *rows], len(specs))
    across = bool(_WIDE & set(node.get("classes", ())))
    room = _PAGE[across] if across or len(specs) > _BROAD else _MEASURE
    widths = _widths(node, specs, [*head, *rows], needs, room)
    options: dict[str, Value] = {"columns": [Raw(width) for width in widths]}
    if sum(needs) > _ROOMY:
        options["needs"] = Raw(f"{sum(needs):.0f}pt")
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


def _widths(
    node: nodes.table, specs: list[nodes.colspec], rows: list[nodes.Node], needs: Sequence[float], room: float
) -> list[str]:
    """Return the widths of columns: as the author gave them, or by what the cells hold, and never less than the longest word takes."""
    if "colwidths-given" in node.get("classes", ()):
        return _with_room([int(spec.get("colwidth", 1)) or 1 for spec in specs], needs, room)
    longest, words = [1] * len(specs), [1] * len(specs)
    for row in rows:
        if len(row.children) != len(specs):
            continue
        for column, cell in enumerate(row.children):
            text = cell.astext()
            longest[column] = max(longest[column], max(map(len, text.splitlines()), default=0))
            words[column] = max(words[column], max(map(len, text.split()), default=0))
    if sum(longest) <= 64 and sum(needs) <= room:
        return ["auto"] * len(specs)
    shares = [max(word + 1, min(length, 48)) ** 0.75 for length, word in zip(longest, words, strict=True)]
    return _with_room(shares, needs, room)


def _with_room(shares: Sequence[float], needs: Sequence[float], whole: float) -> list[str]:
    """Return shares of a width; a column whose words would stand in the next one has what they need, and the others the rest."""
    fixed: dict[int, float] = {}
    while True:
        rest, room = sum(s for i, s in enumerate(shares) if i not in fixed), whole - sum(fixed.values())
        short = {i: needs[i] for i, s in enumerate(shares) if i not in fixed and needs[i] > s / rest * room}
        if not short:
            break
        fixed |= short
    if not fixed:
        return [f"{share:.1f}fr" if isinstance(share, float) else f"{share}fr" for share in shares]
    return [f"{fixed.get(i, share / rest * room if rest else 0):.1f}fr" for i, share in enumerate(shares)]


def _needs(rows: list[nodes.Node], count: int) -> list[float]:
    """Return the points that the longest word of each column takes, with the space around it."""
    needs = [0.0] * count
    for row in rows:
        if len(row.children) == count:
            for column, cell in enumerate(row.children):
                needs[column] = max(needs[column], *map(_stiff, cell.findall(nodes.Text)), 0.0)
    return [need * (_SMALL if count > _MANY else 1) + _GUTTER for need in needs]


def _stiff(text: nodes.Text) -> float:
    """Return the points that stand in one line: words are hyphenated, long ones of a machine break at signs, numbers do not."""
    is_code = isinstance(text.parent, nodes.literal)
    letter, unbroken = (_CODE_LETTER, 20) if is_code else (_LETTER, 29)
    return letter * max((_piece(word, unbroken, is_code) for word in text.split()), default=0)


def _piece(word: str, unbroken: int, is_code: bool) -> int:
    if len(word) > unbroken:
        return max(map(len, _PIECE.findall(word)))
    if is_code:
        return len(word)
    return max(len(part) if any(map(str.isdigit, part)) else min(len(part), _SYLLABLES) for part in _DASH.split(word))
