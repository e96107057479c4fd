"""Fonts of the house, from pip packages alone; static instances of the variable ones are made once and kept.

Typst takes twice as long over a text in a variable font. Only the outlines are instanced: the kerning and the features
of the default master stay as they are, for moving those takes twenty times as long and cannot be seen in print.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from citator.errors import CitatorError


class Cut(Struct, frozen=True):
    """One static font: where it is cut from, the name of its family and its place on the axes."""

    package: str
    file: str
    family: str
    weight: int
    optical_size: int | None = None
    italic: bool = False

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.family.replace(' ', '')}-{self.weight}{'i' if self.italic else ''}.ttf"


_SERIF = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf")
_SANS = ("fontpkg_source_sans_3", "SourceSans3[wght].ttf", "SourceSans3-Italic[wght].ttf")

CUTS = (
    Cut(_SERIF[0], _SERIF[1], "Source Serif 4", 400, 11),
    Cut(_SERIF[0], _SERIF[1], "Source Serif 4", 700, 11),
    Cut(_SERIF[0], _SERIF[2], "Source Serif 4", 400, 11, italic=True),
    Cut(_SERIF[0], _SERIF[2], "Source Serif 4", 700, 11, italic=True),
    Cut(_SERIF[0], _SERIF[1], "Source Serif 4 Display", 400, 60),
    Cut(_SERIF[0], _SERIF[1], "Source Serif 4 Display", 600, 60),
    Cut(_SERIF[0], _SERIF[2], "Source Serif 4 Display", 400, 60, italic=True),
    Cut(_SERIF[0], _SERIF[2], "Source Serif 4 Display", 600, 60, italic=True),
    Cut(_SANS[0], _SANS[1], "Source Sans 3", 400),
    Cut(_SANS[0], _SANS[1], "Source Sans 3", 600),
    Cut(_SANS[0], _SANS[1], "Source Sans 3", 700),
    Cut(_SANS[0], _SANS[2], "Source Sans 3", 400, italic=True),
    Cut(_SANS[0], _SANS[2], "Source Sans 3", 600, italic=True),
)
WHOLE_PACKAGES = ("manimgx_fonts_cjk", "fontpkg_amiri", "fontpkg_frank_ruhl_libre", "fontpkg_noto_sans_devanagari")
"""Packages whose folder Typst searches as it is: some are variable, but few texts use more than some names in their scripts."""


def font_folders(cache: Path, extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the folders that Typst searches, after making in ``cache`` the static instances that are not there yet.

    Raises:
        CitatorError: a font package is not installed.
    """
    folder = cache / f"cuts-{_shaping()}"
    folder.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        if not (folder / cut.name).is_file():
            _write_cut(cut, folder / cut.name)
    return (folder, *(_package_folder(package) for package in WHOLE_PACKAGES), *extra)


def _shaping() -> str:
    """Return a digest of all that shapes the static fonts: this module, what it cuts with and what it cuts from."""
    packages = ("fonttools", *sorted({cut.package.replace("_", "-") for cut in CUTS}))
    versions = [f"{package} {importlib.metadata.version(package)}" for package in packages]
    return hashlib.sha256("\n".join(versions).encode() + Path(__file__).read_bytes()).hexdigest()[:16]


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise CitatorError(f"the font package {package.replace('_', '-')} is missing; install it with pip")
    return Path(spec.origin).parent


def _write_cut(cut: Cut, target: Path) -> None:
    """Write one static font, whole or not at all: two workers may make the same one."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.DefaultTable import DefaultTable
    from fontTools.varLib import instancer

    font = TTFont(_package_folder(cut.package) / "files" / cut.file, recalcTimestamp=False)
    layout = {tag: font.reader[tag] for tag in ("GDEF", "GSUB", "GPOS")}
    for tag in (*layout, "STAT", "DSIG"):
        if tag in font:
            del font[tag]
    axes = {"wght": cut.weight} | ({"opsz": cut.optical_size} if cut.optical_size else {})
    instancer.instantiateVariableFont(font, axes, inplace=True, optimize=False)
    for tag, data in layout.items():
        font[tag] = DefaultTable(tag)
        font[tag].data = data
    _rename(font, cut)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            font.save(stream, reorderTables=None)
        Path(temporary).replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()


def _rename(font: object, cut: Cut) -> None:
    """Name the family, weight and slope, by which Typst finds the font."""
    table = font["name"]  # type: ignore[index]
    style = {400: "Regular", 600: "SemiBold", 700: "Bold"}[cut.weight] + (" Italic" if cut.italic else "")
    names = {
        1: cut.family,
        2: style,
        4: f"{cut.family} {style}",
        6: f"{cut.family}-{style}".replace(" ", ""),
        16: cut.family,
        17: style,
    }
    table.names = [record for record in table.names if record.nameID not in (*names, 3, 21, 22, 25)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    metrics = font["OS/2"]  # type: ignore[index]
    metrics.usWeightClass = cut.weight
    bold = cut.weight == 700
    metrics.fsSelection = 0b10000000 | cut.italic | bold << 5 | (not (cut.italic or bold)) << 6
    font["head"].macStyle = bold | cut.italic << 1  # type: ignore[index]
