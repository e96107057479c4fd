"""The formatted-text tree → docutils nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx.builders import Builder

from citator.model.inline import (
    Emphasis,
    EntryLink,
    Inline,
    Link,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from citator.sphinxext.languages import language_class

LinkToEntry = Callable[[str], dict[str, str]]

_PLAIN: dict[type, type[nodes.TextElement]] = {
    Emphasis: nodes.emphasis,
    Strong: nodes.strong,
    Superscript: nodes.superscript,
    Subscript: nodes.subscript,
}


def to_nodes(inlines: Iterable[Inline], link_to_entry: LinkToEntry | None = None) -> list[nodes.Node]:
    """Return nodes that say the same words.

    Args:
        inlines: the formatted text.
        link_to_entry: from a key to the attributes (``refuri`` or ``refid``) of a link to its entry; ``None``, or an
            answer without attributes, leaves the words without a link.
    """
    result: list[nodes.Node] = []
    for inline in inlines:
        result.extend(_to_nodes(inline, link_to_entry))
    return result


def _to_nodes(inline: Inline, link_to_entry: LinkToEntry | None) -> list[nodes.Node]:
    if isinstance(inline, Text):
        return [nodes.Text(inline.value)]
    children = to_nodes(inline.children, link_to_entry)
    kind = _PLAIN.get(type(inline))
    if kind is not None:
        return [kind("", "", *children)]
    if isinstance(inline, SmallCaps):
        return [nodes.inline("", "", *children, classes=["smallcaps"])]
    if isinstance(inline, Link):
        return [nodes.reference("", "", *children, refuri=inline.url, internal=False)]
    if isinstance(inline, EntryLink):
        attributes = link_to_entry(inline.key) if link_to_entry else {}
        if not attributes:
            return children
        return [nodes.reference("", "", *children, internal=True, entry_key=inline.key, **attributes)]
    assert isinstance(inline, Span)
    classes = [*inline.classes, *([language_class(inline.lang)] if inline.lang else [])]
    return [nodes.inline("", "", *children, classes=classes)] if classes else children


def link_attributes(builder: Builder, docname: str, target: str, anchor: str) -> dict[str, str]:
    """Return ``refid`` on the same page, ``refuri`` across pages; ``refdocname`` serves builders of one file."""
    if target == docname:
        return {"refid": anchor, "refdocname": target}
    uri = builder.get_relative_uri(docname, target)
    return {"refuri": f"{uri}#{anchor}", "refid_there": anchor, "refdocname": target}
