"""Writes the formatted-text tree as Typst markup, the same words as in HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citator.model.anchors import entry_anchor
from citator.model.inline import (
    Emphasis,
    EntryLink,
    Inline,
    Inlines,
    Link,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from citator.typst.markup import call, flowing, in_language, label

_FUNCTIONS: dict[type[Inline], str] = {
    Emphasis: "emph",
    Strong: "strong",
    SmallCaps: "smallcaps",
    Superscript: "super",
    Subscript: "sub",
}


def to_typst(inlines: Inlines, docname: str = "") -> str:
    """Return the tree as markup; links to entries go to the entry's label in ``docname``."""
    return "".join(_write(inline, docname) for inline in inlines)


def _write(inline: Inline, docname: str) -> str:
    if isinstance(inline, Text):
        return flowing(inline.value)
    special: Callable[[Any, str, str], str] | None = _SPECIAL.get(type(inline))
    body = to_typst(inline.children, docname)
    return special(inline, body, docname) if special else call(_FUNCTIONS[type(inline)], body)


def _link(inline: Link, body: str, docname: str) -> str:
    return call("weblink", body, url=inline.url)


def _entry_link(inline: EntryLink, body: str, docname: str) -> str:
    return call("goto", body, target=label(docname, entry_anchor(inline.key)))


def _span(inline: Span, body: str, docname: str) -> str:
    return in_language(body, inline.lang) if inline.lang else body


_SPECIAL: dict[type[Inline], Callable[[Any, str, str], str]] = {Link: _link, EntryLink: _entry_link, Span: _span}
