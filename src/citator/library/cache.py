"""The store of results by key: folders that appear whole or not at all, shared between machines where an address is given."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from citator.errors import CitatorError
from citator.library.address import AddressStore, ReadOnlyError
from citator.library.manifest import write_atomically

KINDS = ("objects", "pdf", "pages", "slots", "related", "pictures", "desk", "shell", "search", "memory")


class Cache:
    """Results under one folder, ``<kind>/<key>/``, and behind it perhaps a store that other machines share."""

    def __init__(self, folder: Path, shared: str | None = None) -> None:
        self.folder, self._root = folder, str(folder)
        self.shared = AddressStore(shared) if shared else None
        self.read_only = ""
        """Why the shared store takes nothing from this machine."""
        self._numbers = itertools.count()

    def place(self, kind: str, key: str) -> Path:
        """Return where the result is or would be."""
        return self.folder.joinpath(kind, key[:2], key)

    def has(self, kind: str, key: str) -> bool:
        """Tell whether there is a result, here or in the shared store; a build asks it of each publication, thrice."""
        return os.path.isdir(f"{self._root}/{kind}/{key[:2]}/{key}") or self.get(kind, key) is not None

    def get(self, kind: str, key: str) -> Path | None:
        """Return the folder of a result, fetched from the shared store if need be, or ``None``."""
        place = self.place(kind, key)
        if place.is_dir():
            return place
        if self.shared is not None:
            temporary = self.temporary()
            if self.shared.fetch(f"{kind}/{key}.tar", temporary):
                return self.put(kind, key, temporary, share=False)
            shutil.rmtree(temporary)
        return None

    def put(self, kind: str, key: str, folder: Path, *, share: bool = True) -> Path:
        """Move a finished folder into the store in one step; if another build was first, keep what it made."""
        place = self.place(kind, key)
        place.parent.mkdir(parents=True, exist_ok=True)
        _protect(folder)
        try:
            os.rename(folder, place)
        except OSError:
            if not place.is_dir():
                raise
            shutil.rmtree(folder)
        if share:
            self._share(lambda store: store.store(f"{kind}/{key}.tar", place))
        return place

    def offer(self, kind: str, keys: Iterable[str]) -> None:
        """Put results of this machine into the shared store, where it lacks them."""
        if self.shared is not None:
            held = set(self.shared.names(kind))
            for key in keys:
                if f"{key}.tar" not in held:
                    self.shared.store(f"{kind}/{key}.tar", self.place(kind, key))

    def _share(self, write: Callable[[AddressStore], None]) -> None:
        """Write into the shared store, unless it is one to read only: what was made is here all the same."""
        if self.shared is not None and not self.read_only:
            try:
                write(self.shared)
            except ReadOnlyError as error:
                self.read_only = str(error)

    def add_note(self, direct: str, key: str, data: bytes) -> None:
        """Remember what an object depended on, under the key of what was known before it was made."""
        write_atomically(self.folder / "notes" / direct[:2] / direct / key, data)
        self._share(lambda store: store.write(f"notes/{direct}/{key}", data))

    def notes(self, direct: str) -> Iterator[bytes]:
        """Yield what objects made from ``direct`` depended on, those of this machine first."""
        with contextlib.suppress(FileNotFoundError):
            for path in sorted((self.folder / "notes" / direct[:2] / direct).iterdir()):
                if not path.name.endswith(".tmp"):
                    yield path.read_bytes()
        if self.shared is not None:
            for name in self.shared.names(f"notes/{direct}"):
                data = self.shared.read(f"notes/{direct}/{name}")
                if data is not None:
                    yield data

    def temporary(self) -> Path:
        """Return a new empty folder, on the same disk as the store."""
        folder = self.folder / "tmp" / f"{os.getpid()}-{next(self._numbers)}"
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return folder

    def remove(self, place: Path) -> None:
        """Remove a result in one step, for half of one would be taken for the whole; what a kill leaves is swept."""
        gone = self.temporary()
        os.rename(place, gone / place.name)
        shutil.rmtree(gone)

    def clear(self) -> None:
        """Remove the whole folder, kind by kind."""
        with contextlib.suppress(OSError):
            for place in (place for place in [*self.folder.iterdir()] if place.name != "tmp"):
                self.remove(place)
        shutil.rmtree(self.folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what killed builds left; call it while holding the lock."""
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Let one build at a time use the folder; the lock ends with the process, however it ends."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            opened = (self.folder / "lock").open("w")
        except OSError as error:
            raise CitatorError(
                f"cannot write into {self.folder.parent}: {error.strerror}; correct that or name another --build"
            ) from error
        with opened as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CitatorError(
                    f"another build is using {self.folder.parent.name}/{self.folder.name}; wait for it or name another --build"
                ) from None
            yield


def _protect(folder: Path) -> None:
    """Make files read-only: the site holds hard links to them, and an edit there must not reach the cache."""
    for parent, _, names in os.walk(folder):
        for name in names:
            os.chmod(os.path.join(parent, name), 0o444)
