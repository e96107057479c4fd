"""Times Markdown → PDF against pandoc + Typst and Sphinx's LaTeX, on one report in their three dialects, in one run.

    python -m bench.pdf --repeat 3

The report has the words of this repository's own in their order, with headings, citations, notes, tables, formulas and
pictures that all three can read; only citations and the frame around the chapters are written thrice. citator makes the
pages of the web site too, for it always does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypandoc
from bench.run import PAGES, Cost, citator, run

from citator.csl.styles import find_style

ROOT = Path(__file__).parents[1]
FENCE = "```\n"
STYLE = "chicago-author-date"
WORKS, WORDS_A_PARAGRAPH = 60, 95
MARKDOWN_TO_PDF = citator("--format", "pdf", "--no-search", "--jobs", "1")
CITE = {"citator": "[@{key}, p. {page}]", "pandoc": "[@{key}, p. {page}]", "latex": "{{cite:p}}`{key}`"}
TYPST = "import typst; typst.compile('report.typ', output='report.pdf')"
LATEX_CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
project, author = "Bench", "Bench"
root_doc = "report/index"
latex_engine = "xelatex"
latex_documents = [(root_doc, "report.tex", "Bench", "Bench", "manual")]
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
myst_enable_extensions = ["dollarmath"]
"""
CITATOR_CONF = f"""\
extensions = ["myst_parser", "citator"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["dollarmath"]
citator_library = {{"name": "Bench", "publisher": "Bench", "csl": "{STYLE}"}}
"""


@dataclass(frozen=True)
class Report:
    """How long the report is."""

    chapters: int = 9
    paragraphs: int = 16
    citations: int = 2
    """In each paragraph."""


def write_report(folder: Path, dialect: str, report: Report) -> None:
    """Write the report with all that its dialect needs around it."""
    docs = folder / "docs" if dialect == "citator" else folder
    (docs / "report").mkdir(parents=True)
    (folder / "references.bib").write_text("".join(map(_entry, range(WORKS))), "utf-8")
    (docs / "report/figure.png").write_bytes(_png(600, 240))
    names = [f"c{number:02}" for number in range(report.chapters)]
    for number, name in enumerate(names):
        (docs / f"report/{name}.md").write_text(_chapter(number, report, CITE[dialect]), "utf-8")
    head = "---\ntype: report\ntitle: Bench\ndate: 2026-11-23\nauthors: [{name: A. Bench}]\n---\n"
    contents = "```{toctree}\n:numbered:\n\n" + "\n".join(names) + f"\n{FENCE}"
    if dialect == "citator":
        (folder / "conf.py").write_text(CITATOR_CONF, "utf-8")
        (docs / "index.md").write_text("# Library\n", "utf-8")
        (docs / "report/index.md").write_text(f"{head}# Bench\n\n{contents}", "utf-8")
    elif dialect == "latex":
        (folder / "conf.py").write_text(LATEX_CONF, "utf-8")
        (docs / "report/works.md").write_text("# References\n\n```{bibliography}\n```\n", "utf-8")
        (docs / "report/index.md").write_text(f"# Bench\n\n{contents.removesuffix(FENCE)}works\n{FENCE}", "utf-8")


def _words() -> Iterator[str]:
    """Yield the words of this repository's own report, again and again."""
    folder = ROOT / "docs/reports/freeze-notify-renounce"
    text = " ".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))
    words = re.findall(r"(?<![\w{`@\\/:.-])[A-Za-z][a-z]*(?:[,.]?)(?=\s)", text)
    while True:
        yield from words


def _chapter(number: int, report: Report, cite: str) -> str:
    chance, words = random.Random(number), _words()
    for _ in range(number * 1500):
        next(words)
    parts, notes = [f"# Chapter {number + 1}\n"], []
    for place in range(report.paragraphs):
        if place % 4 == 2:
            parts.append(f"## {next(words).strip(',.').capitalize()} {next(words).strip(',.')}\n")
        text = " ".join(next(words) for _ in range(WORDS_A_PARAGRAPH))
        for _ in range(report.citations):
            text += " " + cite.format(key=f"work{chance.randrange(WORKS)}", page=chance.randrange(1, 300)) + ". And"
        if place % 4 == 1:
            notes.append(f"[^n{number}x{place}]: {' '.join(next(words) for _ in range(15))}.\n")
            text += f" so on[^n{number}x{place}]"
        parts.append(f"{text} with *emphasis* and $x_{{{place}}} = \\frac{{a}}{{b}}$.\n")
        if place % 8 == 3:
            parts.append("$$\\sum_{i=1}^{n} x_i^2 \\leq \\sqrt{n} + \\int_0^1 f(t)\\, dt$$\n")
        if place % 8 == 5:
            rows = [f"| {' '.join(next(words) for _ in range(4))} | {chance.randrange(999)} | {n} |" for n in range(6)]
            parts.append("| What | Count | Row |\n|:-----|------:|----:|\n" + "\n".join(rows) + "\n")
        if place % 8 == 7:
            parts.append("![Stripes of one colour, each darker than the last](figure.png)\n")
    return "\n".join([*parts, *notes])


def _entry(number: int) -> str:
    chance = random.Random(f"work {number}")
    title = " ".join(
        chance.choice(["Tides", "Treaties", "Limits", "Ranges", "Harbours", "Letters", "Proposals", "Winters"])
        for _ in range(5)
    )
    fields = f"title = {{{title}}}, year = {{{1950 + number}}}, publisher = {{North Press}}, address = {{Oslo}}"
    return f"@book{{work{number}, author = {{Author{number}, Ada and Other{number}, Ben}}, {fields}}}\n"


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(x * 255 // width for x in range(width)) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def forget(folder: Path) -> None:
    """Remove what was built, but for the static fonts, which are cut once in the life of a checkout."""
    shutil.rmtree(folder / "build/site", ignore_errors=True)
    for path in (folder / "build/.citator").glob("*"):
        if path.name != "fonts":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def with_citator(folder: Path) -> Cost:
    forget(folder)
    return run(MARKDOWN_TO_PDF, folder)


def pages_alone(folder: Path) -> Cost:
    forget(folder)
    return run(PAGES, folder)


def pandoc(folder: Path, *options: str) -> Cost:
    """Have pandoc make one document of the report's chapters."""
    chapters = [path.name for path in sorted((folder / "report").glob("c*.md"))]
    style = find_style(STYLE).path
    cited = ["--citeproc", f"--csl={style}", "--bibliography=../references.bib"]
    numbered = ["--standalone", "--toc", "--number-sections", "--metadata=title:Bench"]
    return run([pypandoc.get_pandoc_path(), *chapters, *cited, *numbered, *options], folder / "report")


def with_pandoc(folder: Path) -> Cost:
    first = pandoc(folder, "--output=report.typ")
    second = run([sys.executable, "-c", TYPST], folder / "report")
    return replace(first, cpu=first.cpu + second.cpu, wall=first.wall + second.wall)


def with_latex(folder: Path) -> Cost:
    shutil.rmtree(folder / "build", ignore_errors=True)
    first = run([sys.executable, "-m", "sphinx", "-q", "-b", "latex", ".", "build"], folder)
    second = run(["latexmk", "-xelatex", "-interaction=nonstopmode", "-f", "report.tex"], folder / "build")
    return replace(first, cpu=first.cpu + second.cpu, wall=first.wall + second.wall)


@dataclass(frozen=True)
class Way:
    """One way from Markdown to a PDF."""

    name: str
    dialect: str
    make: Callable[[Path], Cost]
    pdf: str | None
    tools: tuple[str, ...] = ()


WAYS = (
    Way("citator, pages alone", "citator", pages_alone, None),
    Way("citator, pages and PDF", "citator", with_citator, "build/site/report/report.pdf"),
    Way("pandoc + Typst", "pandoc", with_pandoc, "report/report.pdf"),
    Way("Sphinx latex + xelatex", "latex", with_latex, "build/report.pdf", ("latexmk", "xelatex")),
)


def measure(way: Way, folder: Path, repeat: int) -> str:
    """Return a row of the table: medians, after one time that is not measured."""
    absent = [tool for tool in way.tools if shutil.which(tool) is None]
    if absent:
        return f"| {way.name} | skipped: {', '.join(absent)} not installed | | | |"
    if not folder.exists():
        write_report(folder, way.dialect, Report())
    costs = [way.make(folder) for _ in range(repeat + 1)][1:]
    cpu, wall = (statistics.median(getattr(cost, part) for cost in costs) for part in ("cpu", "wall"))
    return f"| {way.name} | {cpu:.2f} | {wall:.2f} | {pages_and_size(folder, way.pdf)} |"


def pages_and_size(folder: Path, name: str | None) -> str:
    if name is None:
        return "|"
    with pikepdf.open(folder / name) as document:
        return f"{len(document.pages)} | {(folder / name).stat().st_size / 1000:.0f}"


def edits(folder: Path, repeat: int) -> list[float]:
    """Return the CPU seconds from a word more in a chapter to the new PDF, as ``citator serve`` makes it.

    The pages are made first, then the PDF, by workers that have made it before; both are counted.
    """
    from citator.library.build import build
    from citator.library.pools import SpawnPool
    from citator.library.request import BuildRequest
    from citator.library.typeset import compile_one
    from citator.sphinxext.preloading import preload

    preload()
    request = BuildRequest(folder, formats=("html", "pdf"), search=False, jobs=1)
    pool = SpawnPool(compile_one, 1)
    build(request, pdf_pool=pool)
    taken = []
    for number in range(repeat + 1):
        chapter = folder / "docs/report/c04.md"
        chapter.write_text(
            chapter.read_text("utf-8").replace("with *emphasis*", f"with word{number} *emphasis*", 1), "utf-8"
        )
        time.sleep(0.05)
        before = _cpu()
        build(request, pdf_pool=pool)
        taken.append(_cpu() - before)
    pool.close()
    return taken[1:]


def _cpu() -> float:
    """Return the CPU seconds of this process, of the children that have ended, and of the workers that live."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = 0
    for child in multiprocessing.active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        living += int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
    return time.process_time() + ended.ru_utime + ended.ru_stime + living / os.sysconf("SC_CLK_TCK")


def large(folder: Path) -> str:
    """Return a row for a report six times as long, with the memory of the largest process."""
    write_report(folder, "citator", Report(chapters=54))
    with_citator(folder)
    cost = with_citator(folder)
    pdf = pages_and_size(folder, WAYS[1].pdf)
    return f"| the report six times as long | {cost.cpu:.2f} | {cost.wall:.2f} | {pdf} | {cost.memory:.0f} MB at most |"


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args().repeat
    with tempfile.TemporaryDirectory() as temporary:
        print("| Markdown to PDF | CPU s | wall s | pages | kB |\n|---|---|---|---|---|")
        for way in WAYS:
            print(measure(way, Path(temporary, way.dialect), repeat), flush=True)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            taken = pool.submit(edits, Path(temporary, "citator"), repeat).result()
        print(f"| a word more, pages and PDF, warm | {statistics.median(taken):.2f} | | | |", flush=True)
        print(large(Path(temporary, "large")))


if __name__ == "__main__":
    main()
