"""Which documents ``exclude_patterns`` leaves out, by Sphinx's own rule."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

from sphinx.util.matching import compile_matchers


def excluder(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells of a file, relative to ``docs/``, whether a pattern matches it or a folder that it is in.

    See https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-exclude_patterns.
    """
    matchers = compile_matchers(patterns)

    def matches(name: str) -> bool:
        return any(match(name) for match in matchers)

    @functools.cache
    def leaves_out(folder: str) -> bool:
        return folder != "" and (matches(folder) or leaves_out(folder.rpartition("/")[0]))

    return lambda name: matches(name) or leaves_out(name.rpartition("/")[0])
