"""Suffixes and the order of works in a citation.

The engine never moves a work that has a prefix or a suffix, so "[26] and elsewhere, [10]" would stay unsorted. Words
before a work do bind it to its place, as in "see"; words after it only bind themselves to the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from citator.csl.pandoc_ast import join_texts
from citator.model.citation import CitationItem
from citator.model.inline import EntryLink, Inline, Inlines, Text, plain_text, walk


def sort_by_number(items: Sequence[CitationItem], numbers: Mapping[str, int]) -> tuple[CitationItem, ...]:
    """Sort the works of a citation by number, between those that have a prefix."""
    runs: list[list[CitationItem]] = []
    for item in items:
        if item.prefix or not runs:
            runs.append([])
        runs[-1].append(item)
    return tuple(item for run in runs for item in _sort_run(run, numbers))


def _sort_run(run: list[CitationItem], numbers: Mapping[str, int]) -> list[CitationItem]:
    pinned, movable = (run[:1], run[1:]) if run[0].prefix else ([], run)
    return [*pinned, *sorted(movable, key=lambda item: numbers.get(item.key, len(numbers)))]


def may_hang(items: Sequence[CitationItem]) -> bool:
    """Tell whether suffixes can wait until the works are sorted: there are several works, each cited once."""
    return len(items) > 1 and len({item.key for item in items}) == len(items) and any(item.suffix for item in items)


def without_suffixes(items: Sequence[CitationItem]) -> tuple[CitationItem, ...]:
    """Return the works without suffixes, as the engine sorts them."""
    return tuple(replace(item, suffix="") for item in items)


def hang_suffixes(text: Inlines, items: Sequence[CitationItem]) -> Inlines:
    """Put each suffix behind the last link to its work; a work that prints nothing loses its suffix, too."""
    for item in items:
        if item.suffix:
            text = _insert_after(text, item.key, _spaced(item))
    return text


def _spaced(item: CitationItem) -> str:
    starts_apart = item.suffix[0].isspace() or not item.suffix[0].isalnum()
    return item.suffix if starts_apart or item.locator else f", {item.suffix}"


def _insert_after(nodes: Inlines, key: str, suffix: str) -> Inlines:
    result: list[Inline] = []
    pending = True
    for node in reversed(nodes):
        if pending and _links_to(node, key):
            pending = False
            if isinstance(node, EntryLink | Text):
                result.append(Text(suffix))
            else:
                node = replace(node, children=_insert_after(node.children, key, suffix))
        result.append(node)
    return join_texts(reversed(result))


def _links_to(node: Inline, key: str) -> bool:
    return any(isinstance(inner, EntryLink) and inner.key == key for inner in walk((node,)))


def has_group(text: Inlines, keys: frozenset[str], delimiter: str) -> bool:
    """Tell whether two of these works stand next to each other without the delimiter between works."""
    previous, between = "", ""
    for node in text:
        if isinstance(node, EntryLink):
            if {previous, node.key} <= keys and previous != node.key and not between.endswith(delimiter):
                return True
            previous, between = node.key, ""
        else:
            between += plain_text((node,))
    return False
