"""Drives pagefind, which indexes a finished site for search in the browser."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import itertools
import os
import subprocess
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from citator.engines.lifetime import die_with
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
        # One whose site is swept away under it never ends.
        with_us = partial(die_with, os.getpid())
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=False, preexec_fn=with_us)
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"pagefind took longer than {timeout:g} s") from error
    if done.returncode != 0:
        raise EngineError(f"pagefind: {done.stderr.decode('utf-8', 'replace').strip()}")
    _put_in_order(out)


MAGIC = b"pagefind_dcd"
VALUES, FILTERS = 1, 3
"""The places, in the lists that ``.pf_filter`` and ``.pf_meta`` files hold as CBOR (RFC 8949), of what has no order."""


def _put_in_order(out: Path) -> None:
    """Sort filters and their values, which Pagefind lists in another order each time: the same pages get the same index.

    Each file is named by its content; the list of filters names those of the values, ``pagefind-entry.json`` that list.
    """
    named = [_rename(path, _ordered(path, VALUES), 7) for path in sorted(out.glob("filter/*.pf_filter"))]
    entry = out / "pagefind-entry.json"
    listed = entry.read_text("utf-8")
    for path in sorted(out.glob("*.pf_meta")):
        data = _ordered(path, FILTERS, dict(named))
        old, new = _rename(path, data, 10)
        listed = listed.replace(f'"{old.decode()}"', f'"{new.decode()}"')
    entry.write_text(listed, "utf-8")


def _ordered(path: Path, place: int, renamed: Mapping[bytes, bytes] | None = None) -> bytes:
    """Return the content of a file with the entries of one of its lists sorted."""
    data = gzip.decompress(path.read_bytes())
    for old, new in (renamed or {}).items():
        data = data.replace(old, new)
    at = len(MAGIC) + 1
    for _ in range(place):
        at = _end_of(data, at)
    count, start = _head(data, at)
    ends = [start]
    for _ in range(count):
        ends.append(_end_of(data, ends[-1]))
    entries = sorted(data[first:last] for first, last in itertools.pairwise(ends))
    return data[:start] + b"".join(entries) + data[ends[-1] :]


def _rename(path: Path, data: bytes, digits: int) -> tuple[bytes, bytes]:
    """Write new content under its own name, ``en_`` and digits of its digest; return the old name and the new one."""
    first, _, old = path.stem.rpartition(".")
    new = f"{old.rpartition('_')[0]}_{hashlib.sha256(data).hexdigest()[:digits]}"
    path.unlink()
    path.with_name(f"{first}.{new}{path.suffix}".lstrip(".")).write_bytes(gzip.compress(data, mtime=0))
    return old.encode(), new.encode()


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Return the number in the head of a CBOR item, and where its content begins."""
    short = data[at] & 31
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(short, 0)
    return int.from_bytes(data[at + 1 : at + 1 + size]) if size else short, at + 1 + size


def _end_of(data: bytes, at: int) -> int:
    """Return where a CBOR item ends: a number, a text or a list of items."""
    number, content = _head(data, at)
    kind = data[at] >> 5
    if kind in (2, 3):
        return content + number
    if kind == 4:
        for _ in range(number):
            content = _end_of(data, content)
    return content
