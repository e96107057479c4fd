"""Every element of Markdown reaches the PDF, with the words and numbers of the web pages."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html
from showcase import FILES, Built, compile_built

from citator.typst.editions import EDITIONS

SHOWN = {
    "emphasis": "#emph[emphasis];",
    "strong": "#strong[strong];",
    "code in a line": '#code("code");',
    "raised text": "#super[up];",
    "lowered text": "#sub[down];",
    "a key": "#keyboard[Ctrl];",
    "an abbreviation": "INF (Intermediate)",
    "a language of its own": '#in-language(lang: "ru")[Россия];',
    "a paragraph in a language of its own": '#in-language(lang: "fr", region: "be", block: true)[',
    "a link with words": '#weblink(url: "https://example.org/a_b", shown: false, in-note: false)[link];',
    "an address": '#weblink(url: "https://example.org")[https:\\/\\/example\\.org];',
    "a hash": "\\#hash",
    "a formula in a line": '#formula(alt: "E equals mc squared", $ E = m c^(2) $.body);',
    "a displayed formula": 'alt: "a over b equals c"',
    "a quotation": "#blockquote",
    "an epigraph": "#epigraph",
    "a list": "#bullets(tight: ",
    "a numbered list": '#numbers(start: 3, style: "1.", ',
    "a definition": "#glossary(([Term], [",
    "a field": "#fields(([name], [",
    "a note box": '#note-box(kind: "note", title: [Note])',
    "a box with a title": "title: [Own title]",
    "a topic": "title: [A topic]",
    "a sidebar": "title: [A sidebar]",
    "a listing": 'number: "2.1", lang: "python", lines: true',
    "a change of version": "Since then\\.",
    "lines": "#lines((0, [a line]), (1, [another]), );",
    "a rubric": "#rubric[A rubric];",
    "centred words": "#centred[Centred words];",
    "what is for the PDF alone": "Only in the PDF\\.",
    "Typst of the author's": "#rubric[From Typst];",
    "a glossary": "([#anchor(",
    "a list in columns": "left], [",
    "a tab": "#rubric[First tab];",
    "a card": "title: [Card title]",
    "a dropdown": "title: [Dropdown title]",
    "an object": '#rubric[#code("tide(height)");];',
    "a break": "#rule();",
    "a figure": "#fig(anchors: (",
    "a width": "width: 50%",
    "alternative text": 'alt: "A grey square."',
    "an image alone": 'alt: "A blue point"',
    "decoration": "#decoration(picture(",
    "a source line": "legend: [",
    "a table": "#tab(columns: ",
    "a cell across columns": "cell(colspan: 2)",
    "a cell across rows": "cell(rowspan: 2)",
    "a table across the page": "wide: true",
    "the first call of a note": '#note(number: "1", anchor: ',
    "a later call of a note": '#note-again(number: "1", target: ',
    "a bibliography": "#bibliography-list(hanging: true",
}


@pytest.mark.parametrize("element", SHOWN)
def test_an_element_reaches_the_pdf(element: str, showcase: Built) -> None:
    assert SHOWN[element] in re.sub(r"\n// @src [^\n]*", "", showcase.typst)


def test_nothing_is_told_of_a_sound_publication(showcase: Built) -> None:
    assert showcase.messages == []


def test_what_is_for_another_format_stays_there(showcase: Built) -> None:
    assert "Only in HTML" not in showcase.typst
    assert "raw latex" not in showcase.typst


def test_each_block_is_preceded_by_its_place(showcase: Built) -> None:
    assert "// @src docs/reports/tides/blocks.md:4\n" in showcase.typst


def test_no_path_of_this_machine_is_written(showcase: Built) -> None:
    for path in showcase.project.rglob("*.*"):
        assert str(showcase.project.parent.parent) not in path.read_text("utf-8", errors="replace")


def test_numbers_of_sections_figures_and_tables_are_those_of_the_web(showcase: Built) -> None:
    for numbered in ('number: "1.1"', "caption: [#restated([A square, after", 'number: "3.1"'):
        assert numbered in showcase.typst
    page = html.fromstring((showcase.project.parent / "html/reports/tides/text.html").read_bytes())
    assert "1.1" in page.text_content()
    assert "Figure 3.1" in page.text_content()
    assert "Figure 3\\.1" in showcase.typst


def test_notes_say_the_same_words_as_on_the_web(showcase: Built, showcase_pdf: bytes, tmp_path: Path) -> None:
    page = html.fromstring((showcase.project.parent / "html/reports/tides/text.html").read_bytes())
    notes = [" ".join(p.text_content().split()) for p in page.xpath("//*[starts-with(@id, 'fn-')]//p")]
    assert len(notes) == 3
    printed = " ".join(words(showcase_pdf, tmp_path).split())
    for note in notes:
        assert note in printed


def test_a_citation_in_a_heading_a_caption_and_a_cell_is_set_in_place(showcase: Built) -> None:
    assert showcase.typst.count("#note(number") == 3


@pytest.mark.tool("pdftotext")
def test_cyrillic_and_chinese_can_be_copied(showcase_pdf: bytes, tmp_path: Path) -> None:
    text = words(showcase_pdf, tmp_path)
    assert "Россия" in text
    assert "北京" in text


def test_every_picture_and_formula_has_words(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        alternatives = [
            str(node.Alt) for node in structure(pdf) if node.get("/S") in ("/Figure", "/Formula") and "/Alt" in node
        ]
        bare = [node for node in structure(pdf) if node.get("/S") == "/Formula" and "/Alt" not in node]
    assert {"A grey square.", "A blue point", "E equals mc squared", "a over b equals c"} <= set(alternatives)
    assert bare == []


def test_heads_of_tables_are_tagged(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        assert sum(node.get("/S") == "/TH" for node in structure(pdf)) >= 7


def test_terms_with_their_meanings_are_tagged_as_lists(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        labels = [kid for node in structure(pdf) if node.get("/S") == "/Lbl" for kid in kids(node)]
        assert sum(kid.get("/S") == "/Strong" for kid in labels if isinstance(kid, pikepdf.Dictionary)) >= 2


def test_lines_of_the_imprint_are_tagged_as_paragraphs(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        top = pdf.Root.StructTreeRoot.K
        while not isinstance(top, pikepdf.Array) or len(top) == 1:
            top = top[0] if isinstance(top, pikepdf.Array) else top.K
        kinds = [str(node.S) for node in top]
        assert set(kinds[: kinds.index("/H1")]) == {"/Title", "/P", "/Figure"}


def kids(node: pikepdf.Dictionary) -> list[Any]:
    found = node.get("/K")
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def test_every_link_says_what_it_is(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        assert links
        assert all(str(link.get("/Contents", "")) for link in links)


def test_pages_are_named_as_they_print(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        assert "/PageLabels" in pdf.Root


def test_the_works_cited_travel_with_the_pdf(showcase_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(showcase_pdf)) as pdf:
        assert sorted(name.rpartition("/")[2] for name in pdf.attachments) == [
            "tides-sources.bib",
            "tides-sources.json",
        ]


@pytest.mark.parametrize("edition", sorted(name for name, kind in EDITIONS.items() if not kind.by_chapter))
def test_every_edition_of_the_showcase_compiles(
    edition: str, showcase: Built, fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    pdf, messages = typst_process.submit(compile_built, showcase, fonts, edition).result()
    assert (bool(pdf), messages) == (True, [])


def test_reading_twice_writes_the_same_project(showcase: Built, library: Callable[..., Built]) -> None:
    again = library(FILES)
    for path in sorted(showcase.project.rglob("*.*")):
        assert (again.project / path.relative_to(showcase.project)).read_bytes() == path.read_bytes()


def structure(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [node for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/S" in node and "/P" in node]


def words(pdf: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.tool("pdftotext")
def test_a_work_cited_in_a_title_is_not_cited_on_the_page_of_the_contents(showcase_pdf: bytes, tmp_path: Path) -> None:
    entries = " ".join(words(showcase_pdf, tmp_path).split())
    assert "North Press, 2001. Cited on pp. 2, 5." in entries
