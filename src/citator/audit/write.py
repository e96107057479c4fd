"""Writes the sheet as CSV and as a workbook: the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from citator.audit.files import guarded
from citator.audit.sheet import COLUMNS, Row

WIDTHS = {"sentence": 60, "source": 50, "section": 30, "address": 30, "comment": 40, "page": 30}
"""Widths in characters of the columns that need more than the rest."""
_NARROW = 14
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 does not allow: https://www.w3.org/TR/xml/#charsets."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can tell."""


def to_csv(rows: Iterable[Row]) -> str:
    """Return the sheet as CSV (RFC 4180, lines ended by LF); no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS.values())
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in _cells(row)] for row in rows)
    return out.getvalue()


def to_xlsx(rows: Iterable[Row]) -> bytes:
    """Return the sheet as a workbook with a fixed heading and a filter; every cell is text or a number, none a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Fact check"
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([_FORBIDDEN.sub("", cell) if isinstance(cell, str) else cell for cell in _cells(row)])
    for number, name in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, _NARROW)
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=name in WIDTHS, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a sentence may begin with "="
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    workbook.save(out)
    return _without_times(out.getvalue())


def _cells(row: Row) -> list[Any]:
    return ["" if (value := getattr(row, name)) is None else value for name in COLUMNS]


def _without_times(workbook: bytes) -> bytes:
    """Return a workbook without the moment of its making, in its properties and in the zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", content)
            after.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
