"""What a build says when it is over: messages about the sources, and one line of what was done."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic

FEW = 3
"""So many publications, or reasons, are named in the last line; of others ``--explain`` tells."""
NEW = "it is new"
"""The reason why a publication is built that was not built before."""


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
    """Its folder."""
    changed: bool = False
    information: tuple[str, ...] = ()
    """What is worth a line and needs nothing to be done."""
    explanation: tuple[str, ...] = ()
    built_slugs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why each of them was built, in the same order."""
    again: tuple[str, ...] = ()
    """Reused publications of which something was written again."""

    @property
    def summary(self) -> str:
        """Return the last line of a build."""
        failed = f", failed {len(self.failures)}" if self.failures else ""
        home = os.path.relpath(f"{self.site}/index.html")
        return f"built {self.built}{self._why()}, reused {self.reused}{self._again()}{failed}; {home}"

    def _why(self) -> str:
        """Return why publications were built: one by one where they are few, else how many for which reason."""
        if not self.reasons:
            return ""
        if len(self.reasons) <= FEW:
            each = zip(self.built_slugs, self.reasons, strict=True)
            return f" ({'; '.join(f'{slug}: {why}' for slug, why in each)})"
        shared = [(why, count) for why, count in Counter(self.reasons).most_common(FEW) if count > 1 or why == NEW]
        told = [f"{count} new" if why == NEW else f"{count} because {why}" for why, count in shared]
        if rest := self.built - sum(count for _, count in shared):
            told.append(f"{rest} for {'other reasons' if told else 'a reason of its own each'}")
        return f" ({'; '.join(told)})"

    def _again(self) -> str:
        if not self.again:
            return ""
        return f" ({', '.join(self.again) if len(self.again) <= FEW else len(self.again)} written again)"


def sorted_messages(diagnostics: Iterable[Diagnostic], suppressed: Collection[str] = ()) -> tuple[str, ...]:
    """Return each message once, in the order of files and lines; those of a ``suppressed`` code are left out."""

    def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        where = diagnostic.where
        place = (where.path, where.line or 0, where.column or 0) if where else ("", 0, 0)
        return (*place, diagnostic.message)

    told = (one for one in sorted(diagnostics, key=order) if not _is_suppressed(one, suppressed))
    return tuple(dict.fromkeys(map(str, told)))


def _is_suppressed(diagnostic: Diagnostic, suppressed: Collection[str]) -> bool:
    """Tell whether ``suppress_warnings`` names a code, as Sphinx reads it; its own messages it has left out itself."""
    ours = diagnostic.code.name != "SPHINX"
    return ours and not {"citator", "citator.*", f"citator.{diagnostic.code.value}"}.isdisjoint(suppressed)


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
