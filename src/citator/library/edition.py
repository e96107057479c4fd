"""The record of an edition: what ``edition.json`` says of it, what shaped it, and the checksum of each of its files.

The works that it cites are in a file of their own: each build reads all records, and works only for the sources pages.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from citator.errors import CitatorError
from citator.frontmatter.checks import check_id, check_path, check_version
from citator.library.keys import digest_bytes, digest_of
from citator.model.dependencies import file_digest
from citator.model.facts import Facts, to_json
from citator.model.publication import edition_path

RECORD, WORKS = "edition.json", "works.json"


class Work(Struct, frozen=True):
    """A work that an edition cites, as the sources pages show it."""

    key: str
    csl: dict[str, Any]
    entry: list[Any]
    """The formatted entry, as ``model.inline.to_json`` writes it."""
    entry_url: str
    """Path in the site with fragment."""
    origin: str = ""
    """The publication whose own .bib holds it; empty for one of the shared files."""


class EditionRecord(Struct, frozen=True):
    """What ``edition.json`` says; editions from before a field was known have none of it."""

    slug: str
    version: str
    path: str
    """Of the publication in the site: ``reports/inf``."""
    title: str
    date: datetime.date
    lock: dict[str, Any] = field(default_factory=dict)
    """What shaped it: pandoc, Typst, style, fonts and the other parts; configuration, sources, cited items."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file below ``site/``."""
    publication: dict[str, Any] = field(default_factory=dict)
    """What is known of the publication: it stays when the source goes."""
    works: str = ""
    """SHA-256 of ``works.json``."""
    leads_to: tuple[str, ...] = ()
    """Pages of the living library that its pages lead to: a page stands there as long as the edition does."""

    @property
    def key(self) -> str:
        """Return a digest of the edition's place and files."""
        return digest_of(self.path, self.version, self.files)

    @property
    def name(self) -> str:
        """Return the edition's folder in the store."""
        return f"{self.slug}/{self.version}"

    @property
    def place(self) -> str:
        """Return where the edition stands in the site."""
        return edition_path(self.path, self.version)


def record_of(facts: Facts, site: Path, lock: dict[str, Any], leads_to: Iterable[str], works: bytes) -> EditionRecord:
    """Return the record of an edition whose files are ready."""
    publication = facts.publication
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return EditionRecord(
        slug=publication.slug,
        version=publication.version,
        path=publication.path,
        title=publication.title,
        date=publication.updated or publication.date,
        lock=lock,
        files={path.relative_to(site).as_posix(): file_digest(path) or "" for path in files},
        publication=to_json(publication),
        works=digest_bytes(works),
        leads_to=tuple(sorted(leads_to)),
    )


def works_of(facts: Facts) -> bytes:
    """Return the content of ``works.json``: the cited works with their entries in the edition."""
    return _json([msgspec.to_builtins(work) for work in _works(facts)])


def _works(facts: Facts) -> Iterator[Work]:
    from citator.metadata import public

    path = facts.publication.path
    place = edition_path(path, facts.publication.version)
    for item in facts.items:
        if not item.invented:
            url = item.entry_url.replace(f"{path}/", f"{place}/", 1)
            yield Work(item.key, dict(public(item.csl)), item.entry, url, item.origin)


def to_bytes(edition: EditionRecord) -> bytes:
    """Return the content of ``edition.json``."""
    return _json(msgspec.to_builtins(edition))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def from_bytes(data: bytes, name: str) -> EditionRecord:
    """Read the content of ``edition.json``; ``name`` is the file's in messages.

    Raises:
        CitatorError: it cannot be read, or names places outside the edition and the site.
    """
    try:
        edition = msgspec.json.decode(data, type=EditionRecord)
        _check_places(edition)
    except (msgspec.MsgspecError, UnicodeError, ValueError) as error:
        raise CitatorError(f"{name} cannot be read ({error}); restore it from a copy") from error
    return edition


def check_name(name: str) -> None:
    """Accept ``<slug>/<version>``, the name of an edition's folder in a store.

    Raises:
        ValueError: no edition can stand there.
    """
    slug, _, version = name.partition("/")
    _check("slug", slug, check_id)
    _check("version", version, check_version)


def _check_places(edition: EditionRecord) -> None:
    """Refuse a record of which a part would lead out of the folder where it belongs: it may come from anyone's store."""
    check_name(edition.name)
    _check("path", edition.path, check_path)
    for what, value in (("slug", edition.slug), ("path", edition.path)):
        if edition.publication.get(what, value) != value:
            raise ValueError(f"its publication has another {what} than '{value}'")
    for file in (*edition.files, *edition.leads_to):
        if not _is_below(file):
            raise ValueError(f"'{file}' leads out of its folder")


def _check(what: str, value: str, check: Callable[[str], str]) -> None:
    try:
        plain = check(value)
    except ValueError as error:
        raise ValueError(f"its {what} '{value}' {error}") from None
    if plain != value:
        raise ValueError(f"its {what} '{value}' should be '{plain}'")


def _is_below(name: str) -> bool:
    """Tell whether a path, with slashes, stays in the folder that it is relative to."""
    return not {"", ".", ".."}.intersection(name.split("/")) and "\0" not in name


def works_from(data: bytes | None) -> tuple[Work, ...]:
    """Read the content of ``works.json``; the build tells of one that is damaged, so it counts as none here."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeError):
        return msgspec.json.decode(data or b"", type=tuple[Work, ...])
    return ()


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """Return what puts 1.10 after 1.9."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
