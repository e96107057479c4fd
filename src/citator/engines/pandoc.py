"""Drives the pandoc that comes in the ``pypandoc_binary`` wheel."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import subprocess
from collections.abc import Sequence
from pathlib import Path

from citator.errors import EngineError


class PandocError(EngineError):
    """Pandoc refused its input; ``stderr`` holds its own words."""

    def __init__(self, stderr: str) -> None:
        super().__init__(f"pandoc: {stderr.strip()}")
        self.stderr = stderr


class PandocTimeoutError(EngineError):
    """Pandoc did not answer in time."""


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
        raise PandocTimeoutError(f"pandoc took longer than {timeout:g} s") from error
    if done.returncode != 0:
        raise PandocError(done.stderr.decode("utf-8", "replace"))
    return done.stdout
