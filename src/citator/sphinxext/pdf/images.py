"""Images on their way into the Typst project: found, named after their content, checked for what the PDF cannot use."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sphinx.application import Sphinx

from citator.model.publication import Publication
from citator.sphinxext.pdf.colours import copy_picture
from citator.sphinxext.pictures import KINDS, SUFFIXES
from citator.sphinxext.publication import picture_file

_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>px|pt|pc|cm|mm|in|em|ex|rem|%)?")
_UNITS = {"": (0.75, "pt"), "px": (0.75, "pt"), "pc": (12.0, "pt"), "ex": (0.5, "em"), "rem": (1.0, "em")}


class Images:
    """The images of a publication, copied into its project as they are asked for."""

    def __init__(self, app: Sphinx, out: Path) -> None:
        self._app = app
        self._out = out

    def add(self, uri: str) -> tuple[str | None, str]:
        """Copy an image that is named relative to the source folder; return its path in the project, or what is wrong."""
        path = Path(self._app.srcdir) / uri.lstrip("/")
        if not path.is_file() or path.suffix.lower() not in SUFFIXES:
            return (
                None,
                f"cannot find the image {uri}, or it is of another kind than {KINDS}; save it there, as one of these",
            )
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        return self._copy(path, f"images/{digest}{path.suffix.lower()}")

    def cover(self, publication: Publication) -> tuple[str | None, str]:
        """Copy the cover image, where front matter names one; return its path in the project, or what is wrong."""
        path = picture_file(self._app, publication, publication.cover or "")
        if not path.is_file() or path.suffix.lower() not in SUFFIXES:
            return None, ""  # the landing page, which shows it too, has told
        return self._copy(path, f"cover{path.suffix.lower()}")

    def _copy(self, path: Path, name: str) -> tuple[str | None, str]:
        target = self._out / name
        target.parent.mkdir(exist_ok=True)
        if copy_picture(path, target):
            return f"/{name}", ""
        return None, f"cannot read the image {path.name}; save it again"


def typst_length(text: object, scale: float = 1.0) -> str | None:
    """Return a length as HTML writes it (``300px``, ``60%``) as Typst code, or nothing when it cannot be read."""
    match = _LENGTH.fullmatch(str(text or "").strip())
    if not match:
        return None
    number, unit = float(match["number"]), match["unit"] or ""
    factor, unit = _UNITS.get(unit, (1.0, unit))
    return f"{number * factor * scale:g}{unit}"


_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}


def absolute_points(text: object) -> float:
    """Return a length that does not depend on the page or the type in points, and 0 for any other."""
    match = _LENGTH.fullmatch(str(text or "").strip())
    if not match:
        return 0.0
    factor, unit = _UNITS.get(match["unit"] or "", (1.0, match["unit"]))
    return float(match["number"]) * factor * _POINTS.get(unit, 0.0)
