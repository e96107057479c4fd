"""How far a build has come: a bar on a terminal, plain lines elsewhere, nothing where nobody wants to know."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

SECONDS_BEFORE_PROGRESS = 1.0
"""A build that is over sooner shows no bar, and does not load what draws it."""


class Progress(Protocol):
    """Is told how far a phase has come."""

    def phase(self, name: str, total: int) -> None:
        """Begin a phase of ``total`` steps."""

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step of the phase."""

    def tell(self, line: str) -> None:
        """Say something at once."""

    def clear(self) -> None:
        """Leave nothing on the terminal."""


class SilentProgress:
    """Says nothing."""

    def phase(self, name: str, total: int) -> None:
        """Begin a phase."""

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step."""

    def tell(self, line: str) -> None:
        """Keep it."""

    def clear(self) -> None:
        """Leave nothing."""


@dataclass
class LineProgress:
    """A line for each phase that has more than one step."""

    stream: TextIO

    def phase(self, name: str, total: int) -> None:
        """Print how much there is to do."""
        if total > 1:
            print(f"{name}: {total}", file=self.stream, flush=True)

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step: no line for each, logs would drown in them."""

    def tell(self, line: str) -> None:
        """Print it."""
        print(line, file=self.stream, flush=True)

    def clear(self) -> None:
        """Leave the lines."""


@dataclass
class TerminalProgress:
    """A bar with the phase, the publications done, the warnings so far and what was done last."""

    stream: TextIO
    delay: float = SECONDS_BEFORE_PROGRESS
    begun: float = field(default_factory=time.monotonic)
    name: str = ""
    total: int = 0
    done: int = 0
    warnings: int = 0
    bar: Bar | None = None
    task: TaskID | None = None

    def phase(self, name: str, total: int) -> None:
        """Begin a phase."""
        self.name, self.total, self.done = name, total, 0
        self._show("")

    def step(self, what: str, warnings: int = 0) -> None:
        """Count one step and show it, once the build has lasted a moment."""
        self.done += 1
        self.warnings += warnings
        self._show(what)

    def tell(self, line: str) -> None:
        """Print it in the place of the bar."""
        self.clear()
        print(line, file=self.stream, flush=True)

    def clear(self) -> None:
        """Remove the bar."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def _show(self, what: str) -> None:
        if self.bar is None:
            if time.monotonic() - self.begun < self.delay:
                return
            self.bar, self.task = _bar(self.stream)
        assert self.task is not None
        told = f"{self.warnings} warnings" if self.warnings else ""
        self.bar.update(
            self.task, description=self.name, total=self.total, completed=self.done, warnings=told, what=what[:40]
        )
        self.bar.refresh()


def _bar(stream: TextIO) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = [TextColumn(f"{{task.fields[{name}]}}", markup=False) for name in ("warnings", "what")]
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), *words)
    # It is drawn when something happens, not by a thread: the build forks.
    bar = Progress(*columns, console=Console(file=stream), transient=True, auto_refresh=False)
    bar.start()
    return bar, bar.add_task("", total=None, warnings="", what="")


def progress_on(stream: TextIO, *, quiet: bool = False) -> Progress:
    """Return what suits a stream."""
    if quiet:
        return SilentProgress()
    return TerminalProgress(stream) if stream.isatty() else LineProgress(stream)


def standard_progress(*, quiet: bool = False) -> Progress:
    """Return what suits standard error."""
    return progress_on(sys.stderr, quiet=quiet)
