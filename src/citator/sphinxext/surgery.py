"""Small operations on docutils nodes and their children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from docutils import nodes


def find(tree: nodes.Node, kinds: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Yield the nodes of a kind, or of several, in order: one generator for the tree, where docutils has one for each node."""
    if isinstance(tree, kinds):
        yield tree
    below = [iter(tree.children)]
    while below:
        for child in below[-1]:
            if isinstance(child, kinds):
                yield child
            if child.children:
                below.append(iter(child.children))
                break
        else:
            below.pop()


def every(tree: nodes.Node, *kinds: type[nodes.Element]) -> Iterator[nodes.Element]:
    """Yield the elements of several kinds in order; docutils takes three times as long when it must ask a function."""
    return cast("Iterator[nodes.Element]", find(tree, kinds))


def position(node: nodes.Node) -> int:
    """Return where a node stands in its parent; ``Element.index`` would find an equal text before it."""
    return next(index for index, child in enumerate(node.parent.children) if child is node)


def strip_space_before(node: nodes.Node) -> None:
    """Take away the white space that text before a node ends with."""
    parent = node.parent
    index = position(node) - 1
    while index >= 0:
        before = parent[index]
        if not isinstance(before, nodes.Text):
            return
        stripped = before.rstrip()
        if stripped:
            parent[index] = nodes.Text(stripped)
            return
        del parent[index]
        index -= 1


def remove_with_space(node: nodes.Node) -> None:
    """Take a node out of a sentence, with the space before it."""
    strip_space_before(node)
    del node.parent[position(node)]
    node.parent = None
