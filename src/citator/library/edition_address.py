"""A store of editions at an address that fsspec knows, with a copy on this machine from which builds take them.

An edition never changes, so what was fetched once is not asked for again; the address only says which editions there are.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from citator.errors import CitatorError
from citator.library.address import AddressStore
from citator.library.editions import RECORD, EditionRecord, EditionStore, from_bytes, taken, to_bytes
from citator.library.keys import digest_of
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
        """Copy the editions that this machine lacks."""
        for name in self.listing():
            if not (self.folder / name / RECORD).exists():
                self._fetch(name)

    def add(self, edition: EditionRecord, site: Path) -> str:
        """Store a new edition, its record last: without that there is none."""
        name = f"{edition.slug}/{edition.version}"
        if name in self.listing():
            raise CitatorError(taken(edition.slug, edition.version))
        for file in edition.files:
            self._files.write(f"{name}/site/{file}", (site / file).read_bytes())
        self._files.write(f"{name}/{RECORD}", to_bytes(edition))
        return f"it is kept at {self.name}/{name}/"

    def problems(self, edition: EditionRecord, digest: Callable[[Path], str | None] = file_digest) -> list[str]:
        """Return what differs in this machine's copy, and have it fetched again then."""
        told = super().problems(edition, digest)
        if told:
            (self.folder / edition.slug / edition.version / RECORD).unlink(missing_ok=True)
        return told

    def check(self, edition: EditionRecord) -> list[str]:
        """Return what differs from the checksums at the address."""
        folder = f"{edition.slug}/{edition.version}/site"

        def digest(file: str) -> str | None:
            data = self._files.read(f"{folder}/{file}")
            return hashlib.sha256(data).hexdigest() if data is not None else None

        return self.differences(edition, self._files.below(folder), digest)

    def _load(self, name: str) -> EditionRecord:
        copy = self.folder / name / RECORD
        data = copy.read_bytes() if copy.exists() else self._files.read(f"{name}/{RECORD}")
        return from_bytes(data or b"", f"{self.name}/{name}/{RECORD}")

    def _fetch(self, name: str) -> None:
        """Copy one edition; the record comes last, and only when all files are as they were published."""
        edition = self._load(name)
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        for file in self._files.below(f"{name}/site"):
            data = self._files.read(f"{name}/site/{file}")
            write_atomically(target / "site" / file, data or b"")
        if not super().problems(edition):
            write_atomically(target / RECORD, to_bytes(edition))
