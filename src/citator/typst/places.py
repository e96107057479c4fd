"""Finds words again in the author's files: ``main.typ`` knows the line at which a block begins, not each line of it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from citator.diagnostics import Where


class AuthorsFiles(Struct, frozen=True, dict=True):
    """The sources of a library, read only when a PDF cannot be made; one that is not on this machine is passed over."""

    confdir: Path | None = None
    bibfiles: tuple[str, ...] = ()
    """Relative to ``confdir``, those of the publication first."""

    def find(self, pattern: str, near: Where) -> tuple[Where, str] | None:
        """Return a line that has a match of an expression, and what matches: the first from ``near`` on, else the last before.

        docutils names the last line of some tables.
        """
        lines = list(enumerate(self._lines(near.path), 1))
        first = (near.line or 1) - 1
        for number, line in (*lines[first:], *reversed(lines[:first])):
            if found := re.search(pattern, line):
                return Where(near.path, number), found[0]
        return None

    def entry(self, key: str) -> Where | None:
        """Return the place of an entry of a .bib file."""
        begins = re.compile(rf"@\w+\s*[{{(]\s*{re.escape(key)}\s*,", re.IGNORECASE)
        for name in self.bibfiles:
            for number, line in enumerate(self._lines(name), 1):
                if begins.search(line):
                    return Where(name, number)
        return None

    def _lines(self, name: str) -> list[str]:
        if name not in self._read:
            self._read[name] = _lines(self.confdir / name) if self.confdir is not None else []
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        return {}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
