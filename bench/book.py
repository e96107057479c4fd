"""Times one book, HTML and PDF, against pandoc's HTML and pandoc's PDF by Typst, in one run.

    python -m bench.book --repeat 3

The book has 20 chapters, some 38,000 words and 400 citations in an author-date style. citator makes a page for each chapter,
its front desk and metadata, and a PDF of two standards; pandoc makes one page, and a PDF that is marked by none.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.pdf import Report, pandoc, with_citator, with_pandoc, write_report
from bench.run import Cost

BOOK = Report(chapters=20, paragraphs=20, citations=1)


def pandoc_html(folder: Path) -> Cost:
    return pandoc(folder, "--mathml", "--output=report.html")


WAYS: tuple[tuple[str, str, Callable[[Path], Cost]], ...] = (
    ("citator, pages and PDF", "citator", with_citator),
    ("pandoc, HTML", "pandoc", pandoc_html),
    ("pandoc and Typst, PDF", "pandoc", with_pandoc),
)


def main() -> None:
    """Measure and print the table: medians, after one time that is not measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args().repeat
    print("| one book | CPU s | wall s |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        for dialect in ("citator", "pandoc"):
            write_report(Path(temporary, dialect), dialect, BOOK)
        for name, dialect, make in WAYS:
            costs = [make(Path(temporary, dialect)) for _ in range(repeat + 1)][1:]
            cpu, wall = (statistics.median(getattr(cost, part) for cost in costs) for part in ("cpu", "wall"))
            print(f"| {name} | {cpu:.2f} | {wall:.2f} |", flush=True)


if __name__ == "__main__":
    main()
