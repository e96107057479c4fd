"""Labels such as "Smit20" and "DoSm19a", for styles that cite by them.

The engine makes them from family names only, so that two institutions of one year get the same "20"; citeproc-js also
has literal names and titles. Neither tells two works with one label apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from citator.csl.items import year
from citator.model.citation import CslItem

NAME_VARIABLES = ("author", "editor", "translator", "container-author", "collection-editor", "director", "interviewer")
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
"""How many letters of each name, by their number; four names and more give one letter each."""
_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)
_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "the", "to", "with",
})  # fmt: skip
_PARTICLES = re.compile(r"^(?:[ '’a-z]+\s+)+")


def citation_labels(items: Iterable[CslItem]) -> dict[str, str]:
    """Return the label of each item by its key; equal ones get the letters a, b, c in the order of the items."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for item in items:
        sharing[_stem(item)].append(item.key)
    return {
        key: stem if len(keys) == 1 else stem + _letters(number)
        for stem, keys in sharing.items()
        for number, key in enumerate(keys)
    }


def _stem(item: CslItem) -> str:
    return (_from_names(_names(item.data)) or _capitalised(_from_title(item), 4)) + _year(item)


def _year(item: CslItem) -> str:
    digits = re.search(r"\d+", year(item, lambda _: ""))
    return digits[0][-2:] if digits else ""


def _names(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return next((data[variable] for variable in NAME_VARIABLES if data.get(variable)), [])


def _from_names(names: list[Mapping[str, Any]]) -> str:
    letters = _LETTERS.get(len(names), (1, 1, 1, 1))
    return "".join(_capitalised(_words(name), count) for name, count in zip(names, letters, strict=False))


def _words(name: Mapping[str, Any]) -> str:
    """Return the letters of a name; one of Han characters gives none, for a single one would say too little."""
    text = _PARTICLES.sub("", str(name.get("family") or name.get("literal") or ""))
    return "".join(letter for letter in _ARTICLE.sub("", text) if letter.isalnum() and ord(letter) < 0x3000)


def _from_title(item: CslItem) -> str:
    words = [word for word in str(item.data.get("title", "")).split() if word not in _SMALL_WORDS]
    return "".join(character for word in words for character in word if character.isalnum())


def _capitalised(text: str, count: int) -> str:
    return text[:1].upper() + text[1:count].lower()


def _letters(number: int) -> str:
    tens, ones = divmod(number, 26)
    return (chr(ord("a") + tens - 1) if tens else "") + chr(ord("a") + ones)
