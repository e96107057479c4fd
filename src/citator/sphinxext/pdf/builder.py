"""Writes a publication's Typst project, from the environment that the HTML run has read."""

from __future__ import annotations

import json
import os
from collections.abc import Set
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util._pathlib import _StrPath

from citator.diagnostics import Code, Diagnostic
from citator.model.publication import Library, Publication
from citator.sphinxext.pdf.assemble import assemble, remove_bibliographies
from citator.sphinxext.pdf.images import Images
from citator.sphinxext.pdf.index import book_index
from citator.sphinxext.pdf.look import write_look
from citator.sphinxext.pdf.render import HANDLERS
from citator.sphinxext.pdf.supplements import suggested_citation, write_attachments, write_qr
from citator.sphinxext.pdf.writer import Writer
from citator.sphinxext.publication import chapter_matter, current_library, current_publication, place_in_front_matter
from citator.sphinxext.second_builder import second_builder
from citator.sphinxext.styles import is_note_style, project_style
from citator.sphinxext.words import caption_words
from citator.typst.matter import publication_data

PREAMBLE = '#import "/citator/house.typ": *\n#show: publication\n\n'


class TypstBuilder(Builder):
    """Writes ``<slug>/main.typ`` with its images; ``sphinx-build -b citator-typst`` and ``write_typst`` both use it."""

    name = "citator-typst"
    format = "typst"
    epilog = "The Typst projects are in %(outdir)s."
    allow_parallel = True
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]

    def get_outdated_docs(self) -> str:
        """Write all documents: they make one file."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a document's address within the project: the writer knows it by the sign."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same address from everywhere."""
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the project of the publication that this build is of."""
        from citator.sphinxext.report import note_diagnostics

        publication, library = current_publication(self._app), current_library(self._app)
        if publication is None or library is None:
            return
        note_diagnostics(self.env, _write(self, self._app, publication, library, Path(self.outdir) / publication.slug))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing for a single document."""

    def finish(self) -> None:
        """Do nothing: images are written with the project."""


def write_typst(
    app: Sphinx, env: BuildEnvironment, publication: Publication, library: Library, out: Path
) -> list[Diagnostic]:
    """Write ``main.typ``, ``publication.json`` and images into ``out`` and return what the author should know.

    The environment may have been read for another builder: references are resolved again for this one.
    """
    with second_builder(app, TypstBuilder) as builder:
        return _write(builder, app, publication, library, out)


def _write(
    builder: TypstBuilder, app: Sphinx, publication: Publication, library: Library, out: Path
) -> list[Diagnostic]:
    out.mkdir(parents=True, exist_ok=True)
    tree = assemble(app.env, builder, publication.root)
    if not publication.pdf.bibliography and is_note_style(app, project_style(app)):
        remove_bibliographies(tree)
    writer = Writer(
        app,
        HANDLERS,
        publication,
        tree,
        Images(app, out),
        chapter_authors=lambda name: chapter_matter(app, name).authors,
        site=library.url or "",
    )
    text = writer.document(tree) + book_index(writer, builder, tree)
    (out / "main.typ").write_text(PREAMBLE + text, encoding="utf-8")
    write_attachments(app, publication, out)
    look = write_look(app, out)
    app.env.dependencies[publication.root].update(_StrPath(os.path.relpath(path, app.srcdir)) for path in look.files)
    cover, fault = writer.images.cover(publication)
    if fault:
        where = place_in_front_matter(app, publication, "cover")
        writer.diagnostics.append(Diagnostic(Code.MISSING_FILE, fault, where))
    data = publication_data(
        publication,
        institution=library.name,
        site=library.url,
        cover_image=cover,
        theme=look.theme,
        suggested_citation=suggested_citation(app, publication, library),
        qr_image=write_qr(f"{library.url.rstrip('/')}/{publication.path}/", out) if library.url else None,
    )
    data["terms"] |= caption_words(app.config)
    (out / "publication.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return list(dict.fromkeys([*look.diagnostics, *writer.diagnostics]))
