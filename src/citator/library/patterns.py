"""Keeps what Python makes of the regular expressions of modules, from one command to the next.

Modules compile some four hundred of them while they are imported; that was a seventh of what an edited chapter cost.
Python keeps compiled modules but not these. What it makes of one is a list of numbers for its matcher, which checks them
when it is given them (``_sre.compile``); they are kept for one version of Python alone.
"""

from __future__ import annotations

import importlib
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
from msgspec import Struct

from citator.library.manifest import write_atomically

_compiler: Any = importlib.import_module("re._compiler")
_sre: Any = importlib.import_module("_sre")


class Compiled(Struct, frozen=True, array_like=True):
    """An expression and what ``_sre.compile`` needs for it."""

    pattern: bytes
    is_text: bool
    asked: int
    """The flags that it was asked with."""
    flags: int
    code: bytes
    groups: int
    index: dict[str, int]
    names: tuple[str | None, ...]

    def made(self, pattern: str | bytes) -> Any:
        """Return the expression itself."""
        code = list(array("I", self.code))
        return _sre.compile(pattern, self.flags, code, self.groups, dict(self.index), self.names)


class Patterns:
    """The expressions of one file, and those that are new."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = {(_as_asked(one), one.asked): one for one in self._kept()}
        self.new: list[Compiled] = []

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """Do what ``re._compiler.compile`` does."""
        if not isinstance(pattern, str | bytes) or flags & re.DEBUG:
            return _original(pattern, flags)
        if known := self.known.get((pattern, flags)):
            try:
                return known.made(pattern)
            except (RuntimeError, ValueError, TypeError):  # it is damaged, and the matcher has seen it
                del self.known[pattern, flags]
        if not _is_of_a_module():
            return _original(pattern, flags)
        fresh = self.known[pattern, flags] = _compiled(pattern, int(flags))
        self.new.append(fresh)
        return fresh.made(pattern)

    def keep(self) -> None:
        """Add what is new to the file; a fork and its parent may both have something to add."""
        if self.new:
            with suppress(OSError):  # they are made again
                write_atomically(self.path, msgspec.msgpack.encode([*self._kept(), *self.new]))
            self.new = []

    def _kept(self) -> list[Compiled]:
        try:
            return msgspec.msgpack.decode(self.path.read_bytes(), type=list[Compiled])
        except (OSError, msgspec.MsgspecError):
            return []


_UNKNOWN = (3, 14)
"""The first Python of which nobody has looked whether it compiles as those before it."""
_original: Any = _compiler.compile
_current: list[Patterns] = []


@contextmanager
def remembered(folder: Path) -> Iterator[None]:
    """Take the expressions that modules compile within from a file of the folder, where it has them, and keep the others."""
    if _current or sys.version_info >= _UNKNOWN or array("I").itemsize != _sre.CODESIZE:
        yield
        return
    patterns = Patterns(folder / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}")
    _current.append(patterns)
    _compiler.compile = patterns.compile
    try:
        yield
    finally:
        _compiler.compile = _original
        _current.clear()
        patterns.keep()


def keep() -> None:
    """Keep what is new so far: a fork ends without coming back to ``remembered``."""
    for patterns in _current:
        patterns.keep()


def _is_of_a_module() -> bool:
    """Tell whether an expression is compiled because a module is imported: others may be of an author's words, without end."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _as_asked(one: Compiled) -> str | bytes:
    return one.pattern.decode("utf-8", "surrogatepass") if one.is_text else one.pattern


def _compiled(pattern: str | bytes, flags: int) -> Compiled:
    parsed = _compiler._parser.parse(pattern, flags)
    code = array("I", map(int, _compiler._code(parsed, flags))).tobytes()
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    data = pattern if isinstance(pattern, bytes) else pattern.encode("utf-8", "surrogatepass")
    is_text = isinstance(pattern, str)
    return Compiled(
        data, is_text, flags, int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), tuple(names)
    )
