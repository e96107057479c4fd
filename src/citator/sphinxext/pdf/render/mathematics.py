"""Formulas: LaTeX → Typst, tried before they are used; one that cannot be set is told and printed as its source."""

from __future__ import annotations

from docutils import nodes

from citator.sphinxext.mathematics import cannot_set, mathml
from citator.sphinxext.pdf.numbers import equation_number
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Value, command, in_language, string, value
from citator.typst.math import to_typst_math
from citator.typst.speech import spoken
from citator.typst.vocabulary import speaks


@renders(nodes.math)
def math(writer: Writer, node: nodes.math) -> str:
    """Write a formula within a line."""
    source = node.astext()
    formula = _formula(writer, node, source)
    if formula is None:
        return command("code", source)
    return _in_language(writer, node, f"#formula(alt: {string(_words(writer, node))}, $ {formula} $.body);")


@renders(nodes.math_block)
def math_block(writer: Writer, node: nodes.math_block) -> str:
    """Write a formula of its own line, with the number that it has in HTML."""
    source = node.astext()
    names = writer.anchors(node)
    formula = _formula(writer, node, source)
    if formula is None:
        return writer.block(node, command("listing", source))
    options: dict[str, Value] = {"alt": _words(writer, node), "anchors": list(names)}
    if number := equation_number(writer.env, writer.docname, node):
        options["number"] = number
    arguments = ", ".join(f"{name}: {value(item)}" for name, item in options.items())
    code = f"#equation({arguments}, $ {formula} $.body);"
    return writer.block(node, _in_language(writer, node, code))


def _words(writer: Writer, node: nodes.Element) -> str:
    """Return the author's words for a formula, or how it is read in the publication's language."""
    return str(node.get("alt") or spoken(node.astext(), writer.publication.language))


def _in_language(writer: Writer, node: nodes.Element, code: str) -> str:
    """Mark words that are English because the publication's language has none for formulas."""
    return (
        code
        if "alt" in node or speaks(writer.publication.language)
        else in_language(code, "en", block=isinstance(node, nodes.math_block))
    )


def _formula(writer: Writer, node: nodes.Element, source: str) -> str | None:
    formula = to_typst_math(source)
    if formula is None:
        only = "in the PDF" if mathml(source, block=isinstance(node, nodes.math_block)) is not None else ""
        writer.diagnostics.append(cannot_set(source, writer.where(node), only))
    return formula
