"""What MyST writes as HTML alone, as nodes of ours that every writer knows: hard breaks, struck words, boxes of tasks.

MyST renders them as ``raw`` nodes, which all other formats drop: words fuse, and what was struck out is said.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt

from citator.sphinxext.nodes import citator_break, citator_struck, citator_task


def _break(renderer: Any, token: Any) -> None:
    renderer.current_node.append(citator_break())


def _struck(renderer: Any, token: Any) -> None:
    node = citator_struck()
    renderer.add_line_and_source_path(node, token)
    with renderer.current_node_context(node, append=True):
        renderer.render_children(token)


def _list_item(renderer: Any, token: Any) -> None:
    """Append an item as MyST does, with a box of ours in the place of its HTML."""
    renderer.render_list_item(token)
    box = renderer.current_node.children[-1].next_node(nodes.raw)
    if "checked" in (token.meta or {}) and box is not None:
        editable = bool(renderer.md.options.get("tasklists_editable", False))
        box.replace_self(citator_task(done=token.meta["checked"], editable=editable))


def install(parser: MarkdownIt) -> MarkdownIt:
    """Render them with our nodes, in a parser that MyST has made."""
    for kind, rule in {"hardbreak": _break, "s": _struck, "list_item": _list_item}.items():
        parser.add_render_rule(f"render_{kind}", rule, fmt="docutils")
    return parser
