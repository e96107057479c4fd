"""Fixtures that format citations of the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from citator.csl.engine import process
from citator.csl.tree import capitalise
from citator.model.citation import Citation, CitationScope, CslItem, FormattedCitation, FormattedScope
from citator.model.inline import Inlines

from .shelf import SHELF, item, notation

Format = Callable[..., FormattedScope]


@pytest.fixture(scope="session")
def format_scope() -> Format:
    """Return a function that formats citations of the shelf."""

    def format_(style: str, *citations: Citation, items: Iterable[CslItem] = (), **options: Any) -> FormattedScope:
        shelf = {key: item(key) for key in SHELF} | {item.key: item for item in items}
        return process(CitationScope(style, citations, shelf, **options))

    return format_


@pytest.fixture(scope="session")
def texts(format_scope: Format) -> Callable[..., list[str]]:
    """Return a function that formats citations and writes what stands in the sentence, then what stands in the note."""

    def texts_(style: str, *citations: Citation, **options: Any) -> list[str]:
        return [
            notation(citation.text)
            + (f"[{notation(_at_its_beginning(citation))}]" if citation.note is not None else "")
            for citation in format_scope(style, *citations, **options).citations
        ]

    return texts_


def _at_its_beginning(citation: FormattedCitation) -> Inlines:
    assert citation.note is not None
    return capitalise(citation.note) if citation.capital else citation.note
