"""Small operations on docutils nodes and their children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes


class Kinds:
    """The kinds of elements that there can be in the trees of this process; of others no tree needs to be searched.

    Half of Sphinx's transforms look through each document for something that it does not have.
    """

    def __init__(self) -> None:
        self._made: set[type] = set()
        self._present: set[type | tuple[type, ...]] = {nodes.Text, nodes.Node}
        self._absent: dict[type | tuple[type, ...], int] = {}
        """How many kinds there were when none of them was one of these."""
        self._wants_text: dict[type | tuple[type, ...], bool] = {}
        self._are_blocks: dict[type | tuple[type, ...], tuple[int, bool]] = {}
        """Whether none of these can stand in a line, and how many kinds there were then."""
        self.nested = False
        """Whether something has been put into a line of text that docutils allows in none."""
        self.complete = False
        """Whether every element was made under our eyes: none was read back from a file, or came from another process."""

    def watch(self) -> None:
        """Note every kind of which an element is made from now on."""
        make, made = nodes.Element.__init__, self._made

        def note(self: nodes.Element, *arguments: Any, **attributes: Any) -> None:
            made.add(self.__class__)
            make(self, *arguments, **attributes)

        nodes.Element.__init__ = note  # type: ignore[method-assign]

    def may_be(self, kinds: type | tuple[type, ...]) -> bool:
        """Tell whether there can be an element, or a text, of one of these kinds."""
        if not self.complete or kinds in self._present:
            return True
        if self._absent.get(kinds) == len(self._made):
            return False
        if any(issubclass(kind, kinds) for kind in (nodes.Text, *self._made)):
            self._present.add(kinds)
            return True
        self._absent[kinds] = len(self._made)
        return False

    def wants_text(self, kinds: type | tuple[type, ...]) -> bool:
        """Tell whether a text can be of one of these kinds; half of all nodes are texts."""
        if kinds not in self._wants_text:
            self._wants_text[kinds] = issubclass(nodes.Text, kinds)
        return self._wants_text[kinds]

    def are_blocks(self, kinds: type | tuple[type, ...]) -> bool:
        """Tell whether elements of these kinds stand in no line of text, so that paragraphs need not be looked through."""
        if self.nested or not self.complete:
            return False
        count, blocks = self._are_blocks.get(kinds, (0, False))
        if count != len(self._made):
            blocks = not any(issubclass(kind, nodes.Inline) and issubclass(kind, kinds) for kind in self._made)
            self._are_blocks[kinds] = (len(self._made), blocks)
        return blocks and not self.wants_text(kinds)

    def note_child(self, parent: nodes.Node, child: nodes.Node) -> None:
        """Note a child that is put where docutils' own document model has none of its kind."""
        if child.__class__ is nodes.Text or self.nested:
            return
        self.nested = isinstance(parent, nodes.TextElement) and not isinstance(child, nodes.Inline | nodes.Text)


KINDS = Kinds()


def find(tree: nodes.Node, kinds: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Return the nodes of a kind, or of several, in order."""
    return _found(tree, kinds) if KINDS.may_be(kinds) else iter(())


def _found(tree: nodes.Node, kinds: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Yield nodes in order: one generator for the tree, where docutils has one for each node."""
    if isinstance(tree, kinds):
        yield tree
    text, texts = nodes.Text, KINDS.wants_text(kinds)
    line = nodes.TextElement if KINDS.are_blocks(kinds) else ()
    if isinstance(tree, line):
        return
    above: list[Iterator[nodes.Node]] = []
    level = iter(tree.children)
    while True:
        for child in level:
            if child.__class__ is text and not texts:
                continue
            if isinstance(child, kinds):
                yield child
            below = child.children
            if below and not isinstance(child, line) and (texts or len(below) > 1 or below[0].__class__ is not text):
                above.append(level)
                level = iter(below)
                break
        else:
            if not above:
                return
            level = above.pop()


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


def place(node: nodes.Node) -> tuple[str | None, int | None]:
    """Return source and line of a node, or of the nearest one around it that knows them."""
    current: nodes.Node | None = node
    while current is not None and not (current.source and current.line is not None):
        current = current.parent
    return (current.source, current.line) if current is not None else (node.source, node.line)


def ancestor(node: nodes.Node, *kinds: type[nodes.Element]) -> Any:
    """Return the nearest element of these kinds that a node is in, or ``None``."""
    current = node.parent
    while current is not None and not isinstance(current, kinds):
        current = current.parent
    return current
