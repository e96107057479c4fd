"""The manifest of files: what the library is made of, by content; a file is read again only when its stat moved.

A build without changes does nothing but this, so the module imports little and keeps plain tuples.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import time
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG

from citator.errors import naming

FORMAT = 2
SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", ".git"})
RACY_NS = 50_000_000
"""A file changed this shortly before it was hashed may change again within one tick of the clock; it is hashed again."""

Entry = tuple[int, int, int, int, str]
"""Size, mtime, ctime, inode and digest of a file."""
_NONE = (0, 0, 0, 0, None)


class Manifest:
    """The files of a library and their digests, remembered between builds."""

    def __init__(self, entries: dict[str, Entry] | None = None, hashed_at: int = 0, total: str = "") -> None:
        self.entries: dict[str, Entry] = {}
        self._known = entries or {}
        self._sorted: list[str] = []
        self._trusted_before = hashed_at - RACY_NS
        self.hashed_at = time.time_ns()
        self.saved_total = total
        """The digest of all files that was saved with the manifest."""
        self.changed = False
        """Whether the content of any file differs from the saved manifest's."""
        self.reread = False
        """Whether any file had to be read."""
        self.overtaken = False
        """Whether a file was found to be saved after it was hashed."""

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read the manifest of the last build; anything unreadable counts as no manifest."""
        with contextlib.suppress(OSError, pickle.PickleError, EOFError, ValueError, AttributeError, ImportError):
            version, *values = pickle.loads(path.read_bytes())
            if version == FORMAT:
                hashed_at, entries, total = values
                return cls(entries, hashed_at, total)
        return cls()

    def save(self, path: Path, total: str = "") -> None:
        """Write the manifest in one step, with the digest of all files."""
        write_atomically(path, pickle.dumps((FORMAT, self.hashed_at, self.entries, total), protocol=5))

    def add_folder(self, folder: Path, *, whole: bool = False) -> None:
        """Take in all files below ``folder``; hidden ones and editors' back-up copies only if it is copied as a ``whole``.

        A library has tens of thousands of files and this is most of a build without changes, so it is one plain loop.
        """
        known, entries, trusted_before = self._known, self.entries, self._trusted_before
        folders = [str(folder)]
        while folders:
            for entry in _listed(folders.pop()):
                name = entry.name
                if (name[0] == "." or name[-1] == "~") and not whole:
                    continue
                try:
                    if entry.is_dir():
                        if not _is_left_out(entry):
                            folders.append(entry.path)
                        continue
                    stat = entry.stat()
                except OSError:
                    continue
                path = entry.path
                old = known.get(path)
                if old and old[:4] == _seen(stat) and stat.st_ctime_ns < trusted_before:
                    entries[path] = old
                else:
                    self._add(path, stat)

    def add_file(self, path: Path) -> None:
        """Take in one file, if it exists."""
        name = str(path)
        if name not in self.entries:
            with contextlib.suppress(OSError):
                self._add(name, os.stat(name))

    def digest(self, path: Path | str) -> str | None:
        """Return the digest of a file, ``None`` when it does not exist; a file not yet known is taken in."""
        name = str(path)
        if name not in self.entries:
            self.add_file(Path(path))
        entry = self.entries.get(name)
        return entry[4] if entry else None

    def below(self, folder: Path) -> list[tuple[str, str]]:
        """Return the relative paths and digests of the known files below ``folder``, sorted."""
        if len(self._sorted) != len(self.entries):  # files are only added
            self._sorted = sorted(self.entries)
        prefix, after = f"{folder}{os.sep}", f"{folder}{chr(ord(os.sep) + 1)}"
        names = self._sorted[bisect_left(self._sorted, prefix) : bisect_left(self._sorted, after)]
        return [(name[len(prefix) :], self.entries[name][4]) for name in names]

    def total(self, base: Path) -> str:
        """Return one digest of all files."""
        prefix = f"{base}{os.sep}"
        lines = [f"{name.removeprefix(prefix)}\0{self.entries[name][4]}\n" for name in sorted(self.entries)]
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    def knew(self, path: Path) -> bool:
        """Tell whether the saved manifest has a file."""
        return str(path) in self._known

    def changes(self) -> list[str]:
        """Return the paths of files that are new, gone or have another content than in the saved manifest."""
        known, entries = self._known, self.entries
        # Of a file that did not change the entry itself is taken over.
        moved = (path for path, entry in entries.items() if known.get(path) is not entry)
        other = (path for path in moved if path not in known or known[path][4] != entries[path][4])
        return sorted((*other, *(known.keys() - entries.keys())))

    def same_as_saved(self) -> bool:
        """Tell whether the files and their contents are those of the saved manifest."""
        return not self.changed and len(self.entries) == len(self._known)

    def is_overtaken(self, places: Iterable[Path], watched: Iterable[Path] = ()) -> bool:
        """Tell whether any of these files, or one below these folders, is no longer what was hashed.

        An author may save a file while it is read, and then nobody can say which of the two was.
        """
        places, watched = [*places], [*watched]
        now = Manifest(self.entries, self.hashed_at)
        add_all(now, places, watched, (*places, *watched))
        known = {f"{place}{os.sep}{name}" for place in (*places, *watched) for name, _ in self.below(place)}
        names = known.union(now.entries, map(str, places))
        if any(now.digest(name) != self.entries.get(name, _NONE)[4] for name in names):
            self.overtaken = True
            return True
        return False

    def _add(self, name: str, stat: os.stat_result) -> None:
        known = self._known.get(name)
        seen = _seen(stat)
        if known and known[:4] == seen and stat.st_ctime_ns < self._trusted_before:
            self.entries[name] = known
            return
        if not S_ISREG(stat.st_mode):  # to open a pipe is to wait for whoever writes into it
            return
        with contextlib.suppress(OSError), open(name, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            self.entries[name] = (*seen, digest)
            self.reread = True
            self.changed = self.changed or known is None or known[4] != digest


def _seen(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a build after a kill, sees the old bytes or the new ones, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with naming(path):
            temporary.write_bytes(data)
            os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _is_left_out(entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder holds nothing of the library: what builds write, what programs keep, or what it is in itself."""
    if entry.name in SKIPPED_FOLDERS:
        return True
    if entry.name == "build" and os.path.isdir(os.path.join(entry.path, ".citator")):
        return True
    return entry.is_symlink() and any(os.path.samefile(entry.path, folder) for folder in Path(entry.path).parents)


def add_all(manifest: Manifest, folders: Iterable[Path], watched: Iterable[Path], files: Iterable[Path]) -> None:
    """Take in several folders, those that are copied as a whole, and single files."""
    for folder in folders:
        manifest.add_folder(folder)
    for folder in watched:
        manifest.add_folder(folder, whole=True)
    for file in files:
        manifest.add_file(file)
