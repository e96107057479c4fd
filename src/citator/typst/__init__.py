"""Typst source that is safe, the house template, and compiling; nothing here knows Sphinx."""
