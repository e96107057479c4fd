"""``:decorative:`` on figures and images: an ornament that says nothing, in place of alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives import images
from sphinx.application import Sphinx
from sphinx.directives.patches import Figure


def _mark(found: Sequence[nodes.Node], decorative: bool) -> list[nodes.Node]:
    """Give the images an empty alternative text, which tells screen readers to pass over them."""
    if decorative:
        for node in found:
            for image in node.findall(nodes.image):
                image["alt"] = ""
                image["classes"].append("decorative")
    return list(found)


class DecorativeFigure(Figure):
    """Sphinx's figure with the option ``:decorative:``."""

    option_spec: ClassVar[dict[str, Any]] = {**(Figure.option_spec or {}), "decorative": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the figure, its image marked."""
        decorative = "decorative" in self.options
        self.options.pop("decorative", None)
        return _mark(super().run(), decorative)


class DecorativeImage(images.Image):
    """docutils' image with the option ``:decorative:``."""

    option_spec: ClassVar[dict[str, Any]] = {**(images.Image.option_spec or {}), "decorative": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the image, marked."""
        decorative = "decorative" in self.options
        self.options.pop("decorative", None)
        return _mark(super().run(), decorative)


def setup(app: Sphinx) -> None:
    """Replace the two directives."""
    app.add_directive("figure", DecorativeFigure, override=True)
    app.add_directive("image", DecorativeImage, override=True)
