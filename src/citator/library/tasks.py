"""What all ways of using several processes have in common: how a task fails, and how a worker ends."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from msgspec import Struct

from citator.errors import CitatorError, cause_of


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


def cause_of_death(exitcode: int | None) -> str:
    """Return how a worker ended that gave no answer."""
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        hint = "; perhaps the memory ran out" if name == "SIGKILL" else ""
        return f"its worker was ended by {name}{hint}"
    return f"its worker ended without an answer (exit code {exitcode})"


def end_worker(connection: Connection, process: BaseProcess, *, kill: bool = False) -> None:
    """Let a worker end that gets no more tasks, or make it."""
    connection.close()
    if kill:
        process.kill()
    process.join(timeout=5)
