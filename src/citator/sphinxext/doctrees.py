"""Reads each document once for all that only look at it: figures are numbered by it, and others refer into it.

Sphinx unpickles the whole target for each numbered reference; in a report with many it is a third of the cost.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

FIRST, LAST = 1, 1000
"""Priorities of handlers that come before and after all others."""


class Trees:
    """The documents of a library's publication as they were read, each unpickled once."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._read, self._resolve = env.get_doctree, env.apply_post_transforms
        self._known: dict[str, nodes.document] = {}

    def _get_doctree(self, docname: str) -> nodes.document:
        if docname not in self._known:
            self._known[docname] = self._read(docname)
        return self._known[docname]

    def share(self) -> None:
        """Let ``get_doctree`` return the same tree each time, for those who only look at it."""
        self._env.__dict__["get_doctree"] = self._get_doctree

    def keep(self) -> None:
        """Let ``get_doctree`` return a new tree again, which may be changed; nor could the environment be stored before."""
        del self._env.__dict__["get_doctree"]

    def share_while_resolving(self) -> None:
        """Share the trees whenever post-transforms run, from when the environment has been stored."""
        self._env.__dict__["apply_post_transforms"] = self._apply_post_transforms

    def _apply_post_transforms(self, doctree: nodes.document, docname: str) -> None:
        self.share()
        try:
            self._resolve(doctree, docname)
        finally:
            self.keep()


def setup(app: Sphinx) -> None:
    """Share trees while what was read is numbered, and while references are resolved."""

    def begin(app: Sphinx, env: BuildEnvironment) -> list[str]:
        if app.config.citator_library:
            trees.append(Trees(env))
            trees[-1].share()
        return []

    def end(app: Sphinx, env: BuildEnvironment) -> list[str]:
        for shared in trees:
            shared.keep()
        return []

    def begin_writing(app: Sphinx, builder: Builder) -> None:
        for shared in trees:
            shared.share_while_resolving()

    trees: list[Trees] = []
    app.connect("env-get-updated", begin, priority=FIRST)
    app.connect("env-get-updated", end, priority=LAST)
    app.connect("write-started", begin_writing)
