"""Whether Typst can read what an author wrote in Typst: a bracket that is never closed would take in all that follows."""

from __future__ import annotations

import re
from pathlib import Path

from citator.engines.typst import TypstError, draw_svg

_FIRST_LINE = '#panic("read")\n'
"""Typst reads the whole file before it does what the first line says: the panic is the only error of a sound one."""
_FAULT = re.compile(r"(?m)^error: (?P<message>.*)\n\s*┌─ [^\n]*?:(?P<line>\d+):\d+$")


def fault_of_syntax(source: str) -> tuple[int, str] | None:
    """Return line (counted from 1) and message of the first fault in markup, or nothing when it can be read."""
    try:
        draw_svg(f"{_FIRST_LINE}{source}\n", root=Path("/"))
    except TypstError as error:
        found = _FAULT.search(error.report)
        if found and not found["message"].startswith("panicked"):
            return max(1, int(found["line"]) - 1), found["message"]
    return None
