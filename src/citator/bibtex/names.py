"""Checks lists of names before pandoc splits them: what cannot be split is printed as written, and told."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\.|[{}]|\s+and(?=\s)|[,;]", re.IGNORECASE | re.DOTALL)
_EDGES = re.compile(r"^\s*and(?=\s|$)|\sand\s*$")
"""An "and" without a name before or after it; Anders And is a name."""
_HAN = r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]"
_HAN_NAME = re.compile(rf"({_HAN}{{1,3}})\s+({_HAN}{{1,4}})")
_OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "et. al", "и др.", "u.a."})
_LETTER = re.compile(r"(?<![^\s~])\{(\\(?:[A-Za-z]+|.))?\s*((?:[^{}\s]|\{[^{}]*\})*)\}(?=[^\s~,{}])")
"""A group that a word begins with and that does not hold all of it."""
_EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)


def prepare_names(value: str) -> tuple[str, list[str]]:
    """Return a list of names that pandoc can split, and the names that could not be split; "" is one that is not there."""
    doubtful: list[str] = []
    names: list[str] = []
    for name in split_names(value):
        bare = name.strip().strip(",").strip()
        if not bare:  # "Smith, A. and": no one
            doubtful.append("")
            continue
        if bare.lower() in _OTHERS:
            names.append("others")
        elif _EXTENDED.match(bare) or len(split_at(bare, ",")) <= 3:
            names.append(_HAN_NAME.sub(r"\1, \2", bare) if _HAN_NAME.fullmatch(bare) else bare)
        else:
            doubtful.append(bare)
            names.append(f"{{{bare}}}")
    return " and ".join(names), doubtful


def free_letters(names: str) -> str:
    """Return ``{\\'E}mile`` as ``\\'{E}mile``: pandoc would take a word that begins with a brace for a particle."""
    return _LETTER.sub(lambda group: f"{group[1]}{{{group[2].strip('{}')}}}" if group[1] else group[2], names)


def split_names(value: str) -> list[str]:
    """Return the names of a list; a list with semicolons ("Smith, J.; Doe, A.") is split there too."""
    names = split_at(_EDGES.sub(" and ", value), "and")
    if len(names) == 1 and len(parts := split_at(value, ";")) > 1 and all("," in part for part in parts):
        return parts
    return names


def split_at(value: str, separator: str) -> list[str]:
    """Split at a comma, a semicolon or the word "and", outside braces."""
    parts: list[str] = []
    depth = start = 0
    for match in _TOKEN.finditer(value):
        token = match[0].strip().lower()
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(0, depth - 1)
        elif token == separator and depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    return [*parts, value[start:]]
