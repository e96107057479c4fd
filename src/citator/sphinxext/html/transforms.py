"""Prepares the doctree for our pages: one title, one id each, permanent links, the files behind figures.

These transforms run for HTML alone, so the PDF sees the document as it was.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.images import get_image_size

from citator.model.addresses import is_said
from citator.site.words import say
from citator.sphinxext.html.visitors import citator_figure_links, citator_permalink, citator_scroller

AFTER_FURO = 510
"""Furo wraps tables at priority 500."""

WIDE_CLASSES = frozenset({"landscape", "wide", "sideways", "longtable-landscape"})
"""By these an author asks for a wide table; the PDF turns it."""
WIDE_COLUMNS, WIDE_LETTERS = 5, 90
"""With so many columns, and so many letters in their longest cells, a table does not fit into a column of text."""


class DropCopiedIds(SphinxPostTransform):
    """Takes back the ids that Furo copies from a table or formula to the box around it, where they occur twice."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Clear the ids of each box."""
        for box in self.document.findall(nodes.container):
            if {"table-wrapper", "math-wrapper"} & set(box["classes"]):
                box["ids"], box["names"] = [], []


class ScrollWideTables(SphinxPostTransform):
    """Puts each wide table into a box that scrolls, which the keyboard reaches and screen readers name."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Replace the boxes of wide tables."""
        for ordinal, table in enumerate(list(self.document.findall(nodes.table)), 1):
            box = table.parent
            if isinstance(box, nodes.container) and "table-wrapper" in box["classes"] and is_wide(table):
                title = table.next_node(nodes.title)
                name = (
                    title.astext() if title is not None else say(self.config.language, "Table {number}", number=ordinal)
                )
                box.replace_self(citator_scroller("", *box.children, classes=["citator-wide"], name=name))


def is_wide(table: nodes.table) -> bool:
    """Tell whether a table needs more room than the lines of the text have."""
    if WIDE_CLASSES & set(table["classes"]):
        return True
    rows = [[len(cell.astext()) for cell in row.findall(nodes.entry)] for row in table.findall(nodes.row)]
    columns = max(map(len, rows), default=0)
    return columns >= WIDE_COLUMNS and sum(map(max, zip_longest(*rows, fillvalue=0))) > WIDE_LETTERS


class LinkParagraphs(SphinxPostTransform):
    """Gives each numbered paragraph a link to itself."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Append the link to each paragraph whose id is ``p<n>``."""
        for paragraph in self.document.findall(nodes.paragraph):
            anchors = [name for name in paragraph["ids"] if re.fullmatch(r"p[0-9]+", name)]
            if anchors:
                paragraph += citator_permalink(target=anchors[0])


class LinkFigureFiles(SphinxPostTransform):
    """Puts a link to the picture's file under each figure that is no ornament."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Append the links to each figure with a picture of the library."""
        for figure in self.document.findall(nodes.figure):
            image = figure.next_node(nodes.image)
            if image is not None and "://" not in image["uri"] and "decorative" not in image["classes"]:
                figure += citator_figure_links(image=image["uri"])


class LoadPicturesLate(SphinxPostTransform):
    """Lets the pictures of figures load when a reader comes near them, in room that is kept for them."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Mark each picture and note its size, unless the author gave one."""
        if self.env._app.builder.name != "html":
            return
        for figure in self.document.findall(nodes.figure):
            for image in figure.findall(nodes.image):
                image["loading"] = "lazy"
                size = None if {"width", "height", "scale"} & set(image.attributes) else self._size(image["uri"])
                if size is not None:
                    image["width"], image["height"] = map(str, size)

    def _size(self, uri: str) -> tuple[int, int] | None:
        return get_image_size(self.env.srcdir / uri) if uri in self.env.images else None


class MarkAddresses(SphinxPostTransform):
    """Marks the links whose words are their address: paper has it once."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Give each of them a class, which the style sheet for print asks for."""
        for reference in self.document.findall(nodes.reference):
            if "refuri" in reference and is_said(reference["refuri"], reference.astext()):
                reference["classes"].append("citator-address")


class TitleOnce(SphinxPostTransform):
    """Takes title and contents out of a landing page's text: the page prints both, with more about them."""

    formats = ("html",)
    default_priority = AFTER_FURO

    def run(self, **kwargs: Any) -> None:
        """Remove the first section's title and every toctree from the publication's first page."""
        if self.env.docname != self.config.root_doc:
            return
        for toctree in list(self.document.findall(addnodes.toctree)):
            wrapper = toctree.parent
            gone = wrapper if isinstance(wrapper, nodes.compound) else toctree
            gone.parent.remove(gone)
        section = self.document.next_node(nodes.section)
        if section is not None and isinstance(section.children[0], nodes.title):
            section.remove(section.children[0])


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    for transform in (
        DropCopiedIds,
        ScrollWideTables,
        LinkParagraphs,
        LinkFigureFiles,
        LoadPicturesLate,
        MarkAddresses,
        TitleOnce,
    ):
        app.add_post_transform(transform)
