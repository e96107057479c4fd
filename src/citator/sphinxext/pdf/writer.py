"""Folds a publication's tree into Typst markup: one small function for each class of node, found in a table."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.publication import Contributor, Publication
from citator.sphinxext.blame import blamed
from citator.sphinxext.languages import language_of
from citator.sphinxext.pdf.images import Images
from citator.sphinxext.pdf.table import Handler
from citator.sphinxext.publication import authors_place
from citator.typst.errors import source_comment
from citator.typst.markup import call, command, escape, flowing, in_language, label

_DIRECTIVE = re.compile(r"(?:`{3,}|:{3,}|~{3,})\{(?P<markdown>[^}\s]+)\}|\.\. (?P<rest>[\w:.+-]+)::")
LINE_END = command("linebreak")


class Writer:
    """What the functions of the table share: the place in the publication, promised labels, images, diagnostics."""

    def __init__(
        self,
        app: Sphinx,
        handlers: Mapping[type[nodes.Node], Handler],
        publication: Publication,
        tree: nodes.Element,
        images: Images,
        *,
        chapter_authors: Callable[[str], tuple[Contributor, ...]] = lambda _: (),
        site: str = "",
    ) -> None:
        self.app, self.env, self.publication = app, app.env, publication
        self._handlers = handlers
        self.chapter_authors = chapter_authors
        self.site = site
        """The address of the site, or nothing."""
        self.images = images
        self.diagnostics: list[Diagnostic] = []
        self.docname = ""
        self.depth = 0
        self.in_note = False
        self.verbatim = False
        """Whether lines and spaces of the text stay as they are."""
        self.places = _places(tree)
        """Every label that can be linked to, with the footnote or other node that bears it."""
        self.notes_set: set[str] = set()
        self._anchored: set[str] = set()
        self.consumed: set[int] = set()
        self.above: dict[int, str] = {}
        """The markup of what goes with a node, above it, wherever that is set; by the node's identity."""

    def document(self, tree: nodes.Element) -> str:
        """Return the markup of the whole publication."""
        return self.render(tree)

    def render(self, node: nodes.Node) -> str:
        """Return the markup of a node, with every anchor that it promises."""
        if id(node) in self.consumed:
            return ""
        if isinstance(node, nodes.Text):
            return self._lines(node.astext()) if self.verbatim else flowing(node.astext())
        handler = next((self._handlers[kind] for kind in type(node).__mro__ if kind in self._handlers), None)
        text = handler(self, node) if handler else self._unknown(node)
        if text and (tag := language_of(node)):
            text = in_language(text, tag, block=not isinstance(node, nodes.Inline))
        return "".join(command("anchor", name) for name in self.anchors(node)) + text

    def _lines(self, text: str) -> str:
        return LINE_END.join(command("code", line) if line else "" for line in text.split("\n"))

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

    @contextlib.contextmanager
    def inside(self, docname: str) -> Iterator[None]:
        """Set the document that the nodes come from."""
        old, self.docname = self.docname, docname
        try:
            with blamed(self.app, docname):
                yield
        finally:
            self.docname = old

    def where(self, node: nodes.Node) -> Where:
        """Return the place of a node in the author's file."""
        current: Any = node
        while current is not None and not current.line:
            current = current.parent
        source = getattr(current, "source", None) or self.env.doc2path(self.docname)
        return authors_place(self.app, str(source), current.line if current is not None else None)

    def tell(self, code: Code, message: str, node: nodes.Node) -> None:
        """Note a diagnostic at a node's place."""
        self.diagnostics.append(Diagnostic(code, message, self.where(node)))

    def _unknown(self, node: nodes.Node) -> str:
        """Print the words of what only web pages can show, or else its source, and tell what to do."""
        where = self.where(node)
        name = _directive(Path(self.app.confdir) / where.path, where.line) or type(node).__name__
        remedy = "give a picture made beforehand, or write it in {only} html and something else in {only} typst"
        text = self.children(node) or escape(node.astext())
        source = str(getattr(node, "attributes", {}).get("code") or getattr(node, "rawsource", ""))
        printed = "its text is printed alone" if text else "its source is printed" if source else "nothing is printed"
        self.tell(Code.PDF_NODE, f"the PDF cannot show '{name}', {printed}; {remedy}", node)
        if text:
            return text
        return self.block(node, command("listing", source) if source else call("problem", escape(f"[{name}]")))


def _directive(path: Path, line: int | None) -> str:
    """Return the name of the directive that an author wrote in a line of a file, or nothing."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        if line is not None and (found := _DIRECTIVE.search(path.read_text("utf-8").splitlines()[line - 1])):
            return found["markdown"] or found["rest"]
    return ""


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
