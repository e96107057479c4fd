"""An institute gives its PDFs colours, fonts, a logo or a design of its own in conf.py."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from showcase import CONF, FILES, SQUARE, Built, compile_built


def dressed(settings: str, **files: str | bytes) -> dict[str, str | bytes]:
    return FILES | {"conf.py": f"{CONF}\ncitator_pdf = {settings}\n"} | files


def test_the_second_design_sets_every_element(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(dressed('{"template": "broadsheet"}'))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (bool(pdf), messages, built.messages) == (True, [], [])


def test_colours_and_a_logo_are_used(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(dressed('{"accent": "#5b1640", "logo": "mark.svg"}') | {"mark.svg": SQUARE})
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (bool(pdf), messages) == (True, [])
    assert (built.project / "logo.svg").read_bytes() == SQUARE


def test_an_unknown_setting_is_told(library: Callable[..., Built]) -> None:
    (message,) = library(dressed('{"colour": "red"}')).messages
    assert message.startswith(
        "conf.py: WARNING: citator_pdf has no 'colour'; it may hold template, logo, fonts, accent"
    )


def test_a_missing_design_is_told(library: Callable[..., Built]) -> None:
    assert library(dressed('{"template": "gone.typ"}')).messages == [
        "conf.py: WARNING: citator_pdf: cannot find gone.typ; create it or correct its name [citator.front-matter]"
    ]
