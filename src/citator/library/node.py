"""A worker's own builder: a clean process that takes tasks on its standard input and reads and compiles as a local build does.

A Dask worker has threads and may not fork; it starts this process (``python -m citator.library.node ADDRESS FOLDER``) and
talks to it in pickles.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from citator.engines.pandoc import limit, sessions
from citator.errors import CitatorError
from citator.library.bundle import receive_bundle
from citator.library.cache import Cache
from citator.library.conf import load_conf
from citator.library.ledger import ObjectRecord
from citator.library.making import make_here
from citator.library.pools import SpawnPool
from citator.library.read import Lacking, ReadTask
from citator.library.request import BuildRequest
from citator.library.sources import Sources, sources_of
from citator.library.tasks import Failure, attempt
from citator.library.typeset import PdfResult, PdfTask, compile_one


class RemoteRead(Struct, frozen=True):
    """A publication to be read on another machine."""

    task: ReadTask
    bundle: str
    formats: tuple[str, ...]
    code: str
    """Digest of citator itself, as the task's sender has it."""


class Node:
    """The state of a worker: its cache, the sources that it has, its Typst worker."""

    def __init__(self, address: str, folder: Path) -> None:
        self._cache = Cache(folder, address)
        self._folder = folder
        self._typst: SpawnPool[PdfTask, PdfResult] = SpawnPool(compile_one, 1)
        self._known: tuple[tuple[str, tuple[str, ...]], Sources] | None = None

    def do(self, task: RemoteRead | PdfTask) -> ObjectRecord | PdfResult | Failure | Lacking:
        """Do one task and return its result; what it made is in the shared cache."""
        result = attempt(self._read if isinstance(task, RemoteRead) else self._compile, task)
        assert isinstance(result, ObjectRecord | PdfResult | Failure | Lacking)
        return result

    def _sources(self, remote: RemoteRead) -> Sources:
        state = (remote.bundle, remote.formats)
        if self._known is None or self._known[0] != state:
            assert self._cache.shared is not None
            confdir, listing = receive_bundle(remote.bundle, self._cache.shared, self._folder)
            for name, value in listing.environment.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            request = BuildRequest(confdir, formats=remote.formats, build=self._folder / "build", editions="editions")
            sources = sources_of(request, load_conf(confdir))
            self._known = (state, replace(sources, sent=frozenset(listing.files)))
        return self._known[1]

    def _read(self, remote: RemoteRead) -> ObjectRecord | Failure | Lacking:
        sources = self._sources(remote)
        if sources.code != remote.code:
            raise CitatorError(
                "the worker has other versions of citator or its parts; install the same on all machines"
            )
        if sources.direct_key(remote.task.found) != remote.task.direct:
            raise CitatorError(
                "conf.py says something else on the worker; it may ask neither the machine nor the clock, nor name files by "
                "their whole paths"
            )
        ((_, result),) = make_here([remote.task], sources, self._cache, remote.formats, 1)
        return result

    def _compile(self, task: PdfTask) -> PdfResult | Failure:
        place = self._cache.get("objects", task.project.parent.name)
        if place is None:
            raise CitatorError("the shared cache lacks the object of this PDF; build once more")
        out = self._cache.temporary()
        here = replace(task, project=place / "typst", fonts=self._cache.folder / "fonts", out=out)
        ((_, result),) = self._typst.run([here])
        if isinstance(result, PdfResult) and result.facts is not None:
            self._cache.put("pdf", task.key, out)
        return result


def main(address: str, folder: str) -> None:
    """Answer tasks until the input ends."""
    answers: Any = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    node = Node(address, Path(folder))
    limit(1)
    try:
        with sessions(1):
            while True:
                task = pickle.load(sys.stdin.buffer)
                pickle.dump(node.do(task), answers)
                answers.flush()
    except (EOFError, BrokenPipeError):  # the worker has ended
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    # The tasks are pickles of this module's classes under its own name, not under "__main__".
    from citator.library.node import main as run

    run(sys.argv[1], sys.argv[2])
