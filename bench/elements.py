"""Draws the pictures of the handbook's chapter of elements: each is cut out of the PDF that citator makes of its source.

    python -m bench.elements

The chapter itself is the table of elements: a heading, a source, and the picture that it becomes. The tests read it too.
Needs ``pdftoppm``.
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
LARGEST = 20_000
"""Bytes of a picture."""
DPI, GAP = 130, 46
"""Dots an inch, and the rows of white that are left of a wider gap."""
_ELEMENT = re.compile(
    r"^## (?P<title>.+?)\n\n`{5}md\n(?P<source>.*?)\n`{5}\n\n```\{image\} nodes/(?P<name>[\w-]+)\.png", re.M | re.S
)
CONF = """\
extensions = ["myst_parser", "citator", "sphinx_design"]
html_theme = "furo"
numfig = True
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist", "substitution"]
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


def library() -> dict[str, str | bytes]:
    """Return the files of a library whose one report has a chapter for each element."""
    names = "\n".join(element.name for element in elements())
    head = "---\ntype: report\ntitle: Elements\ndate: 2026-11-23\nauthors: [{name: A. Example}]\n---\n# Elements\n\n"
    disc = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(disc).ellipse((60, 10, 240, 190), fill="#2c6e9b")
    return {
        "conf.py": CONF,
        "docs/index.md": "# The Library\n",
        "docs/reports/elements/index.md": f"{head}```{{toctree}}\n:numbered:\n\n{names}\n```\n",
        **{f"docs/reports/elements/{e.name}.md": f"# {e.title}\n\n{e.source}\n" for e in elements()},
        "docs/reports/elements/shared.txt": "This sentence stands in a file that several chapters may include.\n",
        "docs/reports/elements/shape.svg": SHAPE,
        **{f"docs/reports/elements/{name}": _saved(disc, name) for name in ("photo.png", "photo.jpg", "drawing.pdf")},
    }


def _saved(image: Image.Image, name: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, {"jpg": "JPEG"}.get(name[-3:], name[-3:].upper()))
    return buffer.getvalue()


def build(folder: Path) -> Path:
    """Build the library strictly and return its PDF."""
    for name, data in library().items():
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


def picture(pdf: Path, page: int) -> Image.Image:
    """Return what stands on a page below its heading, without white around it and without wide gaps in it."""
    window = [f"-{name}={value}" for name, value in {"f": page, "l": page}.items()]
    drawn = subprocess.run(
        ["pdftoppm", *(part for option in window for part in option.split("=")), "-r", str(DPI), pdf],
        capture_output=True,
        check=True,
    )
    sheet = Image.open(io.BytesIO(drawn.stdout)).convert("RGB")
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


def main() -> None:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        pdf = build(Path(temporary))
        opened = pages(pdf)
        for element in elements():
            image = picture(pdf, opened[element.title]).quantize(24, dither=Image.Dither.NONE)
            image.save(PICTURES / f"{element.name}.png", optimize=True)
            size = (PICTURES / f"{element.name}.png").stat().st_size
            if size > LARGEST:
                print(f"{element.name}.png has {size} bytes")


if __name__ == "__main__":
    main()
