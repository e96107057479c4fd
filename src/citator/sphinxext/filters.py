"""The filter language of ``{bibliography}``, as sphinxcontrib-bibtex documents it.

https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html#filtering
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from citator.model.citation import CslItem
from citator.site.sources import csl_year


class Entry(Struct, frozen=True):
    """What a filter may ask of a work: the work, the list's document, and the documents that cite it."""

    item: CslItem
    docname: str
    docnames: frozenset[str]


class FilterError(ValueError):
    """A filter uses something outside its language."""


def implies_cited(expression: str) -> bool:
    """Tell whether only cited works can pass, so that the others need not be loaded."""
    return _implies_cited(ast.parse(expression, mode="eval").body)


def is_local(expression: str) -> bool:
    """Tell whether the list holds what its own document cites (``docname in docnames``)."""
    return any(
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.In)
        and isinstance(node.left, ast.Name)
        and node.left.id == "docname"
        for node in ast.walk(ast.parse(expression, mode="eval"))
    )


def passes(expression: str, entry: Entry) -> bool:
    """Tell whether a work belongs to the list.

    Raises:
        FilterError: the expression is outside the language, or asks of a work what cannot be answered.
    """
    try:
        return bool(_evaluate(ast.parse(expression, mode="eval").body, entry))
    except TypeError as error:
        advice = 'fields are texts, compare them with texts, as in year > "2000"'
        raise FilterError(f"cannot apply the filter {expression!r}: {error}; {advice}") from error
    except re.error as error:
        advice = "write \\ before a sign that is meant as it stands"
        raise FilterError(f"cannot read the pattern in the filter {expression!r}: {error}; {advice}") from error


def _implies_cited(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "cited"
    if isinstance(node, ast.BoolOp):
        combine: Callable[[list[bool]], bool] = any if isinstance(node.op, ast.And) else all
        return combine([_implies_cited(value) for value in node.values])
    if isinstance(node, ast.Compare):
        right = node.comparators[0]
        return isinstance(node.ops[0], ast.In) and isinstance(right, ast.Name) and right.id == "docnames"
    # {"chapter1", "chapter2"} & docnames
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.BitAnd)
        and any(isinstance(side, ast.Name) and side.id == "docnames" for side in (node.left, node.right))
    )


_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: bool(a == b),
    ast.NotEq: lambda a, b: bool(a != b),
    ast.Lt: lambda a, b: bool(a < b),
    ast.LtE: lambda a, b: bool(a <= b),
    ast.Gt: lambda a, b: bool(a > b),
    ast.GtE: lambda a, b: bool(a >= b),
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def _evaluate(node: ast.expr, entry: Entry) -> Any:
    if isinstance(node, ast.BoolOp):
        values = (_evaluate(value, entry) for value in node.values)
        return all(values) if isinstance(node.op, ast.And) else any(values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _evaluate(node.operand, entry)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        return _COMPARISONS[type(node.ops[0])](_evaluate(node.left, entry), _evaluate(node.comparators[0], entry))
    if isinstance(node, ast.BinOp):
        return _binary(node, entry)
    if isinstance(node, ast.Set):
        return frozenset(_evaluate(element, entry) for element in node.elts)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return _name(node.id, entry)
    raise FilterError(f"cannot use {ast.unparse(node)!r} in a filter")


def _binary(node: ast.BinOp, entry: Entry) -> Any:
    left, right = _evaluate(node.left, entry), _evaluate(node.right, entry)
    if isinstance(node.op, ast.Mod) and isinstance(left, str) and isinstance(right, str):
        return re.search(right, left, re.IGNORECASE) is not None
    if isinstance(node.op, ast.BitOr):
        return left | right
    if isinstance(node.op, ast.BitAnd):
        return left & right
    raise FilterError(f"cannot use {ast.unparse(node)!r} in a filter")


def _name(name: str, entry: Entry) -> Any:
    item = entry.item
    values: dict[str, Any] = {
        "type": item.entry_type,
        "key": item.key.lower(),
        "cited": bool(entry.docnames),
        "docname": entry.docname,
        "docnames": entry.docnames,
        "True": True,
        "False": False,
        "keywords": ", ".join(item.keywords),
        "year": item.fields.get("year") or str(csl_year(item.data) or ""),
    }
    return values[name] if name in values else item.fields.get(name.lower(), "")
