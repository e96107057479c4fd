"""Drives the Typst compiler that comes in the ``typst`` wheel.

A process that has compiled must never fork (the child hangs); it may compile as many documents as it likes.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.errors import EngineError


class TypstError(EngineError):
    """Typst refused a document; ``report`` is its own text, with every error and its place."""

    def __init__(self, message: str, report: str) -> None:
        super().__init__(f"Typst: {message}")
        self.message = message
        self.report = report


class Compiled(Struct, frozen=True):
    """A PDF, Typst's own warnings as one text, and the answers to the questions asked of the document."""

    pdf: bytes
    warnings: str
    answers: tuple[Any, ...]


@functools.cache
def typst_version() -> str:
    """Return the version of the wheel, which is part of every cache key."""
    return importlib.metadata.version("typst")


def compile_pdf(
    main: Path,
    *,
    root: Path,
    fonts: Sequence[Path],
    standards: Sequence[str],
    timestamp: int,
    questions: Sequence[str] = (),
    again: bool = False,
) -> Compiled:
    """Compile ``main`` to a PDF of the given standards and evaluate ``questions`` (Typst code) in the finished document.

    System fonts are ignored and ``timestamp`` (seconds since 1970) is the only date, so the same input gives the same
    bytes. ``again`` keeps the compiler for when the same path is compiled once more: it then lays out what changed.

    Raises:
        TypstError: the document has errors, or does not meet a standard.
    """
    import typst

    make = _kept_compiler if again else _compiler
    compiler = make(str(main), str(root), tuple(fonts))
    profile: Any = list(standards)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=profile, timestamp=timestamp)
        assert isinstance(pdf, bytes)  # one document, no output file
        answers = tuple(json.loads(compiler.eval(question, format="json")) for question in questions)
    except typst.TypstError as error:
        raise TypstError(error.message, error.diagnostic) from error
    except RuntimeError as error:
        raise TypstError(str(error), str(error)) from error
    return Compiled(pdf, "\n".join(warning.diagnostic for warning in warnings), answers)


def forget() -> None:
    """Have Typst drop what it remembers of the documents of this process, which for a long one is half a gigabyte.

    It counts compiles, and what ten of them had no use for goes (``comemo::evict``); these are of an empty document.
    """
    import typst

    for _ in range(_COMPILES):
        typst.Compiler(b"", root="/", font_paths=_fonts(())).compile(format="svg")


_COMPILES = 12


def _compiler(main: str, root: str, fonts: tuple[Path, ...]) -> Any:
    import typst

    return typst.Compiler(main, root=root, font_paths=_fonts(fonts))


_kept_compiler = functools.lru_cache(maxsize=8)(_compiler)
"""Typst knows again only the text that one and the same compiler has parsed: then a word more costs a third."""


def draw_png(source: str, *, root: Path) -> bytes:
    """Draw a document of one page as a PNG, one pixel a point; the built-in fonts are enough for it.

    Raises:
        TypstError: the source is not valid, or an image cannot be read.
    """
    return _drawn(source, root, format="png", ppi=72)


def draw_svg(source: str, *, root: Path) -> bytes:
    """Draw a document of one page as an SVG whose text is outlines.

    Raises:
        TypstError: the source is not valid, or an image cannot be read.
    """
    return _drawn(source, root, format="svg")


def _drawn(source: str, root: Path, **how: Any) -> bytes:
    import typst

    compiler = typst.Compiler(source.encode(), root=str(root), font_paths=_fonts(()))
    try:
        drawing = compiler.compile(**how)
    except typst.TypstError as error:
        raise TypstError(error.message, error.diagnostic) from error
    except RuntimeError as error:
        raise TypstError(str(error), str(error)) from error
    assert isinstance(drawing, bytes)  # one page, no output file
    return drawing


def evaluate(expression: str, *, root: Path) -> Any:
    """Evaluate Typst code in an empty document of ``root``; the built-in fonts are enough for it.

    Raises:
        TypstError: the code is not valid.
    """
    import typst

    compiler = typst.Compiler(b"", root=str(root), font_paths=_fonts(()))
    try:
        return json.loads(compiler.eval(expression, format="json"))
    except typst.TypstError as error:
        raise TypstError(error.message, error.diagnostic) from error
    except RuntimeError as error:
        raise TypstError(str(error), str(error)) from error


@functools.lru_cache(maxsize=4)
def _fonts(paths: tuple[Path, ...]) -> Any:
    """Return a font book; searching the files again for each document would cost more than a short document."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(p) for p in paths])
