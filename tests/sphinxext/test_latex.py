"""``make latex``: Sphinx's own LaTeX of a publication has its citations, notes and bibliography, as text."""

from __future__ import annotations

import re

import pytest

from .projects import BIB, FRONT_MATTER, LIBRARY, Project

ONE = """# One

Text [@rep2020, p. 4]. Own.[^a] Again.[^a]

[^a]: A note [@art2019, p. 9].

```{figure} square.svg
:alt: A square.

A caption with a note.[^b] And [@art2019].
```

[^b]: A note of the caption.

```{list-table} Heights [@rep2020]
:header-rows: 1

* - Place
  - Height
* - Bergen[^c]
  - 1 [@art2019]
```

[^c]: A note of a cell.
"""
TWO = "# Two\n\nLater [@rep2020, p. 8].\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture(scope="module")
def tex(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the TeX of a report, its commands for links and places taken out."""
    project = Project(tmp_path_factory.mktemp("latex") / "src", source="docs")
    index = f"{FRONT_MATTER.format(type='report', more='')}# A Title\n\n```{{toctree}}\none\ntwo\n```\n"
    files = {"index.md": "# Desk\n", "reports/x/index.md": index, "reports/x/square.svg": SQUARE}
    chapters = {"reports/x/one.md": ONE, "reports/x/two.md": TWO}
    project.write({f"docs/{name}": text for name, text in (files | chapters).items()})
    project.write({"conf.py": LIBRARY.format(style="chicago-notes-bibliography", options=""), "refs.bib": BIB})
    project.build("-D", "citator_publication=x", builder="latex")
    assert (project.code, project.warnings) == (0, "")
    (path,) = project.out().glob("*.tex")
    text = path.read_text("utf-8")
    text = re.sub(r"(\\phantomsection)?\\label\{\\detokenize\{[^}]*\}\}", "", text)
    return re.sub(r"\{\\hyperref\[\\detokenize\{[^}]*\}\]\{\\sphinxcrossref\{(.*?)\}\}\}(?=[.,)}\s])", r"\1", text)


def notes(tex: str) -> list[tuple[str, str]]:
    """Return number and text of each note, in order."""
    found = re.findall(r"begin\{footnote(?:text)?\}\[(\d+)\]\\sphinxAtStartFootnote\n(.*?)\n%\n", tex, re.S)
    return [(number, re.sub(r"\\sphinxstyleemphasis\{(.*?)\}", r"\1", text)) for number, text in found]


def test_notes_of_citations_and_of_the_author_share_one_sequence(tex: str) -> None:
    assert notes(tex) == [
        ("1", "Jane Smith, A Report (Institute, 2020), 4."),
        ("2", "A note (Bob Jones, ‘An Article’, Journal 3 (2019): 9)."),
        ("3", "A note of the caption."),
        ("4", "A note of a cell."),
        ("5", "Smith, A Report, 8."),
    ]


def test_a_note_that_is_called_again_is_printed_once(tex: str) -> None:
    assert tex.count("\\sphinxfootnotemark[2]") == 1


def test_a_note_of_a_caption_stands_below_its_figure(tex: str) -> None:
    figure = tex.index("\\end{figure}")
    assert tex.index("\\caption{A caption with a note.\\sphinxfootnotemark[3]") < figure
    assert figure < tex.index("\\begin{footnotetext}[3]")


@pytest.mark.parametrize(
    "words",
    [
        "And (Jones, ‘An Article’).}",
        "\\sphinxcaption{Heights (Smith, \\sphinxstyleemphasis{A Report})}",
        "1 (Jones, ‘An Article’)\n",
    ],
)
def test_captions_and_cells_hold_citations_in_place(words: str, tex: str) -> None:
    assert words in tex


def test_the_bibliography_holds_what_is_cited(tex: str) -> None:
    _, _, works = tex.partition("\\chapter{References}")
    assert [" ".join(entry.split()) for entry in works.split("\\sphinxAtStartPar\n")[1:3]] == [
        "Jones, Bob. ‘An Article’. \\sphinxstyleemphasis{Journal} 3 (2019).",
        "Smith, Jane. \\sphinxstyleemphasis{A Report}. Institute, 2020. \\renewcommand{\\indexname}{Index} \\printindex \\end{document}",
    ]


def test_every_citation_leads_to_its_entry(tex: str) -> None:
    assert "detokenize" not in re.sub(r"%.*", "", tex.partition("\\chapter{One}")[2].partition("\\printindex")[0])


def test_the_title_page_is_that_of_the_publication(tex: str) -> None:
    assert "\\title{A Title}\n\\date{2 January 2026}" in tex
    assert "\\author{Ann Able}" in tex
