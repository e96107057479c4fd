"""The HTML builder: Sphinx's own, which in a library puts a publication's files under the publication's path."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util.osutil import relative_uri

from citator.sphinxext.blame import blamed
from citator.sphinxext.html.translator import LibraryTranslator
from citator.sphinxext.memory import memory_of
from citator.sphinxext.publication import current_publication


class LibraryHTMLBuilder(StandaloneHTMLBuilder):
    """In any other project it is Sphinx's ``html``; in a library, the site's contract holds:

    ``summaries/x.md`` becomes ``summaries/x/index.html``, and images and downloads of two publications never meet.
    """

    default_translator_class = LibraryTranslator

    _shared_imgpath = ""
    _shared_dlpath = ""
    _shared_images_dir: Path
    _shared_downloads_dir: Path

    def init(self) -> None:
        """Leave out what a single publication does not need."""
        super().init()
        if self.config.citator_library:
            # Pagefind indexes the site when it is published; Sphinx's own index is a third of a build
            self.search = False
            self.copysource = False
        if self.config.citator_object:
            self._spare_furo_its_stylesheet()

    def _spare_furo_its_stylesheet(self) -> None:
        """Disconnect Furo's rewriting of ``_static/pygments.css``: an object has no static files."""
        for listener in list(self.events.listeners["build-finished"]):
            if listener.handler.__module__ == "furo":
                self.events.disconnect(listener.id)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a page's path in the site."""
        publication = current_publication(self._app)
        if publication is not None and publication.is_single_page and docname == publication.root:
            return f"{docname}/index{self.link_suffix}"
        return super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Return a page's file."""
        publication = current_publication(self._app)
        if publication is not None and publication.is_single_page and page_name == publication.root:
            return Path(self.outdir, page_name, f"index{self.out_suffix}")
        return Path(super().get_output_path(page_name))

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages that are not as they were in the last build."""
        memory = memory_of(self._app)
        left = docnames - memory.put_back(self) if memory is not None else docnames
        if not self.config.citator_object:
            super().write_documents(left)
            return
        for docname in sorted(left):
            with blamed(self._app, docname):
                super().write_documents({docname})

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Prepare a page, and note which images it shows."""
        others, self.images = self.images, {}
        super().write_doc_serialized(docname, doctree)
        if (memory := memory_of(self._app)) is not None:
            memory.note_page(self, docname, self.get_output_path(docname), self.images)
        self.images = {**others, **self.images}

    def copy_static_files(self) -> None:
        """Leave the static files to the build of the shell when a whole library is built."""
        if not self.config.citator_object:
            super().copy_static_files()

    def gen_indices(self) -> None:
        """Write no index pages: a library has its front desk."""
        if not self.config.citator_library:
            super().gen_indices()

    def write_buildinfo(self) -> None:
        """Write no build information into an object: it would differ by machine."""
        if not self.config.citator_object:
            super().write_buildinfo()

    def dump_inventory(self) -> None:
        """Write no inventory into an object: the facts record says more."""
        if not self.config.citator_object:
            super().dump_inventory()

    # Sphinx writes ``_images`` and ``_downloads`` in three places each; a property is the one place to move them.

    def _folder(self, name: str) -> str:
        publication = current_publication(self._app)
        return f"{publication.path}/{name}" if publication is not None else name

    @property
    def imgpath(self) -> str:
        """The way from the current page to the publication's images."""
        if current_publication(self._app) is None:
            return self._shared_imgpath
        return relative_uri(self.get_target_uri(self.current_docname), self._folder("_images"))

    @imgpath.setter
    def imgpath(self, value: str) -> None:
        self._shared_imgpath = value

    @property
    def dlpath(self) -> str:
        """The way from the current page to the publication's downloads."""
        if current_publication(self._app) is None:
            return self._shared_dlpath
        return relative_uri(self.get_target_uri(self.current_docname), self._folder("_downloads"))

    @dlpath.setter
    def dlpath(self, value: str) -> None:
        self._shared_dlpath = value

    @property
    def _images_dir(self) -> Path:
        return Path(self.outdir, self._folder("_images"))

    @_images_dir.setter
    def _images_dir(self, value: Path) -> None:
        self._shared_images_dir = value

    @property
    def _downloads_dir(self) -> Path:
        return Path(self.outdir, self._folder("_downloads"))

    @_downloads_dir.setter
    def _downloads_dir(self, value: Path) -> None:
        self._shared_downloads_dir = value


def refuse_others(app: Sphinx) -> None:
    """Stop, in one line, before a builder whose pages the contract of the site does not fit writes half of them."""
    builder = app.builder
    if app.config.citator_library and builder.format == "html" and not isinstance(builder, LibraryHTMLBuilder):
        raise SphinxError(
            f"a library has no '{builder.name}' pages; build with -b html, or 'citator build' for the site, PDFs and EPUBs"
        )


def forget_indices(app: Sphinx) -> None:
    """Let no reference lead to Sphinx's indices, which a library has not."""
    if app.config.citator_library:
        standard = app.env.domains.standard_domain
        for name in ("genindex", "modindex"):
            standard.labels.pop(name, None)
            standard.anonlabels.pop(name, None)


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's ``html``."""
    app.connect("builder-inited", forget_indices)
    app.add_builder(LibraryHTMLBuilder, override=True)
    app.connect("builder-inited", refuse_others)
