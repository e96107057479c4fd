"""What a Dask worker does: it hands tasks to a process of its own, for it has threads and may not fork."""

from __future__ import annotations

import atexit
import contextlib
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Any

from citator.errors import CitatorError

if TYPE_CHECKING:
    from citator.library.node import RemoteRead
    from citator.library.typeset import PdfTask

END_SECONDS = 5

_nodes = threading.local()


class NodeEndedError(CitatorError):
    """The process that does the work has ended; Dask tries again, perhaps on another worker."""


class NodeProcess:
    """A process that builds, and the folder in which it keeps sources and results."""

    def __init__(self, address: str) -> None:
        # Dask removes the folder with the worker's own, that of a killed worker when the next one starts.
        self.folder = tempfile.mkdtemp(prefix="citator-node-", dir=_folder_of_worker())
        command = [sys.executable, "-m", "citator.library.node", address, self.folder]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.address = address
        atexit.register(self.end)

    @property
    def lives(self) -> bool:
        """Tell whether it takes tasks."""
        return self._process.poll() is None

    def do(self, task: RemoteRead | PdfTask) -> Any:
        """Have it do a task.

        Raises:
            NodeEndedError: it has ended meanwhile.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(task, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            code = self._process.wait()
            raise NodeEndedError(f"the worker's process ended (exit code {code})") from error

    def end(self) -> None:
        """End it and remove what it kept."""
        atexit.unregister(self.end)
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def work(address: str, task: RemoteRead | PdfTask) -> Any:
    """Do a task in the process that this thread of the worker keeps for it."""
    node: NodeProcess | None = getattr(_nodes, "process", None)
    if node is not None and not (node.lives and node.address == address):
        node.end()
        node = None
    if node is None:
        node = _nodes.process = NodeProcess(address)
    return node.do(task)


def _folder_of_worker() -> str | None:
    """Return the folder that Dask has given to this worker."""
    from distributed import get_worker

    untyped: Any = get_worker
    with contextlib.suppress(ValueError):
        return str(untyped().local_directory)
    return None
