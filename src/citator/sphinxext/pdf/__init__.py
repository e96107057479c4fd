"""The PDF builder: one publication's documents → one Typst project, with the words and numbers of the web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citator.sphinxext.pdf.builder import TypstBuilder, write_typst

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["TypstBuilder", "setup", "write_typst"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``citator-typst``."""
    app.add_builder(TypstBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
