"""A store of editions at an address that fsspec knows, with a copy on this machine from which builds take them.

An edition never changes, so what was fetched once is not asked for again; the address only says which editions there are.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from citator.errors import CitatorError
from citator.library.address import AddressStore
from citator.library.edition import RECORD, WORKS, EditionRecord, Work, check_name, from_bytes, to_bytes, works_from
from citator.library.editions import SUMS, EditionStore, Survey
from citator.library.keys import digest_bytes, digest_of
from citator.library.manifest import write_atomically
from citator.model.dependencies import file_digest


def is_address(place: str) -> bool:
    """Tell whether a place is an address rather than a folder."""
    return "://" in place


def open_store(place: str, confdir: Path, cache: Path) -> EditionStore:
    """Return the store of editions in a folder, relative to ``confdir``, or at an address.

    Raises:
        CitatorError: the address cannot be used.
    """
    if not is_address(place):
        return EditionStore(confdir / place, place.rstrip("/"))
    return EditionsAtAddress(place, copies_of(place, cache))


def copies_of(place: str, cache: Path) -> Path:
    """Return the folder for this machine's copies of the editions at an address."""
    return cache / "editions" / digest_of(place)[:16]


class EditionsAtAddress(EditionStore):
    """The frozen editions of a library at an address."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(folder, address.rstrip("/"))
        self._files = AddressStore(address, "the store of editions", "--editions or citator_library['editions']")

    def listing(self) -> tuple[str, ...]:
        """Return ``<slug>/<version>`` of all editions, as the address has them now."""
        found = self._files.below("", depth=3)
        return tuple(
            name.removesuffix(f"/{RECORD}") for name in found if name.count("/") == 2 and name.endswith(f"/{RECORD}")
        )

    def fetch(self) -> None:
        """Copy the editions that this machine lacks, or has another record of than the store's list."""
        sums = self.sums() or {}
        for name in self.listing():
            copy = self._copy(name)
            if copy is None or digest_bytes(copy) != sums.get(name, digest_bytes(copy)):
                self._fetch(name)

    def verify(self) -> Survey:
        """Return all editions and what is wrong with them at the address."""
        return self._survey(lambda name: self.read(f"{name}/{RECORD}"), self._check)

    def add(self, edition: EditionRecord, site: Path, works: bytes) -> str:
        """Store a new edition, its record after its files, without which there is none, and the list last."""
        self.check_free(edition.slug, edition.version)
        for file in edition.files:
            self._files.write(f"{edition.name}/site/{file}", (site / file).read_bytes())
        self._files.write(f"{edition.name}/{WORKS}", works)
        sums = self.sums_with(edition)
        self._files.write(f"{edition.name}/{RECORD}", to_bytes(edition))
        self._files.write(SUMS, sums)
        if self.name.startswith("memory:"):
            return f"{self.name} ends with this command; publish it again to a place that lasts"
        return f"it is kept at {self.name}/{edition.name}/"

    def problems(self, edition: EditionRecord, digest: Callable[[Path], str | None] = file_digest) -> list[str]:
        """Return what differs in this machine's copy, and have it fetched again then."""
        told = super().problems(edition, digest)
        if told:
            (self.folder / edition.name / RECORD).unlink(missing_ok=True)
        return told

    def record(self, name: str) -> bytes | None:
        """Return the record of an edition, from this machine's copy where there is one."""
        copy = self._copy(name)
        return self.read(f"{name}/{RECORD}") if copy is None else copy

    def read(self, name: str) -> bytes | None:
        """Return a file at the address."""
        return self._files.read(name)

    def _check(self, edition: EditionRecord) -> list[str]:
        """Return what differs from the checksums at the address; every byte is read."""

        def digest(file: str) -> str | None:
            data = self.read(f"{edition.name}/{file}")
            return digest_bytes(data) if data is not None else None

        return self.differences(edition, self._files.below(edition.name), digest)

    def works(self, edition: EditionRecord) -> tuple[Work, ...]:
        """Return what an edition cites, as this machine's copy has it."""
        return works_from(super().read(f"{edition.name}/{WORKS}"))

    def _copy(self, name: str) -> bytes | None:
        return super().read(f"{name}/{RECORD}")

    def _fetch(self, name: str) -> None:
        """Copy the files that an edition's record names; the record comes last, and only when all are as they were published."""
        record = self.read(f"{name}/{RECORD}") or b""
        try:
            check_name(name)
            edition = from_bytes(record, name)
        except (CitatorError, ValueError):
            return  # the survey tells of it
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        for file in (WORKS, *(f"site/{file}" for file in edition.files)):
            if (data := self.read(f"{name}/{file}")) is not None:
                write_atomically(target / file, data)
        if edition.name == name and not super().problems(edition):
            write_atomically(target / RECORD, record)
