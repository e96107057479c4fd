"""Charts are written in few bytes, look the same, and stand in their pictures whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from citator.sphinxext.chart import draw
from citator.sphinxext.drawing import outline, slim

from .projects import Project

SCRIPT = """
from matplotlib.figure import Figure

def draw(data):
    figure = Figure(figsize=(6.3, 2.2))
    axes = figure.add_subplot()
    axes.barh(["Northport, the northernmost"], [12])
    axes.set_xlabel("Count")
    return figure
"""

LETTER = '<path id="SourceSans3-Regular-29" d="M 320 0 \nL 640 -160 \nQ 640 32 320 0 \nz\nM 16 16 \nL 32 32 \n" '


def test_an_outline_goes_on_from_the_end_of_each_step() -> None:
    assert outline("M 320 0 \nL 640 -160 \nz\nM 16 16 \nL 32 32 \n") == "m20 0l20-10zm-19 1l1 1"


def test_a_letter_keeps_its_size_and_its_users() -> None:
    use = '<use xlink:href="#SourceSans3-Regular-29" transform="translate(70.849609 0)"/>'
    assert slim(f'{LETTER}transform="scale(0.015625)"/>{use}') == (
        '<path id="g0" d="m20 0l20-10q0 12-20 10zm-19 1l1 1" transform="scale(0.25)"/><use xlink:href="#g0" x="71"/>'
    )


def test_positions_have_hundredths_and_scales_and_versions_stay() -> None:
    svg = '<?xml version="1.0"?><g transform="translate(5.669291 38.187697) scale(0.075 -0.075)">'
    assert slim(svg) == '<?xml version="1.0"?><g transform="translate(5.67 38.19) scale(0.075 -0.075)">'


def test_what_nobody_sees_is_left_out() -> None:
    assert (
        slim('<metadata>\n<a/>\n</metadata><g id="patch_12">\n   <!-- Origins -->\n   <g id="mine"/>')
        == '<g>\n<g id="mine"/>'
    )


def test_the_words_around_a_chart_stand_inside_its_picture(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert request.config.cache is not None
    (tmp_path / "fonts").symlink_to(request.config.cache.mkdir("citator-fonts"))
    script = tmp_path / "counts.py"
    script.write_text(SCRIPT, "utf-8")
    svg = draw(script, [], tmp_path / "charts").read_text("utf-8")
    width, depth = map(float, re.findall(r'viewBox="0 0 (\S+) (\S+)"', svg)[0])
    words = [(float(x), float(y)) for x, y in re.findall(r'<g transform="translate\((\S+) (\S+)\) scale', svg)]
    assert words
    assert width == 453.6
    assert [(x, y) for x, y in words if not (0 < x < width and 0 < y < depth)] == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("def draw(data):\n    return {}['a']\n", "x.py:2: KeyError: 'a'; correct the script or its data"),
        ("def draw(data)\n", "x.py:1: SyntaxError: expected ':' (x.py, line 1); correct the script or its data"),
    ],
)
def test_a_script_that_fails_is_told_with_its_line_and_leaves_nothing(
    script: str, said: str, book: Callable[..., Project], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert request.config.cache is not None
    cache = tmp_path / "src/out-doctrees/citator"
    cache.mkdir(parents=True)
    (cache / "fonts").symlink_to(request.config.cache.mkdir("citator-fonts"))
    built = book({"index.md": "# Book\n\n```{chart} x.py\n:alt: A chart\n```\n", "x.py": script})
    assert f"index.md:3: WARNING: {said} [citator.chart]" in built.warnings
    assert not list(built.folder.parent.rglob("charts/*/*.svg"))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys\n\ndef draw(data):\n    sys.exit(3)\n", "x-chart.py:4: SystemExit: 3"),
        ("def draw(data):\n    pass\n", "x-chart.py: TypeError: draw(data) returns no figure of Matplotlib"),
        ("", "x-chart.py: ImportError: it has no function draw(data)"),
    ],
)
def test_a_script_that_draws_nothing_is_told(script: str, said: str, publication: Callable[..., Project]) -> None:
    project = publication("```{chart} x-chart.py\n:alt: Bars.\n```\n\nThe end.")
    project.write({"docs/summaries/x-chart.py": script}).build("-D", "citator_publication=x", fresh=True)
    assert f"{said}; correct the script or its data [citator.chart]" in project.warnings
    assert "The end." in project.text("summaries/x/index.html")


def test_a_file_that_is_no_script_and_a_width_that_is_none_are_told(publication: Callable[..., Project]) -> None:
    project = publication("```{chart} x.csv\n:alt: Bars.\n:width: wide\n```\n")
    project.write({"docs/summaries/x.csv": "a\n1\n"}).build("-D", "citator_publication=x", fresh=True)
    assert "x.csv: ImportError: it is no script of Python, whose name ends in .py; correct" in project.warnings
    assert "'chart': Invalid option value for 'width': wide" in project.warnings
