"""Exceptions that stop a build; an author's mistake is a ``Diagnostic`` instead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


class CitatorError(Exception):
    """A build, or a publication's part of it, cannot go on; the message says what, where and what to do."""

    def __init__(self, message: str, where: str = "") -> None:
        """Keep the message and, where one is known, the place in a source: ``file:line``."""
        super().__init__(message)
        self.where = where


class EngineError(CitatorError):
    """A program that citator drives failed, timed out or answered in a form that citator does not know."""


def cause_of(error: OSError) -> str:
    """Return what the system refused, and the file that it was about."""
    return f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")


def stop_message(error: CitatorError | OSError) -> str:
    """Return the line that tells why a command could not go on."""
    return f"{cause_of(error)}; correct that and run it again" if isinstance(error, OSError) else str(error)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have an error of the system name the file: one that tells of a full disk names none."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
