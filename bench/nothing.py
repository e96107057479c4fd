"""Times the build that finds nothing changed in a library of any size, without building the library first.

    python -m bench.nothing --publications 5000 --files 6

It writes the files, notes them as a build does at its end, and runs ``citator build``.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from bench.library import Size, conf, index
from bench.run import PAGES, run

from citator.library.report import Outcome
from citator.library.request import BuildRequest
from citator.library.stamp import remember, scan


def write_library(folder: Path, publications: int, files: int) -> None:
    """Write a library of small publications."""
    (folder / "docs").mkdir()
    (folder / "conf.py").write_text(conf("citator"), "utf-8")
    (folder / "references.bib").write_text("", "utf-8")
    for report in range(publications):
        place = folder / f"docs/reports/r{report:04}"
        place.mkdir(parents=True)
        (place / "index.md").write_text(index(report, Size(chapters=files - 1)), "utf-8")
        for number in range(files - 1):
            (place / f"c{number + 1}.md").write_text(f"# Chapter {number + 1}\n\nWords.\n" * 20, "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=5000)
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        write_library(folder, arguments.publications, arguments.files)
        time.sleep(0.2)  # a file as young as this would be read again
        request = BuildRequest(folder, formats=("html",), search=False)
        remember(request, scan(request, ()), Outcome(reused=arguments.publications, site="build/site"), (), ())
        costs = [run(PAGES, folder) for _ in range(arguments.repeat)]
    cpu, wall = (statistics.median(getattr(cost, part) for cost in costs) for part in ("cpu", "wall"))
    files = arguments.publications * arguments.files
    print(f"{arguments.publications} publications, {files} files, nothing changed: {cpu:.2f} CPU s, {wall:.2f} s")


if __name__ == "__main__":
    main()
