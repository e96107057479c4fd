"""``--scheduler``: publications are built by the workers of a ``dask.distributed`` cluster, through the shared cache.

Nothing is scheduled here: Dask hands out tasks, tries another worker when one dies, and says when it gives up.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from citator.errors import CitatorError
from citator.library.bundle import send_bundle
from citator.library.cache import Cache
from citator.library.ledger import ObjectRecord
from citator.library.node import RemoteRead
from citator.library.read import Lacking, Made, Maker, ReadTask
from citator.library.sources import Sources
from citator.library.tasks import Failure
from citator.library.typeset import PdfResult, PdfTask
from citator.library.work import work

CONNECT_SECONDS = 10
LOOK_SECONDS = 2.0
"""How often it is looked whether there is a worker, while no result comes."""
WORKER_SECONDS = 60.0
"""How long a build waits for a worker where there is none."""


class Cluster:
    """The workers behind a scheduler.

    Raises:
        CitatorError: the extra is not installed, no shared cache is named, or the scheduler does not answer.
    """

    def __init__(self, scheduler: str, shared: str | None, tell: Callable[[str], None]) -> None:
        if shared is None:
            raise CitatorError("--scheduler needs --cache: an address that the workers reach too")
        self._address = os.path.abspath(shared) if "://" not in shared else shared
        self._scheduler, self._tell = scheduler, tell
        try:
            import distributed
        except ImportError as error:
            raise CitatorError("dask.distributed is not installed; pip install citator[cluster]") from error
        logging.disable(logging.CRITICAL)  # what it logs in many lines is told here in one
        try:
            untyped: Any = distributed
            asyncio.run(_greet(scheduler))  # a client that reaches nobody cannot be closed
            self._client = untyped.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            logging.disable(logging.NOTSET)
            raise CitatorError(f"the scheduler {scheduler} does not answer; start it or correct --scheduler") from error

    def maker(self, sources: Sources, cache: Cache, formats: tuple[str, ...]) -> Maker:
        """Return what has objects made by the workers; files that these turn out to lack are sent, and it is done again."""

        def make(tasks: list[ReadTask]) -> Made:
            assert cache.shared is not None
            asked: set[str] = set()
            while tasks:
                bundle = send_bundle(sources.manifest, sources.conf, cache.shared, sources.left_out, asked)
                again: list[ReadTask] = []
                lacking: set[str] = set()
                for number, result in self._run([RemoteRead(task, bundle, formats, sources.code) for task in tasks]):
                    if isinstance(result, Lacking) and not asked.issuperset(result.names):
                        again.append(tasks[number])
                        lacking.update(result.names)
                        continue
                    if isinstance(result, ObjectRecord) and not cache.has("objects", result.key):
                        result = Failure("a worker has made it, but the shared cache lacks it")
                    yield tasks[number], result
                tasks, asked = again, asked | lacking

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
        with contextlib.suppress(TimeoutError, OSError):
            self._client.close(timeout=CONNECT_SECONDS)
        logging.disable(logging.NOTSET)

    def _run(self, tasks: Sequence[RemoteRead | PdfTask]) -> Iterator[tuple[int, Any]]:
        """Yield the number of each task and its result, as they come.

        Raises:
            CitatorError: the scheduler is gone, or there is no worker.
        """
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        futures = {}
        for number, task in enumerate(tasks):
            future = self._client.submit(work, self._address, task, pure=False, retries=2)
            futures[future] = number
            future.add_done_callback(done.put)
        for _ in tasks:
            future = self._next(done)
            if future.cancelled():
                raise CitatorError(
                    f"the scheduler {self._scheduler} has ended; start it and build again: what is made is kept"
                )
            error = future.exception()
            yield futures[future], future.result() if error is None else _failure(error)

    def _next(self, done: queue.SimpleQueue[Any]) -> Any:
        """Return the next finished task, as long as there are workers or some may yet come."""
        alone_since: float | None = None
        told = False
        while True:
            with contextlib.suppress(queue.Empty):
                return done.get(timeout=LOOK_SECONDS)
            if self._has_workers():
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > WORKER_SECONDS:
                raise CitatorError(
                    f"the scheduler {self._scheduler} has no worker; start one with: dask worker {self._scheduler}"
                )
            if not told:
                self._tell(f"the scheduler {self._scheduler} has no worker; waiting {WORKER_SECONDS:.0f} s for one")
                told = True

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:  # the scheduler is gone: the tasks are cancelled at once
            return False


def _failure(error: BaseException) -> Failure:
    """Return why Dask has given a task up."""
    return Failure(str(error) if isinstance(error, CitatorError) else f"{type(error).__name__}: {error}")


async def _greet(scheduler: str) -> None:
    """Connect to a scheduler and part from it.

    Raises:
        OSError, ValueError: nobody answers, or this is no address.
    """
    import distributed
    from distributed.comm import core

    untyped: Any = distributed
    comm: Any = core
    options = untyped.Security().get_connection_args("client")
    connection = await comm.connect(scheduler, timeout=CONNECT_SECONDS, **options)
    await connection.close()


class RemotePdfs:
    """Looks to a build like local Typst workers."""

    def __init__(self, cluster: Cluster, cache: Cache) -> None:
        self._cluster = cluster
        self._cache = cache

    def run(self, tasks: Iterable[PdfTask]) -> Iterator[tuple[PdfTask, PdfResult | Failure]]:
        """Yield the results as they come, each PDF in the folder that its task names."""
        assert self._cache.shared is not None
        known = list(tasks)
        self._cache.offer("objects", {task.project.parent.name for task in known})
        for task, result in self._cluster.run_pdfs(known):
            if isinstance(result, PdfResult) and result.facts is not None:
                self._cache.shared.fetch(f"pdf/{task.key}.tar", task.out)
            yield task, result

    def close(self) -> None:
        """Leave the workers to the scheduler."""
