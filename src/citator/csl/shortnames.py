"""Short forms of bodies: "International Institute for Strategic Studies" in the list, "IISS" in later notes and in text.

CSL knows no short authors. A style prints a person's family name where it wants a short form, and the given name with it
elsewhere; so a body that has a short form goes to the engine as such a person, and comes back by what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from citator.model.inline import Inlines, Text, plain_text

SHORT = "short"
"""The part of a name, besides those of CSL, that holds its short form."""
_START = "\u2063"  # ignored in sorting
_FIRST = 0xE100
_GIVEN = "王"
"""The given name begins in a script without capitals, which ``caseless`` keeps from being abbreviated."""
_MARK = r"[\ue100-\uf8ff]"
_GIVEN_NAME = re.compile(rf"{_GIVEN}{_MARK} ?|,? ?{_GIVEN}{_MARK}")
_FAMILY_NAME = re.compile(rf"{_START}([^{_START}]*?)({_MARK})")
_LONG_BEFORE = re.compile(rf"{_GIVEN}{_MARK} ?$")
_LONG_AFTER = re.compile(rf",? ?{_GIVEN}{_MARK}")
_LEFT_OVER = re.compile(rf"{_START}|{_MARK}")


def with_short_names(authors: Any, short: Any) -> Any:
    """Return the authors, each body with its short form; the lists must be as long as one another."""
    if not (isinstance(authors, list) and isinstance(short, list) and len(authors) == len(short)):
        return authors
    return [_with_short_name(name, brief) for name, brief in zip(authors, short, strict=True)]


def _with_short_name(name: dict[str, Any], brief: dict[str, Any]) -> dict[str, Any]:
    words = brief.get("literal") or brief.get("family")
    return {**name, SHORT: words} if "literal" in name and words and words != name["literal"] else name


def short_names_only(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item whose bodies have their short forms for names."""
    return _map_names(item, lambda name: {"literal": name[SHORT]})


class ShortNames(Struct, frozen=True):
    """The bodies of a document that have short forms: the mark that stands for each, and the form."""

    items: list[dict[str, Any]]
    forms: Mapping[str, str]

    @classmethod
    def of(cls, items: Iterable[Mapping[str, Any]]) -> ShortNames:
        """Return the items as the engine gets them, with the key to the names."""
        marks: dict[str, str] = {}

        def person(name: Mapping[str, Any]) -> dict[str, Any]:
            mark = marks.setdefault(name[SHORT], chr(_FIRST + len(marks)))
            return {"family": f"{_START}{name['literal']}{mark}", "given": f"{_GIVEN}{mark}"}

        changed = [_map_names(item, person) for item in items]
        return cls(changed, {mark: form for form, mark in marks.items()})

    def put_back(self, nodes: Inlines) -> Inlines:
        """Write each body as the style wants it: in full where it printed the given name."""
        if not self.forms:
            return nodes
        text = plain_text(nodes)
        is_long = [
            bool(_LONG_BEFORE.search(text[: match.start()]) or _LONG_AFTER.match(text, match.end()))
            for match in _FAMILY_NAME.finditer(text)
        ]
        return self._write(nodes, iter(is_long))

    def _write(self, nodes: Inlines, is_long: Any) -> Inlines:
        def name(match: re.Match[str]) -> str:
            return match[1] if next(is_long, True) else self.forms.get(match[2], match[1])

        return tuple(
            Text(_LEFT_OVER.sub("", _FAMILY_NAME.sub(name, _GIVEN_NAME.sub("", node.value))))
            if isinstance(node, Text)
            else replace(node, children=self._write(node.children, is_long))
            for node in nodes
        )


def _map_names(item: Mapping[str, Any], change: Any) -> dict[str, Any]:
    return {
        variable: [change(name) if isinstance(name, dict) and SHORT in name else name for name in value]
        if isinstance(value, list)
        else value
        for variable, value in item.items()
    }
