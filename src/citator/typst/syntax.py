"""Whether Typst can read what an author wrote in Typst: a bracket that is never closed would take in all that follows."""

from __future__ import annotations

import re
from pathlib import Path

from citator.engines.typst import TypstError, draw_svg

_FIRST_LINE = '#panic("read")\n'
"""Typst reads the whole file before it does what the first line says: the panic is the only error of a sound one."""
_FAULT = re.compile(r"(?m)^error: (?P<message>.*)\n\s*┌─ [^\n]*?:(?P<line>\d+):\d+$")
_COMMENT = re.compile(r"/\*|\*/")


def fault_of_syntax(source: str) -> tuple[int, str] | None:
    """Return line (counted from 1) and message of the first fault in markup, or nothing when it can be read.

    To Typst a comment that is never closed is none: then it does not see a bracket too many behind it either.
    """
    fault = _fault(source)
    opening = _last_opening(source)
    if fault or opening is None or _fault(f"{source}\n]"):
        return fault
    return source.count("\n", 0, opening) + 1, "a comment is not closed"


def _fault(source: str) -> tuple[int, str] | None:
    try:
        draw_svg(f"{_FIRST_LINE}{source}\n", root=Path("/"))
    except TypstError as error:
        found = _FAULT.search(error.report)
        if found and not found["message"].startswith("panicked"):
            return max(1, int(found["line"]) - 1), found["message"]
    return None


def _last_opening(source: str) -> int | None:
    """Return where the last ``/*`` stands that no ``*/`` closes; comments may hold comments."""
    closings = 0
    for mark in reversed(list(_COMMENT.finditer(source))):
        if mark.group() == "*/":
            closings += 1
        elif closings:
            closings -= 1
        else:
            return mark.start()
    return None
