"""Finds the language of a work: from ``langid``, else from the script of its title."""

from __future__ import annotations

import re

from citator.bibtex.casing import Casing
from citator.bibtex.entry import RawEntry
from citator.bibtex.tables import ENGLISH_WORDS, FOREIGN_WORDS, LANGUAGES, SCRIPTS

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SCRIPTS = tuple((re.compile(pattern), language) for pattern, language in SCRIPTS)
_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile(r"\\[\"'`^~=.uvHcdbkr]\s*\{?\\?[A-Za-z]|\\(?:o|O|ss|ae|AE|oe|OE|l|L|aa|AA)\b")


def language_of(entry: RawEntry) -> tuple[str | None, Casing]:
    """Return a BCP 47 tag, if one is known, and what may be done to the case of the titles."""
    title = " ".join(entry.fields.get(name, "") for name in ("title", "booktitle", "maintitle"))
    script = next((language for pattern, language in _SCRIPTS if pattern.search(title)), None)
    written = entry.fields.get("langid") or entry.fields.get("language") or ""
    tag = language_tag(written)
    if tag is None and script is None:
        return None, Casing.PROTECT if _looks_foreign(title) else Casing.SENTENCE
    if tag is None or not tag.startswith("en"):
        return tag or script, Casing.KEEP
    return tag, Casing.SENTENCE if script is None else Casing.PROTECT


def language_tag(written: str) -> str | None:
    """Return the BCP 47 tag of a babel name (``ngerman``), a code (``ger``) or a tag (``de_AT``); None for anything else."""
    name = written.strip().strip("{}").split(",")[0].strip()
    if name.lower().replace(" ", "") in LANGUAGES:
        return LANGUAGES[name.lower().replace(" ", "")]
    if not _TAG.fullmatch(name) or (len(name) > 3 and not re.search("[-_]", name)):
        return None
    first, *rest = re.split("[-_]", name)
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])


def _looks_foreign(title: str) -> bool:
    """Guess from function words and accents: sentence case would spoil a German or French title."""
    words = {word.lower() for word in _WORD.findall(title)}
    if words & (ENGLISH_WORDS - FOREIGN_WORDS):
        return False
    return (
        bool(words & FOREIGN_WORDS)
        or (not title.isascii() and _has_foreign_letter(title))
        or bool(_ACCENT.search(title))
    )


def _has_foreign_letter(title: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in title)
