"""The table of contents and the landmarks of a book: the publication's own documents and their sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from sphinx.environment import BuildEnvironment

from citator.model.facts import Document, Facts

DEEPEST = 2
"""Sections below the first level would make the contents of a report longer than a reader looks through."""


class Point(Struct, frozen=True):
    """A line of the contents."""

    title: str
    href: str
    """From the folder of the package."""
    children: tuple[Point, ...] = ()


def points(facts: Facts, env: BuildEnvironment, address: Callable[[str], str]) -> Iterator[Point]:
    """Yield a line for each document, in reading order, with its sections below it."""
    for document in facts.documents:
        href = address(document.docname)
        numbers = env.toc_secnumbers.get(document.docname, {})
        sections = tuple(
            Point(_numbered(numbers.get(f"#{anchor}", ()), title), f"{href}#{anchor}")
            for level, anchor, title in document.headings
            if level <= DEEPEST
        )
        is_root = document.docname == facts.publication.root
        title = facts.publication.title if is_root else _numbered(numbers.get("", ()), document.title)
        yield Point(title, href, sections)


def landmarks(facts: Facts, address: Callable[[str], str]) -> Iterator[tuple[str, Point]]:
    """Yield what a reading system offers by name, with its structural type."""
    first = next((d for d in facts.documents if d.kind in ("chapter", "page")), None)
    if first is not None:
        yield "bodymatter", Point(first.title, address(first.docname))
    listed = next((d for d in facts.documents if d.kind == "references"), None)
    if listed is not None:
        yield "bibliography", Point(listed.title, address(listed.docname))


def spoken(document: Document) -> str:
    """Return the structural type of a document's body."""
    return "backmatter" if document.kind == "references" else "bodymatter"


def _numbered(number: tuple[int, ...], title: str) -> str:
    return f"{'.'.join(map(str, number))} {title}" if number else title
