"""Long-lived spawned workers, which live through many tasks and keep what they have learned, replaced before they grow."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

from citator.engines.lifetime import die_with
from citator.library.tasks import Died, Failure, attempt, cause_of_death, end_worker

Task = TypeVar("Task")
Result = TypeVar("Result")
Answer = TypeVar("Answer", covariant=True)

MAX_RSS = 400 * 2**20
"""Bytes of resident memory after which a long-lived worker is replaced between two tasks."""
MAX_TASKS = 40


class Workers(Protocol[Task, Answer]):
    """Gives tasks to workers, wherever these are."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer | Failure]]:
        """Yield the results as they come."""

    def close(self) -> None:
        """End the workers."""


class SpawnPool(Generic[Task, Result]):
    """Workers that live through many tasks and keep what they have learned, replaced before they grow."""

    def __init__(self, function: Callable[[Task], Result], jobs: int) -> None:
        self._function = function
        self._jobs = jobs
        self._context = multiprocessing.get_context("spawn")
        self._idle: list[tuple[Connection, BaseProcess]] = []

    def start(self, count: int) -> None:
        """Start up to ``count`` workers ahead of their first tasks, while this process does other things."""
        while len(self._idle) < min(count, self._jobs):
            self._idle.append(self._worker())

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Give the tasks to the workers and yield the results as they come.

        A task whose worker dies is given to another one, once: a machine short of memory kills workers at any time.
        """
        running: dict[Connection, tuple[Task, BaseProcess, bool]] = {}
        waiting, again = iter(tasks), list[Task]()
        try:
            while True:
                while len(running) < self._jobs:
                    second = bool(again)
                    task = again.pop() if second else next(waiting, None)
                    if task is None:
                        break
                    connection, process = self._hand(task)
                    running[connection] = (task, process, second)
                if not running:
                    return
                for ready in wait(list(running)):
                    assert isinstance(ready, Connection)
                    task, worker, second = running.pop(ready)
                    answer = self._answer(ready, worker)
                    if isinstance(answer, Died) and not second:
                        again.append(task)
                    else:
                        yield task, answer
        finally:
            for connection, (_, process, _) in running.items():
                end_worker(connection, process, kill=True)

    def close(self) -> None:
        """End all workers."""
        while self._idle:
            end_worker(*self._idle.pop())

    def _hand(self, task: Task) -> tuple[Connection, BaseProcess]:
        """Give a task to an idle worker that still lives, or to a new one."""
        while self._idle:
            connection, process = self._idle.pop()
            with contextlib.suppress(OSError):
                connection.send(task)
                return connection, process
            end_worker(connection, process)
        connection, process = self._worker()
        with contextlib.suppress(OSError):  # that it died at once shows when its answer is read
            connection.send(task)
        return connection, process

    def _worker(self) -> tuple[Connection, BaseProcess]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_spawned, args=(self._function, theirs, os.getpid()), daemon=True)
        with _without_main():
            process.start()
        theirs.close()
        return ours, process

    def _answer(self, connection: Connection, process: BaseProcess) -> Result | Failure:
        try:
            result, tasks, memory = connection.recv()
        except (EOFError, OSError):
            process.join()
            connection.close()
            return Died(cause_of_death(process.exitcode))
        if tasks >= MAX_TASKS or memory > MAX_RSS:
            end_worker(connection, process)
        else:
            self._idle.append((connection, process))
        answer: Result | Failure = result
        return answer


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Have a new process import what its function needs and not, as ``spawn`` does by itself, the program that runs here."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _spawned(function: Callable[[Any], Any], connection: Connection, parent: int) -> None:
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = 0
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        tasks += 1
        connection.send((attempt(function, task), tasks, _resident_memory()))


def _resident_memory() -> int:
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
