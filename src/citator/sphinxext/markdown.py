"""Citations in Markdown, in the syntax of Pandoc and mystmd: ``[@key, p. 12]``, ``@key``, ``[-@key]``.

A markdown-it rule, installed where MyST makes its parser, so that it works wherever MyST parses text: captions, table
cells, notes, definition lists, substitutions, notebooks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from myst_parser.parsers import mdit
from sphinx.application import Sphinx

from citator.csl.syntax import narrative_citation_at, parse_pandoc_citation
from citator.diagnostics import Code, Diagnostic, Where
from citator.model.citation import Citation, Form
from citator.sphinxext import fences, html_only, languages, mathematics, raw_html, topmatter, xref
from citator.sphinxext.nodes import citator_citation
from citator.sphinxext.report import note_diagnostic

TOKEN = "citator_citation"
LOOKED_UP = "citator_looked_up"
"""What ``remembered`` keeps in ``env.current_document``."""

_DEFINITION = re.compile(r"\[(?P<label>[^\[\]]*@[^\[\]]*)\]:[ \t]*+(?!<|[./#]|\w+:)")
"""What MyST would take for the definition of a link, ``[@key]: words``, though no address follows."""


def _bracketed(state: StateInline, silent: bool) -> bool:
    """Match ``[see @a, ch. 3; -@b]`` where it is neither a link, a footnote nor a task."""
    if state.src[state.pos] != "[":
        return False
    end = _closing_bracket(state.src, state.pos, state.posMax)
    if end is None or "@" not in state.src[state.pos : end]:
        return False
    if state.src.startswith("(", end + 1) or _is_link(state, state.src[state.pos + 1 : end], end + 1):
        return False
    items = parse_pandoc_citation(state.src[state.pos + 1 : end], state.md.options.get("citator_locale"))
    if not items or not _is_meant(state, [item.key for item in items]):
        return False
    if not silent:
        _push(state, Citation(items), end + 1)
    state.pos = end + 1
    return True


def _is_link(state: StateInline, text: str, after: int) -> bool:
    """Tell whether a text in brackets is a link by what stands after it: ``[text][label]``, ``[text][]``, if that is defined."""
    if not state.src.startswith("[", after) or (end := _closing_bracket(state.src, after, state.posMax)) is None:
        return False
    return normalizeReference(state.src[after + 1 : end] or text) in state.env.get("references", {})


def _narrative(state: StateInline, silent: bool) -> bool:
    """Match ``@key``, ``@key [p. 12]`` and ``-@key`` in running text."""
    start = state.pos
    if not state.src.startswith(("@", "-@"), start):
        return False
    if _is_in_word(state.src[:start]):
        return False
    found = narrative_citation_at(state.src, start, state.md.options.get("citator_locale"))
    if found is None or found.end > state.posMax or not _is_meant(state, [item.key for item in found.items]):
        return False
    if not silent:
        form = Form.PARENTHETICAL if found.items[0].suppress_author else Form.NARRATIVE
        _push(state, Citation(found.items, form), found.end)
    state.pos = found.end
    return True


def _is_in_word(before: str) -> bool:
    """Tell whether a word, such as an e-mail's, or an address ends where the text before a place does."""
    last = before[-1:]
    if not last or last.isspace():
        return False
    if last.isalnum() or last == "_":
        return True
    word = before.rsplit(maxsplit=1)[-1].lower()
    return "://" in word or "www." in word


def _definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Match the definition of a link, ``[label]: address``; a line that begins with a citation and a colon is none."""
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    found = _DEFINITION.match(line)
    items = parse_pandoc_citation(found["label"]) if found else None
    if items and _is_meant(state, [item.key for item in items]):
        return False
    return reference(state, start_line, end_line, silent)


def _closing_bracket(source: str, start: int, end: int) -> int | None:
    depth = 0
    position = start
    while position < end:
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _is_meant(state: StateInline | StateBlock, keys: list[str]) -> bool:
    """In a library every ``@key`` is meant as a citation; elsewhere only a known key is (``@decorator`` is common)."""
    is_known: Callable[[str], bool] | None = state.md.options.get("citator_is_known")
    return is_known is None or any(is_known(key) for key in keys)


def _push(state: StateInline, citation: Citation, end: int) -> None:
    token = state.push(TOKEN, "", 0)
    token.content = state.src[state.pos : end]
    token.meta = {
        "citation": citation,
        "lines_before": state.src.count("\n", 0, state.pos),
        # [text [@key]](url): the inner brackets keep markdown-it from seeing a link
        "breaks_link": state.src.startswith("](", end) and "[" in state.src[: state.pos] and token.content[0] == "[",
    }


def _render(renderer: Any, token: Any) -> None:
    """Append the placeholder node of a citation (bound to MyST's renderer)."""
    node = citator_citation("", citation=token.meta["citation"], role="", source_text=token.content)
    renderer.add_line_and_source_path(node, token)
    if node.line is not None:
        node.line += token.meta["lines_before"]
    renderer.current_node.append(node)
    if token.meta["breaks_link"]:
        key = token.meta["citation"].items[0].key
        message = f"the citation of '{key}' stands inside a link's text, so the link is none; move it out of the link"
        note_diagnostic(renderer.sphinx_env, Diagnostic(Code.NESTED_LINK, message, Where(node.source or "", node.line)))


def install(parser: MarkdownIt, is_known: Callable[[str], bool] | None, locale: str | None) -> MarkdownIt:
    """Add the rules to a parser that MyST has made; in a library (``is_known`` is ``None``) also links between
    publications, what becomes of HTML, front matter, and fences that are never closed. ``locale`` has words for locators.
    """
    if "link" not in parser.get_all_rules()["inline"]:
        return parser
    parser.inline.ruler.before("link", "citator_bracketed", _bracketed)
    parser.inline.ruler.before("link", "citator_narrative", _narrative)
    parser.block.ruler.at("reference", _definition)
    parser.options["citator_is_known"] = is_known
    parser.options["citator_locale"] = locale
    languages.install(parser)
    parser.add_render_rule(f"render_{TOKEN}", _render, fmt="docutils")
    if is_known is None:
        xref.install(parser)
        raw_html.install(parser)
        topmatter.install(parser)
        fences.install(parser)
    return parser


_create_md_parser = mdit.create_md_parser


def _create(
    app: Sphinx, is_known: Callable[[str], bool] | None, locale: str | None, config: Any, renderer: Any
) -> MarkdownIt:
    parser = html_only.install(_create_md_parser(config, renderer))
    parser.add_render_rule("render_amsmath", mathematics.render_amsmath, fmt="docutils")
    if config.commonmark_only or config.gfm_only:
        return parser
    if is_known is None:
        parser.options["quotes"] = languages.quotation_marks(app.config.language)
    return install(parser, is_known, locale)


def remembered(app: Sphinx, is_known: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return ``is_known`` that notes each answer with the current document, which is read again when it changes."""

    def ask(key: str) -> bool:
        answers: dict[str, bool] = app.env.current_document.setdefault(LOOKED_UP, {}) or {}
        return answers.setdefault(key, is_known(key))

    return ask


def install_everywhere(app: Sphinx, is_known: Callable[[str], bool] | None, locale: str | None) -> None:
    """Put our parser where MyST and myst-nb look for theirs.

    MyST has no hook for plug-ins (MyST-Parser #511); each of its users imports ``create_md_parser`` by name.
    """
    create = partial(_create, app, is_known, locale)
    for name, module in list(sys.modules.items()):
        if name.startswith(("myst_parser", "myst_nb")) and hasattr(module, "create_md_parser"):
            vars(module)["create_md_parser"] = create
