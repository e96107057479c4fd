"""Lists of every kind."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from citator.sphinxext.nodes import citator_task
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import string, value

_STYLES = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


@renders(nodes.bullet_list)
def bullet_list(writer: Writer, node: nodes.bullet_list) -> str:
    """Write a list without order; one of tasks has a box before each of them, ticked where it is done."""
    boxes = [_task(item) for item in node.children]
    if any(boxes):
        done = value([box["done"] if box is not None else None for box in boxes])
        return writer.block(node, f"#tasks(done: {done}, tight: {_tight(node)}, {_items(writer, node)});")
    return writer.block(node, f"#bullets(tight: {_tight(node)}, {_items(writer, node)});")


@renders(nodes.enumerated_list)
def enumerated_list(writer: Writer, node: nodes.enumerated_list) -> str:
    """Write a numbered list."""
    style = f"{node.get('prefix', '')}{_STYLES.get(node.get('enumtype', ''), '1')}{node.get('suffix', '.')}"
    options = f"start: {int(node.get('start', 1))}, style: {string(style)}, tight: {_tight(node)}"
    return writer.block(node, f"#numbers({options}, {_items(writer, node)});")


@renders(addnodes.hlist)
def horizontal_list(writer: Writer, node: nodes.Element) -> str:
    """Write a list in columns as one list."""
    items = [item for column in node.children for block in column.children for item in block.children]
    return writer.block(node, f"#bullets({''.join(f'[{writer.children(item).strip()}], ' for item in items)});")


def _task(item: nodes.Node) -> citator_task | None:
    """Return the box of an item, which stands first in its first paragraph."""
    first = item.children[0].children[0] if item.children and item.children[0].children else None
    return first if isinstance(first, citator_task) else None


def _items(writer: Writer, node: nodes.Element) -> str:
    return "".join(f"[{writer.render(item).strip()}\n], " for item in node.children)


@renders(nodes.list_item)
def list_item(writer: Writer, node: nodes.list_item) -> str:
    """Write what an item holds."""
    return writer.children(node)


def _tight(node: nodes.Element) -> str:
    return "true" if all(len(item.children) == 1 and len(item.astext()) < 160 for item in node.children) else "false"


@renders(nodes.definition_list)
def definition_list(writer: Writer, node: nodes.definition_list) -> str:
    """Write terms with what they mean."""
    return writer.block(node, f"#glossary({''.join(_definition(writer, item) for item in node.children)});")


def _definition(writer: Writer, item: nodes.Node) -> str:
    terms = [writer.render(child).strip() for child in item.children if isinstance(child, nodes.term)]
    kinds = [writer.inline(child) for child in item.children if isinstance(child, nodes.classifier)]
    bodies = [writer.children(child) for child in item.children if isinstance(child, nodes.definition)]
    head = ", ".join(terms) + "".join(f" (#emph[{kind}];)" for kind in kinds)
    return f"([{head}], [{''.join(bodies).strip()}\n]), "


@renders(nodes.term, nodes.classifier, nodes.definition, nodes.field_name, nodes.field_body, nodes.description)
def part(writer: Writer, node: nodes.Element) -> str:
    """Write a part of a definition."""
    return writer.children(node)


@renders(nodes.field_list)
def field_list(writer: Writer, node: nodes.field_list) -> str:
    """Write names with their values."""
    pairs = "".join(f"([{writer.inline(f.children[0])}], [{writer.children(f.children[1]).strip()}\n]), " for f in node)
    return writer.block(node, f"#fields({pairs});") if pairs else ""


@renders(nodes.option_list)
def option_list(writer: Writer, node: nodes.option_list) -> str:
    """Write options of a program with what they do."""
    pairs = "".join(
        f"([#code({string(item.children[0].astext())});], [{writer.children(item.children[1]).strip()}\n]), "
        for item in node.children
    )
    return writer.block(node, f"#glossary({pairs});")
