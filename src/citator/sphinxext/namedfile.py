"""Directives of docutils that read a file: they note it before they look for it, so that one created later is read."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.directives.misc import Raw, adapt_path
from sphinx.application import Sphinx
from sphinx.directives.patches import CSVTable


class NamedCsvTable(CSVTable):
    """``{csv-table}``."""

    def get_csv_data(self) -> tuple[object, str]:
        """Read the rows of the content, or of the file that ``:file:`` names."""
        _note(self)
        rows, source = super().get_csv_data()  # type: ignore[no-untyped-call]
        return rows, source


class NamedRaw(Raw):  # type: ignore[misc, unused-ignore]
    """``{raw}``."""

    def run(self) -> list[nodes.Node]:
        """Return the content, or that of the file that ``:file:`` names."""
        _note(self)
        return list(super().run())


def _note(directive: CSVTable | Raw) -> None:
    if "file" in directive.options:
        document = directive.state.document
        path = adapt_path(directive.options["file"], document.current_source or "", document.settings.root_prefix)
        document.settings.record_dependencies.add(path)


def setup(app: Sphinx) -> None:
    """Replace the directives; a library that allows no HTML replaces ``{raw}`` once more."""
    app.add_directive("csv-table", NamedCsvTable, override=True)
    app.add_directive("raw", NamedRaw, override=True)
