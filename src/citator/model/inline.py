"""The formatted-text tree: what a citation style produced, before HTML, Typst or plain text is written from it.

Each writer folds over this tree, so a bibliography entry reads the same everywhere and is never parsed back out of HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple, replace


class Text(Struct, frozen=True):
    """Characters as they are to be read."""

    value: str


class Emphasis(Struct, frozen=True):
    """Italics in upright text."""

    children: Inlines


class Strong(Struct, frozen=True):
    """Bold."""

    children: Inlines


class SmallCaps(Struct, frozen=True):
    """Small capitals."""

    children: Inlines


class Superscript(Struct, frozen=True):
    """Raised text, such as a number of a citation or ``2`` in ``m²``."""

    children: Inlines


class Subscript(Struct, frozen=True):
    """Lowered text, such as ``2`` in ``H₂O``."""

    children: Inlines


class Link(Struct, frozen=True):
    """A link to an address outside the publication (http, https, mailto, doi or ftp only)."""

    url: str
    children: Inlines


class EntryLink(Struct, frozen=True):
    """A link from a citation to the bibliography entry of ``key`` in the same scope."""

    key: str
    children: Inlines


class Span(Struct, frozen=True):
    """Text with classes (CSL display attributes, ``nocase``) or a language of its own."""

    children: Inlines
    classes: tuple[str, ...] = ()
    lang: str | None = None


Inline: TypeAlias = Text | Emphasis | Strong | SmallCaps | Superscript | Subscript | Link | EntryLink | Span
Inlines: TypeAlias = tuple[Inline, ...]

_KINDS: dict[str, type[Inline]] = {
    kind.__name__: kind for kind in (Text, Emphasis, Strong, SmallCaps, Superscript, Subscript, Link, EntryLink, Span)
}


def walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every node in reading order, parents before their children."""
    for inline in inlines:
        yield inline
        if not isinstance(inline, Text):
            yield from walk(inline.children)


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words alone."""
    return "".join(node.value for node in walk(inlines) if isinstance(node, Text))


def map_inlines(inlines: Iterable[Inline], change: Callable[[Inline], Inline]) -> Inlines:
    """Return the tree with ``change`` applied to every node, children first."""
    return tuple(
        change(inline if isinstance(inline, Text) else replace(inline, children=map_inlines(inline.children, change)))
        for inline in inlines
    )


def without_links(inlines: Iterable[Inline]) -> Inlines:
    """Return the same text with every link replaced by its content (for places that may not nest links)."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            result.append(inline)
        elif isinstance(inline, Link | EntryLink):
            result.extend(without_links(inline.children))
        else:
            result.append(replace(inline, children=without_links(inline.children)))
    return tuple(result)


def to_json(inlines: Iterable[Inline]) -> list[Any]:
    """Return the tree as JSON values, ``[kind, field, …]`` a node; ``from_json`` is its inverse."""
    return [[type(inline).__name__, *map(_field_to_json, astuple(inline))] for inline in inlines]


def from_json(value: Iterable[Any]) -> Inlines:
    """Read back what ``to_json`` wrote."""
    return tuple(_node_from_json(kind, arguments) for kind, *arguments in value)


def _field_to_json(value: Any) -> Any:
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return to_json(value)
    return list(value) if isinstance(value, tuple) else value


def _node_from_json(kind: str, arguments: list[Any]) -> Inline:
    cls = _KINDS[kind]
    values: dict[str, Any] = {
        name: from_json(argument) if name == "children" else tuple(argument) if name == "classes" else argument
        for name, argument in zip(cls.__struct_fields__, arguments, strict=True)
    }
    return cls(**values)
