"""What web pages leave in the entries that they offer: ``&amp;``, ``&#8217;`` and tags, as LaTeX and the markup of CSL."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.entities import html5

_ENTITY = re.compile(
    r"(?:\\?&|\{\\?&\})(?:(?:\\?#|\{\\?#\})(\d{1,7}|[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));"
)
_MARKUP = re.compile(r"<(/?)(?:jats:)?(em|italic|strong|bold|inf|sub|sup|scp|sc)(?:\s[^<>]*)?>")
_JOURNAL_MARKUP = re.compile(r"</?(?:jats|mml):[^<>]*>")
"""JATS and MathML, as Crossref hands on what publishers send."""
_SMALL_CAPITALS = 'span style="font-variant:small-caps;"'
_CSL_MARKUP = {
    "em": "i",
    "italic": "i",
    "strong": "b",
    "bold": "b",
    "inf": "sub",
    "scp": _SMALL_CAPITALS,
    "sc": _SMALL_CAPITALS,
}
"""https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags"""
_LATEX = str.maketrans({
    **{character: f"\\{character}" for character in "&%#$_{}"},
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\xa0": "~", "\xad": "",
})  # fmt: skip
_UNPRINTED = frozenset({"Cc", "Cn", "Co", "Cs"})


def without_html(value: str) -> str:
    """Return a field with characters for entities, also twice over (``&amp;amp;``), and with no markup but CSL's."""
    for _ in range(2):
        value = _ENTITY.sub(_character, value) if ";" in value else value
    return _JOURNAL_MARKUP.sub("", _MARKUP.sub(_tag, value)) if "<" in value else value


def _tag(match: re.Match[str]) -> str:
    name = _CSL_MARKUP.get(match[2], match[2])
    return f"</{name.split()[0]}>" if match[1] else f"<{name}>"


def _character(match: re.Match[str]) -> str:
    number, name = match.groups()
    if name and f"{name};" not in html5:
        return match[0]
    character = unescape(f"&#{number};" if number else f"&{name};")
    return "".join(one for one in character if unicodedata.category(one) not in _UNPRINTED).translate(_LATEX)
