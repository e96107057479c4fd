"""The index at the back of the book, from Sphinx's ``index`` directives and roles; its pages are found by the template."""

from __future__ import annotations

from typing import Literal

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment.adapters.indexentries import IndexEntries

from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Raw, Value, code_call, content, escape
from citator.typst.parts import mark_entry
from citator.typst.terms import terms

_Links = list[tuple[str | None, str | Literal[False]]]
"""Whether a place is the main one, and its address, as Sphinx has them."""


def book_index(writer: Writer, builder: Builder, tree: nodes.Element) -> str:
    """Return the markup of the index; nothing when the author has marked no word for it."""
    if not any(map(_is_the_authors, tree.findall(addnodes.index))):
        return ""
    groups: list[Value] = [
        [str(letter), [_entry(writer, *entry) for entry in entries]]
        for letter, entries in IndexEntries(writer.env).create_index(builder)
    ]
    entry = mark_entry(1, terms(writer.publication.language)["index"])
    return f"\n{entry}#{code_call('book-index', groups=groups)};\n"


def _is_the_authors(node: addnodes.index) -> bool:
    """Tell whether an index node is no glossary's and no description's, which are marked without being asked."""
    following = node.next_node(nodes.Element, descend=False, siblings=True)
    return (
        bool(node["entries"]) and not isinstance(node.parent, nodes.term) and not isinstance(following, addnodes.desc)
    )


def _entry(writer: Writer, word: str, found: tuple[_Links, list[tuple[str, _Links]], str | None]) -> list[Value]:
    links, below, _ = found
    return [_text(word), _places(writer, links), [[_text(text), _places(writer, places)] for text, places in below]]


def _text(words: str) -> Raw:
    return content(escape(words))


def _places(writer: Writer, links: _Links) -> list[Value]:
    """Return the labels of the places that are in the PDF; the builder writes an address as ``%docname#anchor``."""
    parts = (address.removeprefix("%").partition("#") for _, address in links if address)
    return [target for docname, _, anchor in parts if (target := writer.target(docname, anchor))]
