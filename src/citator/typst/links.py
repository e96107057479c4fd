"""Gives links within a PDF their ends: they leave Typst as addresses ``citator:<label>``, which cost no second layout.

See ISO 32000-1, 12.3.2.2 for explicit and 12.3.2.3 for named destinations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Name, Object, Page, Pdf, String

_ABOVE = 10
"""Points above a place at which Typst has a window begin, for a place is mostly on the base line of its words."""


def end_links(document: Pdf, places: Mapping[str, list[Any]], words: Mapping[str, str]) -> None:
    """Turn the addresses into destinations, described as Typst describes a link within a document."""
    pages = list(document.pages) if places else []
    ends = {address.encode(): _end(address, pages, words, *place) for address, place in places.items()}
    for page in pages:
        for link in page.obj.get("/Annots", ()):
            action = link.get("/A")
            end = ends.get(bytes(action.get("/URI", b""))) if action is not None else None
            if end is not None:
                del link["/A"]
                link["/Dest"], link["/Contents"] = end


def _end(
    address: str, pages: list[Page], words: Mapping[str, str], number: int, x: float, y: float, printed: str, head: bool
) -> tuple[Object, Object]:
    """Return a destination and its description; headings are the places that Typst itself has given names."""
    page = pages[number - 1].obj
    description = f"{words['link-to-page']} {printed}"
    if head:
        return String(address.removeprefix("citator:")), String(f"{words['link-to-section']}, {description}")
    top = float(page.MediaBox[3]) - max(y - _ABOVE, 0)
    return Array([page, Name.XYZ, round(x, 4), round(top, 4), 0]), String(description)
