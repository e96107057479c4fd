"""Tables: heads that repeat, spans, widths from the author or from what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.nodes import citator_break
from citator.sphinxext.pdf.images import typst_length
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.render import restated
from citator.sphinxext.pdf.render.figures import noted
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Raw, Value, call, code_call, content, is_of_a_language

_SIDES = ("left", "center", "right")
_START = "start"
_ALIGN = {f"text-{side}": side for side in _SIDES}
_WIDE = frozenset({"landscape", "wide", "sideways", "longtable-landscape"})
_TALL = 1200
"""Letters of a cell from which its row may break over pages; a shorter one stays whole."""
_LETTER, _CODE_LETTER, _GUTTER = 4.5, 5.7, 12.5
_PAGE = {False: 459, True: 717}
"""Points: a letter, one of code, the space around a column, and a page with its margins, upright and across."""
_MEASURE, _LOW = 351, 300
"""Points of the narrowest measure, and less than the height up to which a table is never broken (``unbroken`` in figures.typ)."""
_NARROW = 240
"""Points of a table that fits into every edition: type of 16 points takes twice as much, on a measure of 470."""
_MANY, _SMALL, _BOLD = 6, 0.91, 1.12
"""Columns above which the type of a table is smaller, by how much, and by how much bold type is broader."""
_SHORT = 14
"""Letters of code within a line that is not divided (``code`` in body.typ)."""
_UNBROKEN, _BROADER = 29, 0.5
"""Letters of the longest word of a machine that stays whole, and how many more a word may take that has a capital, an m or a hyphen."""
_SIGNS = re.compile(r"[^\w\s]+")
_DASH = re.compile("[-/\N{EN DASH}\N{EM DASH}]")
_WHOLE, _SYLLABLES = 12, (12, 9, 7)
"""Letters of a word that stay together: in the head, and elsewhere, the most for which a table has room; words with digits are not hyphenated."""
_PIECE = re.compile(r"[^\W_]{0,12}[\W_]?")
"""What stays together of a long word (``breakable`` in links.typ)."""
_BROAD, _LINE, _ROW = 5.6, 10.8, 9.7
"""Points of a broad letter, for each of its bytes, of a line, and of the space around a row."""
_WORDS = (nodes.Text, nodes.paragraph, nodes.emphasis, nodes.strong, nodes.reference, nodes.inline)
_SPANS = frozenset({"morecols", "morerows"})
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
    widths = [f"{share}fr" for share in shares] or ["auto"] * len(specs)
    options: dict[str, Value] = {"columns": [Raw(width) for width in widths]}
    if _is_tight(shares, needs, _NARROW):
        options["needs"] = [Raw(f"{need:.0f}pt") for need in needs]
    across = bool(_WIDE & set(node.get("classes", ())))
    if sides := _sides(head, rows, len(specs)):
        options["aligns"] = [Raw(side) for side in sides]
    if heading := writer.above.pop(id(node), ""):
        options["above"] = content(heading)
    if title is not None:
        options["caption"] = content(restated.caption(writer, title))
        names += writer.anchors(title)
    if number := figure_number(writer.env, writer.docname, "table", node["ids"]):
        options["number"] = number
    if names:
        options["anchors"] = list(names)
    if across:
        options["wide"] = True
    if any(spec.get("stub") for spec in specs):
        options["stub"] = True
    if length := _width(node):
        options["width"] = Raw(length)
    if node.get("align") in _SIDES:
        options["side"] = Raw(node["align"])
    if notes := _notes(writer, node):
        options["legend"] = content(notes)
    if any(len(cell.astext()) > _TALL for row in rows for cell in row.children):
        options["tall"] = True
    if sum(needs) > _PAGE[across]:
        how = "divide it" if across else "give it :class: landscape, or divide it"
        writer.tell(Code.PDF_SIZE, f"the table has {len(specs)} columns, too many for a page; {how}", node)
    options["head"] = [_row(row, partial(restated.cell, writer)) for row in head]
    options["rows"] = [_row(row, writer.render) for row in rows]
    function = "low-tab" if "width" not in options and _is_low([*head, *rows], shares, needs) else "tab"
    return writer.block(node, f"{noted(writer, 'table', number, title)}#{code_call(function, **options)};")


def _row(row: nodes.Node, words: Callable[[nodes.entry], str]) -> list[Value]:
    return [_cell(entry, words(entry).strip()) for entry in row.children if isinstance(entry, nodes.entry)]


def _cell(entry: nodes.entry, body: str) -> Raw:
    spans = {"colspan": int(entry.get("morecols", 0)) + 1, "rowspan": int(entry.get("morerows", 0)) + 1}
    spans = {name: count for name, count in spans.items() if count > 1}
    body = call("of-code", f"{body}\n") if next(entry.findall(nodes.literal), None) else f"{body}\n"
    return Raw(code_call("cell", body, **spans) if spans else f"[{body}]")


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
                (_ALIGN[name] for name in getattr(cell, "attributes", {}).get("classes", ()) if name in _ALIGN), _START
            )
            for cell in row.children
        ]
        if len(sides) == count and set(sides) != {_START}:
            return sides
    return []


def _width(node: nodes.table) -> str | None:
    """Return the width that an author gave to the table as a whole, no more than the measure."""
    length = typst_length(node.get("width"))
    return "100%" if length and length.endswith("%") and float(length[:-1]) > 100 else length


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
    if sum(longest) <= 64 and fits and not node.get("width"):
        return []
    return [round(max(word + 1, min(length, 48)) ** 0.75, 1) for length, word in zip(longest, words, strict=True)]


def _is_tight(shares: list[float], needs: list[float], room: float) -> bool:
    """Tell whether a word would stand in the next column."""
    return bool(shares) and any(need > share / sum(shares) * room for need, share in zip(needs, shares, strict=True))


def _is_low(rows: list[nodes.Node], shares: list[float], needs: list[float]) -> bool:
    """Tell whether a table takes less than the part of a page that is never broken, as far as letters tell."""
    cells = [[_line(cell) for cell in row.children] for row in rows]
    if any(len(row) != len(needs) or None in row for row in cells) or sum(needs) > _MEASURE:
        return False
    lines = [[line for line in row if line is not None] for row in cells]
    columns = [max(column) for column in zip(*lines, strict=True)]
    if shares:
        wide = [max(share / sum(shares) * _MEASURE, need) for share, need in zip(shares, needs, strict=True)]
        columns = [width * _MEASURE / sum(wide) - _GUTTER for width in wide]
    elif sum(columns) + _GUTTER * len(columns) > _MEASURE:
        columns = [_MEASURE / len(columns) - _GUTTER] * len(columns)
    heights = (max(map(_height, row, columns)) + _ROW for row in lines)
    return sum(heights) < _LOW


def _line(cell: nodes.Node) -> float | None:
    """Return how long a cell's words are in one line, in points; nothing where it holds more than a paragraph of words."""
    inside = [node for node in cell.findall() if node is not cell]
    simple = all(isinstance(node, _WORDS) and not isinstance(node, citator_break) for node in inside)
    plain = simple and len(cell.children) <= 1 and not _SPANS & set(getattr(cell, "attributes", ()))
    return _BROAD * len(cell.astext().encode()) if plain else None


def _height(line: float, column: float) -> float:
    return _LINE * (1 if line <= column else 1 + 1.5 * line / column)


def _needs(head: list[nodes.Node], rows: list[nodes.Node], count: int) -> list[float]:
    """Return the points that the longest word of each column takes, with the space around it; whole words where there is room for them."""
    heads, cells = _words(head, count), _words(rows, count)
    needs: list[float] = []
    for syllables in _SYLLABLES:
        widths = [
            max(_BOLD * _widest(top, _WHOLE), _widest(below, syllables))
            for top, below in zip(heads, cells, strict=True)
        ]
        needs = [width * (_SMALL if count > _MANY else 1) + _GUTTER for width in widths]
        if sum(needs) <= _NARROW:
            break
    return needs


def _words(rows: list[nodes.Node], count: int) -> list[set[tuple[str, bool]]]:
    """Return the words of each column, and whether they are code, which has its quotation marks and commas with it."""
    columns: list[set[tuple[str, bool]]] = [set() for _ in range(count)]
    for row in (row for row in rows if len(row.children) == count):
        for column, cell in zip(columns, row.children, strict=True):
            texts = list(cell.findall(nodes.Text))
            for text, following in zip(texts, [*texts[1:], ""], strict=False):  # an empty cell has none
                if isinstance(text.parent, nodes.literal | nodes.literal_block):
                    column.update((word, True) for word in _code_words(text, following))
                else:
                    column.update((word, False) for word in text.split())
    return columns


def _code_words(code: str, following: str) -> list[str]:
    """Return what stays together of code, with the commas and brackets behind it."""
    signs = _SIGNS.match(following)
    closed = code + (signs[0] if signs else "")
    return [closed] if len(code) <= _SHORT else closed.split()


def _widest(words: set[tuple[str, bool]], syllables: int) -> float:
    """Return the points that stand in one line: words are hyphenated, long ones of a machine break at signs, numbers do not."""
    return max(
        (
            _CODE_LETTER * (len(word) if len(word) <= _SHORT + 2 else _longest_piece(word))
            if is_code
            else _LETTER * _piece(word, syllables)
            for word, is_code in words
        ),
        default=0,
    )


def _piece(word: str, syllables: int) -> float:
    if len(word) > _UNBROKEN and not is_of_a_language(word):
        return _longest_piece(word)
    return max(len(part) if any(map(str.isdigit, part)) else _syllables(part, syllables) for part in _DASH.split(word))


def _syllables(part: str, count: int) -> float:
    return min(len(part), count) + _BROADER


def _longest_piece(word: str) -> int:
    return max(map(len, _PIECE.findall(word)))
