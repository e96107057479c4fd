"""Lays a publication's card and cover where the site's pages expect them: beside its landing page, under fixed names."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic
from citator.model.publication import Publication
from citator.site.urls import cover_path, thumbnail_path
from citator.sphinxext.publication import picture_file, place_in_front_matter
from citator.sphinxext.report import note_diagnostic


def copy_pictures(publication: Publication, app: Sphinx) -> None:
    """Copy thumbnail and cover into the output; tell of one that does not exist."""
    for field, name, target in (
        ("thumbnail", publication.thumbnail, thumbnail_path(publication)),
        ("cover", publication.cover, cover_path(publication)),
    ):
        if name and target:
            source = picture_file(app, publication, name)
            if source.is_file():
                place = Path(app.outdir, target)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place)
            else:
                where = place_in_front_matter(app, publication, field)
                message = f"cannot find {name}; create it or correct '{field}'"
                note_diagnostic(app.env, Diagnostic(Code.MISSING_FILE, message, where))


def setup(app: Sphinx, publication: Publication | None) -> None:
    """Copy the pictures when an HTML build begins."""
    if publication is not None:
        app.connect("builder-inited", partial(copy_pictures, publication))
