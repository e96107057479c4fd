"""Files at an address that other machines reach too: a folder, or any address that fsspec knows."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citator.errors import CitatorError


class ReadOnlyError(CitatorError):
    """Files at the address may be read, not written."""


class AddressStore:
    """Files below an address; ``what`` and ``setting`` are its names in messages.

    Raises:
        CitatorError: the address cannot be used, now or later.
    """

    def __init__(self, address: str, what: str = "the shared cache", setting: str = "--cache") -> None:
        import fsspec

        self.name = f"{what} {address}"
        try:
            self._files, self._root = fsspec.core.url_to_fs(address)
            try:
                self._files.makedirs(self._root, exist_ok=True)
            except Exception as error:
                if not (_refused(error) and self._files.exists(self._root)):
                    raise
        except Exception as error:
            raise CitatorError(
                f"cannot use {what} {address}: {_words(error)}; correct {setting} or leave it out"
            ) from error

    def read(self, name: str) -> bytes | None:
        """Return a file, or ``None`` when there is none of that name."""
        with self._answering():
            try:
                data: bytes = self._files.cat_file(f"{self._root}/{name}")
            except (FileNotFoundError, NotADirectoryError):
                return None
            return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file under another name first, so that no reader sees a part of it.

        Raises:
            ReadOnlyError: it may not be written.
        """
        target = f"{self._root}/{name}"
        # Processes in containers on several machines have equal numbers.
        temporary = f"{target}.{os.urandom(8).hex()}.tmp"
        with self._answering():
            try:
                self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._files.pipe_file(temporary, data)
                self._files.mv(temporary, target)
            except Exception as error:
                if _refused(error):
                    raise ReadOnlyError(f"{self.name} cannot be written: {_words(error)}") from error
                raise

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        with self._answering():
            try:
                found: list[Any] = self._files.ls(f"{self._root}/{folder}", detail=False, refresh=True)
            except (FileNotFoundError, NotADirectoryError):
                return []
            names = (str(name).rstrip("/").rpartition("/")[2] for name in found)
            return sorted(name for name in names if not name.endswith(".tmp"))

    def below(self, folder: str, depth: int | None = None) -> list[str]:
        """Return the names of all files below a folder, relative to it, or of those at most ``depth`` levels down."""
        with self._answering():
            start = f"{self._root}/{folder}".rstrip("/") + "/"
            found: list[str] = self._files.find(start, maxdepth=depth)
            # some kinds begin all names with a slash, some none
            names = (name.lstrip("/").removeprefix(start.lstrip("/")) for name in found)
            return sorted(name for name in names if not name.endswith(".tmp"))

    def store(self, name: str, folder: Path) -> None:
        """Pack a folder into one file; readers see the whole file or none."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for path in sorted(folder.rglob("*")):
                archive.add(path, path.relative_to(folder), recursive=False, filter=_anonymous)
        self.write(name, packed.getvalue())

    def fetch(self, name: str, folder: Path) -> bool:
        """Unpack a file into ``folder``; return whether it is there. A damaged one counts as none."""
        data = self.read(name)
        if data is None:
            return False
        try:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError):
            return False
        return True

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """Tell of an address that does not answer; each kind has errors of its own."""
        try:
            yield
        except ReadOnlyError:
            raise
        except Exception as error:
            raise CitatorError(f"{self.name} does not answer: {_words(error)}") from error


def _refused(error: Exception) -> bool:
    """Tell whether a file may not be written; object stores translate their answers to a ``PermissionError``."""
    return isinstance(error, PermissionError | NotImplementedError) or getattr(error, "errno", None) == errno.EROFS


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry
