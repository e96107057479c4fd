"""Citations as authors write them: pandoc's ``[see @key, p. 12; @other]`` and the role text ``{see}key{p. 12},other``.

Pandoc's rules for keys: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from citator.csl.locators import parse_locator
from citator.model.citation import CitationItem

_KEY = r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>(?>\w(?:[:.#$%&\-+?<>~/]?\w)*)))"
_AT_KEY = re.compile(rf"(?<![\w\\/@])(?P<minus>-)?@{_KEY}(?!@\w)")
_NARRATIVE = re.compile(rf"(?<![\w\\/@])@{_KEY}(?!@\w)")


class RoleCitation(Struct, frozen=True):
    """What the text of a role says; ``error`` tells what could not be read, and the items read so far stand."""

    items: tuple[CitationItem, ...]
    error: str | None = None


class NarrativeCitation(Struct, frozen=True):
    """A bare ``@key [p. 3]`` in running text, from ``start`` to ``end``."""

    start: int
    end: int
    items: tuple[CitationItem, ...]


def parse_pandoc_citation(text: str) -> tuple[CitationItem, ...] | None:
    """Parse the inside of ``[…]``; ``None`` when it is no citation, that is when a part names no key."""
    if "@" not in text:
        return None
    items = [_pandoc_item(part) for part in _split(text, ";")]
    found = tuple(item for item in items if item is not None)
    return found if len(found) == len(items) else None


def parse_role_citation(text: str) -> RoleCitation:
    """Parse the text of ``{cite}`` and its kin, as sphinxcontrib-bibtex writes it: ``{see}key{p. 3},other{ch. 2}``."""
    items: list[CitationItem] = []
    for part in _split(text, ","):
        item = _role_item(part.strip())
        if item is None:
            return RoleCitation(tuple(items), _role_error(text))
        items.append(item)
    return RoleCitation(tuple(items))


def find_narrative_citations(text: str) -> Iterator[NarrativeCitation]:
    """Yield each ``@key`` of a text with the ``[p. 3]`` or ``[p. 3; see @other]`` that follows it.

    A key does not start after a word character, a slash, a backslash or another ``@``; punctuation at its end belongs
    to the sentence.
    """
    position = 0
    while match := _NARRATIVE.search(text, position):
        found = narrative_citation_at(text, match.start())
        assert found is not None  # the same expression has just matched here
        yield found
        position = found.end


def narrative_citation_at(text: str, start: int) -> NarrativeCitation | None:
    """Return the narrative citation whose ``@`` stands at ``start``, or ``None`` when there is none."""
    match = _NARRATIVE.match(text, start)
    if match is None:
        return None
    key = match["braced"] or match["bare"]
    bracket = _bracket(text, match.end())
    if bracket is None:
        return NarrativeCitation(start, match.end(), (CitationItem(key),))
    inside, end = bracket
    first, *rest = _split(inside, ";")
    others = [_pandoc_item(part) for part in rest]
    if _AT_KEY.search(first) or any(other is None for other in others):
        return NarrativeCitation(start, match.end(), (CitationItem(key),))
    locator, suffix = parse_locator(first)
    items = (CitationItem(key, locator, suffix=suffix), *(other for other in others if other is not None))
    return NarrativeCitation(start, end, items)


def _pandoc_item(part: str) -> CitationItem | None:
    match = _AT_KEY.search(part)
    if match is None:
        return None
    locator, suffix = parse_locator(part[match.end() :])
    return CitationItem(
        match["braced"] or match["bare"],
        locator,
        prefix=part[: match.start()].strip(),
        suffix=suffix,
        suppress_author=match["minus"] is not None,
    )


def _role_item(part: str) -> CitationItem | None:
    prefix, rest = _leading_group(part)
    key, brace, after = rest.strip().partition("{")
    group, trailing = _leading_group(brace + after)
    key = key.strip().removeprefix("@")
    if not key or re.search(r"[\s{}]", key) or trailing.strip() or (brace and group is None):
        return None
    locator, suffix = parse_locator(group or "")
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
    """Return the text in ``[…]`` after ``position`` and where it ends; a bracket that opens a link is not ours."""
    match = re.compile(r"[ \t]?\[(?P<inside>(?:[^\[\]]|\[[^\[\]]*\])*)\](?![(\[{])").match(text, position)
    return (match["inside"], match.end()) if match else None
