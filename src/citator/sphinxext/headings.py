"""Tells of headings that a publication has no place for, or lacks: a file is one chapter, a report's first page has no parts."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.publication import authors_place, current_publication
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import place


def check(app: Sphinx, document: nodes.document) -> None:
    """Look at the headings of a document just read."""
    publication = current_publication(app)
    if publication is None:
        return
    for section in _sections(document)[1:]:
        _tell(app, section, "is a second title; write ## for it: a file is one chapter")
    docname = app.env.current_document.docname
    if docname != publication.root and document.next_node(nodes.section) is None:
        name = docname.rpartition("/")[2]
        document["title"] = name  # which Sphinx takes where there is no section
        message = f"the chapter has no heading and is called '{name}'; begin its text with one, # …"
        note_diagnostic(app.env, Diagnostic(Code.HEADING, message, authors_place(app, document["source"], 1)))
    if not publication.is_single_page and docname == publication.root:
        for section in (below for chapter in _sections(document) for below in _sections(chapter)):
            _tell(app, section, "stands on the first page of a report; make it bold, or write a chapter of its own")


def _sections(node: nodes.Element) -> list[nodes.section]:
    return [child for child in node.children if isinstance(child, nodes.section)]


def _tell(app: Sphinx, section: nodes.section, what: str) -> None:
    source, line = place(section)
    title = section.next_node(nodes.title)
    words = " ".join(title.astext().split()) if title is not None else ""
    note_diagnostic(app.env, Diagnostic(Code.HEADING, f"the heading '{words}' {what}", Where(source or "", line)))


def setup(app: Sphinx) -> None:
    """Look before lists and contents of citator's own are added."""
    app.connect("doctree-read", check, priority=250)
