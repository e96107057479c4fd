"""Exceptions that stop a build; an author's mistake is a ``Diagnostic`` instead."""

from __future__ import annotations

from collections.abc import Iterable


class CitatorError(Exception):
    """A build, or a publication's part of it, cannot go on; the message says what, where and what to do."""


class EngineError(CitatorError):
    """A program that citator drives failed, timed out or answered in a form that citator does not know."""


class UnknownPublicationError(CitatorError):
    """There is no publication of the name that a command was given."""

    def __init__(self, slug: str, slugs: Iterable[str]) -> None:
        import difflib  # a build without changes does without

        near = difflib.get_close_matches(slug, sorted(slugs), n=3)
        hint = f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
        super().__init__(f"there is no publication '{slug}'{hint}")
