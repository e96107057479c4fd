"""Takes over from sphinxcontrib-bibtex: its options and vocabulary stay, its resolution does not.

It is set up as an extension, so that its configuration values exist and a project may name it too; its handlers, which
would read every .bib file with pybtex, are disconnected, and its nodes and transforms never meet a node of theirs.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging

logger = logging.getLogger(__name__)


def take_over(app: Sphinx) -> None:
    """Set sphinxcontrib-bibtex up and take its handlers out of every event."""
    app.setup_extension("sphinxcontrib.bibtex")
    for listeners in app.events.listeners.values():
        theirs = [listener for listener in listeners if listener.handler.__module__ == "sphinxcontrib.bibtex"]
        for listener in theirs:
            app.disconnect(listener.id)
    app.registry.post_transforms[:] = [
        transform
        for transform in app.registry.post_transforms
        if not transform.__module__.startswith("sphinxcontrib.bibtex")
    ]


def leave_out_doctrees(app: Sphinx, builder: Builder) -> None:
    """Keep Sphinx's EPUB builder from telling of each file of Sphinx's own cache, which stands in its output by default."""
    folder, out = Path(app.doctreedir), Path(app.outdir)
    if builder.name == "epub" and folder.is_relative_to(out):
        files = (path.relative_to(out).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *files]


def tell_of_plugins(app: Sphinx, config: Config) -> None:
    """Say which plug-ins of the project's own cannot be honoured: a CSL style formats instead."""
    from pybtex import plugin

    registered = getattr(plugin, "_RUNTIME_PLUGINS", {})
    names = sorted(f"{name} ({group})" for group, found in registered.items() for name in found)
    if names:
        logger.warning(
            "pybtex plug-ins are not used: %s; name a CSL style in citator_style instead",
            ", ".join(names),
            type="citator",
            subtype="pybtex-plugin",
        )


def setup(app: Sphinx) -> None:
    """Take over, and look for plug-ins when the configuration is known."""
    take_over(app)
    app.connect("config-inited", tell_of_plugins)
    app.connect("write-started", leave_out_doctrees)
