"""Diagnostics on their way out: collected for the facts record, and printed in Sphinx's own form."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from citator.diagnostics import Diagnostic, Where

logger = logging.getLogger("citator")


def note_diagnostic(env: BuildEnvironment, diagnostic: Diagnostic) -> None:
    """Print a diagnostic as a warning with its place; Sphinx's ``suppress_warnings`` applies to its code."""
    where = diagnostic.where
    location = None
    if where is not None:
        path = relative_path(env._app, where.path)
        location = f"{path}:{where.line}" if where.line is not None else path
    logger.warning(diagnostic.message, type="citator", subtype=diagnostic.code.value, location=location)


def note_diagnostics(env: BuildEnvironment, diagnostics: Iterable[Diagnostic]) -> None:
    """Print each diagnostic once, in order of file and line."""
    for diagnostic in sorted(set(diagnostics), key=_order):
        note_diagnostic(env, diagnostic)


def relative_path(app: Sphinx, path: str) -> str:
    """Return a source path as the author knows it: relative to the folder of ``conf.py`` where it is below it."""
    return _below(path, str(app.confdir))


@functools.lru_cache(maxsize=4096)
def _below(path: str, folder: str) -> str:
    try:
        return Path(path).resolve().relative_to(Path(folder).resolve()).as_posix()
    except ValueError:
        return path


def _order(diagnostic: Diagnostic) -> tuple[str, int, str, str]:
    where = diagnostic.where or Where("")
    return where.path, where.line or 0, diagnostic.code.value, diagnostic.message
