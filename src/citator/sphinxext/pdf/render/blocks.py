"""Blocks of text: paragraphs, quotations, code, lines."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes

from citator.sphinxext.nodes import citator_backlinks, citator_claim, citator_notes, citator_slot
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import LINE_END, Writer
from citator.typst.markup import Raw, Value, call, code_call, command, content, string

_STYLED = {"attribution": "credit-line", "citator-subcaption": "subcaption", "citator-ragged": "ragged"}

_LEAD = 240
"""Letters of a paragraph that may be moved to the next page for what it leads to."""


@renders(nodes.paragraph, addnodes.compact_paragraph)
def paragraph(writer: Writer, node: nodes.paragraph) -> str:
    """Write a paragraph, with the number that it has in HTML."""
    names = writer.anchors(node)
    text = writer.children(node)
    if "number" in node:
        text = command("p", str(node["number"]), *names) + text
    elif names:
        text = "".join(command("anchor", name) for name in names) + text
    if _leads(node):
        text = call("lead", text)
    for name, function in _STYLED.items():
        if name in node.get("classes", ()):
            text = call(function, text)
    return writer.block(node, text)


def _leads(node: nodes.paragraph) -> bool:
    """Return whether a short paragraph of a section ends in a colon, with something below it that it leads to."""
    words = node.astext().rstrip()
    leads = words.endswith((":", "\N{FULLWIDTH COLON}")) and len(words) < _LEAD
    return leads and isinstance(node.parent, nodes.section) and node is not node.parent.children[-1]


@renders(
    nodes.comment,
    nodes.substitution_definition,
    nodes.pending,
    nodes.meta,
    nodes.docinfo,
    nodes.decoration,
    nodes.label,
    addnodes.index,
    addnodes.toctree,
    addnodes.tabular_col_spec,
    addnodes.highlightlang,
    addnodes.pending_xref_condition,
    citator_notes,
    citator_slot,
    citator_claim,
    citator_backlinks,
)
def nothing(writer: Writer, node: nodes.Element) -> str:
    """Print nothing: notes stand at the foot of their page, and the rest is for machines."""
    return ""


@renders(
    nodes.document,
    nodes.compound,
    nodes.container,
    nodes.legend,
    nodes.header,
    nodes.footer,
    addnodes.only,
    addnodes.acks,
    addnodes.glossary,
)
def group(writer: Writer, node: nodes.Element) -> str:
    """Write the children one after another."""
    return writer.children(node)


@renders(nodes.block_quote)
def block_quote(writer: Writer, node: nodes.block_quote) -> str:
    """Write a quotation, or an epigraph, with who said it."""
    body = [child for child in node.children if not isinstance(child, nodes.attribution)]
    said = next((child for child in node.children if isinstance(child, nodes.attribution)), None)
    function = "epigraph" if "epigraph" in node.get("classes", ()) else "blockquote"
    source = {"attribution": content(writer.inline(said))} if said is not None else {}
    return writer.block(node, call(function, "".join(map(writer.render, body)), **source))


@renders(nodes.attribution)
def attribution(writer: Writer, node: nodes.attribution) -> str:
    """Write who said it, where it stands outside a quotation."""
    return writer.block(node, call("credit-line", writer.inline(node)))


@renders(nodes.literal_block, nodes.doctest_block)
def literal_block(writer: Writer, node: nodes.Element) -> str:
    """Write a listing; one that holds emphasis or links is set as text whose lines and spaces stay."""
    if all(isinstance(child, nodes.Text) for child in node.children):
        return _listing(writer, node, {})
    return verbatim(writer, node)


@renders(addnodes.productionlist)
def verbatim(writer: Writer, node: nodes.Element) -> str:
    """Write a grammar, or what else keeps its lines and its links."""
    outer, writer.verbatim = writer.verbatim, True
    body = writer.children(node)
    writer.verbatim = outer
    return writer.block(node, call("verbatim", body.removesuffix(LINE_END)))


@renders(addnodes.production)
def production(writer: Writer, node: addnodes.production) -> str:
    """Write one rule of a grammar."""
    return writer.children(node)


def captioned_listing(writer: Writer, node: nodes.container) -> str:
    """Write a listing with its caption and number."""
    caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
    source = next(child for child in node.children if isinstance(child, nodes.literal_block))
    number = figure_number(writer.env, writer.docname, "code-block", node["ids"])
    options = {}
    if caption is not None:
        options["caption"] = content(writer.inline(caption))
        if number:
            options["number"] = Raw(string(number))
    return _listing(writer, source, options)


def _listing(writer: Writer, node: nodes.Element, options: dict[str, Raw]) -> str:
    language = node.get("language", "")
    wanted: dict[str, Any] = node.get("highlight_args", {})
    named: dict[str, Value] = {**options}
    if language not in ("", "none", "default", "text"):
        named["lang"] = language
    if node.get("linenos"):
        named["lines"] = True
    if first := wanted.get("linenostart"):
        named["first"] = int(first)
    if marked := wanted.get("hl_lines"):
        named["marked"] = [int(line) for line in marked]
    inside = code_call("listing", **named)
    arguments = inside.removeprefix("listing(").removesuffix(")")
    text = string(node.astext().rstrip("\n"))
    return writer.block(node, f"#listing({text}{', ' if arguments else ''}{arguments});")


@renders(nodes.line_block)
def line_block(writer: Writer, node: nodes.line_block) -> str:
    """Write lines as they were broken, with their indents."""
    rows = [f"({depth}, [{text}]), " for depth, text in _rows(writer, node, 0)]
    return writer.block(node, f"#lines({''.join(rows)});")


def _rows(writer: Writer, node: nodes.Element, depth: int) -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            rows.extend(_rows(writer, child, depth + 1))
        else:
            rows.append((depth, writer.inline(child)))
    return rows


@renders(nodes.transition)
def transition(writer: Writer, node: nodes.transition) -> str:
    """Write a break between paragraphs; at the end of a document it only parted footnotes from the text in HTML."""
    following = node.parent.children[node.parent.index(node) + 1 :]
    if all(isinstance(item, nodes.footnote | citator_notes) for item in following):
        return ""
    return writer.block(node, command("rule"))
