"""Imports what Sphinx needs before it is needed: once for all forks, and before any language is spoken."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Collection

from sphinx.application import builtin_extensions

from citator.sphinxext import lean, quick


def import_pygments_styles() -> None:
    """Import Furo's highlighting styles; their package configures the root logger, which is not its to configure."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import a11y_pygments  # type: ignore[import-not-found, import-untyped, unused-ignore]

    del a11y_pygments
    root.handlers[:] = handlers
    root.setLevel(level)


def import_extensions() -> None:
    """Import Sphinx's extensions before any language is spoken: later, they would say some words in that one ever after."""
    for name in lean.used(builtin_extensions):
        importlib.import_module(name)


IMPORTED_LATE = (
    "citator.csl.engine",
    "docutils.languages.en",
    "jinja2.ext",
    "myst_parser.mdit_to_docutils.sphinx_",
    "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.directives",
    "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs",
    "sphinx.builders.latex.transforms",
    "sphinx.ext.intersphinx",
    "sphinx.ext.mathjax",
    "sphinx_basic_ng",
    "xml.dom.minidom",
)
"""What the modules of a build import while they run."""


def preload(formats: Collection[str] = ("html", "pdf", "epub")) -> None:
    """Import all that a child needs for these formats, and read what is the same for all, so that a fork starts with it."""
    import_pygments_styles()
    import furo
    import myst_parser.sphinx_ext.main
    import sphinx.builders.html
    import sphinxcontrib.bibtex
    from pygments.styles import get_style_by_name  # type: ignore[import-untyped, unused-ignore]

    import citator.sphinxext.citing
    import citator.sphinxext.html

    citator.sphinxext.modules()
    import_extensions()
    for name in IMPORTED_LATE:
        importlib.import_module(name)
    if "pdf" in formats:
        import citator.sphinxext.pdf
    if "epub" in formats:
        import citator.sphinxext.epub.book
    quick.install()
    for colours in ("a11y-light", "native"):
        get_style_by_name(colours)

    del furo, myst_parser, sphinx, sphinxcontrib, citator
