"""An institute gives its PDFs colours, fonts, a logo or a design of its own in conf.py."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from showcase import CONF, FILES, INDEX, SQUARE, Built, compile_built


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


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('"accent": "red"', "accent is 'red', which is no colour; write it as '#16405b'"),
        ('"ink": 5', "ink is 5, which is no colour; write it as '#16405b'"),
        ('"text_font": 5', "text_font is 5; write the name of a family, or a list of names"),
        (
            '"code_font": ["DejaVu Sans Mono", "Nix Mono"]',
            "cannot find the font 'nix mono'; correct its name, or put it into the folder that 'fonts' names",
        ),
    ],
)
def test_a_wrong_colour_or_font_is_told_at_conf_py_and_that_of_the_house_stands_instead(
    setting: str, told: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(dressed(f"{{{setting}}}"))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert [*built.messages, *messages] == [f"conf.py: WARNING: citator_pdf: {told} [citator.front-matter]"]
    assert pdf


def test_a_look_that_is_no_dictionary_costs_the_look_alone(library: Callable[..., Built]) -> None:
    built = library(dressed('["broadsheet"]'))
    assert built.messages == ["WARNING: The config value `citator_pdf' has type `list'; expected `dict'."]
    assert built.typst


def test_a_missing_design_is_told(library: Callable[..., Built]) -> None:
    assert library(dressed('{"template": "gone.typ"}')).messages == [
        "conf.py: WARNING: citator_pdf: cannot find gone.typ; create it or correct its name [citator.front-matter]"
    ]


def test_a_cover_may_lie_with_what_is_shared(library: Callable[..., Built]) -> None:
    index = INDEX.replace("type: report", "type: report\ncover: /shared/cover.svg")
    built = library(FILES | {"docs/reports/tides/index.md": index, "docs/shared/cover.svg": SQUARE})
    assert (built.messages, (built.project / "cover.svg").read_bytes()) == ([], SQUARE)
    assert '"cover-image": "/cover.svg"' in (built.project / "publication.json").read_text("utf-8")


LONG = INDEX.replace("title: Tides & Treaties", f"title: {'A Long Title of Tides and Treaties ' * 6}").replace(
    "authors: [{name: Ada Example}]",
    f"authors: [{', '.join(f'{{name: Firstname{n} Longsurname{n}}}' for n in range(20))}]\nstatus: review\nresearch_closed: 2026-06",
)


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("template", ["", '"template": "broadsheet"'])
@pytest.mark.parametrize("edition", ["screen", "large-print"])
def test_a_cover_is_one_page_and_shows_the_status(
    template: str,
    edition: str,
    library: Callable[..., Built],
    fonts: Path,
    typst_process: ProcessPoolExecutor,
    tmp_path: Path,
) -> None:
    built = library(dressed(f"{{{template}}}") | {"docs/reports/tides/index.md": LONG})
    pdf, messages = typst_process.submit(compile_built, built, fonts, edition).result()
    assert messages == []
    cover, imprint = pages(pdf, tmp_path)[:2]
    for words in ("Firstname0 Longsurname0", "Longsurname19", "Research closed June 2026", "For review"):
        assert words in cover
    assert "Suggested citation" in imprint


@pytest.mark.tool("pdftotext")
def test_the_imprint_parts_corrections_and_names_whom_it_thanks(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    corrections = [f"  - {{date: 2026-12-0{day}, note: Number {day} corrected.}}\n" for day in (1, 2)]
    matter = f"credits: [{{role: maps, name: 'Maler, Max'}}]\ncorrections:\n{''.join(corrections)}date:"
    built = library(FILES | {"docs/reports/tides/index.md": INDEX.replace("date:", matter, 1)})
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert messages == []
    imprint = pages(pdf, tmp_path)[1]
    assert "Maps: Max Maler Version" in imprint
    assert "Corrections: 1 December 2026: Number 1 corrected. 2 December 2026: Number 2 corrected. " in imprint


@pytest.mark.tool("pdftotext")
def test_the_status_across_a_page_is_not_divided(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    index = INDEX.replace("language: en-GB", "language: de\nstatus: review")
    built = library(FILES | {"docs/reports/tides/index.md": index})
    pdf, _ = typst_process.submit(compile_built, built, fonts, "review").result()
    assert "ZURBEGUTACHTUNG" in pages(pdf, tmp_path)[4].replace(" ", "")


def test_a_broadsheet_opens_its_chapters_on_the_right_in_print(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    pdf, _ = typst_process.submit(
        compile_built, library(dressed('{"template": "broadsheet"}')), fonts, "print"
    ).result()
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        chapters = [item for item in outline.root if item.title[0].isdigit()]
        sheets = [pikepdf.Page(resolved(document, item)).index for item in chapters]
    assert [sheet % 2 for sheet in sheets] == [0, 0, 0], "counted from 0"


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("sections", [0, 60], ids=["contents of one page", "contents of two pages"])
def test_right_hand_pages_have_odd_numbers_and_no_page_with_words_lacks_its_number(
    sections: int, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    chapter = FILES["docs/reports/tides/blocks.md"] + "".join(f"\n## Section {n}\n" for n in range(sections))
    built = library(FILES | {"docs/reports/tides/blocks.md": chapter})
    pdf, _ = typst_process.submit(compile_built, built, fonts, "print").result()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        labels = [page.label for page in document.pages]
    first = labels.index("1")
    assert (first % 2, labels[first:]) == (0, [str(n) for n in range(1, len(labels) - first + 1)]), "counted from 0"
    inside = pages(pdf, tmp_path)[1 : len(labels)]
    assert [label in words.split() for label, words in zip(labels[1:], inside, strict=True)] == [*map(bool, inside)]


@pytest.mark.tool("pdftotext")
def test_a_page_that_only_lets_a_chapter_open_on_the_right_is_blank(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    chapter = FILES["docs/reports/tides/blocks.md"]
    texts = {}
    for lines in (1, 60):  # of a last page or two, one needs a blank one after it
        built = library(
            dressed(
                '{"template": "broadsheet"}', **{"docs/reports/tides/blocks.md": f"{chapter}\n" + "A line.\n\n" * lines}
            )
        )
        pdf, _ = typst_process.submit(compile_built, built, fonts, "print").result()
        texts[lines] = pages(pdf, tmp_path)
    assert any("" in text[2:-1] for text in texts.values())


@pytest.mark.tool("pdftotext")
def test_a_page_after_a_table_on_its_side_is_blank_where_it_only_lets_a_chapter_open(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    chapter = "# Blocks\n\nWords.\n\n{}```{{list-table}} Wide\n:class: landscape\n\n* - One\n  - Two\n```\n"
    texts = []
    for more in ("", "A line.\n\n" * 60):  # one of the two ends on a right-hand page
        built = library(FILES | {"docs/reports/tides/blocks.md": chapter.format(more)})
        pdf, _ = typst_process.submit(compile_built, built, fonts, "print").result()
        found = pages(pdf, tmp_path)
        opening = next(number for number, words in enumerate(found) if words.startswith("3 Floats"))
        texts.append(found[opening - 1])
    assert "" in texts


@pytest.mark.tool("pdftotext")
def test_lines_of_a_review_are_numbered_from_the_text_on(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> None:
    pdf, _ = typst_process.submit(compile_built, library(FILES), fonts, "review").result()
    assert not re.search(r"(^| )1( |$)", pages(pdf, tmp_path)[0])


def resolved(document: pikepdf.Pdf, item: pikepdf.OutlineItem) -> pikepdf.Dictionary:
    """Return the page that a bookmark leads to."""
    place = item.destination if item.destination is not None else item.action.D
    if not isinstance(place, pikepdf.Array):
        names = pikepdf.NameTree(document.Root.Names.Dests)
        place = names[str(place)]
        place = place.D if isinstance(place, pikepdf.Dictionary) else place
    return place[0]


def pages(pdf: bytes, folder: Path) -> list[str]:
    """Return the words of each page."""
    (folder / "a.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return [" ".join(page.split()) for page in run.stdout.decode().split("\f")]
