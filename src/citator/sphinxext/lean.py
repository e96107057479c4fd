"""Leaves out of a process what Sphinx and Furo import and a library's build never uses: a third of the time to start.

What is left out comes back by itself when something asks for it after all.
"""

from __future__ import annotations

import importlib
import sys
from functools import partial
from types import ModuleType
from typing import Any

UNUSED_EXTENSIONS = frozenset(
    {
        "sphinx.builders.changes",
        "sphinx.builders.dummy",
        "sphinx.builders.epub3",
        "sphinx.builders.linkcheck",
        "sphinx.builders.manpage",
        "sphinx.builders.texinfo",
        "sphinx.builders.text",
        "sphinx.builders.xml",
        "sphinxcontrib.applehelp",
        "sphinxcontrib.devhelp",
        "sphinxcontrib.htmlhelp",
        "sphinxcontrib.qthelp",
        "sphinxcontrib.serializinghtml",
    }
)
"""Builders that Sphinx sets up in every application; a library's are ``html`` and our own."""

LAZY = ("snowballstemmer", "sphinx.ext.doctest", "sphinx.util.requests")
"""Stemmers of the search that our pages do not have, what tests examples, and what fetches images from the web."""


def used(extensions: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of Sphinx's extensions that a library's build may use."""
    return tuple(name for name in extensions if name not in UNUSED_EXTENSIONS)


def spare_imports() -> None:
    """Make the modules above wait until they are used; call it before Sphinx is imported."""
    for name in LAZY:
        if name not in sys.modules:
            _stand_in(name).__dict__["__getattr__"] = partial(_look_up, name)
    if "furo" not in sys.modules:
        _stand_in("furo.navigation").__dict__["get_navigation_tree"] = _navigation_tree


def _stand_in(name: str) -> ModuleType:
    """Put an empty module in the place of another."""
    module = sys.modules[name] = ModuleType(name)
    return module


def _look_up(name: str, attribute: str) -> Any:
    """Return what is asked of a module that is not there yet (PEP 562); ``inspect`` asks every module for its file."""
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    return getattr(_load(name), attribute)


def _load(name: str) -> ModuleType:
    """Import the module itself."""
    if sys.modules[name].__spec__ is None:
        del sys.modules[name]
    return importlib.import_module(name)


def _navigation_tree(toctree_html: str) -> str:
    """Spare Furo Beautiful Soup until there is a tree to navigate: pages of a library have a navigation of their own."""
    tree: str = _load("furo.navigation").get_navigation_tree(toctree_html) if toctree_html else toctree_html
    return tree
