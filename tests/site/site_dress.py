"""A Sphinx extension that stands for citator's own: it puts on the look, and a directive that makes citation nodes."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.config import Config

from citator.model.anchors import citation_anchor, entry_anchor
from citator.sphinxext import nodes as citator_nodes
from citator.sphinxext.html import Look, install

look: Look | None = None


def cite(name, rawtext, text, lineno, inliner, options=None, content=None):  # type: ignore[no-untyped-def]
    """``{cite}`key ordinal page``` becomes what citator's transforms leave."""
    key, ordinal, *page = text.split()
    link = nodes.reference("", text, internal=True, refuri=page[0], entry_key=key, locator="p. 12")
    mention = citator_nodes.citator_mention("", "", link, ids=[citation_anchor(key, int(ordinal))], keys=[key])
    return [citator_nodes.citation_text("", "", mention)], []


class Bibliography(Directive):
    """A bibliography of the keys in its content, each with a way back."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the filled node."""
        entries = [self.entry(*line.split(" ", 2)) for line in self.content]
        return [citator_nodes.citator_bibliography("", *entries, hanging=True, labelled=False, title="Bibliography")]

    def entry(self, key: str, back: str, words: str) -> nodes.Node:
        """Return one entry."""
        entry = citator_nodes.citator_entry(ids=[entry_anchor(key)], key=key)
        entry += citator_nodes.citator_entry_content("", words)
        backlink = nodes.reference("", "1.1 Criteria", internal=True, refuri=back)
        entry += citator_nodes.citator_backlinks("", "", backlink)
        return entry


class Notes(Directive):
    """Moves the footnotes of the page into citator's list of notes."""

    def run(self) -> list[nodes.Node]:
        """Return an empty list that ``fill`` completes."""
        return [citator_nodes.citator_notes()]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the page's footnotes into its list of notes."""
    for notes in doctree.findall(citator_nodes.citator_notes):
        for footnote in list(doctree.findall(nodes.footnote)):
            footnote.parent.remove(footnote)
            notes += footnote


def number(app: Sphinx, doctree: nodes.document) -> None:
    """Number the paragraphs."""
    paragraphs = (p for p in doctree.findall(nodes.paragraph) if isinstance(p.parent, nodes.section))
    for ordinal, paragraph in enumerate(paragraphs, 1):
        paragraph["ids"].append(f"p{ordinal}")


def dress(app: Sphinx, config: Config) -> None:
    """Put on the look."""
    assert look is not None
    install(app, look)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the pieces."""
    app.add_role("mention", cite)
    app.add_directive("entries", Bibliography)
    app.add_directive("notes", Notes)
    app.connect("config-inited", dress)
    app.connect("doctree-read", number)
    app.connect("doctree-resolved", fill)
    citator_nodes.setup(app)
    return {"parallel_read_safe": True}
