"""Static fonts are cut once from the variable ones and kept."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from citator.typst.fonts import CUTS, font_folders


def test_each_cut_is_static_named_and_kerned(fonts: Path) -> None:
    folder = font_folders(fonts)[0]
    for cut in CUTS:
        font = TTFont(folder / cut.name)
        assert "fvar" not in font
        assert (font["name"].getDebugName(16), font["OS/2"].usWeightClass) == (cut.family, cut.weight)
        assert bool(font["head"].macStyle & 2) is cut.italic
        assert "GPOS" in font


def test_fonts_are_made_once(fonts: Path) -> None:
    folder = font_folders(fonts)[0]
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    font_folders(fonts)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == made


def test_extra_folders_are_searched_last(fonts: Path) -> None:
    assert font_folders(fonts, (Path("own"),))[-1] == Path("own")
