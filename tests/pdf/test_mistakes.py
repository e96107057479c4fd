"""A mistake never stops the PDF silently: it is told with file and line, and what can be printed is printed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from showcase import CONF, SQUARE, Built, compile_built

PAPER = "---\ntype: summary\ntitle: Tides\ndate: 2026-11-23\n---\n# Tides\n\n"

LINKED = SQUARE.replace(b"</svg>", b"<image\n xlink:href='photo.png'/></svg>")


def paper(text: str, **files: str | bytes) -> dict[str, str | bytes]:
    return {"docs/index.md": "# Library\n", "docs/summaries/tides.md": PAPER + text, **files}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "```{figure} a.svg\nA square.\n```\n",
            "docs/summaries/tides.md:8: WARNING: figure 'a.svg' has no alternative text; "
            "add :alt:, or :decorative: [citator.missing-alt]",
        ),
        (
            "Text.\n\n![](a.svg)\n",
            "docs/summaries/tides.md:10: WARNING: image 'a.svg' has no alternative text; "
            "write ![what it shows](a.svg), or :decorative: [citator.missing-alt]",
        ),
        (
            "```{image} a.svg\n```\n",
            "docs/summaries/tides.md:8: WARNING: image 'a.svg' has no alternative text; "
            "add :alt:, or :decorative: [citator.missing-alt]",
        ),
        (
            "![A map](https://example.org/a.png)\n",
            "docs/summaries/tides.md:8: WARNING: image https://example.org/a.png is on the web; "
            "save it beside the chapter [citator.remote-image]",
        ),
        (
            "```{figure} https://example.org/a.png\n:alt: A map.\n```\n",
            "docs/summaries/tides.md:8: WARNING: image https://example.org/a.png is on the web; "
            "save it beside the chapter [citator.remote-image]",
        ),
        (
            "![A point](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB)\n",
            "docs/summaries/tides.md:8: WARNING: image data:image/png;base64,iVBORw0K… stands in the text; "
            "save it as a file beside the chapter [citator.remote-image]",
        ),
        (
            "![A map](gone.svg)\n",
            "docs/summaries/tides.md:8: WARNING: cannot find the image gone.svg; "
            "create it or correct its name [citator.missing-file]",
        ),
        (
            "![A map](map.bmp)\n",
            "docs/summaries/tides.md:8: WARNING: the image map.bmp is of a kind that cannot be shown; "
            "save it as SVG, PNG, JPEG, WebP, GIF or PDF [citator.missing-file]",
        ),
        (
            "![A map](linked.svg)\n",
            "docs/summaries/tides.md:8: WARNING: image linked.svg links to the picture photo.png; "
            "embed that in the SVG and save it again [citator.remote-image]",
        ),
        (
            "```{image} a.svg\n:alt: A square.\n:width: 2000px\n```\n",
            "docs/summaries/tides.md:8: WARNING: image 'a.svg' has a width of 2000px, more than a page holds; "
            "it is made to fit: write :width: 100% [citator.pdf-size]",
        ),
        (
            f"|{'a|' * 40}\n|{'-|' * 40}\n|{'1|' * 40}\n",
            "docs/summaries/tides.md:8: WARNING: the table has 40 columns, too many for a page; "
            "give it :class: landscape, or divide it [citator.pdf-size]",
        ),
        (
            "A formula ${\\color{red} x} + 1$.\n",
            "docs/summaries/tides.md:8: WARNING: the colour in the formula '{\\color{red} x} + 1' is not shown; "
            "say in words or signs what it tells [citator.math]",
        ),
        (
            "Water is $\\ce{H2O}$.\n",
            "docs/summaries/tides.md:8: WARNING: cannot set the formula '\\ce{H2O}'; "
            "write it in plainer LaTeX [citator.math]",
        ),
        (
            "$$\\frac{a}{$$\n",
            "docs/summaries/tides.md:8: WARNING: cannot set the formula '\\frac{a}{': a brace is not closed; "
            "correct it [citator.math]",
        ),
        (
            "$$\\left( x$$\n",
            "docs/summaries/tides.md:8: WARNING: cannot set the formula '\\left( x': \\left has no \\right; "
            "correct it [citator.math]",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, message: str, library: Callable[..., Built]) -> None:
    built = library(paper(text) | {"docs/summaries/a.svg": SQUARE, "docs/summaries/linked.svg": LINKED})
    assert built.messages == [message]


DRAWING = "from matplotlib.figure import Figure\n\ndef draw(data):\n    return Figure(figsize=(2, 1))\n"


@pytest.mark.parametrize(
    ("figure", "caption"),
    [
        ("```{figure} a.svg\nA square.\n```\n", "A square."),
        ("```{figure} a.svg\n:target: https://example.org\n\nA square.\n```\n", "A square."),
        ("````{subfigures}\n```{figure} a.svg\nA square.\n```\nSquares.\n````\n", "(a) A square."),
        ("```{chart} draw.py\nA square.\n```\n", "A square."),
    ],
    ids=["alone", "a link", "a part", "a chart"],
)
def test_a_figure_without_alternative_text_is_described_by_its_caption(
    figure: str, caption: str, library: Callable[..., Built]
) -> None:
    built = library(paper(figure) | {"docs/summaries/a.svg": SQUARE, "docs/summaries/draw.py": DRAWING})
    assert f'alt: "{caption}"' in built.typst


def test_a_chart_without_words_is_one_that_nothing_describes(library: Callable[..., Built]) -> None:
    built = library(paper("```{chart} draw.py\n```\n") | {"docs/summaries/draw.py": DRAWING})
    assert "alt: undescribed" in built.typst


def test_a_pdf_with_a_picture_that_nothing_describes_is_not_marked_as_accessible(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper("Text.\n\n![](a.svg)\n") | {"docs/summaries/a.svg": SQUARE})
    data, _ = typst_process.submit(compile_built, built, fonts).result()
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert "pdfuaid:part" not in xmp
        alternatives = {
            str(node.Alt) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node
        }
        assert "Picture without description" in alternatives


@pytest.mark.parametrize("address", ["https://example.org/a.png", "gone.svg", "data:image/png;base64,iVBORw0"])
def test_words_stand_where_an_image_cannot(address: str, library: Callable[..., Built]) -> None:
    built = library(paper(f"![A map]({address})\n"))
    assert "#problem[\\[A map\\]];" in built.typst
    page = (built.project.parent / "html/summaries/tides/index.html").read_text("utf-8")
    assert '<span class="citator-unresolved">[A map]</span>' in page
    assert address not in page


def test_an_image_on_the_web_is_never_asked_for(library: Callable[..., Built]) -> None:
    conf = """
import socket
def refuse(*arguments, **options): raise AssertionError("the network was asked")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
"""
    text = "![A map](http://192.0.2.1/a.png)\n\n```{figure} https://example.org/a.png\n:alt: A map.\n```\n"
    built = library(paper(text) | {"conf.py": CONF + conf})
    assert [message.partition("WARNING: ")[2] for message in built.messages] == [
        "image http://192.0.2.1/a.png is on the web; save it beside the chapter [citator.remote-image]",
        "image https://example.org/a.png is on the web; save it beside the chapter [citator.remote-image]",
    ]


def test_a_jpeg_in_the_colours_of_print_is_printed_in_rgb(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    data = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(data, "JPEG")
    built = library(paper("![Red](red.jpg)\n", **{"docs/summaries/red.jpg": data.getvalue()}))
    (file,) = (built.project / "images").iterdir()
    with Image.open(file) as picture:
        assert picture.mode == "RGB"
        assert max(abs(a - b) for a, b in zip(picture.getpixel((4, 4)), (255, 0, 0), strict=True)) < 9
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert pdf
    assert messages == []


def test_a_damaged_jpeg_in_the_colours_of_print_costs_itself(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    data = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("CMYK").save(data, "JPEG")
    half = data.getvalue()[: len(data.getvalue()) // 2]
    text = paper("Text.\n\n![Red](red.jpg)\n", **{"docs/summaries/red.jpg": half})
    text["docs/summaries/tides.md"] = str(text["docs/summaries/tides.md"]).replace("date:", "cover: red.jpg\ndate:")
    built = library(text)
    assert built.messages == [
        "docs/summaries/tides.md:4: WARNING: cannot read the image red.jpg; save it again [citator.missing-file]",
        "docs/summaries/tides.md:11: WARNING: cannot read the image red.jpg; save it again [citator.missing-file]",
    ]
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (bool(pdf), messages) == (True, [])


def test_a_colour_of_print_in_typst_of_the_authors_is_told_with_its_remedy(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper("Text.\n\n```{raw} typst\n#text(fill: cmyk(0%, 90%, 80%, 0%))[Red.]\n```\n"))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert pdf == b""
    assert [message.partition("WARNING: ")[2] for message in messages] == [
        "a colour of the design or of Typst of your own is in CMYK, which the PDF cannot have; "
        "write it as rgb(…) [citator.pdf-typst]"
    ]


@pytest.mark.parametrize("place", ["Words ꙮ.", "| a |\n|---|\n| ꙮ |", "Word.[^n]\n\n[^n]: A ꙮ.", "# A ꙮ"])
def test_a_character_that_no_font_has_is_told_with_its_place(
    place: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper(f"Text.\n\n{place}\n"))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert pdf == b""
    (message,) = set(messages)
    assert re.match(r"docs/summaries/tides\.md:1[02]: WARNING: no font of the PDF can print 'ꙮ'", message)


@pytest.mark.parametrize("line", [2, 3, 5])
@pytest.mark.parametrize("fault", ["#nonsense(1)", "#text(size: 3)[words]", "#assert(1 == 2)"])
def test_a_fault_in_typst_of_the_authors_is_told_at_its_line(
    line: int, fault: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    block = "".join("Words.\n" for _ in range(line - 1)) + fault
    built = library(paper(f"Text.\n\n```{{raw}} typst\n{block}\n```\n\nAfter.\n"))
    _, (message,) = typst_process.submit(compile_built, built, fonts).result()
    assert message.startswith(f"docs/summaries/tides.md:{10 + line}: WARNING: Typst refuses your {{raw}} typst: ")
    assert message.endswith("; correct this line [citator.pdf-typst]")


@pytest.mark.parametrize(
    ("block", "line", "what"),
    [
        ("#box[\n\n#text[x]", 1, "unclosed delimiter"),
        ("Words\n\n#box[x]]", 3, "unexpected closing bracket"),
        ("Words\n$ a", 2, "unclosed delimiter"),
        ("Words\n\n/* one /* two */", 3, "a comment is not closed"),
    ],
)
def test_typst_that_cannot_be_read_is_told_and_takes_in_nothing_else(
    block: str,
    line: int,
    what: str,
    library: Callable[..., Built],
    fonts: Path,
    typst_process: ProcessPoolExecutor,
) -> None:
    built = library(paper(f"Text.\n\n```{{raw}} typst\n{block}\n```\n\nAfter.\n"))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert built.messages == [
        f"docs/summaries/tides.md:{10 + line}: WARNING: Typst cannot read your {{raw}} typst: {what}; "
        "correct it, it is printed as it was written [citator.pdf-typst]"
    ]
    assert (bool(pdf), messages) == (True, [])
    assert "After\\." in built.typst


def test_an_svg_that_cannot_be_read_is_told_where_it_is_shown(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper("Text.\n\n```{image} a.svg\n:alt: A square.\n```\n") | {"docs/summaries/a.svg": "<svg>\n<"})
    _, (message,) = typst_process.submit(compile_built, built, fonts).result()
    assert message.startswith("docs/summaries/tides.md:10: WARNING: cannot read an image: ")


@pytest.mark.parametrize(
    "text",
    [
        "![A map](gone.svg)\n",
        "```{figure} gone.svg\n:alt: A map.\n\nIts caption.\n```\n",
        "```{image} a.svg\n:alt: A square.\n:height: 90cm\n```\n",
        f"|{'a|' * 40}\n|{'-|' * 40}\n|{'1|' * 40}\n",
    ],
)
def test_the_pdf_is_made_all_the_same(
    text: str, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(paper(text) | {"docs/summaries/a.svg": SQUARE})
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert (bool(pdf), messages, len(built.messages)) == (True, [], 1)


def test_a_formula_that_cannot_be_set_is_printed_as_its_source(library: Callable[..., Built]) -> None:
    assert '#code("\\\\ce{H2O}");' in library(paper("Water is $\\ce{H2O}$.\n")).typst


@pytest.mark.parametrize(
    ("written", "said", "printed"),
    [
        ("```{odd} Words.\n```\n", "its text is printed alone", "Words\\."),
        ("```{odd}\na -> b\n```\n", "its source is printed", '#listing("a -> b");'),
        (":::{odd}\n:::\n", "nothing is printed", "#problem[\\[odd\\]];"),
    ],
)
def test_an_unknown_element_is_named_as_it_was_written_and_what_it_says_is_printed(
    written: str, said: str, printed: str, library: Callable[..., Built]
) -> None:
    conf = """
extensions = ["myst_parser", "citator", "odd"]
html_theme = "furo"
myst_enable_extensions = ["colon_fence"]
citator_library = {"name": "The Library", "publisher": "The Institute"}
import sys, os
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
"""
    odd = """
from docutils import nodes
from docutils.parsers.rst import Directive
class Oddity(nodes.Element): pass
class OddDirective(Directive):
    has_content, optional_arguments = True, 1
    def run(self):
        node = Oddity("\\n".join(self.content), *[nodes.paragraph("", word) for word in self.arguments])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]
def setup(app):
    app.add_node(Oddity, html=(lambda s, n: None, lambda s, n: None))
    app.add_directive("odd", OddDirective)
"""
    built = library(paper(written) | {"conf.py": conf, "odd.py": odd})
    assert built.messages == [
        f"docs/summaries/tides.md:8: WARNING: the PDF cannot show 'odd', {said}; give a picture made beforehand, "
        "or write it in {only} html and something else in {only} typst [citator.pdf-node]"
    ]
    assert printed in built.typst
