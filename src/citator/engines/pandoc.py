"""Drives the pandoc that comes in the ``pypandoc_binary`` wheel."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import importlib.util
import json
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TypeVar

from citator.errors import EngineError

Question = TypeVar("Question")
Reply = TypeVar("Reply")

_NURSERY = "-A128m"
"""Room for what pandoc makes between two searches for garbage, which else take a third of a large scope's answer.

It brings the memory of one to some 250 to 280 MB.
"""


class PandocError(EngineError):
    """Pandoc refused its input; ``stderr`` holds its own words."""

    def __init__(self, stderr: str) -> None:
        super().__init__(f"pandoc: {stderr.strip()}")
        self.stderr = stderr


class PandocTimeoutError(EngineError):
    """Pandoc did not answer in time."""

    def __init__(self, timeout: float) -> None:
        super().__init__(f"pandoc took longer than {timeout:g} s")


def limit(count: int) -> None:
    """Let this process, and each of its forks, run no more than ``count`` pandocs at once; without it, as many as cores."""
    _limit[:] = [count]


def ask_side_by_side(function: Callable[[Question], Reply], questions: Iterable[Question]) -> list[Reply]:
    """Return what a function that waits for a pandoc answers to each; no thread is left when a fork may come."""
    with ThreadPoolExecutor(_limit[0]) as pool:
        return list(pool.map(function, questions))


_FAREWELL_SECONDS = 5.0
_limit = [os.cpu_count() or 1]


@functools.cache
def pandoc_path() -> Path:
    """Return the program's path, without importing pypandoc (its import costs more than a small call)."""
    spec = importlib.util.find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise EngineError("pandoc is missing; install pypandoc_binary")
    return Path(spec.origin).parent / "files" / "pandoc"


@functools.cache
def pandoc_version() -> str:
    """Return the version of the wheel, which is part of every cache key."""
    return importlib.metadata.version("pypandoc_binary")


def run_pandoc(arguments: Sequence[str], stdin: bytes, *, timeout: float = 120.0) -> bytes:
    """Run pandoc once and return what it prints; its warnings are dropped, for we check before we ask.

    Raises:
        PandocError: it refused the input.
        PandocTimeoutError: it took longer than ``timeout`` seconds.
    """
    try:
        done = subprocess.run(
            [pandoc_path(), *arguments], input=stdin, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PandocTimeoutError(timeout) from error
    if done.returncode != 0:
        raise PandocError(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def convert_formula(latex: str, to: str, *options: str, display: bool = False) -> str | None:
    """Return a LaTeX formula as a paragraph of another format, or nothing when pandoc does not answer."""
    formula = {"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, latex]}
    document = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [formula]}]}
    try:
        done = run_pandoc(["--from=json", f"--to={to}", *options], json.dumps(document).encode(), timeout=20)
    except EngineError:
        return None
    return done.decode("utf-8").strip()


def citeproc(document: bytes, *, timeout: float) -> bytes:
    """Return a document, pandoc's JSON in and out, with its citations formatted, by a pandoc that stays for the next one.

    Raises:
        PandocError, PandocTimeoutError: as ``run_pandoc``.
    """
    if not _opened:
        own = Sessions(0)
        _opened.append(own)
        Finalize(None, own.close, exitpriority=0)  # at the end of a fork, too, where ``atexit`` does nothing
    answer = _opened[-1].ask(document, timeout)
    if answer is not None:
        return answer
    return run_pandoc(["--from=json", "--to=json", "--citeproc"], document, timeout=timeout)


@contextlib.contextmanager
def sessions(count: int) -> Iterator[None]:
    """Keep ``count`` pandocs ready to format the citations of this process and of its forks."""
    opened = Sessions(count)
    _opened.append(opened)
    try:
        yield
    finally:
        _opened.remove(opened)
        opened.close()


class Sessions:
    """Pandocs that stay: to start one, and to have it read the tables by which it sorts, takes a third of an answer.

    A pipe holds the numbers of those that are idle. Who ends between question and answer, or does not wait for the
    answer, takes the number along, so that nobody gets the answer to another's question. The process that opened them
    starts more as it needs them; its forks share what there is.
    """

    def __init__(self, count: int) -> None:
        self._owner = os.getpid()
        self._idle, self._returned = os.pipe()
        os.set_blocking(self._idle, False)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._growing = threading.Lock()
        for _ in range(count):
            os.write(self._returned, bytes([self._start()]))

    def _start(self) -> int:
        """Start one more and return its number."""
        with self._growing:
            self._processes.append(
                subprocess.Popen(
                    [pandoc_path(), "+RTS", _NURSERY, "-RTS", "lua", Path(__file__).with_name("citeproc.lua")],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                )
            )
            return len(self._processes) - 1

    def _take(self) -> int | None:
        """Return the number of an idle one, or of a new one."""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._idle, 1)[0]
        mine = os.getpid() == self._owner and len(self._processes) < _limit[0]
        return self._start() if mine else None

    def _all_idle(self) -> bytes:
        """Take all that are idle."""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._idle, len(self._processes))
        return b""

    def ask(self, document: bytes, timeout: float) -> bytes | None:
        """Return the document with its citations formatted; ``None`` when no session is idle or it has ended.

        Raises:
            PandocError, PandocTimeoutError: as ``run_pandoc``.
        """
        number = self._take()
        if number is None:
            return None
        process = self._processes[number]
        try:
            good, answer = _exchange(process, document, timeout)
        except (OSError, EOFError):
            return None
        except PandocTimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)  # it may be another process's child
            raise
        os.write(self._returned, bytes([number]))
        if not good:
            raise PandocError(answer.decode("utf-8", "replace"))
        return answer

    def close(self) -> None:
        """End them, once; in a fork, which has only borrowed them, nothing happens."""
        if os.getpid() != self._owner:
            return
        self._owner = 0
        idle = self._all_idle()
        for number, process in enumerate(self._processes):
            if number in idle and process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.write(b"\n")  # it ends by itself, and removes its temporary file
            else:
                process.kill()
        for process in self._processes:
            try:
                process.communicate(timeout=_FAREWELL_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        os.close(self._idle)
        os.close(self._returned)


_opened: list[Sessions] = []


def _exchange(process: subprocess.Popen[bytes], document: bytes, timeout: float) -> tuple[bool, bytes]:
    """Ask a session; return whether it could answer, and the answer or what is wrong (see ``citeproc.lua``)."""
    assert process.stdin is not None
    assert process.stdout is not None
    question = memoryview(b"%d\n%b" % (len(document), document))
    while question:
        question = question[os.write(process.stdin.fileno(), question) :]
    until = time.monotonic() + timeout
    received = bytearray()
    size = None
    while size is None or len(received) < size:
        if not select.select([process.stdout], [], [], max(0, until - time.monotonic()))[0]:
            raise PandocTimeoutError(timeout)
        part = os.read(process.stdout.fileno(), 1 << 20)
        if not part:
            raise EOFError
        received += part
        if size is None and b"\n" in received:
            head, _, rest = received.partition(b"\n")
            word, size, received = head[:2], int(head[3:]), rest
    return word == b"ok", bytes(received)
