"""What an author writes is printed as it is meant: breaks, struck words, tasks, code, sizes and sides of pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from showcase import CONF, SQUARE, Built, compile_built

from citator.diagnostics import Code

PAPER = "---\ntype: summary\ntitle: Tides\ndate: 2026-11-23\n---\n# Tides\n\n"
EVERY = CONF + 'myst_enable_extensions += ["strikethrough", "tasklist"]\n'


@pytest.fixture
def printed(library: Callable[..., Built]) -> Callable[[str], str]:
    """Return a function that reads a paper of which nothing is told, and gives its Typst without anchors and places."""

    def read(text: str) -> str:
        files = {"docs/summaries/a.svg": SQUARE, "docs/summaries/a.csv": "1,2\n"}
        built = library(
            {"conf.py": EVERY, "docs/index.md": "# Library\n", "docs/summaries/tides.md": PAPER + text} | files
        )
        assert built.messages == []
        return re.sub(r"\n?// @src [^\n]*|#p\([^)]*\);", "", built.typst)

    return read


LABELLED = (
    EVERY
    + """
from docutils import nodes

def label(app, document):
    for caption in document.findall(lambda node: isinstance(node.parent, (nodes.figure, nodes.table)) and node["ids"] == [] and node.tagname in ("caption", "title")):
        caption["ids"].append(f"of-{caption.parent.tagname}")
    for paragraph in list(document.findall(nodes.paragraph))[:1]:
        paragraph += [nodes.reference("", "there", internal=True, refid=f"of-{kind}") for kind in ("figure", "table")]

def setup(app):
    app.connect("doctree-read", label)
"""
)


def test_labels_of_captions_can_be_linked_to(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    text = "Go.\n\n```{figure} a.svg\n:alt: A square.\n\nA square.\n```\n\n```{table} A table.\n\n| a |\n|---|\n| b |\n```\n"
    files = {"docs/index.md": "# Library\n", "docs/summaries/tides.md": PAPER + text, "docs/summaries/a.svg": SQUARE}
    built = library({"conf.py": LABELLED, **files})
    assert re.findall(r'anchors: \([^)]*tides:(of-\w+)"', built.typst) == ["of-figure", "of-table"]
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (bool(pdf), messages) == (True, [])


@pytest.mark.parametrize("written", ["Line one\\\nline two", "Line one  \nline two"])
def test_a_hard_break_breaks_the_line(written: str, printed: Callable[[str], str]) -> None:
    assert "Line one#linebreak();line two" in printed(written)


def test_words_that_are_struck_out_print_struck_out(printed: Callable[[str], str]) -> None:
    assert "It is #strike[not]; so\\." in printed("It is ~~not~~ so.\n")


def test_a_task_that_is_done_looks_done(printed: Callable[[str], str]) -> None:
    assert "#tasks(done: (false, true, none,), " in printed("- [ ] to count\n- [x] to look\n- no task\n")


@pytest.mark.parametrize(
    "written",
    [
        "Energy is $E = mc^2 \\alt{energy and mass are one}$.\n",
        "Energy is {math}`E = mc^2 \\alt{energy and mass are one}`.\n",
        "$$\nE = mc^2 \\alt{energy and mass\nare one}\n$$\n",
        "```{math}\n:alt: energy and mass are one\n\nE = mc^2\n```\n",
    ],
)
def test_a_formula_is_read_in_the_words_of_its_author(written: str, printed: Callable[[str], str]) -> None:
    text = printed(written)
    assert 'alt: "energy and mass are one", ' in text
    assert "$ E = m c^(2) $" in text


def test_a_formula_is_read_in_english_and_tagged_so_where_its_language_has_no_words(
    library: Callable[..., Built],
) -> None:
    head = PAPER.replace("type: ", "language: it\ntype: ")
    built = library({"docs/index.md": "# Library\n", "docs/summaries/tides.md": head + "La somma $a + b$.\n"})
    assert '#in-language(lang: "en")[#formula(alt: "a plus b", $ a + b $.body);];' in built.typst


@pytest.mark.parametrize(
    ("options", "drawn"),
    [
        (":align: right", "#picture(align: right, image("),
        (":align: center\n:target: https://example.org", "#picture(align: center, image("),
        (":scale: 50", "#picture(scale: 0.5, image("),
        (":width: 40%\n:scale: 50", "#picture(sized: true, image(width: 20%, "),
    ],
)
def test_a_figure_has_the_side_and_the_scale_that_its_author_gives(
    options: str, drawn: str, printed: Callable[[str], str]
) -> None:
    text = printed(f"```{{figure}} a.svg\n:alt: A square.\n{options}\n\nA square.\n```\n")
    assert drawn in re.sub(r'"/images/[^"]*", ', "", text)


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_a_figure_with_a_target_is_a_link(
    edition: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    text = "```{figure} a.svg\n:alt: A square.\n:target: https://example.org/a\n\nA square.\n```\n"
    files = {"docs/summaries/a.svg": SQUARE, "docs/summaries/tides.md": PAPER + text}
    built = library({"docs/index.md": "# Library\n", **files})
    pdf, messages = typst_process.submit(compile_built, built, fonts, edition).result()
    assert (built.messages, messages) == ([], [])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [note.A.URI for page in document.pages for note in page.get("/Annots", []) if "/A" in note]
        spoken = [
            part.Alt
            for part in document.objects
            if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/Link" and "/Alt" in part
        ]
    assert "https://example.org/a" in map(str, links)
    assert list(map(str, spoken)) == ["A square."], "the link says what its picture shows"


def test_a_caption_goes_where_its_figure_goes(printed: Callable[[str], str]) -> None:
    text = printed("```{figure} a.svg\n:alt: A square.\n:align: right\n:figwidth: 40%\n\nA square.\n```\n")
    assert "side: right" in text
    assert "width: 40%" in text


def test_a_note_called_in_code_is_no_code(printed: Callable[[str], str]) -> None:
    text = printed("```{parsed-literal}\nSome **bold** text[^n]\n```\n\n[^n]: A note.\n")
    assert "A note\\.\n]" in text
    assert '#code("Some ");' in text


def test_a_picture_takes_no_more_than_the_measure(library: Callable[..., Built]) -> None:
    text = "```{image} a.svg\n:alt: A square.\n:width: 150%\n```\n"
    files = {"docs/summaries/a.svg": SQUARE, "docs/summaries/tides.md": PAPER + text}
    built = library({"docs/index.md": "# Library\n", **files})
    assert "width: 100%, " in built.typst
    assert built.messages == [
        "docs/summaries/tides.md:8: WARNING: image 'a.svg' has a width of 150%, more than a page holds; "
        "it is made to fit: write :width: 100% [citator.pdf-size]"
    ]


def test_a_table_has_the_width_and_the_side_that_its_author_gives(printed: Callable[[str], str]) -> None:
    text = printed("```{table} Heights\n:align: center\n:width: 50%\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n")
    # a table that is narrower than the measure may be higher than its letters tell
    assert re.search(r"#tab\(columns: \([\d.]+fr, [\d.]+fr,\), .*width: 50%, side: center, ", text)


def test_a_listing_has_the_numbers_and_the_marks_that_its_author_gives(printed: Callable[[str], str]) -> None:
    text = printed("```{code-block} text\n:lineno-start: 10\n:emphasize-lines: 1,3\n\none\ntwo\nthree\n```\n")
    assert '#listing("one\\u{a}two\\u{a}three", lines: true, first: 10, marked: (1, 3,));' in text


def test_emphasis_and_links_in_a_literal_stay(printed: Callable[[str], str]) -> None:
    text = printed("```{parsed-literal}\nrun  *this*\nat <https://example.org>\n```\n")
    lines = '#code("run  ");#emph[#code("this");];#linebreak();#code("at ");'
    assert f'#verbatim[{lines}#weblink(url: "https://example.org")[#code("https://example.org");];];' in text


def test_a_grammar_names_each_rule_once_and_links_it(printed: Callable[[str], str]) -> None:
    text = printed('```{eval-rst}\n.. productionlist::\n   sum: `term` "+" `term`\n   term: NUMBER\n```\n')
    assert text.count('#strong[#code("sum");];#code("  ::= ");') == 1
    assert text.count('[#code("term");];') == 3
    assert '")[#code("term");];#linebreak();' in text


@pytest.mark.parametrize(
    ("site", "place", "options"),
    [('"https://library.example"', "https://library.example/summaries/tides/", "false"), ("None", "", "true")],
)
def test_a_download_is_a_link(site: str, place: str, options: str, library: Callable[..., Built]) -> None:
    conf = CONF.replace('"https://library.example"', site)
    files = {"conf.py": conf, "docs/index.md": "# Library\n", "docs/summaries/a.csv": "1,2\n"}
    built = library({**files, "docs/summaries/tides.md": PAPER + "See {download}`the counts <a.csv>`.\n"})
    assert built.messages == []
    assert re.search(
        rf'#weblink\(url: "{place}_downloads/[0-9a-f]+/a\.csv", shown: {options}, in-note: false\)'
        r"\[the counts\];",
        built.typst,
    )


def test_a_cell_with_broken_lines_is_measured(printed: Callable[[str], str]) -> None:
    row = "* - " + "\\\n    ".join(["line"] * 30)
    assert "#tab(" in printed(f"```{{list-table}}\n{row}\n```\n")


def test_the_example_of_a_message_is_not_justified(printed: Callable[[str], str]) -> None:
    assert printed("```{diagnostics-table}\n```\n").count("#ragged[For example: #code(") == len(Code)


def test_what_a_message_means_has_the_apostrophes_of_print(printed: Callable[[str], str]) -> None:
    assert "the publication’s \\.bib files" in printed("```{diagnostics-table}\n```\n")
