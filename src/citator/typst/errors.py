"""Maps Typst's errors back to the Markdown file and line that the author wrote.

The writer puts ``// @src path:line`` before each block of ``main.typ``; the last one above an error is its place.
"""

from __future__ import annotations

import re

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where

_PLACE = re.compile(r"^\s*┌─ /?(?P<file>[^\n]*?):(?P<line>\d+):(?P<column>\d+)", re.MULTILINE)
_SOURCE = re.compile(r"^\s*// @src (?P<path>.*?)(?::(?P<line>\d+))?$")
_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
_MISSING_FILE = re.compile(r"file not found \(searched at (?P<path>.*)\)")
_STANDARD = re.compile(r"^(?:PDF/[^ ]+(?:, )?)+ error: ")


class _Kind(Struct, frozen=True):
    pattern: re.Pattern[str]
    code: Code
    message: str


_KINDS = (
    _Kind(
        _GLYPH,
        Code.PDF_TYPST,
        "no font of the PDF has the characters '{text}'; write them otherwise, or add a font that has them",
    ),
    _Kind(re.compile("missing alt text"), Code.MISSING_ALT, "a figure or formula has no alternative text; add :alt:"),
    _Kind(_MISSING_FILE, Code.MISSING_FILE, "cannot find the file {path}; create it or correct its name"),
    _Kind(
        re.compile("failed to (?:parse|decode|load) (?P<what>.*)"),
        Code.PDF_TYPST,
        "cannot read an image: {what}; save it again as SVG, PNG or JPEG",
    ),
)


def source_comment(where: Where | None) -> str:
    """Return the comment line that stands before a block of the author's."""
    if where is None:
        return ""
    path = where.path.replace("\n", " ")
    return f"// @src {path}:{where.line}\n" if where.line else f"// @src {path}\n"


def diagnostics_of(report: str, source: str, default: Where | None = None) -> tuple[Diagnostic, ...]:
    """Return an author's diagnostics for Typst's report of errors on ``main.typ``, whose text is ``source``."""
    lines = source.splitlines()
    found = (_diagnostic(part, lines, default) for part in re.split(r"(?m)^(?=error: )", report) if part.strip())
    return tuple(dict.fromkeys(found))


def _diagnostic(part: str, lines: list[str], default: Where | None) -> Diagnostic:
    message = _STANDARD.sub("", part.partition("\n")[0].removeprefix("error: "))
    where = _where(part, lines) or default
    for kind in _KINDS:
        if found := kind.pattern.search(message):
            return Diagnostic(kind.code, kind.message.format(**found.groupdict()), where)
    return Diagnostic(Code.PDF_TYPST, f"Typst: {message}", where)


def _where(part: str, lines: list[str]) -> Where | None:
    """Return the author's place: the innermost mention of ``main.typ``, and the comment above it."""
    for place in _PLACE.finditer(part):
        if not place["file"].endswith("main.typ"):  # Typst writes the path from the current folder
            continue
        if where := _nearest(lines[: int(place["line"])]):
            return where
    return None


def place_of(markup: str, source: str) -> Where | None:
    """Return the author's place of the first such piece of ``main.typ``."""
    return _nearest(source.partition(markup)[0].splitlines()) if markup in source else None


def _nearest(lines: list[str]) -> Where | None:
    """Return the place that the last comment of its kind names."""
    for line in reversed(lines):
        if source := _SOURCE.match(line):
            return Where(source["path"], int(source["line"]) if source["line"] else None)
    return None
