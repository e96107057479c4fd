"""Writes Typst source from values: text is escaped, code is built from calls, so no text can become markup or code.

See https://typst.app/docs/reference/syntax/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from citator.model.anchors import escape_id
from citator.model.languages import is_right_to_left

_SPECIAL = re.compile(r"[\\#$*_`<>@\[\]~/'\"\-+=.]")
"""Characters that mean something somewhere in Typst markup: at the start of a line, twice in a row, or always."""
_LOOKED_AT = re.compile(rf"{_SPECIAL.pattern}|[^ -~]")
"""Those and all that is not plain ASCII; the rest stands for itself, and most of a text is of the rest."""
_PART = r"(?:[^\W\d_](?:(?![A-Z])[^\W\d_])*|[A-Z]{2,9})"
_WORD = rf"""["'(\[]*{_PART}(?:-{_PART})*["')\].,;:!?]*"""
"""A word of a language, and the marks around it: German and Finnish have them of any length, but none with a capital within, or long in capitals."""
_IN_A_WORD = "!-~\u00c0-\u024f\u1e00-\u1eff"
_LONG_WORD = re.compile(
    rf"(?<![{_IN_A_WORD}])(?=[!-~]{{30}})(?!{_WORD}(?![{_IN_A_WORD}]))"
    rf"((?![!-~]*(?:https?://|www\.))[!-~]+|[!-~]*[0-9A-Za-z]{{40,}}[!-~]*)(?![{_IN_A_WORD}])"
)
"""A word of a machine. Typst itself breaks addresses of the web, but for long runs of letters."""
_IN_STRINGS = re.compile(r'["\\]|[^ -~]')


class Raw(Struct, frozen=True):
    """Typst code that is already safe, such as ``none``, ``1fr`` or another call."""

    code: str


Value = str | int | float | bool | None | Raw | Sequence["Value"] | Mapping[str, "Value"]


UNDESCRIBED = Raw("undescribed")
"""The alternative text of a picture of which nothing is said: the template has words for it."""
_LANGUAGE_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-(?P<region>[A-Za-z]{2}))?(?:-[A-Za-z0-9]+)*"
)
"""What Typst can say of a tag is its language and its region."""


def escape(text: str) -> str:
    """Return markup that prints ``text``; runs of spaces and line ends become one space, as in Markdown."""
    return _LOOKED_AT.sub(_escaped, re.sub(r"[ \t\r\n\f\v]+", " ", text))


def flowing(text: str) -> str:
    """Return markup that prints ``text``, whose long words of a machine (an address, a path) may break between lines."""
    parts = _LONG_WORD.split(text)
    return "".join(command("long-word", part) if index % 2 else escape(part) for index, part in enumerate(parts))


def is_of_a_language(word: str) -> bool:
    """Tell whether a word, with the marks around it, is one that is hyphenated, not an address, a path or a name of code."""
    return re.fullmatch(_WORD, word) is not None


def _escaped(found: re.Match[str]) -> str:
    return _escape_character(found[0])


def _escape_character(character: str) -> str:
    if _SPECIAL.match(character):
        return f"\\{character}"
    if character != " " and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"):
        return f"\\u{{{ord(character):x}}}" if unicodedata.category(character) != "Cs" else "\ufffd"
    return character


def string(text: str) -> str:
    """Return a string literal of Typst code."""
    return f'"{_IN_STRINGS.sub(lambda found: _string_character(found[0]), text)}"'


def _string_character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return f"\\u{{{ord(character):x}}}" if category in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") else character


def value(item: Value) -> str:
    """Return a Python value as Typst code: strings, numbers, arrays, dictionaries."""
    if isinstance(item, Raw):
        return item.code
    if item is None:
        return "none"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return string(item)
    if isinstance(item, int | float):
        return repr(item)
    if isinstance(item, Mapping):
        pairs = ", ".join(f"{string(key)}: {value(entry)}" for key, entry in item.items())
        return f"({pairs})" if item else "(:)"
    return "(" + "".join(f"{value(entry)}, " for entry in item).rstrip(" ") + ")"


def call(function: str, *bodies: str, **arguments: Value) -> str:
    """Return a call in markup, ``#function(key: value)[body][body];``, with names in Typst's spelling (``-`` for ``_``).

    Bodies are markup. The semicolon keeps a following ``(`` or ``[`` of the text from becoming an argument.
    """
    return f"#{code_call(function, *bodies, **arguments)};"


def code_call(function: str, *bodies: str, **arguments: Value) -> str:
    """Return the same call as code, for use as an argument."""
    listed = ", ".join(f"{name.replace('_', '-')}: {value(item)}" for name, item in arguments.items())
    contents = "".join(f"[{body}]" for body in bodies)
    return f"{function}({listed}){contents}" if listed or not bodies else f"{function}{contents}"


def command(function: str, *values: Value) -> str:
    """Return a call in markup with arguments by position, ``#function("value");``."""
    return f"#{function}({', '.join(map(value, values))});"


def in_language(body: str, tag: str, *, block: bool = False) -> str:
    """Return markup whose voice, hyphenation, shapes of letters and direction are those of a BCP 47 tag; as it is for any other.

    A ``block`` has its own lines; words within a line are kept together where they run against it.
    """
    options = language_options(tag)
    return call("in-language", body, **options | ({"block": True} if block else {})) if options else body


def language_options(tag: str) -> dict[str, Value]:
    """Return what the template needs to know of a BCP 47 tag; nothing of what is none."""
    found = _LANGUAGE_TAG.fullmatch(tag)
    if found is None:
        return {}
    tag_parts = {"lang": found["language"], "region": found["region"]}
    options: dict[str, Value] = {name: part.lower() for name, part in tag_parts.items() if part}
    return options | ({"right-to-left": True} if is_right_to_left(tag) else {})


def content(markup: str) -> Raw:
    """Return markup as a value of type content."""
    return Raw(f"[{markup}]")


def label(docname: str, anchor: str = "") -> str:
    """Return the name of the Typst label for an id of a document; the document itself has no ``anchor``."""
    return f"{escape_id(docname)}:{escape_id(anchor)}" if anchor else escape_id(docname)
