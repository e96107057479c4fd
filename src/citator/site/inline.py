"""Formatted text as HTML, for the pages that are made without Sphinx and for citation cards."""

from __future__ import annotations

import re
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
from citator.model.languages import direction

_TAGS: dict[type[Inline], tuple[str, str]] = {
    Emphasis: ("<em>", "</em>"),
    Strong: ("<strong>", "</strong>"),
    SmallCaps: ('<span class="smallcaps">', "</span>"),
    Superscript: ("<sup>", "</sup>"),
    Subscript: ("<sub>", "</sub>"),
    EntryLink: ("", ""),
}

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>]+")
_CODE = re.compile(r'(?<=<span class="pre">)[^<]{15,}')
"""Up to 14 letters stay together in the PDF too (``code`` in body.typ)."""
_SEAM = re.compile(r"(?<=[/._?=])(?=\w)|(?<=-)(?=\d)|(?<=&amp;)(?=\w)")
"""Between a sign and the word that follows it, in escaped text; between a hyphen and a letter browsers break by themselves."""


def inline_html(inlines: Inlines, around: str = "ltr") -> str:
    """Return formatted text as HTML, for text that runs ``around`` it in a direction; every character that an author wrote is escaped."""
    return "".join(_node(inline, around) for inline in inlines)


def entry_html(inlines: Inlines, language: str) -> str:
    """Return an entry for a page in a language: among words from right to left, one that begins with Latin letters runs its own way."""
    around = direction(language)
    html = inline_html(inlines, around)
    return f"<bdi>{html}</bdi>" if around == "rtl" else html


def _node(inline: Inline, around: str) -> str:
    if isinstance(inline, Text):
        return breakable(escape(inline.value, quote=False))
    own = direction(inline.lang) if isinstance(inline, Span) and inline.lang else around
    children = inline_html(inline.children, own)
    if isinstance(inline, Link):
        return f'<a href="{escape(inline.url)}">{children}</a>' if is_safe(inline.url) else children
    if isinstance(inline, Span):
        classes = f' class="{escape(" ".join(inline.classes))}"' if inline.classes else ""
        lang = f' lang="{escape(inline.lang)}"' if inline.lang else ""
        side = f' dir="{own}"' if own != around else ""
        return f"<span{classes}{lang}{side}>{children}</span>"
    start, end = _TAGS[type(inline)]
    return start + children + end


def breakable(html: str) -> str:
    """Return escaped text whose addresses may break between lines: after a sign, as in the PDF (``breakable`` in links.typ)."""
    return _ADDRESS.sub(_seamed, html) if "://" in html or "www." in html else html


def breakable_code(html: str) -> str:
    """Return code as Sphinx writes it in a line, whose long names may break after a sign."""
    return _CODE.sub(_seamed, html)


def _seamed(found: re.Match[str]) -> str:
    return _SEAM.sub("<wbr />", found[0])
