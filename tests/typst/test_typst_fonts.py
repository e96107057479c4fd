"""Static fonts are cut once from the variable ones and kept."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
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


def test_fonts_are_cut_anew_when_what_cuts_them_or_what_they_are_cut_from_is_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cut: list[Path] = []
    monkeypatch.setattr("citator.typst.fonts._write_cut", lambda _, target: cut.append(target))
    font_folders(tmp_path)
    for name in ("fonttools", "fontpkg-source-serif-4", "fontpkg-source-sans-3"):
        with monkeypatch.context() as upgraded:
            upgraded.setattr(
                "importlib.metadata.version", lambda asked, name=name: "9" if asked == name else version(asked)
            )
            font_folders(tmp_path)
    assert len(set(cut)) == 4 * len(CUTS)


def test_extra_folders_are_searched_last(fonts: Path) -> None:
    assert font_folders(fonts, (Path("own"),))[-1] == Path("own")
