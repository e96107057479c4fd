"""``{chart}``: a figure drawn at build time from data files by a script beside the text."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import inspect
import os
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from citator.diagnostics import Code
from citator.model.files import mark_used
from citator.sphinxext import drawing
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.data import download_line, find_file, notes_below, problem, tell

#: Matplotlib's settings for every chart: the fonts of the house as outlines, words inside the figure, nothing that differs by run.
STYLE: Any = {
    "figure.constrained_layout.use": True,
    "font.family": "Source Sans 3",
    "font.size": 9,
    "svg.fonttype": "path",
    "svg.hashsalt": "citator",
    "axes.spines.top": False,
    "axes.spines.right": False,
}

DRAWN_WITH = ("matplotlib", "fonttools", "fontpkg-source-sans-3")
"""The packages that shape a drawing: the last has its letters, which the second cuts."""


class ChartDirective(SphinxDirective):
    """A figure from ``draw(data: list[Path]) -> Figure`` in a script; drawn again only when script or data change."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {
        "name": directives.unchanged,
        "class": directives.class_option,
        "alt": directives.unchanged_required,
        "data": directives.unchanged_required,
        "source": directives.unchanged_required,
        "note": directives.unchanged_required,
        "description": directives.unchanged_required,
        "width": directives.length_or_percentage_or_unitless,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure with caption, description, source and data."""
        script = find_file(self, self.arguments[0])
        names = [name.strip() for name in self.options.get("data", "").split(",") if name.strip()]
        data = [find_file(self, name) for name in names]
        if script is None or None in data:
            return problem(f"[{self.arguments[0]}]")
        if not self.options.get("alt"):
            tell(self, Code.MISSING_ALT, f"chart {self.arguments[0]} has no alternative text; add :alt:")
        try:
            image = draw(script, [path for path in data if path is not None], cache_folder(self.env._app) / "charts")
        except (Exception, SystemExit) as error:
            # the script is the author's: whatever it raises is a message about it
            place = ":".join([self.arguments[0], *map(str, _lines(error, script)[-1:])])
            message = f"{place}: {type(error).__name__}: {error}; correct the script or its data"
            tell(self, Code.CHART, message)
            return problem(f"[{self.arguments[0]}]")
        return [self._figure(image, names)]

    def _figure(self, image: Path, data: list[str]) -> nodes.figure:
        uri = os.path.relpath(image, self.env.srcdir)
        picture = nodes.image("", uri=f"/{uri}", **{k: self.options[k] for k in ("alt", "width") if k in self.options})
        figure = nodes.figure("", picture, classes=["citator-chart", *self.options.get("class", [])])
        self.set_source_info(figure)
        self.set_source_info(picture)
        caption, messages = self.parse_inline(" ".join(self.content))
        figure += nodes.caption("", "", *caption, *messages)
        legend = nodes.legend("", *notes_below(self))
        if description := self.options.get("description"):
            inline, messages = self.parse_inline(description)
            legend += nodes.paragraph("", "", *inline, *messages, classes=["citator-description"])
        only = download_line(self, data)
        if only is not None:
            legend += only
        if legend.children:
            figure += legend
        self.add_name(figure)
        return figure


def draw(script: Path, data: list[Path], folder: Path) -> Path:
    """Return the SVG of a script's chart, from ``folder`` where it has been drawn before."""
    digest = hashlib.sha256(repr(sorted(STYLE.items())).encode())
    for package in DRAWN_WITH:
        digest.update(importlib.metadata.version(package).encode())
    for code in (drawing, _draw, _house_fonts):
        digest.update(inspect.getsource(code).encode())
    for path in (script, *data):
        digest.update(path.name.encode() + path.read_bytes())
    target = folder / digest.hexdigest()[:16] / f"{script.stem}.svg"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".svg", delete=False) as file:
            temporary = Path(file.name)
        try:
            _draw(script, data, temporary, folder.parent / "fonts")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    mark_used(target.parent)
    return target


def _draw(script: Path, data: list[Path], target: Path, fonts: Path) -> None:
    os.environ.setdefault("MPLBACKEND", "Agg")
    import matplotlib
    from matplotlib import font_manager

    for font in _house_fonts(fonts):
        font_manager.fontManager.addfont(font)
    with matplotlib.rc_context(STYLE):
        figure = _function(script)(data)
        if not hasattr(figure, "savefig"):
            raise TypeError("draw(data) returns no figure of Matplotlib")
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    target.write_text(drawing.slim(target.read_text("utf-8")), "utf-8")


def _house_fonts(cache: Path) -> list[Path]:
    """Return the static instances of the sans-serif: Matplotlib shows a variable font at its lightest weight."""
    from citator.typst.fonts import font_folders

    return sorted(path for folder in font_folders(cache) for path in folder.glob("SourceSans3-*.ttf"))


def _function(script: Path) -> Callable[[list[Path]], Any]:
    spec = importlib.util.spec_from_file_location(f"citator_chart_{script.stem}", script)
    if spec is None or spec.loader is None:
        raise ImportError("it is no script of Python, whose name ends in .py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[[list[Path]], Any] | None = getattr(module, "draw", None)
    if function is None:
        raise ImportError("it has no function draw(data)")
    return function


def _lines(error: BaseException, script: Path) -> list[int]:
    """Return the lines of a script that an error has passed, the innermost last."""
    if isinstance(error, SyntaxError) and error.filename == str(script) and error.lineno is not None:
        return [error.lineno]
    frames = traceback.extract_tb(error.__traceback__)
    return [frame.lineno for frame in frames if frame.filename == str(script) and frame.lineno is not None]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("chart", ChartDirective)
