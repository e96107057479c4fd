"""Draws the pictures of the handbook's chapter of elements: each is cut out of the PDF that citator makes of its source.

    python -m bench.elements
    python -m bench.elements sheets

The chapter itself is the table of elements: a heading, a source, and the picture that it becomes. The tests read it too.
``sheets`` draws all pages of one report that has every element, in each design. Needs ``pdftoppm``.
"""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageDraw

HANDBOOK = Path(__file__).parents[1] / "docs/handbook"
PICTURES = HANDBOOK / "nodes"
LARGEST, LARGEST_SHEET = 20_000, 200_000
"""Bytes of a picture, and of one of all pages."""
SHEETS = {design: HANDBOOK / f"pictures/elements-{design}.webp" for design in ("house", "broadsheet")}
COLUMNS, GUTTER, GROUND, SHEET_DPI = 5, 12, "#e4e0d6", 42
DPI, GAP = 130, 46
"""Dots an inch, and the rows of white that are left of a wider gap."""
_ELEMENT = re.compile(
    r"^## (?P<title>.+?)\n\n`{5}md\n(?P<source>.*?)\n`{5}\n\n```\{image\} nodes/(?P<name>[\w-]+)\.png", re.M | re.S
)
CONF = """\
extensions = ["myst_parser", "citator", "sphinx_design"]
html_theme = "furo"
numfig = True
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist", "strikethrough", "substitution", "tasklist"]
myst_substitutions = {"places": "seven"}
citator_library = {"name": "The Library", "publisher": "The Institute"}
"""
SHAPE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">
<g fill="#16405b"><rect x="30" y="80" width="60" height="30"/><rect x="120" y="50" width="60" height="60"/>
<rect x="210" y="10" width="60" height="100"/></g></svg>
"""


@dataclass(frozen=True)
class Element:
    """A heading of the chapter, its source, and the name of its picture."""

    name: str
    title: str
    source: str


def elements() -> list[Element]:
    """Return the elements of the chapter, in its order."""
    text = (HANDBOOK / "elements.md").read_text("utf-8")
    return [Element(match["name"], match["title"], match["source"]) for match in _ELEMENT.finditer(text)]


INVENTED = "@book{abel, author={Abel, N.}, title={Tides}, publisher={North Press}, year={2001}}\n"
CITATION = "## Citations\n\nThe water rises [@abel, p. 12].\n"
HEAD = "---\ntype: report\ntitle: {}\ndate: 2026-11-23\nauthors: [{{name: A. Example}}]\n---\n# {}\n\n"
TREE = "```{{toctree}}\n{}\n\n{}\n```\n"


def library() -> dict[str, str | bytes]:
    """Return the files of a library whose one report has a chapter for each element."""
    names = "\n".join(element.name for element in elements())
    index = HEAD.format("Elements", "Elements") + TREE.format("", names)
    return _files({"index": index, **{e.name: f"# {e.title}\n\n{e.source}\n" for e in elements()}})


def showcase(design: str) -> dict[str, str | bytes]:
    """Return the files of a library whose one report has every element in one chapter, in a design."""
    index = HEAD.format("Every Element", "Every Element") + TREE.format(":numbered:", "all")
    sections = "".join(f"## {element.title}\n\n{element.source}\n\n" for element in elements())
    look = "" if design == "house" else f'citator_pdf = {{"template": "{design}"}}\n'
    conf = f'{CONF}bibtex_bibfiles = ["invented.bib"]\n{look}'
    files = _files({"index": index, "all": f"# Every element, as it prints\n\n{sections}{CITATION}"})
    return files | {"conf.py": conf, "invented.bib": INVENTED}


def _files(documents: dict[str, str]) -> dict[str, str | bytes]:
    disc = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(disc).ellipse((60, 10, 240, 190), fill="#2c6e9b")
    beside: dict[str, str | bytes] = {
        "shared.txt": "This sentence stands in a file that several chapters may include.\n",
        "shape.svg": SHAPE,
        "count.py": "def total(rows):\n    return sum(row.count for row in rows)\n",
        "counts.csv": "Place,Count\nBergen,12\nTrondheim,4\n",
        **{name: _saved(disc, name) for name in ("photo.png", "photo.jpg", "drawing.pdf")},
        **{f"{name}.md": text for name, text in documents.items()},
    }
    report = {f"docs/reports/elements/{name}": data for name, data in beside.items()}
    return {"conf.py": CONF, "docs/index.md": "# The Library\n", **report}


def _saved(image: Image.Image, name: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, {"jpg": "JPEG"}.get(name[-3:], name[-3:].upper()))
    return buffer.getvalue()


def build(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Build a library strictly and return its PDF."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    command = [sys.executable, "-m", "citator.cli", "build", "--quiet", "--strict", "--format", "pdf", "--no-search"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "build/site/reports/elements/elements.pdf"


def pages(pdf: Path) -> dict[str, int]:
    """Return the page on which each chapter opens, by its title."""
    found = {}
    with pikepdf.open(pdf) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        with document.open_outline() as outline:
            for item in outline.root:
                target = item.destination or item.action.D
                found[re.sub(r"^\d+\s*", "", item.title)] = numbers[target[0].objgen]
    return found


def drawn(pdf: Path, dpi: int, *options: str) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", *options, "-r", str(dpi), "-png", pdf, f"{folder}/page"], check=True)
        return [Image.open(io.BytesIO(path.read_bytes())).convert("RGB") for path in sorted(Path(folder).iterdir())]


def picture(pdf: Path, page: int) -> Image.Image:
    """Return what stands on a page below its heading, without white around it and without wide gaps in it."""
    (sheet,) = drawn(pdf, DPI, "-f", str(page), "-l", str(page))
    dot = DPI / 25.4
    body = sheet.crop((int(40 * dot), int(25 * dot), int(175 * dot), int(274 * dot)))
    rows = [row for row in range(body.height) if _ink(body.crop((0, row, body.width, row + 1)))]
    gaps = [(low, high) for low, high in itertools.pairwise(rows) if high - low > 8 * dot]
    top = gaps[0][1] if gaps else rows[0]
    return _without_gaps(body, [row for row in rows if row >= top])


def _ink(image: Image.Image) -> bool:
    return ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() is not None


def _without_gaps(body: Image.Image, rows: list[int]) -> Image.Image:
    kept = [rows[0]]
    for low, high in itertools.pairwise(rows):
        kept.extend(range(max(low + 1, high - GAP), high + 1))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    assert box is not None
    whole = Image.new("RGB", (body.width, len(kept) + 20), "white")
    for place, row in enumerate(kept):
        whole.paste(body.crop((0, row, body.width, row + 1)), (0, place + 10))
    return whole


def contact_sheet(pages: list[Image.Image]) -> Image.Image:
    """Return all pages on one ground, in rows."""
    width, height = pages[0].width + GUTTER, pages[0].height + GUTTER
    sheet = Image.new("RGB", (COLUMNS * width + GUTTER, -(-len(pages) // COLUMNS) * height + GUTTER), GROUND)
    for place, page in enumerate(pages):
        sheet.paste(page, (GUTTER + place % COLUMNS * width, GUTTER + place // COLUMNS * height))
    return sheet


def draw_sheets() -> None:
    """Draw all pages of the report with every element, in each design."""
    for design, path in SHEETS.items():
        with tempfile.TemporaryDirectory() as temporary:
            sheet = contact_sheet(drawn(build(Path(temporary), showcase(design)), SHEET_DPI))
        for quality in range(80, 30, -5):
            sheet.save(path, quality=quality, method=6)
            if path.stat().st_size <= LARGEST_SHEET:
                break


def draw_elements() -> None:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        pdf = build(Path(temporary), library())
        opened = pages(pdf)
        for element in elements():
            image = picture(pdf, opened[element.title]).quantize(24, dither=Image.Dither.NONE)
            image.save(PICTURES / f"{element.name}.png", optimize=True)
            size = (PICTURES / f"{element.name}.png").stat().st_size
            if size > LARGEST:
                print(f"{element.name}.png has {size} bytes")


if __name__ == "__main__":
    draw_sheets() if sys.argv[1:] == ["sheets"] else draw_elements()
