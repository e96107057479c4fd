"""Typst source that is safe, the house template, and compiling; nothing here knows Sphinx."""

from citator.typst.compile import CompiledPdf, compile_project

__all__ = ["CompiledPdf", "compile_project"]
