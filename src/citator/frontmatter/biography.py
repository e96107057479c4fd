"""Reads what the page of a person says below its front matter: paragraphs with emphasis and links, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citator.model.addresses import is_safe
from citator.model.inline import Emphasis, Inline, Inlines, Link, Strong, Text, to_json

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_WRAPPERS: dict[str, type[Emphasis | Strong]] = {"em_open": Emphasis, "strong_open": Strong}


def read_biography(text: str) -> tuple[list[Any], ...]:
    """Return the paragraphs of a page, each as ``model.inline.to_json`` writes it; its title, the name, is none of them."""
    body = _COMMENT.sub("", _FRONT_MATTER.sub("", text, count=1)).strip()
    if not body:
        return ()
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).parse(body)
    before = [None, *tokens]
    texts = [
        token.children or []
        for opening, token in zip(before, tokens, strict=False)
        if token.type == "inline" and not (opening and opening.type == "heading_open" and opening.tag == "h1")
    ]
    return tuple(to_json(_inlines(iter(children))) for children in texts)


def _inlines(tokens: Iterator[Token]) -> Inlines:
    """Return the text up to the end of what was opened before."""
    result: list[Inline] = []
    for token in tokens:
        if token.nesting < 0:
            break
        if token.type in _WRAPPERS:
            result.append(_WRAPPERS[token.type](_inlines(tokens)))
        elif token.type == "link_open":
            address, words = str(token.attrGet("href") or ""), _inlines(tokens)
            result.extend([Link(address, words)] if is_safe(address) else words)
        else:
            result.append(Text(token.content or " "))  # a line ends where a space is meant
    return tuple(result)
