"""Reads the documents that others refer to once, while a library's references are resolved.

Sphinx unpickles the whole target for each numbered reference; in a report with many it is a third of the cost.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder


def share_targets(app: Sphinx, builder: Builder) -> None:
    """Let ``get_doctree`` return the same tree each time while post-transforms run, which only look at it.

    It returns a new tree at all other times, for that one will be changed. The environment has been stored before: it
    could not be with functions of ours in it.
    """
    if not app.config.citator_library:
        return
    env = app.env
    read, resolve = env.get_doctree, env.apply_post_transforms
    known: dict[str, nodes.document] = {}

    def get_doctree(docname: str) -> nodes.document:
        if docname not in known:
            known[docname] = read(docname)
        return known[docname]

    def apply_post_transforms(doctree: nodes.document, docname: str) -> None:
        env.__dict__["get_doctree"] = get_doctree
        try:
            resolve(doctree, docname)
        finally:
            del env.__dict__["get_doctree"]

    env.__dict__["apply_post_transforms"] = apply_post_transforms


def setup(app: Sphinx) -> None:
    """Share trees from when the environment has been read and stored."""
    app.connect("write-started", share_targets)
