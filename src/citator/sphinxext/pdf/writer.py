"""Folds a publication's tree into Typst markup: one small function for each class of node, found in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.publication import Contributor, Publication
from citator.sphinxext.pdf.images import Images
from citator.sphinxext.pdf.table import Handler
from citator.sphinxext.report import relative_path
from citator.typst.errors import source_comment
from citator.typst.markup import command, escape, flowing, label


class Writer:
    """What the functions of the table share: the place in the publication, promised labels, images, diagnostics."""

    def __init__(
        self,
        app: Sphinx,
        handlers: Mapping[type[nodes.Node], Handler],
        publication: Publication,
        tree: nodes.Element,
        *,
        chapter_authors: Callable[[str], tuple[Contributor, ...]] = lambda _: (),
    ) -> None:
        self.app, self.env, self.publication = app, app.env, publication
        self._handlers = handlers
        self.chapter_authors = chapter_authors
        self.images = Images(app)
        self.diagnostics: list[Diagnostic] = []
        self.docname = ""
        self.depth = 0
        self.in_note = False
        self.places = _places(tree)
        """Every label that can be linked to, with the footnote or other node that bears it."""
        self.notes_set: set[str] = set()
        self._anchored: set[str] = set()
        self.consumed: set[int] = set()

    def document(self, tree: nodes.Element) -> str:
        """Return the markup of the whole publication."""
        return self.render(tree)

    def render(self, node: nodes.Node) -> str:
        """Return the markup of a node, with every anchor that it promises."""
        if id(node) in self.consumed:
            return ""
        if isinstance(node, nodes.Text):
            return flowing(node.astext())
        handler = next((self._handlers[kind] for kind in type(node).__mro__ if kind in self._handlers), None)
        text = handler(self, node) if handler else self._unknown(node)
        return "".join(command("anchor", name) for name in self.anchors(node)) + text

    def children(self, node: nodes.Node) -> str:
        """Return the markup of all children."""
        return "".join(self.render(child) for child in node.children)

    def inline(self, node: nodes.Node) -> str:
        """Return the markup of all children, fit for one line."""
        return self.children(node).strip()

    def block(self, node: nodes.Node, text: str) -> str:
        """Return a block of its own, after a comment with its place in the sources."""
        return f"\n{source_comment(self.where(node))}{text}\n\n"

    def anchors(self, node: nodes.Node) -> tuple[str, ...]:
        """Return the labels that a node must still set, each once in the whole publication."""
        if not isinstance(node, nodes.Element):
            return ()
        ids: list[str] = node.get("ids", [])
        names = [label(self.docname, anchor) for anchor in ids]
        fresh = tuple(name for name in dict.fromkeys(names) if name not in self._anchored)
        self._anchored.update(fresh)
        return fresh

    def claim(self, name: str) -> bool:
        """Tell whether a label is still free, and take it."""
        free = name not in self._anchored
        self._anchored.add(name)
        return free

    def target(self, docname: str, anchor: str = "") -> str | None:
        """Return the label of a place in the publication, or nothing when it is not in the PDF."""
        name = label(docname, anchor)
        return name if name in self.places else None

    @contextmanager
    def inside(self, docname: str) -> Iterator[None]:
        """Set the document that the nodes come from."""
        old, self.docname = self.docname, docname
        try:
            yield
        finally:
            self.docname = old

    def where(self, node: nodes.Node) -> Where:
        """Return the place of a node in the author's file."""
        current: Any = node
        while current is not None and not current.line:
            current = current.parent
        source = getattr(current, "source", None) or self.env.doc2path(self.docname)
        return Where(relative_path(self.app, str(source)), current.line if current is not None else None)

    def tell(self, code: Code, message: str, node: nodes.Node) -> None:
        """Note a diagnostic at a node's place."""
        self.diagnostics.append(Diagnostic(code, message, self.where(node)))

    def _unknown(self, node: nodes.Node) -> str:
        name = type(node).__name__
        self.tell(Code.PDF_NODE, f"the PDF cannot show the element '{name}'; its text is printed alone", node)
        return self.children(node) or (escape(node.astext()) if not node.children else "")


def _places(tree: nodes.Element) -> dict[str, nodes.Element]:
    """Return every label of the tree; the ids of two documents may be the same, their labels never are."""
    found: dict[str, nodes.Element] = {}

    def visit(node: nodes.Element, docname: str) -> None:
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
            found[label(docname)] = node
        ids: list[str] = node.get("ids", [])
        for anchor in ids:
            found.setdefault(label(docname, anchor), node)
        for child in _elements(node):
            visit(child, docname)

    visit(tree, "")
    return found


def _elements(node: nodes.Element) -> Iterable[nodes.Element]:
    return (child for child in node.children if isinstance(child, nodes.Element))
