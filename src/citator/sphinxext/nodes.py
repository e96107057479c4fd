"""Nodes of our own, from what an author wrote to what a writer prints.

Before resolution a document holds ``citator_citation``, ``citator_bibliography``, ``citator_xref`` and ``citator_claim``.
After the post-transforms it holds ``citation_text``, ``citator_mention``, docutils' ``footnote_reference`` and
``footnote``, and a filled ``citator_bibliography``: these are all that a writer meets.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from citator.sphinxext.records import BibliographyRecord

UNRESOLVED = "…"
"""Stands for a title that is not known yet: a slug would reach anchors and outlines, and might be a draft's."""


class citator_citation(nodes.inline):  # noqa: N801 (docutils names nodes in lower case)
    """A citation as it was written; ``ordinal`` finds its record in the domain. It has no children, so titles stay clean."""


class citator_claim(nodes.inline):  # noqa: N801
    """Ids of a claims table that a sentence rests on (``ids_claimed``); prints nothing."""


class citation_text(nodes.inline):  # noqa: N801
    """The formatted text of a citation, in the sentence or in a note.

    Its children are ``citator_mention`` and plain docutils inline nodes; small capitals are ``inline`` with class
    ``smallcaps``; a link to the entry is ``reference`` with attribute ``entry_key`` and, where the entry is on a page,
    ``refuri`` (or ``refid`` on the same page); it has ``internal=True``.
    """


class citator_mention(nodes.inline):  # noqa: N801
    """The place of one or more citation items: its ``ids`` are the anchors ``cite-<key>-<n>``, its ``keys`` the works."""


class citator_bibliography(nodes.General, nodes.Element):  # noqa: N801
    """A list of ``citator_entry``; attributes: ``hanging`` (bool), ``labelled`` (bool), ``title`` for its accessible name."""


class citator_entry(nodes.General, nodes.Element):  # noqa: N801
    """A bibliography entry: ``key``, ``ids`` (``ref-<key>``), children: optional ``citator_entry_label``,
    ``citator_entry_content``, optional ``citator_backlinks``."""


class citator_entry_label(nodes.General, nodes.TextElement):  # noqa: N801
    """The left margin of an entry, ``[1]``."""


class citator_entry_content(nodes.General, nodes.TextElement):  # noqa: N801
    """The words of an entry."""


class citator_backlinks(nodes.General, nodes.TextElement):  # noqa: N801
    """Links from an entry to each mention: ``reference`` children (``refuri``/``refid``), with the section's name as text.

    ``targets`` lists ``(docname, anchor)`` of each mention in order; the PDF writes page numbers instead.
    """


class citator_notes(nodes.General, nodes.Element):  # noqa: N801
    """The notes of a page, at its end: ``footnote`` nodes in order of their numbers."""


class citator_xref(nodes.inline):  # noqa: N801
    """A link into another publication: ``publication`` (slug), ``label``, ``text`` (given by the author, else empty).

    Without words of the author's its text is ``UNRESOLVED``.
    """


class citator_break(nodes.inline):  # noqa: N801
    """A hard break of a line; where a text has but one line, as in metadata, it is a space."""

    def astext(self) -> str:
        """Return what keeps the words apart."""
        return " "


class citator_struck(nodes.inline):  # noqa: N801
    """Words that are struck out."""


class citator_task(nodes.inline):  # noqa: N801
    """The box before the words of a task: ``done`` (bool); ``editable`` (bool) where a page lets its reader tick it."""


class citator_slot(nodes.General, nodes.Element):  # noqa: N801
    """A place that the WRITE phase fills (``name``); prints nothing but a comment in HTML, nothing in the PDF."""


def bibliography_node(record: BibliographyRecord) -> citator_bibliography:
    """Return the empty node of a list."""
    node = citator_bibliography("", record=record)
    node.source, node.line = record.where.path, record.where.line
    return node


def setup(app: Sphinx) -> None:
    """Register the nodes that live only before resolution; the writers' modules register the others."""
    app.add_node(citator_citation)
    app.add_node(citator_claim)
