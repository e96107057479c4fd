"""Elements of an HTML head, built by functions that escape."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

# https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def meta(name: str, content: object) -> str:
    """Return ``<meta name content>``."""
    return f'<meta name="{escape(name)}" content="{_one_line(content)}">'


def meta_property(name: str, content: object) -> str:
    """Return ``<meta property content>``, the form that OpenGraph asks for."""
    return f'<meta property="{escape(name)}" content="{_one_line(content)}">'


def link(rel: str, href: str, **attributes: str | None) -> str:
    """Return ``<link rel href>`` with the attributes that are known."""
    known = "".join(f' {name}="{_one_line(value)}"' for name, value in attributes.items() if value)
    return f'<link rel="{escape(rel)}" href="{_one_line(href)}"{known}>'


def json_script(value: Any) -> str:
    """Return a JSON-LD data block; ``<`` is escaped, so that no text can end the block or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _one_line(value: object) -> str:
    return escape(" ".join(plain_xml(str(value)).split()))


def plain_xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)
