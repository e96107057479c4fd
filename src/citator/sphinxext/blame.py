"""Names the document at fault when an extension or a writer fails on one: a traceback names a line of Python only."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docutils.parsers.rst import Directive
from myst_parser.mocking import MockIncludeDirective
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from citator.errors import CitatorError
from citator.sphinxext.report import relative_path

_OF_THE_MACHINE = (CitatorError, RecursionError, MemoryError, OSError)
"""What names its cause itself, or has none in a document."""


@contextmanager
def blamed(app: Sphinx, docname: str | None = None) -> Iterator[None]:
    """Say of an exception which document was in work; without ``docname``, the one that Sphinx was reading.

    Raises:
        CitatorError: in the place of any exception that is no fault of the machine.
    """
    try:
        yield
    except _OF_THE_MACHINE:
        raise
    except Exception as error:
        name = docname or app.env.current_document.docname
        if not name:
            raise
        path = relative_path(app, str(app.env.doc2path(name)))
        if isinstance(error, UnicodeDecodeError) and error.object in app.env.doc2path(name).read_bytes():
            line = error.object.count(b"\n", 0, error.start) + 1
            raise CitatorError("not UTF-8 from here on; save it as UTF-8", f"{path}:{line}") from error
        cause = f"{type(error).__name__}: {error}"
        if found := _directive_or_role(app, error):
            what, where = found
            raise CitatorError(f"{what} cannot be processed: {cause}; correct it or leave it out", where) from error
        raise CitatorError(f"{path} cannot be processed: {cause}") from error


def _directive_or_role(app: Sphinx, error: Exception) -> tuple[str, str] | None:
    """Return the innermost directive or role that was being read when an exception was raised, with its place."""
    found: tuple[str, Any, int] | None = None
    included = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        read = frame.f_locals.get("self")
        if isinstance(read, MockIncludeDirective):
            included = str(frame.f_locals.get("path", included))
        elif isinstance(read, Directive):
            found = f"{{{read.name.removeprefix('std:')}}}", read.state_machine, read.lineno
        elif isinstance(read, SphinxRole) and hasattr(read, "inliner"):
            found = f"{{{read.name}}}`{read.text}`", read.inliner.reporter, read.lineno
    if found is None:
        return None
    name, reporter, lineno = found
    source, line = reporter.get_source_and_line(lineno)
    return name, f"{relative_path(app, included or str(source))}:{line}"
