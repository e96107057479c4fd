"""citator: reports whose every citation can be followed both ways.

A Sphinx extension and a small command line over it. The flow of a build is the order of the packages:
``bibtex`` and ``frontmatter`` read, ``csl`` formats, ``sphinxext`` puts it into pages, ``typst`` into PDFs,
``library`` builds many publications and publishes them as one site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the Sphinx extension (imported late, so that the command line starts without Sphinx)."""
    from citator.sphinxext import setup as setup_extension

    return setup_extension(app)
