"""A small shelf of works, a way to write citations as authors do, and a notation for formatted text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from citator.csl.syntax import parse_pandoc_citation
from citator.diagnostics import Where
from citator.model.citation import Citation, CslItem, Form
from citator.model.inline import Emphasis, EntryLink, Inline, Link, Span, Superscript, Text

SHELF: dict[str, dict[str, Any]] = {
    "smith": {
        "type": "article-journal",
        "title": "Arms Control After START",
        "author": [{"family": "Smith", "given": "John"}],
        "issued": {"date-parts": [[2020, 3]]},
        "container-title": "Survival",
        "volume": "3",
        "page": "10-20",
        "DOI": "10.1000/abc",
    },
    "doe": {
        "type": "book",
        "title": "Deterrence",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2019]]},
        "publisher": "Old Press",
        "publisher-place": "Oxford",
    },
    "doe2": {
        "type": "book",
        "title": "Deterrence Again",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2019]]},
        "publisher": "Old Press",
        "publisher-place": "Oxford",
    },
    "mid": {
        "type": "webpage",
        "title": "О договоре",
        "author": [{"literal": "МИД России"}],
        "issued": {"date-parts": [[2021, 2, 3]]},
        "URL": "https://example.org/treaty",
        "language": "ru",
    },
    "anon": {
        "type": "book",
        "title": "A Book Without an Author",
        "issued": {"date-parts": [[2001]]},
        "publisher": "Old Press",
    },
}


def item(key: str, **changes: Any) -> CslItem:
    """Return a work of the shelf, changed."""
    return CslItem(key, {**SHELF.get(key, {}), **changes}, Where("shelf.bib", 1))


def cite(text: str, form: str = "parenthetical", note: int | None = None, *, in_place: bool = False) -> Citation:
    """Return the citation that an author writes as ``[text]``."""
    items = parse_pandoc_citation(text)
    assert items is not None
    return Citation(items, Form(form), note, in_place)


def notation(inlines: Iterable[Inline]) -> str:
    """Write a tree so that a test shows it: *emphasis*, {key|link to an entry}, <address|link>, ^superscript^."""
    marks = {Emphasis: "*", Superscript: "^"}
    written = ""
    for node in inlines:
        if isinstance(node, Text):
            written += node.value
        elif isinstance(node, EntryLink):
            written += f"{{{node.key}|{notation(node.children)}}}"
        elif isinstance(node, Link):
            written += f"<{node.url}|{notation(node.children)}>"
        elif isinstance(node, Span):
            written += notation(node.children)
        else:
            mark = marks.get(type(node), "")
            written += f"{mark}{notation(node.children)}{mark}"
    return written
