"""Publishes the site in one step: a reader, or a build that is killed, sees the old site or the new one, never a mixture.

Two trees take turns. The one that is not the site is brought up to date by hard links, only where a part changed since it was
the site two builds ago, and then the two are exchanged by ``renameat2(RENAME_EXCHANGE)``. Each tree says in a file of its own
which parts it holds; a tree without that file (a killed build's) is made anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from citator.errors import CitatorError
from citator.library.manifest import write_atomically
from citator.library.stamp import MARKER
from citator.model.files import link

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fs.h; see renameat2(2)."""
_NAMES = ".names"
"""Ends the name of a list of files; each of these ends with a NUL, for any other character may stand in a file's name."""


class Part(Struct, frozen=True):
    """A piece of the site that changes as a whole: a folder whose content is laid over the site's root."""

    key: str
    folder: Path
    prefix: str = ""
    """Where in the site the folder is laid; the site's root if empty."""
    copied: bool = False
    """Copied rather than linked: the folder is not the cache's, and nothing done to the site may reach it."""


def publish(site: Path, parts: Mapping[str, Part], notes: Path) -> bool:
    """Make ``site`` consist of ``parts``, at once; return whether anything was to do.

    ``notes`` is a folder of the cache that lists the files of each part.
    """
    wanted = {name: part.key for name, part in parts.items()}
    if tree_state(site, notes) == wanted:
        return False
    site.parent.mkdir(parents=True, exist_ok=True)
    spare = site.with_name(f".{site.name}.next")
    held = tree_state(spare, notes)
    if held is None:
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir()
        held = {}
    (spare / MARKER).unlink(missing_ok=True)
    _update(spare, held, parts, notes)
    write_atomically(spare / MARKER, json.dumps(wanted, sort_keys=True).encode())
    _exchange(spare, site)
    return True


def check_is_ours(tree: Path) -> None:
    """Refuse to take the place of a folder that somebody else made: what stands there would be deleted.

    Raises:
        CitatorError: there is something other than a site or an empty folder.
    """
    empty = tree.is_dir() and not any(tree.iterdir())
    if os.path.lexists(tree) and not empty and not (tree / MARKER).is_file():
        raise CitatorError(f"{tree} is not a site that citator made; move it away or name another --build")


def tree_state(tree: Path, notes: Path) -> dict[str, str] | None:
    """Return the parts that a tree holds and their keys, or ``None`` when that is not known."""
    with contextlib.suppress(OSError, ValueError):
        state: dict[str, str] = json.loads((tree / MARKER).read_bytes())
        if {f"{key}{_NAMES}" for key in state.values()}.issubset(os.listdir(notes)):
            return state
    return None


def forget_parts(trees: Path, notes: Path) -> None:
    """Remove the lists of files of parts that no tree in a folder holds."""
    held: set[str] = set()
    for marker in trees.glob(f"*/{MARKER}"):
        with contextlib.suppress(OSError, ValueError):
            held.update(json.loads(marker.read_bytes()).values())
    for note in notes.glob(f"*{_NAMES}"):
        if note.stem not in held:
            note.unlink()


def _update(tree: Path, held: Mapping[str, str], parts: Mapping[str, Part], notes: Path) -> None:
    """Unlink the files of parts that changed or went, then link those of parts that changed or came.

    Of a file that several parts have the last one counts, as where all of them are laid in order.
    """
    gone = [key for name, key in held.items() if name not in parts or parts[name].key != key]
    removed = [name for key in gone for name in _files_of(key, notes)]
    for name in removed:
        (tree / name).unlink(missing_ok=True)
    touched = set(removed)
    for name, part in parts.items():
        if held.get(name) != part.key:
            names = link_tree(part.folder, tree / part.prefix, copied=part.copied)
            files = [os.path.join(part.prefix, name) for name in names]
            write_atomically(notes / f"{part.key}{_NAMES}", os.fsencode("".join(f"{file}\0" for file in files)))
            touched.update(files)
    unchanged = {part.key for name, part in parts.items() if held.get(name) == part.key}
    for file, part in _last_of(touched, parts, notes).items():
        if part.key in unchanged:
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            place = shutil.copyfile if part.copied else link
            place(str(part.folder / os.path.relpath(file, part.prefix or ".")), str(tree / file))
    _remove_empty_folders(tree, removed)


def _files_of(key: str, notes: Path) -> list[str]:
    return os.fsdecode((notes / f"{key}{_NAMES}").read_bytes()).split("\0")[:-1]


def _last_of(files: set[str], parts: Mapping[str, Part], notes: Path) -> dict[str, Part]:
    """Return the last part that has each of the files; the lists of parts that lie elsewhere need no reading."""
    folders = {"", *(folder for file in files for folder in _folders_of(file))}
    near = [part for part in parts.values() if part.prefix in folders]
    return {file: part for part in near for file in files.intersection(_files_of(part.key, notes))}


def _folders_of(file: str) -> Iterator[str]:
    """Yield the folders that a file is in, the innermost first."""
    while file := os.path.dirname(file):
        yield file


def link_tree(folder: Path, tree: Path, *, copied: bool = False) -> list[str]:
    """Link, or copy, every file below ``folder`` into the same place below ``tree``; return their relative names."""
    names = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        relative = os.path.relpath(parent, folder)
        target = os.path.normpath(os.path.join(tree, relative))
        if files:
            os.makedirs(target, exist_ok=True)
        for name in sorted(files):
            place = shutil.copyfile if copied else link
            place(os.path.join(parent, name), os.path.join(target, name))
            names.append(os.path.normpath(os.path.join(relative, name)))
    return names


def _remove_empty_folders(tree: Path, removed: Iterable[str]) -> None:
    """Remove the folders of files that were removed, and those above them, as far as nothing is left in them."""
    for name in removed:
        with contextlib.suppress(OSError):
            for folder in _folders_of(name):
                os.rmdir(tree / folder)


def _exchange(new: Path, site: Path) -> None:
    """Let ``new`` and ``site`` change places in one step."""
    if not site.exists():
        os.rename(new, site)
        return
    if _renameat2(new, site):
        return
    # Elsewhere than on Linux two renames leave a moment without a site; a build killed in it is mended by the next one.
    old = new.with_name(f"{new.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    os.rename(site, old)
    os.rename(new, site)
    os.rename(old, new)


def _renameat2(new: Path, site: Path) -> bool:
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if function(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise CitatorError(f"cannot replace {site}: {os.strerror(ctypes.get_errno())}")
