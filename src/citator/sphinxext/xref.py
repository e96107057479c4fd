"""References into other publications: ``[text](inv:<slug>#label)`` and ``{pub}``, which the LINK phase resolves."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it import MarkdownIt

from citator.sphinxext.nodes import citator_xref


def render_link(renderer: Any, token: Any) -> None:
    """Render a Markdown link; ``inv:<slug>#label`` is a publication of the library, no intersphinx inventory."""
    href = str(token.attrGet("href") or "")
    if not href.startswith("inv:"):
        renderer.render_link(token)
        return
    publication, _, label = unquote(href.removeprefix("inv:")).partition("#")
    node = citator_xref("", publication=publication, label=label)
    renderer.add_line_and_source_path(node, token)
    with renderer.current_node_context(node, append=True):
        renderer.render_children(token)
    node["text"] = node.astext()
    if not node.children:
        node += nodes.Text(f"{publication}#{label}" if label else publication)


def install(parser: MarkdownIt) -> None:
    """Make a parser that MyST has made read ``inv:`` as a publication."""
    parser.add_render_rule("render_link", render_link, fmt="docutils")
