"""Numbers figures and tables of the unnumbered chapters at the end A.1, A.2: "Table 1" after "Table 8.3" would mislead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citator.sphinxext.publication import current_publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

APPENDIX = "A"
"""What stands before the point, where a numbered chapter has its number."""


def number_appendices(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give what follows the numbered chapters numbers of its own, in each kind from 1; pages and PDF read the same table.

    A publication without numbered chapters keeps plain numbers, and so does what stands before the first one.
    """
    if current_publication(app) is None:
        return []
    numbered = False
    counts: dict[str, int] = {}
    for docname in _in_order(env, env.config.root_doc, set()):
        numbered = numbered or bool(env.toc_secnumbers.get(docname))
        if numbered and not env.toc_secnumbers.get(docname):
            for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
                _renumber(kind, numbers, counts)
    return []


def _renumber(kind: str, numbers: dict[str, Any], counts: dict[str, int]) -> None:
    for anchor in numbers:
        counts[kind] = counts.get(kind, 0) + 1
        # Sphinx and its builders only join the parts of a number by points
        numbers[anchor] = (APPENDIX, counts[kind])


def _in_order(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    seen.add(docname)
    yield docname
    for child in env.toctree_includes.get(docname, []):
        if child not in seen:
            yield from _in_order(env, child, seen)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Follow Sphinx's own numbering, which listens to the same event."""
    app.connect("env-get-updated", number_appendices, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
