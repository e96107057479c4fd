"""What ``conf.py`` says, without starting Sphinx: the library, its folders and its .bib files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import CitatorError
from citator.model.publication import THEME, Library


class Conf(Struct, frozen=True):
    """A library's configuration, as far as a build must know it before Sphinx does."""

    confdir: Path
    srcdir: Path
    library: Library
    bibfiles: tuple[str, ...]
    """The shared .bib files as ``bibtex_bibfiles`` names them, relative to ``confdir``."""
    invented: tuple[str, ...] = ()
    """Those of them whose entries are invented examples (``citator_library["invented"]``)."""
    editions: str = "editions"
    """The store of frozen editions: a folder, relative to ``confdir``, or an address that fsspec knows."""
    encoding: str = "utf-8-sig"
    watched: tuple[Path, ...] = ()
    """Folders of templates and static files, which shape every publication."""
    diagnostics: tuple[Diagnostic, ...] = ()


def load_conf(confdir: Path) -> Conf:
    """Execute ``conf.py`` and return what a build needs of it.

    Raises:
        CitatorError: there is no ``conf.py``, it fails, or it is not a library's.
    """
    confdir = confdir.resolve()
    names = _execute(confdir / "conf.py")
    mapping = names.get("citator_library")
    if not isinstance(mapping, dict):
        raise CitatorError(
            f"{confdir.name}/conf.py does not set citator_library; add citator_library = {{'name': …, 'publisher': …}}, "
            "or build this project with sphinx-build"
        )
    from citator.frontmatter import read_library, read_storage

    text = (confdir / "conf.py").read_text("utf-8", errors="replace")
    library, diagnostics = read_library(mapping, text=text)
    if library is None:
        raise CitatorError("\n".join(str(diagnostic) for diagnostic in diagnostics))
    storage = read_storage(mapping)
    return Conf(
        confdir=confdir,
        srcdir=confdir / "docs",
        library=library,
        bibfiles=tuple(names.get("bibtex_bibfiles") or ()),
        invented=storage.invented,
        editions=storage.editions,
        encoding=str(names.get("bibtex_encoding") or "utf-8-sig"),
        watched=tuple(
            (confdir / folder).resolve()
            for option in ("templates_path", "html_static_path", "html_extra_path")
            for folder in names.get(option) or ()
        ),
        diagnostics=(*diagnostics, *_other_theme(names.get("html_theme", THEME), text)),
    )


def _other_theme(name: object, text: str) -> Iterator[Diagnostic]:
    """Tell of a theme that is not used: the templates of a library's pages are made upon Furo's."""
    if name != THEME:
        lines = text.splitlines()
        line = next((number for number, words in enumerate(lines, 1) if words.startswith("html_theme")), None)
        message = f"html_theme is '{name}', but a library's pages are made with {THEME}; leave html_theme out"
        yield Diagnostic(Code.FRONT_MATTER, message, Where("conf.py", line))


def _execute(path: Path) -> dict[str, Any]:
    try:
        source = path.read_bytes()
    except FileNotFoundError as error:
        raise CitatorError(f"there is no conf.py in {path.parent}; run citator in the folder that holds it") from error
    names: dict[str, Any] = {"__file__": str(path), "__name__": "conf"}
    before, search = os.getcwd(), list(sys.path)
    os.chdir(path.parent)
    try:
        exec(compile(source, str(path), "exec"), names)
    except Exception as error:
        raise CitatorError(f"conf.py:{_line_of(error, path)}: {type(error).__name__}: {error}") from error
    finally:
        os.chdir(before)
        sys.path[:] = search
    return names


def _line_of(error: Exception, path: Path) -> int:
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
