"""What a build says: progress while it runs, messages about the sources, one line at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic

SECONDS_BEFORE_PROGRESS = 1.0
"""A build that is over sooner shows no progress."""


class Progress(Protocol):
    """Is told how far a phase has come."""

    def phase(self, name: str, total: int) -> None:
        """Begin a phase of ``total`` steps."""

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step of the phase."""


class SilentProgress:
    """Says nothing."""

    def phase(self, name: str, total: int) -> None:
        """Begin a phase."""

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step."""


@dataclass
class LineProgress:
    """One line that rewrites itself on a terminal; plain lines, one a phase, elsewhere."""

    begun: float = field(default_factory=time.monotonic)
    name: str = ""
    total: int = 0
    done: int = 0
    warnings: int = 0
    shown: bool = False

    def phase(self, name: str, total: int) -> None:
        """Begin a phase; one without steps is not mentioned."""
        self.clear()
        self.name, self.total, self.done = name, total, 0
        if total > 1 and not sys.stderr.isatty():
            print(f"{name}: {total}", file=sys.stderr)

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step and show it, once the build has lasted a moment."""
        self.done += 1
        self.warnings += warnings
        if sys.stderr.isatty() and time.monotonic() - self.begun > SECONDS_BEFORE_PROGRESS:
            told = f", {self.warnings} warnings" if self.warnings else ""
            print(
                f"\r\x1b[K{self.name}: {self.done} of {self.total}{told}  {what[:40]}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            self.shown = True

    def clear(self) -> None:
        """Remove the line."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self.shown = False


@dataclass(frozen=True, slots=True)
class Outcome:
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
    explanation: tuple[str, ...] = ()
    built_slugs: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Return the last line of a build."""
        failed = f", failed {len(self.failures)}" if self.failures else ""
        return f"built {self.built}, reused {self.reused}{failed}; {self.site}/index.html"


def sorted_messages(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return each message once, in the order of files and lines."""

    def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        where = diagnostic.where
        place = (where.path, where.line or 0, where.column or 0) if where else ("", 0, 0)
        return (*place, diagnostic.message)

    return tuple(dict.fromkeys(str(diagnostic) for diagnostic in sorted(diagnostics, key=order)))


def tell(outcome: Outcome, *, debug: bool = False) -> None:
    """Print messages and failures on standard error, the summary on standard output."""
    lines: Sequence[str] = (*outcome.messages, *(f"ERROR: {failure}" for failure in outcome.failures))
    for line in lines:
        print(line, file=sys.stderr)
    if debug:
        for details in outcome.details:
            print(details, file=sys.stderr)
    for line in outcome.explanation:
        print(line)
    print(outcome.summary)
