"""What ``conf.py`` looked at while it was executed, and whether that is as it was: a build without changes asks no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from citator.library.keys import digest_of, versions


class Looked(Struct, frozen=True):
    """Files, folders and environment variables that shape a configuration besides the text of ``conf.py``."""

    files: tuple[Path, ...] = ()
    """Files that it opened, imported or names, and files that it asked for in vain."""
    folders: tuple[Path, ...] = ()
    """Folders of which it read the names; with another name there, it is executed again."""
    variables: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()
    """Names of the installed distributions that its extensions are of."""

    def state(self, confdir: Path, digest: Callable[[Path], str | None]) -> str:
        """Return a digest of all but the names in folders; a file asked for in vain counts from when it is there."""
        files = {_name(path, confdir): digest(path) for path in self.files}
        there = {name: found for name, found in files.items() if found is not None}
        return digest_of(there, self.environment(), versions(self.distributions))

    def environment(self) -> dict[str, str | None]:
        """Return the environment variables with their values."""
        return {name: os.environ.get(name) for name in self.variables}

    def names(self) -> list[list[str]]:
        """Return the names in the folders."""
        return [_names(folder) for folder in self.folders]


def _name(path: Path, confdir: Path) -> str:
    """Return the way to a file; where that begins at the root, it does so wherever the library lies."""
    return str(path) if os.path.commonpath((path, confdir)) == os.sep else os.path.relpath(path, confdir)


NOTHING = Looked()


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
