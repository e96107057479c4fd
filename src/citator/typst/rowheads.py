"""Tags the first cells of rows as heads, in tables whose author asked for stub columns; Typst 0.15 tags heads of columns alone.

See ISO 32000-1, 14.8.5.7, for ``Scope`` and ``Headers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String


def tag_row_heads(document: Pdf, stubs: Sequence[bool]) -> None:
    """Make heads of the first cells of each table that has a stub column; ``stubs`` has one value for each table, in order.

    A table that is no table of ours (from an author's own Typst) makes the count differ; then all stay as they are.
    """
    tables = list(_elements(document.Root.StructTreeRoot.get("/K"), "/Table")) if any(stubs) else []
    if len(tables) != len(stubs):
        return
    root = document.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = document.make_indirect(Dictionary(Names=Array()))
    names = NameTree(root.IDTree)
    for number, (table, stub) in enumerate(zip(tables, stubs, strict=True)):
        if stub:
            for count, row in enumerate(_rows(table)):
                _head(row, f"R{number}y{count}", names)


def _elements(node: Any, kind: str) -> Iterator[Any]:
    """Yield the structure elements of a kind below a node, in reading order; a table in a table's cell comes after it."""
    if isinstance(node, Array):
        for child in node:
            yield from _elements(child, kind)
    elif isinstance(node, Dictionary) and "/S" in node:
        if str(node.S) == kind:
            yield node
        yield from _elements(node.get("/K"), kind)


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table's body whose first cell stands in the first column: a cell above may reach down into it."""
    reaching = 0
    for body in _elements(table.K, "/TBody"):
        for row in _elements(body.K, "/TR"):
            if reaching > 0:
                reaching -= 1
            else:
                cells = list(row.K) if isinstance(row.K, Array) else [row.K]
                reaching = int(_attributes(cells[0]).get("/RowSpan", 1)) - 1
                yield row


def _attributes(cell: Any) -> Any:
    """Return the attributes of a cell that are about tables."""
    found = cell.get("/A", Dictionary())
    each = list(found) if isinstance(found, Array) else [found]
    return next((one for one in each if isinstance(one, Dictionary) and one.get("/O") == Name.Table), Dictionary())


def _head(row: Any, name: str, names: NameTree) -> None:
    cells = list(row.K) if isinstance(row.K, Array) else [row.K]
    first, rest = cells[0], cells[1:]
    if first.S != Name.TD:
        return
    first.S, first.ID = Name.TH, String(name)
    attributes = _attributes(first)
    attributes.O, attributes.Scope = Name.Table, Name.Row
    if not isinstance(first.get("/A"), pikepdf.Object):
        first.A = attributes
    names[name] = first
    for cell in rest:
        of_cell = _attributes(cell)
        if "/Headers" in of_cell:
            of_cell.Headers.append(String(name))
