"""Small questions about titles and texts of CSL items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from citator.bibtex.casing import NOCASE_END, NOCASE_START, is_abbreviation
from citator.bibtex.tables import EDITOR_TYPES, GENERIC_TITLES, SMALL_WORDS
from citator.model.titles import STOPS

_NOCASE = re.compile(f"{NOCASE_START}([^{NOCASE_START}{NOCASE_END}]*){NOCASE_END}")
_UPRIGHT = re.compile(r'<span style="font-style:normal;">([^<]*)</span>')
"""Emphasis within emphasis, as pandoc writes it; no engine reads it."""
_DOUBLE_STOP = re.compile(rf"([{STOPS}](?:</\w+>|{NOCASE_END})?): ")
"""The colon that pandoc puts between a title and its subtitle, after a mark that ends the title already."""
_MARKS = re.compile(f"[{NOCASE_START}{NOCASE_END}]")
_DOTLESS = re.compile("([ıȷ])(?=[\u0300-\u036f])")
_NAMING = (
    "title", "container-title", "collection-title", "event-title", "publisher", "authority", "genre", "number", "URL", "DOI",
    "author", "container-author", "translator", *dict.fromkeys(EDITOR_TYPES.values()),
)  # fmt: skip


def tidy(value: Any) -> Any:
    """Return CSL-JSON with composed characters and with CSL's own markup for protected case."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", _DOTLESS.sub(lambda match: {"ı": "i", "ȷ": "j"}[match[1]], value))
        value = _DOUBLE_STOP.sub(r"\1 ", _UPRIGHT.sub(r"\1", value))
        value = _NOCASE.sub(r'<span class="nocase">\1</span>', value)
        return _MARKS.sub("", value).strip()
    if isinstance(value, list):
        return [tidy(part) for part in value]
    if isinstance(value, Mapping):
        return {name: tidy(part) for name, part in value.items()}
    return value


def without_stop(title: str) -> str:
    """Return a title without the stop, colon or comma at its end, for a colon and a subtitle follow."""
    bare = title.rstrip("} ")
    is_part = not bare or is_abbreviation(bare.split()[-1].lstrip("{"))
    return title if is_part else (bare.rstrip(" .:;,") or bare) + title[len(bare) :]


def without_isbd(value: str) -> str:
    """Return a field without the mark by which a catalogue parts it from the next: "New York :", "Penguin,", "A title /"."""
    bare = value.strip()
    return bare[:-1].rstrip() if bare.endswith((",", " :", " /", " ;", " =")) else bare


def with_addon(title: str, addon: str) -> str:
    """Return a title and what is added to it, parted by one full stop or by the mark that ends the title."""
    return f"{title} {addon}" if title.endswith((".", "?", "!")) else f"{title}. {addon}"


def before_colon(title: str) -> str | None:
    """Return the main title as a short one, unless it says too little ("Report: …") or markup would be torn."""
    short, colon, _ = title.partition(": ")
    return short.rstrip() if colon and short.lower() not in GENERIC_TITLES and "<" not in short else None


def is_proper_name(text: str) -> bool:
    """Tell whether every word is capitalised, as in "The White House"."""
    words = [word for word in re.findall(r"[^\W\d_][\w.'’]*", text) if word.lower() not in SMALL_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def names_a_work(data: Mapping[str, Any]) -> bool:
    """Tell whether a CSL item holds anything by which a reader could know the work: a name, a title, a place."""
    return any(name in data for name in _NAMING)
