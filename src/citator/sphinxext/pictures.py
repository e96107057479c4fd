"""Images as a library asks for them: files of its own, described in words or marked as ornaments, with their rights.

``:decorative:`` marks an ornament, on figures and images; ``:credit:``, ``:rights:`` and ``:license:`` of a figure make a
line below it. What cannot be shown is replaced by words before Sphinx asks the network or the disk for it.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives import images
from sphinx.application import Sphinx
from sphinx.directives.patches import Figure
from sphinx.transforms import SphinxTransform
from sphinx.util.images import mime_suffixes

from citator.diagnostics import Code, Diagnostic, Where
from citator.engines.typst import TypstError, draw_svg, typst_version
from citator.model.files import mark_used
from citator.model.licenses import find_license
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.report import note_diagnostic
from citator.typst.markup import string as string_literal

_LINKED = re.compile(r"""<(?:\w+:)?(?:image|feImage)\b[^>]*?\bhref\s*=\s*["'](?!data:|#)(?P<address>[^"']+)""")
"""A picture that an SVG takes from another file: a page shows no such thing, for an SVG in it may load nothing."""
SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"})
KINDS = "SVG, PNG, JPEG, WebP, GIF or PDF"
"""The same in words."""
_PAGE = "#set page(width: auto, height: auto, margin: 0pt)\n#image({name})\n"
RIGHTS = ("credit", "rights", "license")
"""Options of a figure, in the order in which they print."""


def _keep_spaces(directive: images.Image) -> None:
    """Write the spaces in the name of a file as Markdown has them in an address: docutils would take them out."""
    if directive.state.document.settings.env.config.citator_library:
        directive.arguments[0] = directive.arguments[0].replace(" ", "%20")


def _mark(found: Sequence[nodes.Node], decorative: bool) -> list[nodes.Node]:
    """Give the images an empty alternative text, which tells screen readers to pass over them."""
    if decorative:
        for node in found:
            for image in node.findall(nodes.image):
                image["alt"] = ""
                image["classes"].append("decorative")
    return list(found)


class DecorativeFigure(Figure):
    """Sphinx's figure with the option ``:decorative:`` and a line of credit, rights and licence."""

    option_spec: ClassVar[dict[str, Any]] = {
        **(Figure.option_spec or {}),
        "decorative": directives.flag,
        **dict.fromkeys(RIGHTS, directives.unchanged_required),
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure, its image marked, its rights in the legend."""
        _keep_spaces(self)
        decorative = "decorative" in self.options
        self.options.pop("decorative", None)
        given = {name: self.options.pop(name) for name in RIGHTS if name in self.options}
        found = _mark(super().run(), decorative)
        for figure in found:
            if given and isinstance(figure, nodes.figure):
                _legend(figure).append(self._rights(given))
        return found

    def _rights(self, given: dict[str, str]) -> nodes.paragraph:
        line = nodes.paragraph(classes=["citator-credit"])
        for name, text in given.items():
            if line.children:
                line += nodes.Text(" · ")
            license = find_license(text) if name == "license" else None
            if license is not None:
                line += nodes.reference("", license.name, refuri=license.url, internal=False)
            else:
                inline, messages = self.state.inline_text(text, self.lineno)
                line.extend([*inline, *messages])
        return line


def _legend(figure: nodes.figure) -> nodes.legend:
    legend = next((child for child in figure.children if isinstance(child, nodes.legend)), None)
    if legend is None:
        legend = nodes.legend()
        figure += legend
    return legend


class DecorativeImage(images.Image):
    """docutils' image with the option ``:decorative:``."""

    option_spec: ClassVar[dict[str, Any]] = {**(images.Image.option_spec or {}), "decorative": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the image, marked."""
        _keep_spaces(self)
        decorative = "decorative" in self.options
        self.options.pop("decorative", None)
        return _mark(super().run(), decorative)


class CheckImages(SphinxTransform):
    """Tells of images without words and replaces those that a library cannot show, before Sphinx looks for them."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Check every image of a library; another book keeps Sphinx's own ways."""
        if not self.config.citator_library:
            return
        for image in list(self.document.findall(nodes.image)):
            if not isinstance(image.parent, nodes.substitution_definition) and self._check(image):
                self._draw(image)

    def _check(self, image: nodes.image) -> bool:
        """Tell whether an image can be shown."""
        image["uri"] = self._unescaped(str(image["uri"]))
        self._await_formats(str(image["uri"]))
        name = str(image["uri"]).rpartition("/")[2]
        if fault := self._fault(str(image["uri"])):
            self._tell(image, *fault)
            _replace(image, str(image.get("alt") or "") or name[:60])
            return False
        if not str(image.get("alt") or "").strip() and not _is_told_elsewhere(image):
            how = f"write ![what it shows]({name})" if isinstance(image.parent, nodes.TextElement) else "add :alt:"
            kind = "figure" if isinstance(image.parent, nodes.figure) else "image"
            self._tell(image, Code.MISSING_ALT, f"{kind} '{name}' has no alternative text; {how}, or :decorative:")
        return True

    def _await_formats(self, uri: str) -> None:
        """Note every file that a name with ``.*`` may come to mean."""
        if uri.endswith(".*") and "://" not in uri:
            for suffix in (*mime_suffixes, ".jpeg", ".avif"):
                self.env.note_dependency(self.env.relfn2path(uri.removesuffix(".*") + suffix, self.env.docname)[1])

    def _unescaped(self, uri: str) -> str:
        """Return the name of the file that is meant: Markdown escapes spaces and letters as in an address."""
        if "%" not in uri or "://" in uri or Path(self.env.relfn2path(uri, self.env.docname)[1]).is_file():
            return uri
        return unquote(uri)

    def _draw(self, image: nodes.image) -> None:
        """Put a drawing in the place of a PDF: browsers show none, and PDF/A holds none."""
        relative, full = self.env.relfn2path(str(image["uri"]), self.env.docname)
        path = Path(full)
        if path.suffix == ".*":
            others = {found.suffix.lower(): found for found in sorted(path.parent.glob(f"{path.stem}.*"))}
            path = others.get(".pdf", path) if not SUFFIXES - {".pdf"} & others.keys() else path
        if path.suffix.lower() != ".pdf":
            return
        self.env.note_dependency(Path(relative).with_suffix(path.suffix))
        digest = hashlib.sha256(typst_version().encode() + path.read_bytes()).hexdigest()[:16]
        target = cache_folder(self.env._app) / "drawings" / digest / f"{path.stem}.svg"
        try:
            if not target.exists():
                _write(target, draw_svg(_PAGE.format(name=string_literal(path.name)), root=path.parent))
            mark_used(target.parent)
        except TypstError as error:
            self._tell(image, Code.MISSING_FILE, f"cannot read {path.name}: {error.message}; save it as SVG")
            _replace(image, str(image.get("alt") or path.name))
            return
        image["uri"] = f"/{os.path.relpath(target, self.env.srcdir)}"

    def _fault(self, uri: str) -> tuple[Code, str] | None:
        """Return why an image cannot be shown; a file that is not there yet is one that the document depends on."""
        if not uri:
            return Code.MISSING_FILE, "an image names no file; write ![what it shows](picture.svg)"
        if uri.startswith("data:"):
            return Code.REMOTE_IMAGE, f"image {uri[:30]}… stands in the text; save it as a file beside the chapter"
        if "://" in uri or uri.startswith("//"):
            return Code.REMOTE_IMAGE, f"image {uri} is on the web; save it beside the chapter"
        if uri.endswith(".*"):
            return None
        relative, full = self.env.relfn2path(uri, self.env.docname)
        if Path(full).suffix.lower() not in SUFFIXES:
            return Code.MISSING_FILE, f"the image {uri} is of a kind that cannot be shown; save it as {KINDS}"
        if not Path(full).is_file():
            self.env.note_dependency(relative)
            return Code.MISSING_FILE, f"cannot find the image {uri}; create it or correct its name"
        if Path(full).suffix.lower() == ".svg" and (linked := _linked(Path(full))):
            return (
                Code.REMOTE_IMAGE,
                f"image {uri} links to the picture {linked}; embed that in the SVG and save it again",
            )
        return None

    def _tell(self, image: nodes.image, code: Code, message: str) -> None:
        place: Any = image
        while place.parent is not None and not (place.source and place.line):
            place = place.parent
        source = place.source or str(self.env.doc2path(self.env.docname))
        note_diagnostic(self.env, Diagnostic(code, message, Where(source, place.line or None)))


def _linked(path: Path) -> str | None:
    """Return the address of a picture that an SVG links to."""
    found = _LINKED.search(path.read_text("utf-8", "replace"))
    return found["address"] if found else None


def _is_told_elsewhere(image: nodes.image) -> bool:
    """Tell whether an image is an ornament, or a chart, whose directive asks for words itself."""
    return "decorative" in image["classes"] or "citator-chart" in image.parent.get("classes", ())


def _write(target: Path, drawing: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(drawing)
    Path(file.name).replace(target)


def _replace(image: nodes.image, words: str) -> None:
    """Put words, marked as a mistake, where the image should be."""
    problem: nodes.Element = nodes.inline("", f"[{words}]", classes=["citator-unresolved"])
    if not isinstance(image.parent, nodes.TextElement):
        problem = nodes.paragraph("", "", problem)
    image.replace_self(problem)


def setup(app: Sphinx) -> None:
    """Replace the two directives and check what they and Markdown's own images name."""
    app.add_directive("figure", DecorativeFigure, override=True)
    app.add_directive("image", DecorativeImage, override=True)
    app.add_transform(CheckImages)
