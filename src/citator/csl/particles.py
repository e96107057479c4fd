"""Particles in the short names of a sorted order: "Berg van den" in GOST's citations, as its list has "Berg J. van den".

The specification says nothing of the order of short names. The engine prints them as they are spoken, whatever
``name-as-sort-order`` says; citeproc-js puts the particle last. A mark before the one and behind the other part tells where they stand
together in an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from msgspec.structs import replace

from citator.model.inline import Inline, Inlines, Text

_MARK = "\u2064"  # ignored in sorting
_PARTICLE = "non-dropping-particle"


def sorts_short_names(style: etree._Element, names: Iterable[etree._Element]) -> bool:
    """Tell whether all names that a style's citations print are short, in sorted order, with particles behind."""
    found = list(names)
    return (
        bool(found)
        and style.get("demote-non-dropping-particle", "display-and-sort") == "display-and-sort"
        and all(name.get("form") == "short" and name.get("name-as-sort-order") == "all" for name in found)
    )


def mark_particles(items: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the items with marks, and what stands for each marked name in a sorted order."""
    swaps: dict[str, str] = {}

    def marked(name: dict[str, Any]) -> dict[str, Any]:
        particle, family = name.get(_PARTICLE), name.get("family")
        if not (particle and family):
            return name
        for space in (" ", ""):  # none after an apostrophe
            swaps[f"{_MARK}{particle}{space}{family}{_MARK}"] = f"{family} {particle}"
        return {**name, _PARTICLE: f"{_MARK}{particle}", "family": f"{family}{_MARK}"}

    changed = [
        {
            variable: [marked(part) if isinstance(part, dict) else part for part in value]
            if isinstance(value, list)
            else value
            for variable, value in item.items()
        }
        for item in items
    ]
    return changed, swaps


def put_particles_last(nodes: Inlines, swaps: Mapping[str, str]) -> Inlines:
    """Write marked names in sorted order; with no swaps the marks go and the order stays."""
    return tuple(_swapped(node, swaps) for node in nodes)


def _swapped(node: Inline, swaps: Mapping[str, str]) -> Inline:
    if not isinstance(node, Text):
        return replace(node, children=put_particles_last(node.children, swaps))
    text = node.value
    for marked, name in swaps.items():
        text = text.replace(marked, name)
    return Text(text.replace(_MARK, ""))
