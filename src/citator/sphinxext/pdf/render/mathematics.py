"""Formulas: LaTeX → Typst, tried before they are used; one that cannot be set is told and printed as its source."""

from __future__ import annotations

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.pdf.numbers import equation_number
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Value, command, string, value
from citator.typst.math import spoken, to_typst_math


@renders(nodes.math)
def math(writer: Writer, node: nodes.math) -> str:
    """Write a formula within a line."""
    source = node.astext()
    formula = _formula(writer, node, source)
    if formula is None:
        return command("code", source)
    return f"#formula(alt: {string(spoken(source))}, $ {formula} $.body);"


@renders(nodes.math_block)
def math_block(writer: Writer, node: nodes.math_block) -> str:
    """Write a formula of its own line, with the number that it has in HTML."""
    source = node.astext()
    names = writer.anchors(node)
    formula = _formula(writer, node, source)
    if formula is None:
        return writer.block(node, command("listing", source))
    options: dict[str, Value] = {"alt": spoken(source), "anchors": list(names)}
    if number := equation_number(writer.env, writer.docname, node):
        options["number"] = number
    arguments = ", ".join(f"{name}: {value(item)}" for name, item in options.items())
    return writer.block(node, f"#equation({arguments}, $ {formula} $.body);")


def _formula(writer: Writer, node: nodes.Element, source: str) -> str | None:
    formula = to_typst_math(source)
    if formula is None:
        writer.tell(Code.MATH, f"cannot set the formula '{' '.join(source.split())}'; write it in plainer LaTeX", node)
    return formula
