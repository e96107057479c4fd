"""The look that ``citator_pdf`` in ``conf.py`` asks for: colours, fonts, a logo, a design of the institute's own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from sphinx.application import Sphinx

from citator.diagnostics import Code, Diagnostic, Where
from citator.typst.designs import DESIGNS

COLOURS = ("accent", "second", "ink", "quiet", "hairline", "tint")
FONTS = ("text_font", "heading_font", "display_font", "code_font", "math_font")
THEME = (*COLOURS, *FONTS)
"""Names of the template's theme; colours as ``#rrggbb``, fonts as the names of their families."""

_COLOUR = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
"""What Typst reads as a colour: https://typst.app/docs/reference/visualize/color/#definitions-rgb"""
FONT_FILES = (".otf", ".ttf", ".otc", ".ttc")


class PdfLook(Struct):
    """What was found in ``citator_pdf``: values for the theme, files looked for, and what was wrong."""

    theme: dict[str, Any] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def write_look(app: Sphinx, out: Path) -> PdfLook:
    """Copy the design, the logo and the fonts into the project, and return the theme."""
    look = PdfLook()
    copiers = {"template": _copy_template, "logo": _copy_logo, "fonts": _copy_fonts}
    settings = app.config.citator_pdf
    for name, value in sorted(settings.items()) if isinstance(settings, dict) else ():  # Sphinx tells of other types
        if name in THEME:
            _choose(look, name, value)
        elif name in copiers:
            copiers[name](look, Path(app.confdir), str(value), out)
        else:
            known = ", ".join((*copiers, *THEME))
            look.diagnostics.append(_wrong(f"citator_pdf has no '{name}'; it may hold {known}"))
    return look


def _choose(look: PdfLook, name: str, value: object) -> None:
    """Take a value into the theme, unless Typst would refuse it."""
    if name in COLOURS and not (isinstance(value, str) and _COLOUR.fullmatch(value)):
        look.diagnostics.append(_wrong(f"citator_pdf: {name} is {value!r}, which is no colour; write it as '#16405b'"))
    elif name in FONTS and not all(isinstance(family, str) for family in _listed(value)):
        look.diagnostics.append(
            _wrong(f"citator_pdf: {name} is {value!r}; write the name of a family, or a list of names")
        )
    else:
        look.theme[name.replace("_", "-")] = value


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _copy_template(look: PdfLook, confdir: Path, value: str, out: Path) -> None:
    source = DESIGNS.get(value, confdir / value)
    _copy(look, source, out / "restyle.typ", value)


def _copy_logo(look: PdfLook, confdir: Path, value: str, out: Path) -> None:
    target = out / f"logo{Path(value).suffix.lower()}"
    if _copy(look, confdir / value, target, value):
        look.theme["logo"] = f"/{target.name}"


def _copy_fonts(look: PdfLook, confdir: Path, value: str, out: Path) -> None:
    """Copy the fonts of a folder, which a library's configuration watches as a whole."""
    (out / "fonts").mkdir(exist_ok=True)
    folder = confdir / value
    if not folder.is_dir():
        look.diagnostics.append(_missing(value))
        return
    fonts = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in FONT_FILES]
    if not fonts:
        look.diagnostics.append(_wrong(f"citator_pdf: {value} holds no font ({', '.join(FONT_FILES)}); put one there"))
    for source in fonts:
        _copy(look, source, out / "fonts" / source.name, value)


def _copy(look: PdfLook, source: Path, target: Path, value: str) -> bool:
    look.files.append(source)  # one that is missing, too, may come
    if not source.is_file():
        look.diagnostics.append(_missing(value))
        return False
    shutil.copyfile(source, target)
    return True


def _missing(value: str) -> Diagnostic:
    return _wrong(f"citator_pdf: cannot find {value}; create it or correct its name")


def _wrong(message: str) -> Diagnostic:
    return Diagnostic(Code.FRONT_MATTER, message, Where("conf.py"))
