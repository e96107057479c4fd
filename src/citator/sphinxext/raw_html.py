"""HTML in the Markdown of a library: comments are never published, and tags are text that its author is told of."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.report import note_diagnostic

TOKEN = "citator_html_tag"
_OPEN, _CLOSE = "<!--", "-->"
_NAME = re.compile(r"<[!?]?[\w-]*")


def _comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Match a comment that begins a block, over blank lines too, and go on with what follows it in its last line."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith(_OPEN, start):
        return False
    last = _last_line(state, start + len(_OPEN), start_line, end_line)
    if last is None:
        return False
    behind = state.src.index(_CLOSE, max(state.bMarks[last], start + len(_OPEN))) + len(_CLOSE)
    rest = state.src[behind : state.eMarks[last]]
    if silent:
        return True
    if not rest.strip():
        state.line = last + 1
        return True
    state.bMarks[last], state.tShift[last] = behind, len(rest) - len(rest.lstrip())
    return any(rule(state, last, end_line, False) for rule in state.md.block.ruler.getRules(""))


def _last_line(state: StateBlock, start: int, start_line: int, end_line: int) -> int | None:
    for line in range(start_line, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if state.src.find(_CLOSE, max(state.bMarks[line], start), state.eMarks[line]) >= 0:
            return line
    return None


def _comment(state: StateInline, silent: bool) -> bool:
    """Match a comment within a line."""
    if not state.src.startswith(_OPEN, state.pos):
        return False
    end = state.src.find(_CLOSE, state.pos + len(_OPEN), state.posMax)
    if end < 0:
        return False
    state.pos = end + len(_CLOSE)
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """Match a tag, or the beginning of a comment that has no end."""
    if state.src[state.pos] != "<":
        return False
    found = HTML_TAG_RE.match(state.src, state.pos)
    text = found[0] if found else _OPEN if state.src.startswith(_OPEN, state.pos) else ""
    if not text:
        return False
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.content = text
        token.meta = {"lines_before": state.src.count("\n", 0, state.pos)}
    state.pos += len(text)
    return True


def _render(renderer: Any, token: Any) -> None:
    """Append the tag as the words that it is, and tell of it (bound to MyST's renderer)."""
    text = nodes.Text(token.content)
    place = nodes.inline()
    renderer.add_line_and_source_path(place, token)
    renderer.current_node.append(text)
    if token.content.startswith("</"):  # its beginning is told of
        return
    name = _NAME.match(token.content)
    shown = f"{name[0] if name else token.content}{'' if token.content == _OPEN else '>'}"
    remedy = f"end the comment with {_CLOSE}" if token.content == _OPEN else "write it in Markdown (a mere sign as \\<)"
    message = f"raw HTML, '{shown}', is shown as text; {remedy}, or set allow_html in citator_library"
    line = None if place.line is None else place.line + token.meta["lines_before"]
    note_diagnostic(renderer.sphinx_env, Diagnostic(Code.RAW_HTML, message, Where(place.source or "", line)))


def install(parser: MarkdownIt) -> None:
    """Drop comments, and watch for tags where the parser leaves HTML out."""
    parser.block.ruler.before(
        "html_block", "citator_comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("html_inline", "citator_comment", _comment)
    if "html_inline" not in parser.get_active_rules()["inline"]:
        parser.inline.ruler.after("citator_comment", TOKEN, _tag)
        parser.add_render_rule(f"render_{TOKEN}", _render, fmt="docutils")
