"""What several layers do with files: another name for one, a note that one of a cache is used, how a table parts its cells."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from pathlib import Path

DAY_SECONDS = 24 * 3600


def link(source: str | Path, target: str | Path) -> None:
    """Make ``target`` the same file as ``source``, or a copy where a disk has no such links or the two are on different ones."""
    try:
        os.link(source, target)
    except FileExistsError:
        os.unlink(target)
        link(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS):
            raise
        shutil.copyfile(source, target)


def mark_used(path: Path) -> None:
    """Note that a result is used, by its time of change, to the day: caches forget what nobody has used for long."""
    with contextlib.suppress(OSError):
        if os.stat(path).st_mtime < time.time() - DAY_SECONDS:
            os.utime(path)


def separator_of(heading: str) -> str:
    """Return what parts the cells of a table with this first line: spreadsheets write commas, semicolons or tabs."""
    return max(",;\t", key=heading.count)
