"""How a citation reads in a note, and where the note's mark stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docutils import nodes
from msgspec.structs import replace

from citator.csl.tree import capitalise
from citator.model.inline import Inlines, Text, plain_text
from citator.sphinxext.surgery import position, strip_space_before

#: What a note's mark stands after: closing punctuation with its quotation marks (Chicago Manual of Style 18, 13.29).
_PUNCTUATION = re.compile(r"^(?:[.,;:!?…]+[”’\"'»]*|[”’\"'»]+[.,;:!?…]*)")
#: What may close words after their last stop, and what ends a sentence.
_CLOSING, _STOPS = "”’\"'»)", (".", "!", "?", "…")


def inside_note(node: nodes.Node, author: Inlines, note: Inlines, *, capital: bool) -> Inlines:
    """Fit a citation into an author's note: after words of a sentence in parentheses, else as it is.

    ``author`` are the words of a narrative citation that belong to the sentence. ``capital`` tells that it gets one
    where it begins a sentence.
    """
    in_parentheses = (Text("("), *as_note(note, last=False), Text(")"))
    if author:
        return (*author, Text(" "), *in_parentheses)
    siblings = node.parent.children
    index = position(node)
    before = "".join(sibling.astext() for sibling in siblings[:index]).rstrip()
    after = "".join(sibling.astext() for sibling in siblings[index + 1 :]).lstrip()
    if before and before[-1] not in ".!?…;:—(":
        return in_parentheses
    if capital and (not before or before[-1] in _STOPS):
        note = capitalise(note)
    return as_note(note, last=not after or after[0].isupper())


def as_note(content: Inlines, *, last: bool) -> Inlines:
    """End a note with a full stop; inside a note that goes on, drop the one that the style set."""
    if not content:
        return content
    text = plain_text(content).rstrip(_CLOSING)
    if last:
        return content if text[-1:] in _STOPS else (*content, Text("."))
    return _without_full_stop(content)[0]


def _without_full_stop(content: Inlines) -> tuple[Inlines, bool]:
    """Return the text without its last full stop, be it before quotation marks, and whether the search may go on."""
    kept = list(content)
    for index in reversed(range(len(kept))):
        node = kept[index]
        if not isinstance(node, Text):
            children, go_on = _without_full_stop(node.children)
            kept[index] = replace(node, children=children)
        else:
            words = node.value.rstrip(_CLOSING)
            go_on = not words
            if words.endswith(".") and not words.endswith(".."):
                kept[index] = Text(words[:-1] + node.value[len(words) :])
        if not go_on:
            return tuple(kept), False
    return tuple(kept), True


def set_mark(node: nodes.Element, before: list[nodes.Node], mark: nodes.Node) -> None:
    """Put a note's mark in place of its citation: after the punctuation, without a space."""
    parent = node.parent
    punctuation: list[nodes.Node] = []
    if not before:
        strip_space_before(node)
        index = position(node)
        after = parent[index + 1] if index + 1 < len(parent.children) else None
        match = _PUNCTUATION.match(after) if isinstance(after, nodes.Text) else None
        if match and after is not None:
            punctuation = [nodes.Text(match.group())]
            parent[index + 1] = nodes.Text(after.astext()[match.end() :])
    index = position(node)
    parent[index : index + 1] = [*before, *punctuation, mark]


def unresolved(keys: Sequence[str], before: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return what stands in the page for keys that no .bib has: the key itself, marked."""
    result: list[nodes.Node] = []
    for key in keys:
        if before or result:
            result.append(nodes.Text(" "))
        result.append(nodes.inline("", f"[{key}?]", classes=["citator-unresolved"]))
    return result
