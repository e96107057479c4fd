"""Gives links within a PDF their ends: they leave Typst as addresses ``citator:<label>``, which cost no second layout.

See ISO 32000-1, 12.3.2.2 for explicit and 12.3.2.3 for named destinations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Name, Pdf, String

_ABOVE = 10
"""Points above a place at which Typst has a window begin, for a place is mostly on the base line of its words."""


def end_links(document: Pdf, places: Mapping[str, list[Any]], words: Mapping[str, str]) -> None:
    """Turn the addresses into destinations, described as Typst describes a link within a document."""
    pages = [page.obj for page in document.pages] if places else []
    for page in pages:
        for link in page.get("/Annots", ()):
            address = bytes(link.A.URI).decode() if "/A" in link and "/URI" in link.A else ""
            if address not in places:
                continue
            number, x, y, printed, is_heading = places[address]
            sheet = pages[number - 1]
            top = float(sheet.MediaBox[3]) - max(y - _ABOVE, 0)
            del link.A
            # Typst itself names the places of headings
            name = String(address.removeprefix("citator:"))
            link.Dest = name if is_heading else Array([sheet, Name.XYZ, round(x, 4), round(top, 4), 0])
            section = f"{words['link-to-section']}, " if is_heading else ""
            link.Contents = String(f"{section}{words['link-to-page']} {printed}")
