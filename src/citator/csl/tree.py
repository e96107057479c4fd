"""What the engine's text still needs before it may be a citation: safe nesting of links, first letters, last stops."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from citator.csl.pandoc_ast import join_texts
from citator.model.inline import EntryLink, Inline, Inlines, Link, Text, plain_text, walk


def split_entry_links(nodes: Iterable[Inline]) -> Inlines:
    """Let no link stand inside a link to an entry: the words around a URL lead to the entry, the URL to its page."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, EntryLink):
            result.extend(link_to_entry(node.key, node.children))
        elif isinstance(node, Text | Link):
            result.append(node)
        else:
            result.append(replace(node, children=split_entry_links(node.children)))
    return join_texts(result)


def link_to_entry(key: str, nodes: Inlines) -> Inlines:
    """Make words a link to the entry of ``key``, except what is a link already; lone punctuation stays plain."""
    result: list[Inline] = []
    parts = [(has_link, tuple(group)) for has_link, group in groupby(nodes, key=_has_link)]
    for index, (has_link, part) in enumerate(parts):
        if has_link:
            result.extend(inner for node in part for inner in _link_around(key, node))
        elif any(character.isalnum() for character in plain_text(part)):
            words, rest = _split_tail(part) if index < len(parts) - 1 else (part, ())
            result.extend((EntryLink(key, words), *rest))
        else:
            result.extend(part)
    return join_texts(result)


def _split_tail(nodes: Inlines) -> tuple[Inlines, Inlines]:
    """Split off the comma and the space between two links, which belong to neither."""
    *rest, last = nodes
    if not isinstance(last, Text):
        return nodes, ()
    kept = last.value.rstrip(" ,.;<([")
    return join_texts((*rest, Text(kept))), join_texts((Text(last.value[len(kept) :]),))


def _has_link(node: Inline) -> bool:
    return any(isinstance(inner, Link | EntryLink) for inner in walk((node,)))


def _link_around(key: str, node: Inline) -> Inlines:
    if isinstance(node, Text | Link | EntryLink):
        return (node,)
    return (replace(node, children=link_to_entry(key, node.children)),)


def unlink_entries(nodes: Inlines, keys: frozenset[str]) -> Inlines:
    """Take away the links to entries that the style does not print, such as that of a private letter."""
    if not keys:
        return nodes
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, EntryLink) and node.key in keys:
            result.extend(unlink_entries(node.children, keys))
        else:
            result.append(
                node if isinstance(node, Text) else replace(node, children=unlink_entries(node.children, keys))
            )
    return join_texts(result)


def without(nodes: Inlines, characters: str) -> Inlines:
    """Delete a run of characters wherever it stands in one text."""
    return join_texts(
        Text(node.value.replace(characters, ""))
        if isinstance(node, Text)
        else replace(node, children=without(node.children, characters))
        for node in nodes
    )


def widen_links(nodes: Inlines) -> Inlines:
    """Let the link of "https://doi.org/10.1/x" begin at its scheme: the engine links the words after a prefix only."""
    result: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text | Link):
            node = replace(node, children=widen_links(node.children))
        previous = result[-1] if result else None
        if isinstance(node, Link) and isinstance(previous, Text):
            lead = node.url.removesuffix(plain_text(node.children))
            if lead and lead != node.url and previous.value.endswith(lead):
                result[-1] = Text(previous.value.removesuffix(lead))
                node = Link(node.url, (Text(lead), *node.children))
        result.append(node)
    return join_texts(result)


def readdress(nodes: Inlines, addresses: Mapping[str, str]) -> Inlines:
    """Let links lead to other addresses than those that the engine wrote, under the same words."""
    if not addresses:
        return nodes
    result: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text):
            node = replace(node, children=readdress(node.children, addresses))
        result.append(Link(addresses.get(node.url, node.url), node.children) if isinstance(node, Link) else node)
    return tuple(result)


def close_quotes(nodes: Inlines) -> Inlines:
    """Move commas and stops into the quotation marks before them, as American style wants.

    The engine does so for the marks that a style sets, but not for those inside a title: "Project X", 2nd ed.
    """
    text = plain_text(nodes)
    moved = _move_into_quotes(text)
    return nodes if moved == text else _retext(nodes, iter(moved))


def _move_into_quotes(text: str) -> str:
    moved = re.sub(r"([”’]*”)([.,])(?!\d)", r"\2\1", text)
    # A single mark closes a quotation only where one is open; else it is an apostrophe.
    return re.sub(r"(‘[^‘’”]*)’([.,])(?=”)", r"\1\2’", moved)


def _retext(nodes: Inlines, characters: Iterator[str]) -> Inlines:
    """Give the texts of a tree new characters, as many to each as it had."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            result.append(Text("".join(itertools.islice(characters, len(node.value)))))
        else:
            result.append(replace(node, children=_retext(node.children, characters)))
    return join_texts(result)


def strip_end(nodes: Inlines, ending: str) -> Inlines:
    """Take ``ending`` off the last text, however deep it stands."""
    return _map_last(nodes, lambda value: value.removesuffix(ending)) if ending else nodes


def strip_start(nodes: Inlines, beginning: str) -> Inlines:
    """Take ``beginning`` off the first text, however deep it stands."""
    return _map_first(nodes, lambda value: value.removeprefix(beginning)) if beginning else nodes


def capitalise(nodes: Inlines) -> Inlines:
    """Make the first letter a capital, as where a note begins; a note that starts with a bracket stays as it is."""
    return _map_first(nodes, lambda value: value[:1].upper() + value[1:])


def before_entry_link(nodes: Inlines, key: str) -> Inlines:
    """Return what stands before the link to the entry of ``key``: the author of a narrative citation."""
    before: list[Inline] = []
    for node in nodes:
        if any(isinstance(inner, EntryLink) and inner.key == key for inner in walk((node,))):
            break
        before.append(node)
    return tuple(before)


def join(parts: Sequence[Inlines], separator: str, last: str) -> Inlines:
    """Join texts as a sentence does: "a", "a and b", "a, b and c"; parts with such words of their own stand between semicolons."""
    if any(word in plain_text(part) for part in parts for word in (last, ", ", " & ")):
        separator, last = "; ", "; "
    result: list[Inline] = []
    for index, part in enumerate(parts):
        if index:
            result.append(Text(last if index == len(parts) - 1 else separator))
        result.extend(part)
    return join_texts(result)


def _map_first(nodes: Inlines, change: Callable[[str], str]) -> Inlines:
    if not nodes:
        return nodes
    first, *rest = nodes
    changed = _map_ends(first, change, _map_first)
    return join_texts((*changed, *rest))


def _map_last(nodes: Inlines, change: Callable[[str], str]) -> Inlines:
    if not nodes:
        return nodes
    *rest, last = nodes
    return join_texts((*rest, *_map_ends(last, change, _map_last)))


def _map_ends(
    node: Inline, change: Callable[[str], str], recurse: Callable[[Inlines, Callable[[str], str]], Inlines]
) -> Inlines:
    if isinstance(node, Text):
        return (Text(change(node.value)),)
    return (replace(node, children=recurse(node.children, change)),)
