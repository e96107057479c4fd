"""Drops what docutils has left over of a document just read: directives of reStructuredText that wait for what never comes.

``{eval-rst}`` parses its text as a document of its own, whose transforms never run (MyST-Parser's
``render_restructuredtext``), so a directive that leaves its work to one stays as a ``pending`` node, which no writer knows.
"""

from __future__ import annotations

from typing import cast

from docutils import nodes
from docutils.transforms.misc import ClassAttribute
from docutils.transforms.parts import Contents, SectNum
from docutils.transforms.references import TargetNotes
from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import every, place

DIRECTIVES = {Contents: "contents", SectNum: "sectnum", ClassAttribute: "class", TargetNotes: "target-notes"}
"""The directives of docutils that wait for a transform."""


def drop(app: Sphinx, document: nodes.document) -> None:
    """Take every ``pending`` node out, and tell of it."""
    for node in cast("list[nodes.pending]", list(every(document, nodes.pending))):
        source, line = place(node)
        name = DIRECTIVES.get(node.transform, node.transform.__name__)
        message = f"the directive '{name}' does nothing within {{eval-rst}}; take it out, or write it in Markdown"
        note_diagnostic(app.env, Diagnostic(Code.HTML_NODE, message, Where(source, line) if source else None))
        node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Drop them before anything else looks at the document."""
    app.connect("doctree-read", drop, priority=100)
