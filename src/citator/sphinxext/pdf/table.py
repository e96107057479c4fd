"""The table of nodes: which function writes which class; a class without one is written as its base class."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from citator.sphinxext.pdf.writer import Writer

Handler = Callable[["Writer", Any], str]
HANDLERS: dict[type[nodes.Node], Handler] = {}


def renders(*kinds: type[nodes.Node]) -> Callable[[Handler], Handler]:
    """Enter a function into the table for these classes of nodes."""

    def enter(handler: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return enter
