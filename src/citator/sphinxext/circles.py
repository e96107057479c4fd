"""Finds the circle in which files include one another: Sphinx says only that it went too deep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

_INCLUDE = re.compile(r"^[\s>*+-]*(?:(?:`{3,}|:{3,})\s*\{include\}|\.\. include::)[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)


def find_circle(path: Path, resolve: Callable[[str], Path], above: tuple[Path, ...] = ()) -> tuple[Path, int] | None:
    """Return the file and the line of the include that leads back to a file around it.

    :param resolve: returns the file that an include names.
    """
    above = (*above, path)
    for line, name in _includes(path):
        file = resolve(name)
        if file in above:
            return path, line
        found = find_circle(file, resolve, above)
        if found is not None:
            return found
    return None


def _includes(path: Path) -> Iterator[tuple[int, str]]:
    if path.is_file():
        text = path.read_text("utf-8", errors="replace")
        for match in _INCLUDE.finditer(text):
            yield text.count("\n", 0, match.start(1)) + 1, match[1]
