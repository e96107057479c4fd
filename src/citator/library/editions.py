"""The store of editions: versions of publications that were published and stand still, each whole in itself and checked.

An edition is a folder ``<store>/<slug>/<version>/`` with ``site/`` (pages, PDF, metadata and the static files that they use),
``works.json`` (what it cites) and ``edition.json``, which has the checksum of each file. ``<store>/SHA256SUMS`` has the checksum of each ``edition.json``, in
the form of ``sha256sum``, so that no edition goes or changes unnoticed. Builds copy an edition byte for byte.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from citator.errors import CitatorError
from citator.library.edition import (
    RECORD,
    WORKS,
    EditionRecord,
    Work,
    check_name,
    from_bytes,
    to_bytes,
    version_order,
    works_from,
)
from citator.library.keys import digest_bytes
from citator.library.manifest import write_atomically
from citator.model.dependencies import file_digest

SUMS = "SHA256SUMS"


class Survey(Struct, frozen=True):
    """What a store holds."""

    editions: tuple[EditionRecord, ...] = ()
    """Those whose records can be read, by slug, newest first."""
    problems: dict[str, list[str]] = field(default_factory=dict)
    """By ``<slug>/<version>``: what is not as it was published."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of the records, by the names of the editions."""
    listed: bool = True
    """Whether the store has its list; stores from before there was one get it with their next edition."""


class EditionStore:
    """The frozen editions of a library in a folder."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = folder
        self.name = name or folder.name
        """What messages call the store."""

    def listing(self) -> tuple[str, ...]:
        """Return ``<slug>/<version>`` of all editions, sorted; what a killed ``publish`` left is none."""
        found = (path.relative_to(self.folder) for path in self.folder.glob("*/*") if path.is_dir())
        return tuple(sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)))

    def sums(self) -> dict[str, str] | None:
        """Return the checksum of each edition's record as the store's list has it, or ``None`` when there is no list."""
        data = self.read(SUMS)
        return None if data is None else parse_sums(data)

    def survey(self, digest: Callable[[Path], str | None] = file_digest) -> Survey:
        """Return all editions and what is wrong with them; a build passes a ``digest`` that remembers."""
        return self._survey(self.record, lambda edition: self.problems(edition, digest))

    def verify(self) -> Survey:
        """Return the same of the store itself; every byte is read."""
        return self._survey(self.record, self.problems)

    def _survey(self, record: Callable[[str], bytes | None], problems: Callable[[EditionRecord], list[str]]) -> Survey:
        names, sums = self.listing(), self.sums()
        found: list[EditionRecord] = []
        told: dict[str, list[str]] = {}
        digests: dict[str, str] = {}
        for name in sorted({*names, *(sums or ())}):
            file = f"{self.name}/{name}/{RECORD}"
            try:
                check_name(name)
            except ValueError as error:
                told[name] = [f"{file} is no edition: {error}; remove it"]
                continue
            data = record(name) if name in names else None
            if data is None:
                told[name] = [f"{file} is missing; restore it" if name in names else self._gone(name)]
                continue
            try:
                edition = from_bytes(data, file)
                if edition.name != name:
                    raise CitatorError(f"{file} is of {edition.name}; restore it")
            except CitatorError as error:
                told[name] = [str(error)]
                continue
            found.append(edition)
            digests[name] = digest_bytes(data)
            wrong = [*_unlisted(name, digests[name], sums, file), *problems(edition)]
            if wrong:
                told[name] = wrong
        found.sort(key=lambda e: (e.slug, e.date, version_order(e.version)), reverse=True)
        return Survey(tuple(found), told, digests, sums is not None)

    def _gone(self, name: str) -> str:
        return (
            f"{self.name}/{name} is missing; restore it, or take it out of {self.name}/{SUMS} if it is to go for ever"
        )

    def site(self, edition: EditionRecord) -> Path:
        """Return the folder of an edition's files."""
        return self.folder / edition.name / "site"

    def works(self, edition: EditionRecord) -> tuple[Work, ...]:
        """Return what an edition cites."""
        return works_from(self.read(f"{edition.name}/{WORKS}"))

    def check_free(self, slug: str, version: str) -> None:
        """Raise a CitatorError if a version was published, even if it is missing now."""
        name = f"{slug}/{version}"
        if name in self.listing():
            raise CitatorError(f"version {version} of '{slug}' is published and never changes; raise its version")
        if name in (self.sums() or ()):
            raise CitatorError(f"'{slug}' cannot be published: {self._gone(name)}")

    def add(self, edition: EditionRecord, site: Path, works: bytes) -> str:
        """Store a new edition in one step and return what is to be done with it; one that is there is never touched.

        Raises:
            CitatorError: this version is there already, or the store cannot be written.
        """
        self.check_free(edition.slug, edition.version)
        sums = self.sums_with(edition)
        target = self.folder / edition.name
        temporary = target.with_name(f".{edition.version}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            for debris in target.parent.glob(f".{edition.version}.*"):
                shutil.rmtree(debris, ignore_errors=True)
            shutil.copytree(site, temporary / "site", copy_function=shutil.copyfile)
            (temporary / WORKS).write_bytes(works)
            (temporary / RECORD).write_bytes(to_bytes(edition))
            os.rename(temporary, target)
            write_atomically(self.folder / SUMS, sums)
        except (OSError, shutil.Error) as error:
            shutil.rmtree(temporary, ignore_errors=True)
            with contextlib.suppress(OSError):
                target.parent.rmdir()
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise CitatorError(f"cannot write into {self.name}: {reason}; correct that and publish again") from error
        return f"commit {self.name}/{edition.name}/ and {self.name}/{SUMS}"

    def sums_with(self, edition: EditionRecord) -> bytes:
        """Return the store's list with one more edition; a store that has none gets one of all its editions."""
        sums = self.sums()
        if sums is None:
            sums = {name: digest_bytes(data) for name in self.listing() if (data := self.record(name)) is not None}
        return format_sums({**sums, edition.name: digest_bytes(to_bytes(edition))})

    def problems(self, edition: EditionRecord, digest: Callable[[Path], str | None] = file_digest) -> list[str]:
        """Return what differs from the checksums, one line each."""
        folder = self.folder / edition.name
        held = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        return self.differences(edition, held, lambda file: digest(folder / file))

    def differences(
        self, edition: EditionRecord, held: Iterable[str], digest: Callable[[str], str | None]
    ) -> list[str]:
        """Return what is missing, changed or added among the files of its folder that are ``held``."""
        names, name = set(held), f"{self.name}/{edition.name}"
        wanted = {f"site/{file}": checksum for file, checksum in edition.files.items()}
        told = []
        for file, checksum in wanted.items():
            if file not in names:
                told.append(f"{name}: {file} is missing; restore it")
            elif digest(file) != checksum:
                told.append(f"{name}: {file} is not as it was published; restore it")
        if edition.works and digest(WORKS) != edition.works:
            told.append(f"{name}: {WORKS} is not as it was published; restore it")
        # Beside the pages, what programs leave in any folder they show harms nobody.
        added = sorted(file for file in names - {RECORD, WORKS, *wanted} if not file.startswith("."))
        return [*told, *(f"{name}: {file} is no part of the edition; remove it" for file in added)]

    def record(self, name: str) -> bytes | None:
        """Return the record of an edition."""
        return self.read(f"{name}/{RECORD}")

    def read(self, name: str) -> bytes | None:
        """Return a file of the store, or ``None`` when there is none of that name."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / name).read_bytes()
        return None


def _unlisted(name: str, digest: str, sums: Mapping[str, str] | None, file: str) -> list[str]:
    """Return how a record differs from the store's list."""
    if sums is None or sums.get(name) == digest:
        return []
    if name in sums:
        return [f"{file} is not as it was published; restore it"]
    return [f"{file} is not in {SUMS}; if it is as it was published, add it: sha256sum {name}/{RECORD} >> {SUMS}"]


def format_sums(sums: Mapping[str, str]) -> bytes:
    """Return a list of checksums as ``sha256sum`` writes and checks it."""
    return "".join(f"{sums[name]}  {name}/{RECORD}\n" for name in sorted(sums)).encode()


def parse_sums(data: bytes) -> dict[str, str]:
    """Read such a list; a line that cannot be read counts as none, and its edition is told."""
    lines = (line.split(maxsplit=1) for line in data.decode("utf-8", "replace").splitlines())
    pairs = ((parts[1].lstrip("*"), parts[0]) for parts in lines if len(parts) == 2)
    return {file.removesuffix(f"/{RECORD}"): digest for file, digest in pairs if file.endswith(f"/{RECORD}")}
