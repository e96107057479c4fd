"""Names the document at fault when an extension or a writer fails on one: a traceback names a line of Python only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sphinx.application import Sphinx

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
        raise CitatorError(f"{path} cannot be processed: {type(error).__name__}: {error}") from error
