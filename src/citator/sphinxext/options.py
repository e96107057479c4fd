"""The options of ``conf.py``, each declared once."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from sphinx.application import Sphinx


class Option(Struct, frozen=True):
    """A configuration value: its name, default, what it makes Sphinx build again, its types and its meaning."""

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    types: tuple[type, ...]
    meaning: str


OPTIONS = (
    Option(
        "citator_library",
        None,
        "env",
        (dict,),
        "The library: name, publisher, csl, url … Its presence makes the project a library.",
    ),
    Option("citator_style", "", "env", (str,), "The CSL style of a project that is not a library."),
    Option("citator_foot_style", "chicago-notes-bibliography", "env", (str,), "The style of footcite's notes."),
    Option("citator_locale", "", "env", (str,), "The locale of citations; by default the project's language."),
    Option("citator_publication", "", "env", (str,), "Build this publication of the library alone (with -D)."),
    Option("citator_object", False, "env", (bool,), "Leave out what the whole site shares; citator build sets it."),
    Option("citator_cache", "", "", (str,), "The folder for formatted citations and read .bib files."),
    Option("citator_pdf", {}, "html", (dict,), "The look of PDFs: template, fonts, colours, logo."),
)


def setup(app: Sphinx) -> None:
    """Register every option."""
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types, option.meaning)
