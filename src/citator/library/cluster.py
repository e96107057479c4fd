"""``--scheduler``: publications are built by the workers of a ``dask.distributed`` cluster, through the shared cache.

Nothing is scheduled here: Dask hands out tasks, tries another worker when one dies, and says when it gives up.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from citator.errors import CitatorError
from citator.library.bundle import send_bundle
from citator.library.cache import Cache
from citator.library.ledger import ObjectRecord
from citator.library.node import RemoteRead
from citator.library.pools import Failure
from citator.library.read import Made, Maker, ReadTask, Sources
from citator.library.typeset import PdfResult, PdfTask

CONNECT_SECONDS = 10


class Cluster:
    """The workers behind a scheduler.

    Raises:
        CitatorError: the extra is not installed, no shared cache is named, or the scheduler does not answer.
    """

    def __init__(self, scheduler: str, shared: str | None) -> None:
        if shared is None:
            raise CitatorError("--scheduler needs --cache: an address that the workers reach too")
        self._address = os.path.abspath(shared) if "://" not in shared else shared
        try:
            import distributed
        except ImportError as error:
            raise CitatorError("dask.distributed is not installed; pip install citator[cluster]") from error
        try:
            untyped: Any = distributed
            self._client = untyped.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise CitatorError(f"the scheduler {scheduler} does not answer; start it or correct --scheduler") from error

    def maker(self, sources: Sources, cache: Cache, formats: tuple[str, ...]) -> Maker:
        """Return what has objects made by the workers."""

        def make(tasks: list[ReadTask]) -> Made:
            assert cache.shared is not None
            bundle = send_bundle(sources.manifest, sources.conf.confdir, cache.shared, sources.left_out)
            for number, result in self._run([RemoteRead(task, bundle, formats) for task in tasks]):
                if isinstance(result, ObjectRecord) and cache.get("objects", result.key) is None:
                    result = Failure("a worker has made it, but the shared cache lacks it")
                yield tasks[number], result

        return make

    def pdf_pool(self, cache: Cache) -> RemotePdfs:
        """Return what has PDFs compiled by the workers."""
        return RemotePdfs(self, cache)

    def run_pdfs(self, tasks: Iterable[PdfTask]) -> Iterator[tuple[PdfTask, PdfResult | Failure]]:
        """Have PDFs compiled; they are in the shared cache then."""
        known = list(tasks)
        for number, result in self._run(known):
            yield known[number], result

    def close(self) -> None:
        """End the connection and its threads."""
        self._client.close()

    def _run(self, tasks: Sequence[RemoteRead | PdfTask]) -> Iterator[tuple[int, Any]]:
        """Yield the number of each task and its result, as they come."""
        import distributed

        futures = {
            self._client.submit(work, self._address, task, pure=False, retries=2): number
            for number, task in enumerate(tasks)
        }
        untyped: Any = distributed
        for future in untyped.as_completed(futures, loop=self._client.loop):
            error = future.exception()
            yield futures[future], future.result() if error is None else Failure(f"{type(error).__name__}: {error}")


class RemotePdfs:
    """Looks to a build like local Typst workers."""

    def __init__(self, cluster: Cluster, cache: Cache) -> None:
        self._cluster = cluster
        self._cache = cache

    def run(self, tasks: Iterable[PdfTask]) -> Iterator[tuple[PdfTask, PdfResult | Failure]]:
        """Yield the results as they come, each PDF in the folder that its task names."""
        assert self._cache.shared is not None
        for task, result in self._cluster.run_pdfs(tasks):
            if isinstance(result, PdfResult) and result.facts is not None:
                self._cache.shared.fetch(f"pdf/{task.key}.tar", task.out)
            yield task, result

    def close(self) -> None:
        """Leave the workers to the scheduler."""


_nodes = threading.local()


def work(address: str, task: RemoteRead | PdfTask) -> Any:
    """Do a task on a worker, in the process that this thread of the worker keeps for it."""
    node: subprocess.Popen[bytes] | None = getattr(_nodes, "process", None)
    if node is None or node.poll() is not None:
        folder = tempfile.mkdtemp(prefix="citator-node-")
        command = [sys.executable, "-m", "citator.library.node", address, str(Path(folder))]
        node = _nodes.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(node.kill)
    assert node.stdin is not None
    assert node.stdout is not None
    try:
        pickle.dump(task, node.stdin)
        node.stdin.flush()
        return pickle.load(node.stdout)
    except (EOFError, BrokenPipeError):
        node.wait()
        return Failure(f"the worker's process ended (exit code {node.returncode})")
