"""A second builder on the environment that a first one has read: the same documents, resolved for another output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.tags import Tags

B = TypeVar("B", bound=Builder)


@contextmanager
def second_builder(app: Sphinx, kind: type[B]) -> Iterator[B]:
    """Make a builder of ``kind`` the application's for a while.

    It gets tags of its own: a builder adds its name to the application's, and ``Tags`` remembers every condition that it
    has evaluated, so ``only`` would print for both builders.
    """
    env: Any = app.env
    first, tags, first_class = app.builder, app.tags, env._builder_cls
    of_first = {first.name, first.format, f"format_{first.format}", f"builder_{first.name}"}
    app.tags = Tags(set(tags) - of_first)
    try:
        builder = kind(app, app.env)
        app.builder, env._builder_cls = builder, kind
        builder.init()
        yield builder
    finally:
        app.builder, app.tags, env._builder_cls = first, tags, first_class
