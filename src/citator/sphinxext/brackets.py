"""What sphinxcontrib-bibtex's roles and lists do to formatted words: brackets about them, prefixes within."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from citator.model.inline import EntryLink, Inline, Inlines, Text, map_inlines
from citator.sphinxext.bibliographies import Target
from citator.sphinxext.records import CitationRecord

_BRACKETS = {"(": ")", "[": "]"}
#: Roles whose text stands without the style's brackets, and those that add a pair.
_BARE_ROLES = frozenset({"alp", "alps", "label"})
_PARENTHESISED_ROLES = frozenset({"yearpar", "authorpar", "authorpars"})


def dress(record: CitationRecord, text: Inlines) -> Inlines:
    """Add or take away brackets as a role of sphinxcontrib-bibtex asks."""
    if record.role in _PARENTHESISED_ROLES and text:
        return (Text("("), *text, Text(")"))
    if record.role in _BARE_ROLES and text:
        first, last = text[0], text[-1]
        if isinstance(first, Text) and isinstance(last, Text) and first.value[:1] in _BRACKETS:
            if first is last:
                return (Text(first.value[1:-1]),)
            return (Text(first.value[1:]), *text[1:-1], Text(last.value[:-1]))
    return text


def prefix_label(label: Inlines, prefix: str) -> Inlines:
    """Put a prefix before a label, inside the style's brackets."""
    if not prefix or not label:
        return label
    first, *rest = label
    if not isinstance(first, Text):
        return (replace(first, children=prefix_label(first.children, prefix)), *rest)
    at = 1 if first.value[:1] in _BRACKETS else 0
    return (Text(first.value[:at] + prefix + first.value[at:]), *rest)


def prefix_links(text: Inlines, targets: Mapping[str, Target]) -> Inlines:
    """Put before each number what its list puts before it."""

    def prefixed(node: Inline) -> Inline:
        if not isinstance(node, EntryLink) or node.key not in targets:
            return node
        return replace(node, children=prefix_label(node.children, targets[node.key].labelprefix))

    return map_inlines(text, prefixed)
