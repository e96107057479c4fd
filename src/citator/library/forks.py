"""A fresh fork for each task, which begins with all that this process has loaded.

A second Sphinx application in one process leaks registrations, and a fork after a Typst compile hangs; so the parent only
forks and waits. It has no threads, for a fork copies locks but not the threads that would release them.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from msgspec import Struct

from citator.engines.lifetime import die_with
from citator.engines.pandoc import limit
from citator.library.tasks import Failure, attempt, cause_of_death, end_worker

Task = TypeVar("Task")
Result = TypeVar("Result")


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
            end_worker(connection, child, kill=True)


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
    limit(1)  # its parent runs as many forks as there may be pandocs
    connection.send(attempt(function, task))
    connection.close()


def _be_quiet() -> None:
    """Drop what libraries print: whatever an author should know comes back as a diagnostic or a failure."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.close(nothing)
    logging.disable(logging.INFO)


def _received(connection: Connection, process: BaseProcess) -> Any:
    """Return what a child sent; a child that died without a word is a failure that says how it died."""
    try:
        result = connection.recv()
    except (EOFError, OSError):
        process.join()
        result = Failure(cause_of_death(process.exitcode))
    if isinstance(result, Early):
        return result
    connection.close()
    process.join()
    return result
