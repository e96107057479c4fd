"""Measures the share of a build that citations take: each library is built with its citations and without them.

    python -m bench.citations --reports 10 --entries 500

Three ways to cite, from twin sources: sphinxcontrib-bibtex, citator in the same plain Sphinx project (foreign mode), and
a citator library. Prints a Markdown table of CPU seconds; the share is what the twin without citations does not need.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from pathlib import Path

from bench.library import Size, files, generate
from bench.run import PAGES, SPHINX, again, cold, edited, entry_edited

WAYS = {
    "sphinxcontrib-bibtex": ("plain", "floor", SPHINX),
    "citator, foreign mode": ("foreign", "floor", SPHINX),
    "citator, library": ("citator", "uncited", PAGES),
}
"""Each way to cite: its library, the same library without citations, and the command that builds them."""

STEPS = {"cold": cold, "nothing changed": again, "one chapter edited": edited, "one entry edited": entry_edited}


def write_libraries(folder: Path, size: Size) -> None:
    """Write all twins into ``folder``."""
    for dialect in ("plain", "floor", "citator"):
        generate(folder / dialect, size, dialect)
    generate(folder / "foreign", size, "plain")
    conf = folder / "foreign/docs/conf.py"
    conf.write_text(conf.read_text("utf-8").replace("sphinxcontrib.bibtex", "citator"), "utf-8")
    generate(folder / "uncited", size, "citator")
    for name, text in files(size, "floor"):
        if "/c" in name and name.endswith(".md"):
            (folder / "uncited" / name).write_text(text, "utf-8")


def measure(folder: Path, command: list[str], repeat: int) -> dict[str, float]:
    """Return the median CPU seconds of each step."""
    costs: dict[str, list[float]] = {name: [] for name in STEPS}
    for _ in range(repeat):
        for name, step in STEPS.items():
            costs[name].append(step(command)(folder).cpu)
    return {name: statistics.median(values) for name, values in costs.items()}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument(
        "--way", action="append", choices=list(WAYS), help="leave out the other ways, which take longer"
    )
    arguments = parser.parse_args()
    size = Size(arguments.reports, entries=arguments.entries)
    print(
        f"{arguments.reports} reports, {arguments.entries} entries; Python {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    print("| way | step | with citations, CPU s | without, CPU s | share |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        write_libraries(root, size)
        measured: dict[str, dict[str, float]] = {}
        for way, (cited, uncited, command) in WAYS.items():
            if arguments.way and way not in arguments.way:
                continue
            for library in (cited, uncited):
                if library not in measured:
                    measured[library] = measure(root / library, command, arguments.repeat)
            for step in STEPS:
                full, floor = measured[cited][step], measured[uncited][step]
                share = f"{max(0.0, 1 - floor / full):.0%}"
                print(f"| {way} | {step} | {full:.2f} | {floor:.2f} | {share} |", flush=True)


if __name__ == "__main__":
    main()
