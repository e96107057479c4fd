"""Given names in scripts without capitals, which the engine would abbreviate with a full stop: "王小明.".

The engine abbreviates a given name word by word and adds the style's stop to each, except to words in small letters. So
it gets such a name as a word of small letters that no other text has (mathematical Fraktur), and the name comes back
into its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from citator.csl.mending import SHORT_YEAR
from citator.model.inline import Inline, Inlines, Text

_LETTERS = [chr(code) for code in range(0x1D51E, 0x1D538)]
_CIPHER = re.compile(f"[{_LETTERS[0]}-{_LETTERS[-1]}]{{4}}|[\ue000-\uf8ff]")


def cipher_names(items: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the items with ciphers for these given names, which sort as the names do, and the key to them."""
    originals = [dict(item) for item in items]
    given = sorted({name["given"] for item in originals for name in _caseless_names(item)})
    ciphers = {name: _cipher(number) for number, name in enumerate(given)}
    changed = [
        {variable: _ciphered(value, ciphers) if _is_names(value) else value for variable, value in item.items()}
        for item in originals
    ]
    return changed, {cipher: name for name, cipher in ciphers.items()}


_SHORT_YEAR = re.compile(rf"{SHORT_YEAR}(?:\d\d(?=\d\d(?!\d)))?")


def decipher(nodes: Iterable[Inline], key: Mapping[str, str]) -> Inlines:
    """Put back into a text what stands for something else in it."""
    return tuple(
        Text(_SHORT_YEAR.sub("", _CIPHER.sub(lambda match: key.get(match.group(), match.group()), node.value)))
        if isinstance(node, Text)
        else replace(node, children=decipher(node.children, key))
        for node in nodes
    )


def _cipher(number: int) -> str:
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return letters


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, dict) for name in value)


def _caseless_names(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [name for value in item.values() if _is_names(value) for name in value if _is_caseless(name)]


def _is_caseless(name: Mapping[str, Any]) -> bool:
    given = str(name.get("given", ""))
    return any(character.isalpha() for character in given) and given.upper() == given.lower()


def _ciphered(names: list[dict[str, Any]], ciphers: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{**name, "given": ciphers[name["given"]]} if _is_caseless(name) else name for name in names]
