"""Maps Typst's errors back to the Markdown file and line that the author wrote.

The writer puts ``// @src path:line`` before each block of ``main.typ``; the last one above an error is its place. Before
Typst of the author's own stands ``// @own path:line``: from there on, each line is the author's.
"""

from __future__ import annotations

import re

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where

_PLACE = re.compile(r"^\s*┌─ /?(?P<file>[^\n]*?):(?P<line>\d+):(?P<column>\d+)", re.MULTILINE)
_SVG = re.compile(r"images/[^/]+\.svg$")
_SOURCE = re.compile(r"^\s*// @(?P<kind>src|own) (?P<path>.*?)(?::(?P<line>\d+))?$")
_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MISSING_FILE = re.compile(r"file not found \(searched at (?P<path>.*)\)")
_FAMILY = re.compile(r"unknown font family: (?P<name>.+)\n\s*┌─ .*/(?:citator/\w+|restyle)\.typ:")
_STANDARD = re.compile(r"^(?:PDF/[^ ]+(?:, )?)+ error: ")


class _Kind(Struct, frozen=True):
    pattern: re.Pattern[str]
    code: Code
    message: str


_KINDS = (
    _Kind(
        # no picture: a JPEG becomes RGB on its way, and Typst takes other files as they are
        re.compile("missing a CMYK profile"),
        Code.PDF_TYPST,
        "a colour of the design or of Typst of your own is in CMYK, which the PDF cannot have; write it as rgb(…)",
    ),
    _Kind(re.compile("missing alt text"), Code.MISSING_ALT, "a figure or formula has no alternative text; add :alt:"),
    _Kind(_MISSING_FILE, Code.MISSING_FILE, "cannot find the file {path}; create it or correct its name"),
    _Kind(
        re.compile("failed to (?:parse|decode|load) (?P<what>.*)"),
        Code.PDF_TYPST,
        "cannot read an image: {what}; save it again as SVG, PNG or JPEG",
    ),
)


_REMEDY = "change what stands there, or what was added last if it stands elsewhere"


def source_comment(where: Where | None) -> str:
    """Return the comment line that stands before a block of the author's."""
    if where is None:
        return ""
    path = where.path.replace("\n", " ")
    return f"// @src {path}:{where.line}\n" if where.line else f"// @src {path}\n"


def mark_own_typst(source: str, where: Where) -> str:
    """Return Typst of the author's own between comments that tell its place; ``where`` is the line above its first one."""
    return f"\n{source_comment(where).replace('@src', '@own', 1)}{source}\n{source_comment(where)}\n"


def diagnostics_of(report: str, source: str, default: Where | None = None) -> tuple[Diagnostic, ...]:
    """Return an author's diagnostics for Typst's report of errors on ``main.typ``, whose text is ``source``.

    What cannot be printed is left out: ``missing_characters`` has it, and ``tell_of_glyphs`` its places.
    """
    lines = source.splitlines()
    parts = (part for part in re.split(r"(?m)^(?=error: )", report) if part.strip() and not _GLYPH.search(part))
    return tuple(dict.fromkeys(_diagnostic(part, lines, default) for part in parts))


def unknown_families(warnings: str) -> tuple[Diagnostic, ...]:
    """Return what Typst's warnings say of fonts that the look asks for; Typst writes their names in small letters."""
    return tuple(
        Diagnostic(
            Code.FRONT_MATTER,
            f"citator_pdf: cannot find the font '{name}'; correct its name, or put it into the folder that 'fonts' names",
            Where("conf.py"),
        )
        for name in dict.fromkeys(found["name"] for found in _FAMILY.finditer(warnings))
    )


def missing_characters(report: str) -> list[str]:
    """Return the characters that no font has, as Typst's report names them."""
    return [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found["text"]) for found in _GLYPH.finditer(report)]


def _diagnostic(part: str, lines: list[str], default: Where | None) -> Diagnostic:
    message = _STANDARD.sub("", part.partition("\n")[0].removeprefix("error: "))
    place = _place(part, lines)
    where = place.where if place is not None else default
    for kind in _KINDS:
        if found := kind.pattern.search(message):
            return Diagnostic(kind.code, kind.message.format(**found.groupdict()), where)
    if place is not None and place.own:
        return Diagnostic(Code.PDF_TYPST, f"Typst refuses your {{raw}} typst: {message}; correct this line", where)
    return Diagnostic(Code.PDF_TYPST, f"Typst: {message}; {_REMEDY}", where)


class _Place(Struct, frozen=True):
    where: Where
    own: bool
    """Whether it is Typst that the author wrote."""


def _place(part: str, lines: list[str]) -> _Place | None:
    """Return the author's place: the innermost mention of ``main.typ``, or of an image in it, and the comment above it."""
    for place in _PLACE.finditer(part):
        if (number := _line_of_main(place, lines)) is None:
            continue
        if found := _above(lines[:number]):
            return found
    return None


def place_of(markup: str, source: str) -> Where | None:
    """Return the author's place of the first such piece of ``main.typ``."""
    found = _above(source.partition(markup)[0].splitlines()) if markup in source else None
    return found.where if found else None


def _above(lines: list[str]) -> _Place | None:
    """Return the place that the last comment of its kind names."""
    for above, line in enumerate(reversed(lines)):
        if source := _SOURCE.match(line):
            own = source["kind"] == "own"
            first = int(source["line"]) if source["line"] else None
            return _Place(Where(source["path"], first + above if own and first is not None else first), own)
    return None


def _line_of_main(place: re.Match[str], lines: list[str]) -> int | None:
    """Return the line of ``main.typ`` that an error is in, or that draws the SVG that it is in."""
    path = place["file"]  # Typst writes it from the current folder
    if path.endswith("main.typ"):
        return int(place["line"])
    if (image := _SVG.search(path)) is None:
        return None
    return next((number for number, line in enumerate(lines, 1) if f'image("/{image[0]}"' in line), None)
