"""Builds a small publication with plain Sphinx and our look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest
import site_dress
from site_library import LIBRARY
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from citator.model.publication import Publication
from citator.sphinxext.html import Look


def kind(publication: Publication | None, docname: str) -> str:
    """Return what a page of these tests is."""
    if publication is None:
        return "shell"
    if docname == publication.root:
        return "page" if publication.is_single_page else "landing"
    return "references" if docname.endswith("/references") else "chapter"


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that builds files as a publication (or the shell) and gives the folder of pages."""

    def run(
        files: dict[str, str], publication: Publication | None, conf: dict[str, object] | None = None, **look: object
    ) -> Path:
        docs, out = tmp_path / "docs", tmp_path / "out"
        for name, text in files.items():
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        # The environment pickles configuration values, and a look holds functions: it goes another way.
        values = {"library": LIBRARY, "publication": publication, "kind": partial(kind, publication), **look}
        site_dress.look = Look(**values)  # type: ignore[arg-type]
        with docutils_namespace():
            app = Sphinx(
                docs,
                None,
                out,
                tmp_path / "doctrees",
                "html",
                confoverrides={
                    "extensions": ["myst_parser", "site_dress"],
                    "html_theme": "furo",
                    # else Sphinx would write into the default of all applications of this process
                    "source_suffix": {".md": "markdown"},
                    "html_copy_source": False,
                    "html_use_index": False,
                    "numfig": True,
                    "root_doc": publication.root if publication else "shell",
                    **(conf or {}),
                },
                status=None,
                warningiserror=True,
                freshenv=True,
            )
            app.build()
        return out

    return run
