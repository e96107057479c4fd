"""Our nodes in docutils' own terms, for every writer but HTML and the PDF: LaTeX, text, manual pages, Texinfo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.latex import LaTeXBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape

from citator.model.dates import long_date
from citator.sphinxext.nodes import (
    citation_text,
    citator_backlinks,
    citator_bibliography,
    citator_break,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
    citator_mention,
    citator_notes,
    citator_slot,
    citator_struck,
    citator_task,
    citator_xref,
)
from citator.sphinxext.publication import current_publication
from citator.sphinxext.surgery import position

#: Writers that know our nodes.
OWN_FORMATS = frozenset({"html", "typst"})


class WritePlainly(SphinxPostTransform):
    """Replaces what ``ResolveCitations`` has written, where the writer would not know it."""

    # right after ResolveCitations (5), before Sphinx resolves references (10)
    default_priority = 6

    def is_supported(self) -> bool:
        """Tell whether the builder needs docutils' own nodes."""
        return self.app.builder.format not in OWN_FORMATS

    def run(self, **kwargs: Any) -> None:
        """Rewrite every node of ours, innermost first."""
        for dropped in (citator_backlinks, citator_slot):
            for node in list(self.document.findall(dropped)):
                node.parent.remove(node)
        for kind in (citator_xref, citation_text, citator_mention):
            for inline in list(self.document.findall(kind)):
                anchors = [nodes.target("", "", ids=[anchor]) for anchor in inline["ids"]]
                _replace(inline, [*anchors, *inline.children])
        for written, in_words in _IN_WORDS.items():
            for node in list(self.document.findall(written)):
                _replace(node, in_words(node))
        for bibliography in list(self.document.findall(citator_bibliography)):
            _replace(bibliography, [_entry(entry) for entry in bibliography.findall(citator_entry)])
        for notes in list(self.document.findall(citator_notes)):
            _replace(notes, notes.children)


_IN_WORDS: dict[type[nodes.Element], Callable[[Any], list[nodes.Node]]] = {
    citator_break: lambda node: [nodes.raw("", "\\\\\n", format="latex"), nodes.Text(" ")],
    citator_struck: lambda node: [nodes.Text("~~"), *node.children, nodes.Text("~~")],
    citator_task: lambda node: [nodes.Text("[x] " if node["done"] else "[ ] ")],
}
"""What Markdown's own signs say, where a writer has no others."""


def _entry(entry: citator_entry) -> nodes.paragraph:
    paragraph = nodes.paragraph("")
    paragraph.extend(nodes.target("", "", ids=[anchor]) for anchor in entry["ids"])
    for label in entry.findall(citator_entry_label):
        paragraph.extend([*label.children, nodes.Text(" ")])
    for content in entry.findall(citator_entry_content):
        paragraph.extend(content.children)
    return paragraph


def _replace(node: nodes.Element, children: list[nodes.Node]) -> None:
    index = position(node)
    node.parent[index : index + 1] = children


def name_tex(app: Sphinx) -> None:
    """Give the TeX of a publication its own name, title, authors and date."""
    publication = current_publication(app)
    builder = app.builder
    if not isinstance(builder, LaTeXBuilder) or publication is None:
        return
    title = texescape.escape(publication.title, app.config.latex_engine)
    people = [texescape.escape(person.name, app.config.latex_engine) for person in publication.authors]
    app.config.latex_documents = [
        (publication.root, f"{publication.slug}.tex", title, " \\and ".join(people), "manual")
    ]
    builder.context["date"] = long_date(publication.date, publication.language)


def setup(app: Sphinx) -> None:
    """Register the transform and the names."""
    app.connect("builder-inited", name_tex)
    app.add_post_transform(WritePlainly)
