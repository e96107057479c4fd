"""Drops what docutils has left over of a document just read: notes that nothing calls, and directives that wait for what never comes.

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


def drop_uncalled(app: Sphinx, document: nodes.document) -> None:
    """Take the footnotes out that no mark in the text leads to, which Sphinx has told: they have no place among the notes."""
    if not app.config.citator_library:
        return
    footnotes = {id_: note for note in every(document, nodes.footnote) for id_ in note["ids"]}
    waiting = [mark for mark in every(document, nodes.footnote_reference) if not _is_in_note(mark)]
    called = set()
    while waiting:
        note = footnotes.get(waiting.pop().get("refid", ""))
        if note is not None and id(note) not in called:
            called.add(id(note))
            waiting.extend(every(note, nodes.footnote_reference))
    for note in footnotes.values():
        if id(note) not in called and note in note.parent.children:
            note.parent.remove(note)


def _is_in_note(node: nodes.Node) -> bool:
    while node.parent is not None and not isinstance(node, nodes.footnote):
        node = node.parent
    return isinstance(node, nodes.footnote)


def setup(app: Sphinx) -> None:
    """Drop them before anything else looks at the document."""
    app.connect("doctree-read", drop, priority=100)
    app.connect("doctree-read", drop_uncalled, priority=100)
