"""Citations as authors write them: pandoc's ``[see @key, p. 12; @other]`` and the role text ``{see}key{p. 12},other``.

Pandoc's rules for keys: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from citator.csl.locators import parse_locator
from citator.model.citation import CitationItem

_KEY = r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>(?>\w(?:[:.#$%&\-+?<>~/]?\w)*)))"
_AT_KEY = re.compile(rf"(?<![\w\\/@])(?P<minus>-)?@{_KEY}(?!@\w)")
_NARRATIVE = re.compile(rf"(?<![\w\\/@])(?P<minus>(?<!-)-)?@{_KEY}(?!@\w)")

_BRACKET = re.compile(r"[ \t]?\[(?!\^)(?P<inside>(?:[^\[\]]|\[[^\[\]]*\])*)\](?![({]|\[(?![\^@]))")


class RoleCitation(Struct, frozen=True):
    """What the text of a role says; ``error`` tells what could not be read, and the items read so far stand."""

    items: tuple[CitationItem, ...]
    error: str | None = None


class NarrativeCitation(Struct, frozen=True):
    """A bare ``@key [p. 3]`` in running text, from ``start`` to ``end``, or ``-@key``, whose author is suppressed."""

    start: int
    end: int
    items: tuple[CitationItem, ...]


def parse_pandoc_citation(text: str, locale: str | None = None) -> tuple[CitationItem, ...] | None:
    """Parse the inside of ``[…]``; ``None`` when it is no citation, that is when a part names no key.

    ``locale`` has the words for locators that are read besides the English ones.
    """
    if "@" not in text:
        return None
    items = [_pandoc_item(part, locale) for part in _split(text, ";")]
    found = tuple(item for item in items if item is not None)
    return found if len(found) == len(items) else None


def parse_role_citation(text: str, locale: str | None = None) -> RoleCitation:
    """Parse the text of ``{cite}`` and its kin, as sphinxcontrib-bibtex writes it: ``{see}key{p. 3},other{ch. 2}``."""
    items: list[CitationItem] = []
    for part in _split(text, ","):
        item = _role_item(part.strip(), locale)
        if item is None:
            return RoleCitation(tuple(items), _role_error(text))
        items.append(item)
    return RoleCitation(tuple(items))


def narrative_citation_at(text: str, start: int, locale: str | None = None) -> NarrativeCitation | None:
    """Return the citation whose ``@`` or ``-@`` stands at ``start``, or ``None`` when there is none.

    A key does not start after a word character, a slash, a backslash or another ``@``; punctuation at its end belongs
    to the sentence.
    """
    match = _NARRATIVE.match(text, start)
    if match is None:
        return None
    item = CitationItem(match["braced"] or match["bare"], suppress_author=match["minus"] is not None)
    alone = NarrativeCitation(start, match.end(), (item,))
    bracket = _bracket(text, match.end())
    if bracket is None:
        return alone
    inside, end = bracket
    first, *rest = _split(inside, ";")
    others = [_pandoc_item(part, locale) for part in rest]
    if _AT_KEY.search(first) or any(other is None for other in others):
        return alone
    locator, suffix = parse_locator(first, locale)
    first_item = replace(item, locator=locator, suffix=suffix)
    return NarrativeCitation(start, end, (first_item, *(other for other in others if other is not None)))


def keys_in_words(words: str) -> tuple[str, ...]:
    """Return the keys that the words around a citation name as citations do: "and @doe" cites nothing there."""
    return tuple(match["braced"] or match["bare"] for match in _AT_KEY.finditer(words))


def _pandoc_item(part: str, locale: str | None) -> CitationItem | None:
    match = _AT_KEY.search(part)
    if match is None:
        return None
    locator, suffix = parse_locator(part[match.end() :], locale)
    return CitationItem(
        match["braced"] or match["bare"],
        locator,
        prefix=part[: match.start()].strip(),
        suffix=suffix,
        suppress_author=match["minus"] is not None,
    )


def _role_item(part: str, locale: str | None) -> CitationItem | None:
    prefix, rest = _leading_group(part)
    key, brace, after = rest.strip().partition("{")
    group, trailing = _leading_group(brace + after)
    key = key.strip().removeprefix("@")
    if not key or re.search(r"[\s{}]", key) or trailing.strip() or (brace and group is None):
        return None
    locator, suffix = parse_locator(group or "", locale)
    return CitationItem(key, locator, (prefix or "").strip(), suffix)


def _leading_group(text: str) -> tuple[str | None, str]:
    """Return the content of the braces that ``text`` begins with, and what follows them."""
    if not text.startswith("{"):
        return None, text
    depth = 0
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return text[1:index], text[index + 1 :]
    return None, text


def _role_error(text: str) -> str:
    return f"cannot read citation '{text}'; write {{see}}key{{p. 3}} or [see @key, p. 3]"


def _split(text: str, separators: str) -> list[str]:
    """Split at separators outside of braces."""
    parts, depth = [""], 0
    for character in text:
        depth = max(0, depth + {"{": 1, "}": -1}.get(character, 0))
        if depth == 0 and character in separators:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _bracket(text: str, position: int) -> tuple[str, int] | None:
    """Return the text in ``[…]`` after ``position`` and where it ends; one that is a footnote's mark, or a link's, is not ours."""
    match = _BRACKET.match(text, position)
    return (match["inside"], match.end()) if match else None
