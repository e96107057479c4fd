"""Each element of the handbook's chapter is in the PDF as it should be: its words, in their order, under their tags."""

from __future__ import annotations

import ast
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from bench.elements import CONF, HANDBOOK, LARGEST, LARGEST_SHEET, PICTURES, SHEETS, elements
from bench.elements import library as library_of_elements
from showcase import Built, compile_built, read_library


@dataclass(frozen=True)
class Shown:
    """What a chapter must hold: words in their order, and how many structure elements of each kind."""

    words: tuple[str, ...]
    tags: dict[str, int]
    absent: tuple[str, ...] = ()


SHOWN = {
    "text": Shown(
        ("Emphasis, strong words, code, H2O, 103 and INF (Intermediate-",),
        {"Em": 1, "Strong": 1, "Code": 1},
    ),
    "hard-break": Shown(("The Tide Office", "1 Pier Road", "Bergen"), {}, ("Office1", "RoadBergen")),
    "struck": Shown(("The count of eleven twelve ships stands.",), {"Span": 1}),
    "interface": Shown(("Press Ctrl , choose File ‣ Export, and press Save.",), {}),
    "boxes": Shown(("Note", "may pass over.", "Warning", "should pass over.", "A title of your own", "argument."), {}),
    "topic": Shown(("A topic", "not in the contents."), {}),
    "sidebar": Shown(("A sidebar", "on a wide screen.", "The text goes on"), {}),
    "code": Shown(("Listing 1 How many were counted", "1 def total(rows):", "2 return sum("), {"Code": 1}),
    "emphasised": Shown(("7 def total(rows):", "8 return sum("), {"Code": 1}),
    "parsed-literal": Shown(("count --place name see https://example.org",), {"Link": 1, "Em": 1}),
    "doctest": Shown((">>> sum([12, 4])", "16"), {"Code": 1}),
    "grammar": Shown(('place ::= name ":" count', "name ::= LETTER+", "count ::= DIGIT+"), {"Link": 2, "Strong": 3}),
    "formulas": Shown(("Energy is", "and the mean is"), {"Formula": 2}),
    "numbered-formula": Shown(("(1)", "By (1), the share"), {"Formula": 1, "Link": 1}),
    "figure": Shown(
        ("Figure 1 Three bars, of which none", "A. Draughtsman · © 2026 The Institute · CC BY 4.0"),
        {"Figure": 1, "Caption": 1, "Link": 1},
    ),
    "images": Shown((), {"Figure": 3}),
    "subfigures": Shown(("Figure 2 The same three bars", "(a) Before", "(b) After"), {"Figure": 2, "Caption": 1}),
    "ornament": Shown((), {"Figure": 0}),
    "table": Shown(("Place Count Share", "Bergen 12 3/4"), {"Table": 1, "TH": 3, "TR": 3, "TD": 6}),
    "list-table": Shown(("Table 1 What was counted", "Bergen", "Counted twice;"), {"Table": 1, "Caption": 1}),
    "csv-table": Shown(("Table 2 What was counted, again", "Trondheim 4 2025"), {"Table": 1, "TH": 3, "TD": 6}),
    "grid-table": Shown(("Bergen counted twice", "4 5", "6 7"), {"Table": 1, "TR": 4, "TH": 3, "TD": 7}),
    "notes": Shown(("The first call.", "The second call.", "A note that is printed once."), {"Note": 1}),
    "lists": Shown(("one", "two", "1. three", "2. four", "five", "7. seven", "8. eight"), {"L": 4, "LI": 7}),
    "tasks": Shown(("☑ count in Bergen", "☐ count in Trondheim"), {"L": 1, "LI": 2, "Lbl": 2}),
    "line-block": Shown(("The tide goes out,", "and where it was", "the sand keeps still."), {}),
    "quotations": Shown(("Counting is the beginning.", "— A. Surveyor", "A quotation that"), {}),
    "pull-quote": Shown(("The second count stands.",), {}),
    "centered": Shown(("By order of the office",), {"Strong": 1}),
    "glossary": Shown(("tide", "Water that comes", "ebb", "The tide that goes."), {"Link": 1}),
    "definitions": Shown(("Range", "How far it flies.", "Payload", "What it carries."), {}),
    "fields": Shown(("Place", "Bergen", "Counted", "twice"), {}),
    "options": Shown(("-q, --quiet", "Show no progress.", "--jobs N", "Use so many processes."), {"Code": 2}),
    "versions": Shown(("Added in version 1.1: Counts by month.", "Deprecated since version 1.2: Use"), {}),
    "download": Shown(("The counts are in counts.csv.",), {"Link": 1, "Code": 1}),
    "container": Shown(("Words with a class of their own",), {}),
    "only": Shown(("This sentence is in the PDF.",), {}, ("on the web",)),
    "include": Shown(("This sentence stands in a file",), {}),
    "substitution": Shown(("covers seven places",), {}),
    "tabs": Shown(("Winter", "in winter.", "Summer", "in summer."), {}),
    "cards": Shown(("Bergen", "Counted twice.", "Trondheim", "Counted once."), {}),
    "dropdown": Shown(("How it was counted", "By two people"), {}),
    "raw": Shown(("Set by Typst",), {}),
    "objects": Shown(("tide(hour, place)", "Return the height of the water."), {"Code": 1}),
    "breaks": Shown(("A heading that is not", "Bergen", "Trondheim", "After a break."), {"L": 1, "LI": 2}),
}
"""By the name of the element; every element of the chapter is here."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return read_library(tmp_path_factory.mktemp("elements"), library_of_elements(), "elements")


@pytest.fixture(scope="module")
def compiled(read: Built, fonts: Path, typst_process: ProcessPoolExecutor) -> tuple[bytes, list[str]]:
    return typst_process.submit(compile_built, read, fonts).result()


@pytest.fixture(scope="module")
def chapters(compiled: tuple[bytes, list[str]]) -> dict[str, int]:
    """Return the page of each chapter, counted from 1, by its title."""
    with pikepdf.open(io.BytesIO(compiled[0])) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            places = [(item.title, (item.destination or item.action.D)[0].objgen) for item in outline.root]
        return {re.sub(r"^\d+\s*", "", title): pages[page] for title, page in places}


@pytest.fixture(scope="module")
def tags(compiled: tuple[bytes, list[str]]) -> dict[int, list[str]]:
    """Return the kinds of structure elements of each page."""
    found: dict[int, list[str]] = {}
    with pikepdf.open(io.BytesIO(compiled[0])) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for element in structure(pdf.Root.StructTreeRoot):
            if (page := page_of(element)) is not None:
                found.setdefault(pages[page], []).append(str(element.S)[1:])
    return found


def test_every_element_of_the_handbook_is_tested() -> None:
    assert [element.name for element in elements()] == list(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_an_element_has_a_small_picture(name: str) -> None:
    assert 0 < (PICTURES / f"{name}.png").stat().st_size <= LARGEST


@pytest.mark.parametrize("design", SHEETS)
def test_all_pages_of_every_element_are_shown_in_each_design(design: str) -> None:
    assert 0 < SHEETS[design].stat().st_size <= LARGEST_SHEET
    assert f"pictures/{SHEETS[design].name}" in (HANDBOOK / "elements.md").read_text("utf-8")


def test_the_conf_of_the_handbook_switches_on_what_its_examples_need() -> None:
    lists = [
        set(ast.literal_eval(re.findall(r"^myst_enable_extensions = (\[[^]]*\])", text, re.MULTILINE)[0]))
        for text in ((HANDBOOK / "getting-started.md").read_text("utf-8"), CONF)
    ]
    assert lists[1] - lists[0] == {"substitution"}  # which is named where it is described


def test_no_element_is_told(read: Built, compiled: tuple[bytes, list[str]]) -> None:
    assert (read.messages, compiled[1]) == ([], [])


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("name", SHOWN)
def test_an_element_prints_its_words_in_order(
    name: str, compiled: tuple[bytes, list[str]], chapters: dict[str, int], tmp_path: Path
) -> None:
    text = page_text(compiled[0], chapters[title_of(name)], tmp_path)
    place = 0
    for words in SHOWN[name].words:
        place = text.find(words, place)
        assert place >= 0, (words, text)
    assert not any(words in text for words in SHOWN[name].absent)


@pytest.mark.parametrize("name", SHOWN)
def test_an_element_has_its_tags(name: str, chapters: dict[str, int], tags: dict[int, list[str]]) -> None:
    found = tags[chapters[title_of(name)]]
    assert {kind: found.count(kind) for kind in SHOWN[name].tags} == SHOWN[name].tags


def test_a_blank_line_of_code_is_no_paragraph(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    paper = "---\ntype: summary\ntitle: Tides\ndate: 2026-11-23\n---\n# Tides\n\n"
    files = {"docs/index.md": "# Library\n", "docs/summaries/tides.md": f"{paper}```\none\n\ntwo\n```\n"}
    pdf, _ = typst_process.submit(compile_built, library(files), fonts).result()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (code,) = [element for element in structure(document.Root.StructTreeRoot) if element.S == "/Code"]
        assert [str(line.S) for line in code.K] == ["/P", "/P"]


def title_of(name: str) -> str:
    return next(element.title for element in elements() if element.name == name)


def structure(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def page_of(element: pikepdf.Object) -> tuple[int, int] | None:
    """Return the page of an element, or of the first element in it that knows one."""
    if "/Pg" in element:
        return element.Pg.objgen
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and (page := page_of(kid)) is not None:
            return page
    return None


def page_text(pdf: bytes, page: int, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "a.pdf", "-"]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())
