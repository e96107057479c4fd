"""Checks lists of names before pandoc splits them: what no BibTeX could split is read as it is meant, or as written; and told."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\s\\?&(?=\s)|\\.|[{}]|\s+and(?=\s)|[,;]", re.IGNORECASE | re.DOTALL)
_EDGES = re.compile(r"^\s*and(?=\s|$)|\sand\s*$")
"""An "and" without a name before or after it; Anders And is a name."""
_HAN = r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]"
_HAN_NAME = re.compile(rf"({_HAN}{{1,3}})\s+({_HAN}{{1,4}})")
_OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "et. al", "и др.", "u.a."})
_ET_AL = re.compile(r"(?<![,\s~])[,\s~]+(?:et\.?[\s~]+al\.?|u\.[\s~]*a\.|и[\s~]+др\.)$", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "jnr", "sr", "snr", "ii", "iii", "iv"})
_NO_PART = re.compile(r"(?: 0\d{3}|, ?(?:(?:b|ca?)\. ?)?\d{4}\?? ?[-–]{1,2} ?(?:\d{4}\??)?\.?)$")
"""By what DBLP ("Wei Wang 0001") and library catalogues ("Smith, John, 1950-") tell people of one name apart."""
_NO_ONE = "no name stands before or after an 'and'; left out; write one, or remove the 'and'"
_LETTER = re.compile(r"(?<![^\s~])\{(\\(?:[A-Za-z]+|.))?\s*((?:[^{}\s]|\{[^{}]*\})*)\}(?=[^\s~,{}])")
"""A group that a word begins with and that does not hold all of it."""
_EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)


def prepare_names(value: str) -> tuple[str, list[str]]:
    """Return a list of names that pandoc can split, and what is wrong with the list as it is written."""
    faults: list[str] = []
    names = [name for written in split_names(value) for name in _read(written.strip(" \t\n,"), faults)]
    return " and ".join(names), faults


def _read(written: str, faults: list[str]) -> list[str]:
    """Return the names that stand where one should: one as a rule, none after a stray "and", several around an "&"."""
    if not written:
        faults.append(_NO_ONE)
        return []
    if written.lower() in _OTHERS:
        return ["others"]
    if _EXTENDED.match(written):
        return [written]
    if et_al := _ET_AL.search(written):
        first = written[: et_al.start()]
        faults.append(f"'{written}' is read as '{first} and others'; write it so")
        return [*_people(first, faults), "others"]
    return _people(written, faults)


def _people(written: str, faults: list[str]) -> list[str]:
    people = split_at(written, "&", "\\&")
    if len(people) == 1:
        return [_person(written, faults)]
    if all("," in name for name in people):
        faults.append(f"'{written}' is read as {len(people)} names; write 'and' for '&'")
        return [_person(one.strip(" ,"), faults) for one in people]
    return [_unsplit(written, faults)]


def _person(written: str, faults: list[str]) -> str:
    written = _NO_PART.sub("", written)
    parts = [part.strip() for part in split_at(written, ",")]
    if len(parts) > 3:
        return _unsplit(written, faults)
    if len(parts) == 3 and parts[2].strip(".").lower() in _SUFFIXES:
        meant = f"{parts[0]}, {parts[2]}, {parts[1]}"
        faults.append(f"'{written}' is read as '{meant}'; write it so")
        return meant
    return _HAN_NAME.sub(r"\1, \2", written) if _HAN_NAME.fullmatch(written) else written


def _unsplit(written: str, faults: list[str]) -> str:
    remedy = "write Family, Given, or {…} around a body's name"
    faults.append(f"cannot split the name '{written}'; printed as written; {remedy}")
    return f"{{{written}}}"


def free_letters(names: str) -> str:
    """Return ``{\\'E}mile`` as ``\\'{E}mile``: pandoc would take a word that begins with a brace for a particle."""
    return _LETTER.sub(lambda group: f"{group[1]}{{{group[2].strip('{}')}}}" if group[1] else group[2], names)


def split_names(value: str) -> list[str]:
    """Return the names of a list; a list with semicolons ("Smith, J.; Doe, A.") is split there too."""
    value = " ".join(value.split())
    names = split_at(_EDGES.sub(" and ", value), "and")
    if len(names) == 1 and len(parts := split_at(value, ";")) > 1 and all("," in part for part in parts):
        return parts
    return names


def split_at(value: str, *separators: str) -> list[str]:
    """Split at a comma, a semicolon, the word "and" or an "&" between blanks, outside braces."""
    parts: list[str] = []
    depth = start = 0
    for match in _TOKEN.finditer(value):
        token = "" if match[0].startswith("\\") else match[0].strip().lower()
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(0, depth - 1)
        elif token in separators and depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    return [*parts, value[start:]]
