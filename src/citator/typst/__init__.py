"""Typst source that is safe, the house template, and compiling; nothing here knows Sphinx."""

from citator.typst.compile import CompiledPdf, compile_project
from citator.typst.places import AuthorsFiles

__all__ = ["AuthorsFiles", "CompiledPdf", "compile_project"]
