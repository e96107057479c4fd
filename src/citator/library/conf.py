"""What ``conf.py`` says, without starting Sphinx: the library, its folders and its .bib files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import CitatorError
from citator.library.looked import NOTHING, Looked
from citator.model.publication import THEME, Library

EDITIONS = "editions"
"""Where the store of frozen editions is unless another place is named."""
FOLDERS = ("templates_path", "html_static_path", "html_extra_path", "html_theme_path")
"""Options that name folders which shape every publication."""


class Conf(Struct, frozen=True):
    """A library's configuration, as far as a build must know it before Sphinx does."""

    confdir: Path
    srcdir: Path
    library: Library
    bibfiles: tuple[str, ...]
    """The shared .bib files as ``bibtex_bibfiles`` names them, relative to ``confdir``."""
    invented: tuple[str, ...] = ()
    """Those of them whose entries are invented examples (``citator_library["invented"]``)."""
    editions: str = EDITIONS
    """The store of frozen editions: a folder, relative to ``confdir``, or an address that fsspec knows."""
    encoding: str = "utf-8-sig"
    excluded: tuple[str, ...] = ()
    """``exclude_patterns``: what of ``docs/`` is no page."""
    suppressed: tuple[str, ...] = ()
    """``suppress_warnings``: the codes of messages that are not told."""
    watched: tuple[Path, ...] = ()
    """Folders of templates, static files, fonts and the library's own extensions, which shape every publication."""
    looked: Looked = NOTHING
    """Files and environment variables that do so too."""
    said: str = ""
    """Digest of its plain values."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def places(self) -> tuple[Path, ...]:
        """Return the folders and files that may shape any publication, beside ``docs/`` and ``conf.py``."""
        return (*self.watched, *self.looked.files, *(self.confdir / name for name in self.bibfiles))


def load_conf(confdir: Path) -> Conf:
    """Execute ``conf.py`` and return what a build needs of it.

    Raises:
        CitatorError: there is no ``conf.py``, it fails, or it is not a library's.
    """
    from citator.frontmatter import read_library, read_storage
    from citator.library.execute import execute

    confdir = confdir.resolve()
    path = confdir / "conf.py"
    if not path.is_file():
        raise CitatorError(f"there is no conf.py in {confdir}; run citator in the folder that holds it")
    done = execute(path)
    mapping = done.values["citator_library"]
    if not isinstance(mapping, dict):
        raise CitatorError(
            f"{confdir.name}/conf.py does not set citator_library; add citator_library = {{'name': …, 'publisher': …}}, "
            "or build this project with sphinx-build"
        )
    text = path.read_text("utf-8", errors="replace")
    library, diagnostics = read_library(mapping, text=text)
    if library is None:
        raise CitatorError("\n".join(str(diagnostic) for diagnostic in diagnostics))
    storage = read_storage(mapping)
    named = {confdir / name for name in _named_files(done.values, library)}
    return Conf(
        confdir=confdir,
        srcdir=confdir / "docs",
        library=library,
        bibfiles=tuple(done.values["bibtex_bibfiles"] or ()),
        invented=storage.invented,
        editions=storage.editions,
        encoding=str(done.values["bibtex_encoding"] or "utf-8-sig"),
        excluded=tuple(done.values["exclude_patterns"] or ()),
        suppressed=tuple(done.values["suppress_warnings"] or ()),
        watched=(
            *((confdir / folder).resolve() for folder in _folders(done.values)),
            *done.extensions,
        ),
        looked=structs.replace(done.looked, files=tuple(sorted(named | {*done.looked.files}))),
        said=done.said,
        diagnostics=(*diagnostics, *_other_theme(done.values["html_theme"] or THEME, text)),
    )


def _folders(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the folders that options name: all that they hold, and what comes into them, shapes every publication."""
    yield from (folder for option in FOLDERS for folder in values[option] or ())
    if isinstance(values["citator_pdf"], dict) and (fonts := values["citator_pdf"].get("fonts")):
        yield str(fonts)


def _named_files(values: Mapping[str, Any], library: Library) -> Iterator[str]:
    """Yield the single files that an option names, or that have their place beside ``conf.py``."""
    yield "docutils.conf"
    if library.csl.endswith(".csl"):
        yield library.csl
    yield from (str(values[option]) for option in ("html_logo", "html_favicon") if values[option])


def _other_theme(name: object, text: str) -> Iterator[Diagnostic]:
    """Tell of a theme that is not used: the templates of a library's pages are made upon Furo's."""
    if name != THEME:
        message = f"html_theme is '{name}', but a library's pages are made with {THEME}; leave html_theme out"
        yield Diagnostic(Code.FRONT_MATTER, message, Where("conf.py", line_of_option(text, "html_theme")))


def line_of_option(text: str, name: str) -> int | None:
    """Return the line of ``conf.py`` that sets an option last, if any does by its name."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*{name}\b\s*[:+=]", line)]
    return lines[-1] if lines else None
