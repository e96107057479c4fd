"""Which way a language is written."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""The scripts of ISO 15924 that are written from right to left."""


def is_right_to_left(language: str) -> bool:
    """Tell whether a language (a BCP 47 tag) is written from right to left: ``ar``, ``ku-Arab``, not ``ar-Latn``."""
    primary, *subtags = language.lower().replace("_", "-").split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), None)
    return script in _SCRIPTS if script else primary in _RIGHT_TO_LEFT


def foreign(own: str, language: str) -> dict[str, str]:
    """Return HTML's attributes of words in a language of their own on a page in ``language``; none where it is the same."""
    one, other = (tag.lower().replace("_", "-").partition("-")[0] for tag in (own, language))
    return {} if one == other else tongue(own)


def tongue(language: str) -> dict[str, str]:
    """Return HTML's attributes of words in a language."""
    return {"lang": language, "dir": direction(language)}


def direction(language: str) -> str:
    """Return the value of HTML's ``dir`` for a language."""
    return "rtl" if is_right_to_left(language) else "ltr"
