"""What a preview watches: the library, citator itself, and what conf.py names elsewhere; the same files that builds count."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from citator.errors import CitatorError
from citator.library.conf import load_conf
from citator.library.manifest import SKIPPED_FOLDERS
from citator.library.request import BuildRequest
from citator.library.stamp import PACKAGE


class Watched(Struct, frozen=True):
    """Folders and files whose changes may shape the site."""

    confdir: Path
    build_folder: Path
    elsewhere: tuple[Path, ...] = ()
    """Folders and files outside the library's folder."""
    whole: tuple[Path, ...] = ()
    """Folders that are copied as a whole, with hidden files."""

    @property
    def roots(self) -> tuple[Path, ...]:
        """Return what there is to watch."""
        return tuple(path for path in (self.confdir, *self.elsewhere) if path.exists())

    def may_shape(self, change: object, name: str) -> bool:
        """Tell whether a changed path may shape the site: a source, not what a build or an editor writes beside it."""
        path = Path(name)
        if path.is_relative_to(self.build_folder):
            return False
        if folder := _around(path, self.whole):
            return not SKIPPED_FOLDERS.intersection(path.relative_to(folder).parts)
        root = _around(path, (self.confdir, *self.elsewhere))
        parts = path.relative_to(root).parts if root else path.parts
        return not any(part.startswith((".", "__pycache__")) or part.endswith("~") for part in parts)

    def may_move(self, names: Iterable[str]) -> bool:
        """Tell whether other places may be to watch: conf.py may name others, and a file that was replaced is another one."""
        return any(name.endswith(".py") or not Path(name).is_relative_to(self.confdir) for name in names)


def watched(request: BuildRequest) -> Watched:
    """Return what is watched for a library, as its conf.py is now."""
    try:
        conf = load_conf(request.confdir)
    except (CitatorError, OSError):  # the build tells of it
        return Watched(request.confdir, request.build_folder, (PACKAGE,))
    named = (Path(os.path.normpath(path)) for path in conf.places)
    elsewhere = {PACKAGE, *(path for path in named if not path.is_relative_to(request.confdir))}
    return Watched(request.confdir, request.build_folder, tuple(sorted(elsewhere)), conf.watched)


def _around(path: Path, places: Iterable[Path]) -> Path | None:
    return next((place for place in places if path.is_relative_to(place)), None)
