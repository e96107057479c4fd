"""The three files that reviewers keep beside a publication, and how a CSV of theirs is read."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.files import separator_of
from citator.model.publication import Publication

CLAIMS = "claims.csv"
"""id, claim, grade, keys: what the publication rests on."""
VERDICTS = "fact-check.csv"
"""page, digest, checker, verdict, comment, state: what reviewers found."""
EXCEPTIONS = "uncited.yaml"
"""Paragraphs that state facts and need no citation, each with its reason."""


def beside(publication: Publication, name: str) -> str:
    """Return the path of such a file: in the publication's folder, or ``<page>.<name>`` beside a one-page publication."""
    source = PurePosixPath(publication.source)
    return str(source.with_name(f"{source.stem}.{name}") if publication.is_single_page else source.with_name(name))


_FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet takes for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection."""


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, with an apostrophe before what could be a formula; lines end with LF."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if _FORMULA.match(lines) else lines


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


Row = tuple[int, dict[str, str]]
"""A row of a table by the names of its columns, with its line."""


def decode(content: bytes, path: str, code: Code) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a file, in whichever encoding a spreadsheet has saved it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "not UTF-8; read as windows-1252; save the file as UTF-8"
        return content.decode("windows-1252", "replace"), (Diagnostic(code, message, Where(path, line)),)


def read_table(text: str, path: str, code: Code, needed: Collection[str]) -> tuple[list[Row], list[Diagnostic]]:
    """Return the rows of a CSV, and what is wrong with it: commas, semicolons or tabs part its columns, some are needed."""
    rows: list[Row] = []
    diagnostics: list[Diagnostic] = []

    def tell(line: int, message: str) -> None:
        diagnostics.append(Diagnostic(code, message, Where(path, line)))

    lines = list(io.StringIO(text, newline=""))
    heading = lines[0] if lines else ""
    records = _records(lines, separator_of(heading))
    names = [name.strip().lower() for name in next(records, (1, None))[1] or ()]
    if missing := [name for name in needed if name not in names]:
        if text.strip():
            told = f"the first line names no column {' and no '.join(map(repr, missing))}"
            tell(1, f"{told}; write {', '.join(needed)} there, parted by commas, semicolons or tabs")
        return [], diagnostics
    for line, cells in records:
        if cells is None:
            tell(line, f"cannot read this row, so it is left out: {_QUOTES}")
        elif any(cell.strip() for cell in cells):
            if any(cell.strip() for cell in cells[len(names) :]):
                tell(line, f"the row has more cells than there are columns; {_QUOTES}")
            rows.append((line, {name: _unguarded(cell).strip() for name, cell in zip(names, cells, strict=False)}))
    return rows, diagnostics


_QUOTES = 'put a cell that holds a comma or a quotation mark between two ", and write "" for each that it holds'


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the cells of each record with its line; none where a quotation mark is astray, which costs its line alone."""
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                yield start + read + 1, cells
                read = reader.line_num
            return
        except csv.Error:
            start += read + 1
            yield start, None
