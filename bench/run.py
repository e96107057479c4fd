"""Measures what builds cost against plain Sphinx + sphinxcontrib-bibtex + Furo on a twin of the same library.

    python -m bench.run --reports 10 50 200 --repeat 3

Prints a Markdown table for each size: medians of whole-process CPU and wall seconds, ratios to plain in the same run, and
the most memory that one process took; ``--csv`` writes them to a file too. ``--only`` picks steps by name, and those before
them must have been taken. Plain Sphinx is left out above ``--plain-up-to`` reports, for its cost grows faster than they do.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.library import Size, generate


@dataclass(frozen=True)
class Cost:
    """Seconds of a command with all its children."""

    cpu: float
    wall: float
    memory: float
    """Megabytes of the largest of its processes."""


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Installed programs are compiled; what runs from a checkout must be let keep its compiled modules too."""


def run(command: list[str], folder: Path) -> Cost:
    """Run a command and return what it cost."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if process.returncode is None:
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def citator(*options: str) -> list[str]:
    return [sys.executable, "-m", "citator.cli", "build", "-q", "--as-of", "2040-01-01", *options]


PAGES = citator("--format", "html", "--no-search")
EVERYTHING = citator("--format", "html", "--format", "pdf", "--no-search")
ONE_WORKER = [*PAGES, "--jobs", "1"]
SPHINX = [sys.executable, "-m", "sphinx", "-q", "docs", "build/html"]


def cold(command: list[str]) -> Callable[[Path], Cost]:
    def measure(folder: Path) -> Cost:
        build = folder / "build"
        if build.exists():  # not deleted: some file systems look past each inode that has just been freed
            build.rename(folder.with_name(f"{folder.name}-build-{time.monotonic_ns()}"))
        return run(command, folder)

    return measure


def again(command: list[str]) -> Callable[[Path], Cost]:
    return lambda folder: run(command, folder)


def edited(command: list[str]) -> Callable[[Path], Cost]:
    """Measure a build after one paragraph of one chapter has got a word more."""

    def measure(folder: Path) -> Cost:
        chapter = folder / "docs/reports/r0000/c2.md"
        chapter.write_text(chapter.read_text("utf-8") + "\nOne more word.\n", "utf-8")
        time.sleep(0.1)
        return run(command, folder)

    return measure


def entry_edited(command: list[str]) -> Callable[[Path], Cost]:
    """Measure a build after the title of one work has changed."""

    def measure(folder: Path) -> Cost:
        bibliography = folder / "references.bib"
        text = bibliography.read_text("utf-8")
        bibliography.write_text(text.replace("  title = {", "  title = {New ", 1), "utf-8")
        return run(command, folder)

    return measure


STEPS: tuple[tuple[str, str, Callable[[Path], Cost], str | None], ...] = (
    ("plain: cold", "plain", cold(SPHINX), None),
    ("plain: nothing changed", "plain", again(SPHINX), None),
    ("plain: one chapter edited", "plain", edited(SPHINX), None),
    ("floor: cold", "floor", cold(SPHINX), None),
    ("cold, HTML", "citator", cold(PAGES), "plain: cold"),
    ("cold, HTML, one worker", "citator", cold(ONE_WORKER), None),
    ("nothing changed", "citator", again(PAGES), "plain: nothing changed"),
    ("one chapter edited, HTML", "citator", edited(PAGES), "plain: one chapter edited"),
    ("one entry edited, HTML", "citator", entry_edited(PAGES), None),
    ("cold, HTML and PDF", "citator", cold(EVERYTHING), "plain: cold"),
    ("one chapter edited, HTML and PDF", "citator", edited(EVERYTHING), "plain: one chapter edited"),
)
"""Name, dialect, measurement, and the step of plain Sphinx that it is compared with."""


def measure(
    size: Size, dialects: Iterable[str], repeat: int, repeat_cold: int, only: Container[str]
) -> Iterator[tuple[str, Cost, str]]:
    """Yield each step's name, its cost, and how many times as much plain Sphinx took for it."""
    medians: dict[str, Cost] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for dialect in dialects:
            generate(Path(temporary, dialect), size, dialect)
        for name, dialect, step, yardstick in STEPS:
            folder = Path(temporary, dialect)
            if folder.exists() and name in only:
                costs = [step(folder) for _ in range(repeat_cold if "cold" in name else repeat)]
                cost = medians[name] = Cost(
                    *(statistics.median(getattr(c, part) for c in costs) for part in ("cpu", "wall", "memory"))
                )
                yield name, cost, f"{medians[yardstick].cpu / cost.cpu:.1f}×" if yardstick in medians else ""


def main() -> None:
    """Measure and print the tables."""
    names = [step[0] for step in STEPS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[Size.reports])
    parser.add_argument("--entries", type=int, default=Size.entries)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--repeat-cold", type=int, help="how often what takes minutes is measured [as often as the rest]"
    )
    parser.add_argument("--only", nargs="*", choices=names, metavar="STEP", default=names)
    parser.add_argument("--plain-up-to", type=int, default=50, metavar="REPORTS")
    parser.add_argument("--csv", type=Path)
    arguments = parser.parse_args()
    rows = []
    repeat_cold = arguments.repeat_cold or arguments.repeat
    for reports in arguments.reports:
        cores = f"Python {platform.python_version()}, {os.cpu_count()} cores"
        print(f"\n{reports} reports, {arguments.entries} entries; {cores}\n")
        print("| what | CPU s | wall s | MB | plain / this |\n|---|---|---|---|---|")
        dialects = ("plain", "floor", "citator") if reports <= arguments.plain_up_to else ("citator",)
        size = Size(reports, entries=arguments.entries)
        for name, cost, ratio in measure(size, dialects, arguments.repeat, repeat_cold, arguments.only):
            print(f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {ratio} |", flush=True)
            rows.append((reports, name, f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.memory:.0f}"))
    if arguments.csv:
        with arguments.csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("reports", "step", "cpu", "wall", "mb"), *rows])


if __name__ == "__main__":
    main()
