"""Pandoc's JSON document: written from citations, read back as the formatted-text tree.

https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from citator.engines.pandoc import citeproc
from citator.model.addresses import is_safe
from citator.model.inline import (
    Emphasis,
    EntryLink,
    Inline,
    Inlines,
    Link,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)

Node: TypeAlias = Any
"""A value of pandoc's JSON: ``{"t": kind, "c": content}``, a list of them, or a string."""

API_VERSION = [1, 23, 1]
ENTRY_PREFIX = "#ref-"


# Writing


def inlines(text: str) -> list[Node]:
    """Return words and spaces as pandoc wants them: it looks for locators in separate tokens only."""
    words = [word for part in text.split(" ") for word in ({"t": "Str", "c": part}, {"t": "Space"})][:-1]
    return [word for word in words if word.get("c") != ""]


def pandoc_citation(
    key: str, *, mode: str = "NormalCitation", prefix: str = "", suffix: str = "", note_number: int = 0
) -> Node:
    """Return one citation item in pandoc's terms; ``mode`` is NormalCitation, SuppressAuthor or AuthorInText."""
    return {
        "citationId": key,
        "citationPrefix": inlines(prefix),
        "citationSuffix": inlines(suffix),
        "citationMode": {"t": mode},
        "citationNoteNum": note_number,
        "citationHash": 0,
    }


def cite_block(items: Sequence[Node], *, in_note: bool) -> Node:
    """Return a paragraph that holds one citation; in a note pandoc leaves the first letter as the style has it."""
    paragraph = {"t": "Para", "c": [{"t": "Cite", "c": [list(items), []]}]}
    return {"t": "Para", "c": [{"t": "Note", "c": [paragraph]}]} if in_note else paragraph


def reset_block() -> Node:
    """Return a heading after which every work counts as not yet cited."""
    return {"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]}


def run_citeproc(
    blocks: Sequence[Node],
    *,
    style: bytes,
    items: Sequence[Mapping[str, Any]],
    locale: str | None,
    nocite: Sequence[str] = (),
    timeout: float,
) -> list[Node]:
    """Format a document's citations and return its blocks; the last one is the bibliography, if there is one.

    Raises:
        PandocError, PandocTimeoutError: as ``run_pandoc``.
    """
    meta = {
        "csl": _meta_string(_data_url("application/xml", style)),
        "bibliography": _meta_string(_data_url("application/json", msgspec.json.encode(items))),
        "link-citations": {"t": "MetaBool", "c": True},
        "link-bibliography": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": [{"t": "Cite", "c": [[pandoc_citation(key) for key in nocite], []]}]},
    }
    if locale:
        meta["lang"] = _meta_string(locale)
    document = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}
    result: list[Node] = msgspec.json.decode(citeproc(msgspec.json.encode(document), timeout=timeout))["blocks"]
    return result


def _meta_string(value: str) -> Node:
    return {"t": "MetaString", "c": value}


def _data_url(media_type: str, content: bytes) -> str:
    # No temporary files: nothing to clean up after a killed build, and no path of a machine in an error message.
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


# Reading


def cite_content(block: Node) -> list[Node]:
    """Return what pandoc made of the citation of a ``cite_block``."""
    (inline,) = block["c"]
    while inline["t"] == "Note":
        (inline,) = inline["c"][0]["c"]
    content: list[Node] = inline["c"][1]
    return content


def bibliography_entries(blocks: Sequence[Node]) -> list[tuple[str, list[Node]]]:
    """Return the entries as (key, inlines), in the style's order."""
    entries = []
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                (paragraph,) = entry["c"][1]
                entries.append((entry["c"][0][0].removeprefix("ref-"), paragraph["c"]))
    return entries


def has_hanging_indent(blocks: Sequence[Node]) -> bool:
    """Tell whether the style hangs its entries."""
    return any(block["t"] == "Div" and "hanging-indent" in block["c"][0][1] for block in blocks)


def to_inlines(nodes: Iterable[Node], keys: Mapping[str, str]) -> Inlines:
    """Return pandoc's inlines as our tree; ``keys`` turns the ids that pandoc was given into citation keys."""
    result: list[Inline] = []
    for node in nodes:
        kind = node["t"]
        if kind in _TEXTS:
            result.append(Text(_TEXTS[kind](node.get("c"))))
        elif kind in _WRAPPERS:
            result.append(_WRAPPERS[kind](to_inlines(node["c"], keys)))
        elif kind == "Span":
            result.extend(_span(node["c"][0], to_inlines(node["c"][1], keys)))
        elif kind == "Link":
            result.extend(_link(node["c"][2][0], to_inlines(node["c"][1], keys), keys))
        elif kind == "Quoted":
            result.extend(to_inlines(node["c"][1], keys))
        elif kind in _TRANSPARENT:
            result.extend(to_inlines(node["c"], keys))
    return join_texts(result)


_TEXTS: dict[str, Callable[[Any], str]] = {
    "Str": lambda content: str(content),
    "Space": lambda _: " ",
    "SoftBreak": lambda _: " ",
    "LineBreak": lambda _: " ",
    "Code": lambda content: str(content[1]),
    "Math": lambda content: str(content[1]),
}
_WRAPPERS: dict[str, Callable[[Inlines], Inline]] = {
    "Emph": Emphasis,
    "Strong": Strong,
    "SmallCaps": SmallCaps,
    "Superscript": Superscript,
    "Subscript": Subscript,
}
_TRANSPARENT = frozenset({"Underline", "Strikeout"})
_LAYOUT_CLASSES = frozenset({"csl-left-margin", "csl-right-inline", "csl-block", "csl-indent"})


def _span(attributes: Node, children: Inlines) -> Inlines:
    """Keep a span only for what a reader can see or hear of it: CSL's display blocks and a language."""
    _, classes, pairs = attributes
    kept = tuple(name for name in classes if name in _LAYOUT_CLASSES)
    lang = dict(pairs).get("lang")
    return (Span(children, kept, lang),) if kept or lang else children


def _link(target: str, children: Inlines, keys: Mapping[str, str]) -> Inlines:
    if target.startswith(ENTRY_PREFIX):
        id = target.removeprefix(ENTRY_PREFIX)
        return (EntryLink(keys[id], children),) if id in keys else children
    return (Link(target, children),) if is_safe_url(target) else children


def is_safe_url(url: str) -> bool:
    """Tell whether a link to this address cannot run anything: its scheme is a safe one.

    The engine writes "https://" before an address whose scheme it does not know; what then stands in the place of a
    host shows the scheme that was there, as in "https://javascript:…".
    """
    rest = url.partition(":")[2]
    host = rest.removeprefix("//").partition("/")[0].rpartition("@")[2] if rest.startswith("//") else ""
    port = host.partition(":")[2]
    return is_safe(url) and (not port or port.isdecimal() or host.startswith("["))


def join_texts(nodes: Iterable[Inline]) -> Inlines:
    """Join neighbouring texts and drop empty nodes."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            if not node.value:
                continue
            if result and isinstance(result[-1], Text):
                result[-1] = Text(result[-1].value + node.value)
                continue
        elif not node.children:
            continue
        result.append(node)
    return tuple(result)
