"""Editions: versions of a publication that were published and stand still, each whole in itself and with its checksums.

An edition is a folder ``<store>/<slug>/<version>/`` with ``site/`` (pages, PDF, metadata and the static files that they use)
and ``edition.json`` (what it is, what shaped it, the checksum of each file). Builds copy it byte for byte.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from citator.errors import CitatorError
from citator.library.keys import digest_of
from citator.model.dependencies import file_digest
from citator.model.publication import Publication

RECORD = "edition.json"


class EditionRecord(Struct, frozen=True):
    """What ``edition.json`` says."""

    slug: str
    version: str
    path: str
    """Of the publication in the site: ``reports/inf``."""
    title: str
    date: str
    lock: dict[str, Any] = field(default_factory=dict)
    """What shaped it: pandoc, Typst, style, fonts and the other parts; configuration, sources, cited items."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file below ``site/``."""

    @property
    def key(self) -> str:
        """Return a digest of the whole edition."""
        return digest_of(self.path, self.version, self.files)

    @property
    def place(self) -> str:
        """Return where the edition stands in the site."""
        return f"{self.path}/v{self.version}"


class EditionStore:
    """The frozen editions of a library in a folder."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = folder
        self.name = name or folder.name
        """What messages call the store."""

    def listing(self) -> tuple[str, ...]:
        """Return ``<slug>/<version>`` of all editions, sorted."""
        return tuple(
            path.parent.relative_to(self.folder).as_posix() for path in sorted(self.folder.glob(f"*/*/{RECORD}"))
        )

    def __iter__(self) -> Iterator[EditionRecord]:
        """Yield all editions by slug, newest first.

        Raises:
            CitatorError: a record cannot be read.
        """
        found = [self._load(name) for name in self.listing()]
        yield from sorted(found, key=lambda e: (e.slug, e.date, version_order(e.version)), reverse=True)

    def site(self, edition: EditionRecord) -> Path:
        """Return the folder of an edition's files."""
        return self.folder / edition.slug / edition.version / "site"

    def has(self, slug: str, version: str) -> bool:
        """Tell whether a version was published."""
        return f"{slug}/{version}" in self.listing()

    def add(self, edition: EditionRecord, site: Path) -> str:
        """Store a new edition in one step and return what is to be done with it; one that is there is never touched.

        Raises:
            CitatorError: this version is there already.
        """
        target = self.folder / edition.slug / edition.version
        if target.exists():
            raise CitatorError(taken(edition.slug, edition.version))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{edition.version}.{os.getpid()}")
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.copytree(site, temporary / "site", copy_function=shutil.copyfile)
        (temporary / RECORD).write_bytes(to_bytes(edition))
        os.rename(temporary, target)
        return f"commit {self.name}/{edition.slug}/{edition.version}/"

    def problems(self, edition: EditionRecord, digest: Callable[[Path], str | None] = file_digest) -> list[str]:
        """Return what differs from the checksums, one line each; a build passes a ``digest`` that remembers."""
        site = self.site(edition)
        held = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
        return self.differences(edition, held, lambda file: digest(site / file))

    def check(self, edition: EditionRecord) -> list[str]:
        """Return what differs from the checksums in the store itself; every byte is read."""
        return self.problems(edition)

    def differences(
        self, edition: EditionRecord, held: Iterable[str], digest: Callable[[str], str | None]
    ) -> list[str]:
        """Return what is missing, changed or added among the files that are held."""
        names = set(held)
        name = f"{self.name}/{edition.slug}/{edition.version}"
        told = []
        for file, wanted in edition.files.items():
            if file not in names:
                told.append(f"{name}: {file} is missing; restore it")
            elif digest(file) != wanted:
                told.append(f"{name}: {file} is not as it was published; restore it")
        return [
            *told,
            *(f"{name}: {file} is no part of the edition; remove it" for file in sorted(names - set(edition.files))),
        ]

    def _load(self, name: str) -> EditionRecord:
        return from_bytes((self.folder / name / RECORD).read_bytes(), f"{self.name}/{name}/{RECORD}")


def taken(slug: str, version: str) -> str:
    """Return what is said to who publishes a version again."""
    return f"version {version} of '{slug}' is published and never changes; raise its version"


def to_bytes(edition: EditionRecord) -> bytes:
    """Return the content of ``edition.json``."""
    return (json.dumps(_as_json(edition), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def from_bytes(data: bytes, name: str) -> EditionRecord:
    """Read the content of ``edition.json``; ``name`` is the file's in messages.

    Raises:
        CitatorError: it cannot be read.
    """
    try:
        return EditionRecord(**json.loads(data))
    except (ValueError, TypeError) as error:
        raise CitatorError(f"{name} cannot be read ({error}); restore it from a copy") from error


def _as_json(edition: EditionRecord) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in ("slug", "version", "path", "title", "date", "lock", "files")}


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """Return what puts 1.10 after 1.9."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def record_of(publication: Publication, site: Path, lock: dict[str, Any]) -> EditionRecord:
    """Return the record of an edition whose files are ready."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return EditionRecord(
        slug=publication.slug,
        version=publication.version,
        path=publication.path,
        title=publication.title,
        date=(publication.updated or publication.date).isoformat(),
        lock=lock,
        files={path.relative_to(site).as_posix(): file_digest(path) or "" for path in files},
    )


def dates(editions: Iterable[EditionRecord]) -> dict[str, list[tuple[str, datetime.date, str]]]:
    """Return version, date and place of the editions of each publication, newest first."""
    found: dict[str, list[tuple[str, datetime.date, str]]] = {}
    for edition in editions:
        day = datetime.date.fromisoformat(edition.date)
        found.setdefault(edition.slug, []).append((edition.version, day, edition.place))
    return found
