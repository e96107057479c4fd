"""Two ways of using all cores: a fresh fork for each task (Sphinx), and long-lived spawned workers (Typst).

A second Sphinx application in one process leaks registrations, and a fork after a Typst compile hangs; so the parent only
forks and waits. It has no threads, for a fork copies locks but not the threads that would release them.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from citator.errors import CitatorError, cause_of

Task = TypeVar("Task")
Result = TypeVar("Result")
Answer = TypeVar("Answer", covariant=True)

MAX_RSS = 400 * 2**20
"""Bytes of resident memory after which a long-lived worker is replaced between two tasks."""
MAX_TASKS = 40


class Failure(Struct, frozen=True):
    """Why a task gave no result: one line for everybody, and a traceback for ``--debug``."""

    message: str
    details: str = ""
    where: str = ""
    """``file:line``, where it is known."""

    @property
    def place(self) -> str:
        """The place before a message."""
        return f"{self.where}: " if self.where else ""


class Died(Failure, frozen=True):
    """The failure of a worker that ended without an answer, through no known fault of its task."""


class Early(Struct, frozen=True):
    """What a fork says before it is done."""

    value: Any


_parent: list[Connection] = []
"""In a fork, the way to its parent."""


def say_early(value: object) -> None:
    """Tell the parent of this fork something ahead of the result."""
    _parent[0].send(Early(value))


def run_forked(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    early: Callable[[Task, Any], None] = lambda task, value: None,
) -> Iterator[tuple[Task, Result | Failure]]:
    """Run each task in a fork of this process, ``jobs`` at a time, and yield the results as they come.

    ``early`` is called with what a fork says before it is done.
    """
    context = multiprocessing.get_context("fork")
    running: dict[Connection, tuple[Task, BaseProcess]] = {}
    waiting = iter(tasks)
    gc.freeze()
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        while True:
            while len(running) < jobs and (task := next(waiting, None)) is not None:
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_forked, args=(function, task, theirs, os.getpid()))
                process.start()
                theirs.close()
                running[ours] = (task, process)
            if not running:
                return
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                task, child = running[ready]
                result = _received(ready, child)
                if isinstance(result, Early):
                    early(task, result.value)
                else:
                    del running[ready]
                    yield task, result
    finally:
        gc.unfreeze()
        for connection, (_, child) in running.items():
            _end(connection, child, kill=True)


def run_here(function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
    """Run tasks that leave nothing behind in this process, one after the other."""
    for task in tasks:
        yield task, attempt(function, task)


def _forked(function: Callable[[Any], Any], task: Any, connection: Connection, parent: int) -> None:
    die_with(parent)
    _be_quiet()
    # Most of what Sphinx makes lives as long as the child; looking for garbage among it is a third of the cost.
    gc.disable()
    _parent[:] = [connection]
    connection.send(attempt(function, task))
    connection.close()


def _be_quiet() -> None:
    """Drop what libraries print: whatever an author should know comes back as a diagnostic or a failure."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.close(nothing)
    logging.disable(logging.INFO)


def attempt(function: Callable[[Any], Any], task: Any) -> Any:
    """Return the function's result, or the failure that it ended in."""
    try:
        return function(task)
    except CitatorError as error:
        return Failure(str(error), traceback.format_exc(), error.where)
    except MemoryError:
        return Failure("not enough memory", traceback.format_exc())
    except OSError as error:
        return Failure(cause_of(error), traceback.format_exc())
    except Exception as error:
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())


def _received(connection: Connection, process: BaseProcess) -> Any:
    """Return what a child sent; a child that died without a word is a failure that says how it died."""
    try:
        result = connection.recv()
    except (EOFError, OSError):
        process.join()
        result = Failure(_cause_of_death(process.exitcode))
    if isinstance(result, Early):
        return result
    connection.close()
    process.join()
    return result


def _cause_of_death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        hint = "; perhaps the memory ran out" if name == "SIGKILL" else ""
        return f"its worker was ended by {name}{hint}"
    return f"its worker ended without an answer (exit code {exitcode})"


def die_with(parent: int) -> None:
    """Ask Linux to end this process with its parent, so that a killed build leaves nobody behind."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2)
        if os.getppid() != parent:
            os._exit(1)


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
                _end(connection, process, kill=True)

    def close(self) -> None:
        """End all workers."""
        while self._idle:
            _end(*self._idle.pop())

    def _hand(self, task: Task) -> tuple[Connection, BaseProcess]:
        """Give a task to an idle worker that still lives, or to a new one."""
        while self._idle:
            connection, process = self._idle.pop()
            with contextlib.suppress(OSError):
                connection.send(task)
                return connection, process
            _end(connection, process)
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
            return Died(_cause_of_death(process.exitcode))
        if tasks >= MAX_TASKS or memory > MAX_RSS:
            _end(connection, process)
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


def _end(connection: Connection, process: BaseProcess, *, kill: bool = False) -> None:
    connection.close()
    if kill:
        process.kill()
    process.join(timeout=5)


def _share_one_heap() -> None:
    """Have glibc serve all threads from one heap and give back what is free: Typst's threads else hold a tenth more."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(-8, 1)  # M_ARENA_MAX, mallopt(3)
        libc.mallopt(-1, 2**17)  # M_TRIM_THRESHOLD, which else grows with what was freed


def _spawned(function: Callable[[Any], Any], connection: Connection, parent: int) -> None:
    die_with(parent)
    _share_one_heap()
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
