"""Tells of pages that no publication holds: an author would look for them in the site, and nothing would say why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from citator.diagnostics import Code, Diagnostic, Where
from citator.frontmatter.first_pages import COLLECTIONS, PEOPLE, TOPICS
from citator.library.discover import Discovery
from citator.model.dependencies import Dependencies


def stray_pages(found: Discovery, made_from: Iterable[Dependencies]) -> Iterator[Diagnostic]:
    """Yield a message for each page, or folder of pages, that is in no publication and in nothing that they are made from."""
    files = {name for dependencies in made_from for name in dependencies.files}
    used = {name.removeprefix("docs/") for name in files}
    return pages_outside(found.pages, {source.removeprefix("docs/") for source in found.sources}, used)


def pages_outside(names: Iterable[str], sources: Collection[str], used: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a message for each page, or folder of pages, that is in no publication.

    :param names: all Markdown files, relative to ``docs/``.
    :param sources: the first documents of all publications, likewise.
    :param used: files that publications include or load, likewise.
    """
    held = {source.removesuffix("/index.md") for source in sources if source.endswith("/index.md")} | {PEOPLE, TOPICS}
    told: set[str] = set()
    for name in names:
        if name.rpartition("/")[0] in held or name in sources:  # of nearly all pages there is nothing else to ask
            continue
        if name == "index.md" or name in used or held.intersection(_folders(name)):
            continue
        if any(part[0] == "_" for part in name.split("/")):
            continue
        group, message = _message(name)
        if group not in told:
            told.add(group)
            yield Diagnostic(Code.STRAY_PAGE, message, Where(f"docs/{name}", 1))


def _message(name: str) -> tuple[str, str]:
    """Return what the message is about, a page or its folder, and the message."""
    folder, _, file = name.rpartition("/")
    top = folder.partition("/")[0]
    if not folder or folder in COLLECTIONS:
        where = "move it into a publication's folder or into docs/summaries/"
        return name, f"the page is in no publication; {where}, or begin its name with _ if others include it"
    if top in COLLECTIONS and file == "index.md":
        return (
            folder,
            f"a publication stands right below docs/{top}/; move it to docs/{top}/{folder.rpartition('/')[2]}/",
        )
    lacks = "no index.md" if top in COLLECTIONS else "no index.md with a type"
    return folder, (
        f"docs/{folder}/ has {lacks}, so its pages are in no publication; add one with type, title and date, "
        "or begin the folder's name with _"
    )


def _folders(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
