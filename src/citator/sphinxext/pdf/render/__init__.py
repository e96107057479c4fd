"""Functions that write nodes, by kind; importing this package fills the table."""

from citator.sphinxext.pdf.render import (
    blocks,
    boxes,
    citations,
    figures,
    inline,
    lists,
    mathematics,
    objects,
    sections,
    tables,
)
from citator.sphinxext.pdf.table import HANDLERS

__all__ = [
    "HANDLERS",
    "blocks",
    "boxes",
    "citations",
    "figures",
    "inline",
    "lists",
    "mathematics",
    "objects",
    "sections",
    "tables",
]
