"""Gives a paper a bookmark of its title, which is no heading: a text without sections would have none but its references."""

from __future__ import annotations

import pikepdf


def bookmark_title(document: pikepdf.Pdf, title: str) -> None:
    """Put a bookmark that leads to the top of the first page before all others."""
    with document.open_outline() as outline:
        outline.root.insert(0, pikepdf.OutlineItem(title, 0, "FitH", top=float(document.pages[0].mediabox[3])))
