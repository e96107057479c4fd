"""Formatted text as HTML, for the pages that are made without Sphinx and for citation cards."""

from __future__ import annotations

from html import escape

from citator.model.addresses import is_safe
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
from citator.model.languages import is_right_to_left

_TAGS: dict[type[Inline], tuple[str, str]] = {
    Emphasis: ("<em>", "</em>"),
    Strong: ("<strong>", "</strong>"),
    SmallCaps: ('<span class="smallcaps">', "</span>"),
    Superscript: ("<sup>", "</sup>"),
    Subscript: ("<sub>", "</sub>"),
    EntryLink: ("", ""),
}


def inline_html(inlines: Inlines) -> str:
    """Return formatted text as HTML; every character that an author wrote is escaped."""
    return "".join(_node(inline) for inline in inlines)


def _node(inline: Inline) -> str:
    if isinstance(inline, Text):
        return escape(inline.value, quote=False)
    children = inline_html(inline.children)
    if isinstance(inline, Link):
        return f'<a href="{escape(inline.url)}">{children}</a>' if is_safe(inline.url) else children
    if isinstance(inline, Span):
        classes = f' class="{escape(" ".join(inline.classes))}"' if inline.classes else ""
        lang = f' lang="{escape(inline.lang)}"' if inline.lang else ""
        side = ' dir="rtl"' if inline.lang and is_right_to_left(inline.lang) else ""
        return f"<span{classes}{lang}{side}>{children}</span>"
    start, end = _TAGS[type(inline)]
    return start + children + end
