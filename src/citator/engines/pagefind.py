"""Drives pagefind, which indexes a finished site for search in the browser."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

from citator.errors import EngineError


def pagefind_path() -> Path:
    """Return the program of the ``pagefind[bin]`` wheels.

    Raises:
        EngineError: it is not installed.
    """
    for name, program in (("pagefind_bin_extended", "pagefind_extended"), ("pagefind_bin", "pagefind")):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            path = Path(spec.origin).parent / program
            if path.exists():
                return path
    raise EngineError("pagefind is missing; install pagefind[bin]")


def write_index(site: Path, out: Path, *, language: str = "en", timeout: float = 600.0) -> None:
    """Index the pages below ``site`` and write the index and its scripts into ``out``.

    All pages share one index, whatever their language: Pagefind would make one for each, and a search page finds only
    what is in the index of its own.

    :param language: whose words are reduced to their stems.

    Raises:
        EngineError: pagefind failed or took too long.
    """
    command = [
        str(pagefind_path()),
        "--site",
        str(site),
        "--output-path",
        str(out),
        "--force-language",
        language,
        "--quiet",
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"pagefind took longer than {timeout:g} s") from error
    if done.returncode != 0:
        raise EngineError(f"pagefind: {done.stderr.decode('utf-8', 'replace').strip()}")
