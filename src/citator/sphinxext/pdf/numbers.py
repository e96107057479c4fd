"""The numbers that Sphinx gave to sections, figures, tables and equations; the PDF prints these and counts nothing itself."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.environment import BuildEnvironment


def section_number(env: BuildEnvironment, docname: str, ids: Iterable[str], *, first: bool) -> str | None:
    """Return a section's number, ``2.1``; the first section of a document has the document's own."""
    known = env.toc_secnumbers.get(docname, {})
    names = [*(f"#{name}" for name in ids), *([""] if first else [])]
    return next((_dotted(known[name]) for name in names if name in known), None)


def figure_number(env: BuildEnvironment, docname: str, kind: str, ids: Iterable[str]) -> str | None:
    """Return the number of a ``figure``, ``table`` or ``code-block``."""
    known = env.toc_fignumbers.get(docname, {}).get(kind, {})
    return next((_dotted(known[name]) for name in ids if name in known), None)


def equation_number(env: BuildEnvironment, docname: str, node: nodes.Element) -> str | None:
    """Return the number of a formula that has a label."""
    number = node.get("number")
    if number is None:
        return None
    if env.config.math_numfig and env.config.numfig:
        return figure_number(env, docname, "displaymath", node["ids"]) or str(number)
    return str(number)


def _dotted(parts: Iterable[int]) -> str | None:
    return ".".join(map(str, parts)) or None
