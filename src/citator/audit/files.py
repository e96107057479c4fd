"""The three files that reviewers keep beside a publication, and how a CSV of theirs is read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

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


def read_table(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV with their lines; spreadsheets write it with commas, semicolons or tabs, and with a BOM."""
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, {name: _unguarded(cell).strip() for name, cell in zip(names, cells, strict=False)}
        line = reader.line_num + 1
