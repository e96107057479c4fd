"""What a build says when it is over: messages about the sources, and one line of what was done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic

FEW = 3
"""So many publications are named in the last line, with why they were built; of others ``--explain`` tells."""


class Outcome(Struct, frozen=True):
    """What a build did: enough to print it and to choose an exit code."""

    messages: tuple[str, ...] = ()
    """Diagnostics in Sphinx's form, sorted by file and line."""
    failures: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    """Tracebacks, for ``--debug``."""
    built: int = 0
    reused: int = 0
    site: str = ""
    changed: bool = False
    information: tuple[str, ...] = ()
    """What is worth a line and needs nothing to be done."""
    explanation: tuple[str, ...] = ()
    built_slugs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why each of them was built, in the same order."""

    @property
    def summary(self) -> str:
        """Return the last line of a build."""
        failed = f", failed {len(self.failures)}" if self.failures else ""
        return f"built {self.built}{self._why()}, reused {self.reused}{failed}; {self.site}/index.html"

    def _why(self) -> str:
        """Return the publications that were built and why, where they are few enough to be of use."""
        if not 0 < len(self.reasons) <= FEW:
            return ""
        return (
            " (" + "; ".join(f"{slug}: {why}" for slug, why in zip(self.built_slugs, self.reasons, strict=True)) + ")"
        )


def sorted_messages(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return each message once, in the order of files and lines."""

    def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        where = diagnostic.where
        place = (where.path, where.line or 0, where.column or 0) if where else ("", 0, 0)
        return (*place, diagnostic.message)

    return tuple(dict.fromkeys(str(diagnostic) for diagnostic in sorted(diagnostics, key=order)))


def tell(outcome: Outcome, *, debug: bool = False, quiet: bool = False) -> None:
    """Print messages and failures on standard error, the summary on standard output unless it is to be ``quiet``."""
    lines: Sequence[str] = (*outcome.messages, *(f"ERROR: {failure}" for failure in outcome.failures))
    for line in lines:
        print(line, file=sys.stderr)
    if debug:
        for details in outcome.details:
            print(details, file=sys.stderr)
    for line in outcome.explanation:
        print(line)
    if not quiet:
        for line in outcome.information:
            print(line)
        print(outcome.summary)
