"""Writes the documents of a publication as XHTML bodies, with links that stay within the book."""

from __future__ import annotations

import itertools
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from citator.model.anchors import escape_id
from citator.sphinxext.blame import blamed
from citator.sphinxext.epub.semantics import well_formed, with_types
from citator.sphinxext.html.translator import LibraryTranslator
from citator.sphinxext.html.visitors import citator_figure_links, citator_permalink
from citator.sphinxext.mathematics import RENDERER
from citator.sphinxext.nodes import citator_slot
from citator.sphinxext.publication import current_publication

WEB_ONLY = (citator_figure_links, citator_permalink, citator_slot, addnodes.toctree)
"""What a page has for the mouse and for the site; the book has one table of contents."""
PYGMENTS_STYLE = "bw"
"""Weight and slope instead of colours: many readers' screens have none."""


class EpubBuilder(StandaloneHTMLBuilder):
    """Gives the body of one document at a time; ``book.py`` makes a book of them.

    Its format is ``html``, so that nodes and transforms of other extensions serve it; a theme and templates it has not.
    """

    name = "epub"
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/gif", "image/jpeg", "image/webp"]
    # a build never asks the network for an image
    supported_remote_images = True
    supported_data_uri_images = False
    add_permalinks = False
    allow_sharp_as_current_path = False
    html_scaled_image_link = False
    download_support = False
    embedded = True
    copysource = False
    search = False

    default_translator_class = LibraryTranslator

    math_renderer_name = RENDERER
    """Whatever pages use: no script runs in a book."""

    def init(self) -> None:
        """Prepare what the translator asks for."""
        self.theme = None  # type: ignore[assignment]
        self.theme_options = {}
        self.out_suffix = self.link_suffix = ".xhtml"
        self.imagedir = "images"
        self.undescribed: set[str] = set()
        self.highlighter = PygmentsBridge("html", PYGMENTS_STYLE)
        # whatever its format, a book is no page of the web: "only html" is not for it
        for tag in ("html", "format_html"):
            self.tags.remove(tag)
        self.prepare_writing(set())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a document's file in the book: ``text/chapter-1.xhtml``."""
        publication = current_publication(self._app)
        assert publication is not None
        if docname == publication.root:
            return "text/index.xhtml"
        parts = docname.removeprefix(f"{publication.path}/").split("/")
        return f"text/{'/'.join(map(escape_id, parts))}.xhtml"

    def body(self, docname: str) -> str:
        """Return a document as XHTML."""
        with blamed(self._app, docname):
            return self._body(docname)

    def _body(self, docname: str) -> str:
        doctree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(doctree, docname)
        self.post_process_images(doctree)
        self._adapt(doctree)
        doctree.settings = self.docsettings
        self.current_docname = docname
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = relative_uri(self.get_target_uri(docname), self.imagedir)
        visitor = self.create_translator(doctree, self)
        assert isinstance(visitor, HTML5Translator)
        doctree.walkabout(visitor)
        return with_types(well_formed("".join(visitor.fragment)))

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose each image's file, under a name of its own in a book that knows no case and escapes no address.

        https://www.w3.org/TR/epub-33/#sec-container-filenames has names differ by more than their case.
        """
        named = dict(self.images)
        super().post_process_images(doctree)
        for uri in self.images:
            if uri not in named:
                stem, dot, suffix = self.env.images[uri][1].lower().rpartition(".")
                names = (f"{escape_id(stem)}{n}{dot}{suffix}" for n in itertools.chain(("",), itertools.count(2)))
                named[uri] = next(name for name in names if name not in named.values())
        self.images.update(named)

    def _adapt(self, doctree: nodes.document) -> None:
        for node in list(doctree.findall(lambda node: isinstance(node, WEB_ONLY))):
            node.parent.remove(node)
        for image in list(doctree.findall(nodes.image)):
            if "://" in image["uri"]:
                _link_instead(image)
            elif not image.get("alt"):
                image["alt"] = ""
                self.undescribed.add(image["uri"])


def _link_instead(image: nodes.image) -> None:
    """Put a link in place of an image that lies elsewhere: a book carries its images with it."""
    link = nodes.reference("", image.get("alt") or image["uri"], refuri=image["uri"], internal=False)
    inline = isinstance(image.parent, nodes.TextElement)
    image.replace_self(link if inline else nodes.paragraph("", "", link))
