"""Mends the tags of a PDF where Typst writes one that says nothing: a blank line of code is no paragraph, a linked picture has words."""

from __future__ import annotations

import re

import pikepdf

_PICTURE = re.compile(rb"/S/Figure/P (\d+) 0 R")
_EMPTY = re.compile(rb"/S/P/P \d+ 0 R(?:/K\[\])?>>")
"""An element of that kind as Typst writes it. Walking through all elements took a third of all that is done to a PDF."""


def describe_linked_pictures(document: pikepdf.Pdf, pdf: bytes) -> None:
    """Give a link that holds a picture alone the picture's alternative text, as its own (WCAG 2.4.4); ``pdf`` is as Typst made it."""
    for number in dict.fromkeys(_PICTURE.findall(pdf)):
        holder = document.get_object((int(number), 0))
        if holder.get("/S") == "/Link":
            kids = [kid for kid in holder.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
            texts = [str(kid.Alt) for kid in kids if "/Alt" in kid]
            if texts and len(texts) == len(kids):
                holder.Alt = pikepdf.String(" ".join(texts))


def has_empty_paragraphs(pdf: bytes) -> bool:
    """Tell whether a PDF, just as Typst made it, has a paragraph without content."""
    return _EMPTY.search(pdf) is not None


def drop_empty_paragraphs(document: pikepdf.Pdf) -> None:
    """Remove paragraphs without content from the structure tree; nothing on a page points to them."""
    waiting = [document.Root.StructTreeRoot] if "/StructTreeRoot" in document.Root else []
    while waiting:
        element = waiting.pop()
        kids = element.get("/K")
        if not isinstance(kids, pikepdf.Array):
            waiting.extend([kids] if isinstance(kids, pikepdf.Dictionary) and "/S" in kids else [])
            continue
        full = [kid for kid in kids if not _is_empty_paragraph(kid)]
        if len(full) < len(kids):
            element.K = pikepdf.Array(full)
        waiting.extend(kid for kid in full if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)


def _is_empty_paragraph(kid: object) -> bool:
    if not isinstance(kid, pikepdf.Dictionary) or kid.get("/S") != "/P" or "/Alt" in kid or "/ActualText" in kid:
        return False
    kids = kid.get("/K")
    return kids is None or (isinstance(kids, pikepdf.Array) and len(kids) == 0)
