"""Tells of fences that are never closed: Markdown takes all that follows for their content and says nothing."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.report import note_diagnostic

_MARKS = {"`": "backticks", "~": "tildes", ":": "colons"}


def _is_open(token: Any) -> bool:
    """Tell whether a fence has no closing line: its own lines are then its opening line and its content."""
    lines = token.content.count("\n") + bool(token.content and not token.content.endswith("\n"))
    return bool(token.map) and token.map[1] - token.map[0] == lines + 1


def _tell(renderer: Any, token: Any) -> None:
    place = nodes.inline()
    renderer.add_line_and_source_path(place, token)
    message = (
        f"{token.markup}{token.info.strip()} is never closed and takes all that follows; close it with {token.markup}, "
        f"or give the directive around others more {_MARKS[token.markup[0]]} than these have"
    )
    note_diagnostic(renderer.sphinx_env, Diagnostic(Code.OPEN_FENCE, message, Where(place.source or "", place.line)))


def _render_fence(renderer: Any, token: Any) -> None:
    """Render a fence, and tell if it is open (bound to MyST's renderer)."""
    if _is_open(token):
        _tell(renderer, token)
    renderer.render_fence(token)


def _render_colon_fence(renderer: Any, token: Any) -> None:
    """Render a fence of colons, and tell if it is open (bound to MyST's renderer)."""
    if _is_open(token):
        _tell(renderer, token)
    renderer.render_colon_fence(token)


def install(parser: MarkdownIt) -> None:
    """Watch the fences of a parser that MyST has made."""
    parser.add_render_rule("render_fence", _render_fence, fmt="docutils")
    if "colon_fence" in parser.get_all_rules()["block"]:
        parser.add_render_rule("render_colon_fence", _render_colon_fence, fmt="docutils")
