"""Boxes: admonitions, topics, sidebars, changes of version, and what sphinx-design draws, flattened for paper."""

from __future__ import annotations

import contextlib

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from citator.sphinxext.pdf.render.blocks import captioned_listing
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Value, call, content, escape

_NAMED = (
    nodes.attention,
    nodes.caution,
    nodes.danger,
    nodes.error,
    nodes.hint,
    nodes.important,
    nodes.note,
    nodes.tip,
    nodes.warning,
)


@renders(*_NAMED, addnodes.seealso)
def named_admonition(writer: Writer, node: nodes.Element) -> str:
    """Write a box whose kind is its title."""
    kind = type(node).__name__
    return _box(writer, node, kind, escape(str(admonitionlabels[kind])), node.children)


@renders(nodes.admonition, nodes.topic, nodes.sidebar)
def titled_box(writer: Writer, node: nodes.Element) -> str:
    """Write a box with a title of the author's."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    classes: list[str] = node.get("classes", [])
    kind = next((name for name in classes if name in admonitionlabels), "note")
    rest = [child for child in node.children if child is not title]
    if "contents" in node.get("classes", ()):  # a table of contents within a page; the PDF has its own
        return ""
    return _box(writer, node, kind, writer.inline(title) if title is not None else "", rest)


def _box(writer: Writer, node: nodes.Element, kind: str, title: str, children: list[nodes.Node]) -> str:
    options: dict[str, Value] = {"kind": kind} | ({"title": content(title)} if title else {})
    return writer.block(node, call("note-box", "".join(map(writer.render, children)).strip() + "\n", **options))


@renders(addnodes.versionmodified)
def version_modified(writer: Writer, node: nodes.Element) -> str:
    """Write since when something is so."""
    return writer.block(node, writer.children(node))


@renders(nodes.container)
def container(writer: Writer, node: nodes.container) -> str:
    """Write a container: a captioned listing, the tabs, cards and grids of sphinx-design, or a plain group."""
    if node.get("literal_block"):
        return captioned_listing(writer, node)
    component = node.get("design_component", "")
    if component == "tab-item":
        return _tab(writer, node)
    if component in ("card", "dropdown"):
        return _card(writer, node)
    return writer.children(node)


def _tab(writer: Writer, node: nodes.container) -> str:
    """Write a tab under its label: on paper all tabs are open."""
    label = next((child for child in node.children if isinstance(child, nodes.rubric | nodes.label)), None)
    rest = [child for child in node.children if child is not label]
    head = writer.block(node, call("rubric", writer.inline(label))) if label is not None else ""
    return head + "".join(map(writer.render, rest))


def _card(writer: Writer, node: nodes.container) -> str:
    """Write a card or a dropdown as a box, its title in front."""
    title = next(
        (n for n in node.findall(nodes.Element) if {"sd-card-title", "sd-summary-text"} & set(n.get("classes", ()))),
        None,
    )
    if title is None and "dropdown" in node.get("design_component", ""):
        title = next((n for n in node.children if isinstance(n, nodes.rubric)), None)
    shown = writer.inline(title) if title is not None else ""
    if title is not None:
        writer.consumed.add(id(title))
    return _box(writer, node, "note", shown, node.children)


with contextlib.suppress(ImportError):  # sphinx-design is an author's choice
    from sphinx_design.shared import PassthroughTextElement

    renders(PassthroughTextElement)(lambda writer, node: writer.children(node))
