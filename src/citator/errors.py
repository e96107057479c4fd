"""Exceptions that stop a build; an author's mistake is a ``Diagnostic`` instead."""

from __future__ import annotations


class CitatorError(Exception):
    """A build, or a publication's part of it, cannot go on; the message says what, where and what to do."""


class EngineError(CitatorError):
    """A program that citator drives failed, timed out or answered in a form that citator does not know."""
