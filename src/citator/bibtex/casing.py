"""Brings English titles to sentence case, as CSL wants them, and marks what no style may change.

CSL styles that set titles in title case capitalise them again; the others print what they get. Braces protect, as
BibTeX has it; so do capitals within a word, and the entry's own names ("North Atlantic Council" as author and in the
title). Only English is ever changed: https://docs.citationstyles.org/en/stable/specification.html#text-case
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from citator.bibtex.tables import ENGLISH_NAMES, ENGLISH_WORDS, FUNCTION_WORDS

NOCASE_START, NOCASE_END = "\ue000", "\ue001"
"""Private-use marks that go through pandoc and become ``<span class="nocase">``; pandoc's own CSL JSON drops it."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?\s*|.)|[{}]", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"\\(?:ae|AE|oe|OE|aa|AA|o|O|l|L|ss|i|j)\b(?:\{\}|\s+)?")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)")
_ARGUMENT = re.compile(r"(?:\\(?:[A-Za-z]+\*?|[^A-Za-z])\s*|\})$")
_DESCRIPTION = re.compile(r"\[.*\]")
"""A description in brackets stands for a title that is not known; it is a sentence."""
_SEPARATORS = frozenset(" -–—/~")
_CAPITALISED = re.compile(r"[^\w\\]*([A-ZÀ-ÖØ-Þ])([a-zß-öø-ÿ]*)(?:['’][a-z]+)?[^\w\\]*")
_NEW_SENTENCE = re.compile(r"[:?!][\"'’”)\]]*$|[a-z]{2}[\"'’”)\]]*\.[\"'’”)\]]*$|—$")
_ABBREVIATIONS = re.compile(
    r"(?:vs|nos?|vol|pt|ch|dr|mrs?|st|jr|inc|proc|int|conf|symp|eds?|approx|ca|art|sec)\.", re.IGNORECASE
)
_PUNCTUATION = ".,;:!?()[]\"'“”‘’"


class Casing(Enum):
    """What may be done to the case of an entry's titles."""

    SENTENCE = auto()
    """English: to sentence case."""
    KEEP = auto()
    """Another language, which the item names: styles leave it alone."""
    PROTECT = auto()
    """Perhaps another language, which nothing names: marked, so that styles leave it alone."""


def cased(title: str, casing: Casing, names: Iterable[str] = ()) -> str:
    """Return a title as pandoc is to read it: in braces, so that its own casing does nothing more."""
    if casing is Casing.KEEP:
        return f"{{{title}}}"
    if casing is Casing.PROTECT or _is_one_group(title) or _DESCRIPTION.fullmatch(title):
        return f"{{{_mark(title)}}}"
    for name in names:
        title = _protect_name(title, name)
    return f"{{{_sentence_case(title)}}}"


def _protect_name(title: str, name: str) -> str:
    """Put braces around ``name`` where it stands in the title outside braces."""
    if len(name) < 3 or not name[0].isupper() or name not in title:
        return title
    match = re.search(rf"(?<![\w{{]){re.escape(name)}(?!\w)", title)
    if match is None or any(start <= match.start() < end for start, end in _groups(title)):
        return title
    return f"{title[: match.start()]}{{{match[0]}}}{title[match.end() :]}"


def _sentence_case(title: str) -> str:
    words = list(_words(title))
    if _is_sentence_case(words):
        return "".join(_mark_groups(word) for word in words)
    result = ""
    for index, word in enumerate(words):
        if "{" in word:
            result += _mark_groups(word)
        elif _may_lower(word, "".join(words[index + 1 : index + 3])) and not _starts_sentence(result[-80:]):
            result += word.lower()
        else:
            result += word
    return result


def _is_sentence_case(words: list[str]) -> bool:
    """Tell whether the author wrote sentence case already, so that the capitals left are of names."""
    plain = [word.strip(_PUNCTUATION) for index, word in enumerate(words) if words[index - 1 : index] in ([" "], [])]
    long = [word for word in plain[1:] if len(word) > 2 and word.isalpha() and word.lower() not in FUNCTION_WORDS]
    lower = sum(word.islower() for word in long)
    return lower > 0 and lower * 3 >= len(long) - lower


def _words(title: str) -> Iterator[str]:
    """Yield words and what separates them; braces hold a word together, whatever is in them."""
    word = ""
    depth = 0
    for character in title:
        if depth == 0 and character in _SEPARATORS:
            if word:
                yield word
            yield character
            word = ""
            continue
        depth += (character == "{") - (character == "}")
        word += character
    if word:
        yield word


def _mark_groups(word: str) -> str:
    result: list[str] = []
    position = 0
    for start, end in _groups(word):
        inner = word[start + 1 : end - 1]
        keep = inner.startswith("\\") or _ARGUMENT.search(word[max(0, start - 40) : start]) is not None
        result += [word[position:start], f"{{{inner if keep else _mark(inner)}}}"]
        position = end
    return "".join([*result, word[position:]])


def _starts_sentence(before: str) -> bool:
    words = re.sub(f"[{{}}{NOCASE_START}{NOCASE_END}]", "", before).rstrip()
    if not any(character.isalnum() for character in words):
        return True
    return bool(_NEW_SENTENCE.search(words)) and not is_abbreviation(words.split()[-1])


def is_abbreviation(word: str) -> bool:
    """Tell whether a stop at the end of a word belongs to it: "Inc.", "U.S."; or to an ellipsis."""
    return bool(_ABBREVIATIONS.fullmatch(word)) or word.count(".") > 1


def _may_lower(word: str, following: str) -> bool:
    match = _CAPITALISED.fullmatch(word)
    if match is None or match[0].strip(_PUNCTUATION).lower() in ENGLISH_NAMES:
        return False
    return bool(match[2]) or (match[1] == "A" and following[:1] == " " and following[1:2].isalpha())


def _mark(text: str) -> str:
    """Mark protected text if title case would change it: ``{NATO}`` needs no mark, ``{iPod}`` and ``{to}`` do."""
    words = _WORD.findall(_COMMAND.sub("", _LETTER.sub("x", text)))
    at_risk = [word for index, word in enumerate(words) if index == 0 or word not in ENGLISH_WORDS]
    if any(word[0].islower() and (len(word) > 1 or len(words) == 1) for word in at_risk):
        return f"{NOCASE_START}{text}{NOCASE_END}"
    return text


def _is_one_group(value: str) -> bool:
    value = value.strip()
    return value.startswith("{") and value[1:2] != "\\" and next(_groups(value), None) == (0, len(value))


def _groups(value: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost braced groups start and end."""
    depth = start = 0
    for match in _TOKEN.finditer(value):
        if match[0] == "{":
            if depth == 0:
                start = match.start()
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield start, match.end()
