"""Charts are written in few bytes and look the same."""

from __future__ import annotations

from citator.sphinxext.drawing import outline, slim

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
