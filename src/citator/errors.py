"""Exceptions that stop a build; an author's mistake is a ``Diagnostic`` instead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path


class CitatorError(Exception):
    """A build, or a publication's part of it, cannot go on; the message says what, where and what to do."""

    def __init__(self, message: str, where: str = "") -> None:
        """Keep the message and, where one is known, the place in a source: ``file:line``."""
        super().__init__(message)
        self.where = where


class EngineError(CitatorError):
    """A program that citator drives failed, timed out or answered in a form that citator does not know."""


class UnknownPublicationError(CitatorError):
    """There is no publication of the name that a command was given."""

    def __init__(self, slug: str, slugs: Iterable[str]) -> None:
        names = sorted(slugs)
        there = f"there are {', '.join(names[:5])}{' …' * (len(names) > 5)}" if names else "write one into docs/"
        super().__init__(f"there is no publication '{slug}'; {did_you_mean(names_near(slug, names, 3), there)}")


def names_near(name: str, names: Iterable[str], count: int = 1, cutoff: float = 0.6) -> tuple[str, ...]:
    """Return what is most likely meant by a name that nobody knows, the nearest first."""
    import difflib  # a build without changes does without

    return tuple(difflib.get_close_matches(name, sorted(names), count, cutoff))


def did_you_mean(near: Iterable[str], otherwise: str) -> str:
    """Ask for the names that may be meant, or say what to do ``otherwise``."""
    asked = " or ".join(f"'{name}'" for name in near)
    return f"did you mean {asked}?" if asked else otherwise


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
