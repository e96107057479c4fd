"""Measures a preview: a chapter is saved, the page that the browser asks for is new, the PDF is new.

    python -m bench.serve --reports 10 50 --repeat 5
    python -m bench.serve --reports 100 1000 --repeat 7 --small

Generates a library of each size, runs ``citator serve`` on it, adds a word to a chapter and asks the server as the reloader of
its pages does. Prints the medians of the wall seconds from the saved file, and the slowest.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from bench.library import Size, files, generate

REPORT = "reports/r0003"
SMALL = {"chapters": 3, "paragraphs": 10, "citations": 10}
"""The size of the other reports where only their number matters; the one that is edited keeps the usual one."""
WAIT_SECONDS = 60


def measure(folder: Path, repeat: int) -> tuple[list[float], list[float]]:
    """Return the seconds until the page, and until the PDF, were current after each save."""
    command = [sys.executable, "-m", "citator.cli", "serve", "-c", str(folder), "--port", "0"]
    command += ["--format", "html", "--format", "pdf"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    pages, pdfs = [], []
    try:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+/", line)))
        _until(lambda: _get(f"{address}{REPORT}/c1.html"), lambda page: bool(page))
        time.sleep(3)
        for number in range(repeat + 1):
            page, pdf = _save(folder, address, f"Word{number}x{int(time.time())}")
            if number:  # the first edit warms up what later ones find warm
                pages.append(page)
                pdfs.append(pdf)
            time.sleep(4)  # the index of the search follows when nothing happens
    finally:
        server.terminate()
        server.wait()
    return pages, pdfs


def _save(folder: Path, address: str, word: str) -> tuple[float, float]:
    """Add a word to a chapter; return the seconds until it is on the page, and until the PDF is another."""
    chapter, pdf = folder / "docs" / REPORT / "c1.md", f"{address}{REPORT}/r0003.pdf"
    before = _get(pdf)
    version = _get(f"{address}.citator-version").decode()
    text = chapter.read_text("utf-8")
    head, rest = text.split("\n\n", 2)[:2], text.split("\n\n", 2)[2]
    chapter.write_text("\n\n".join([*head, f"{word} {rest}"]), "utf-8")
    began = time.monotonic()
    _get(f"{address}.citator-version?{version}")
    _until(lambda: _get(f"{address}{REPORT}/c1.html"), lambda page: word.encode() in page)
    shown = time.monotonic() - began
    _until(lambda: _get(pdf), lambda now: now != before)
    return shown, time.monotonic() - began


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=WAIT_SECONDS) as answer:
        content: bytes = answer.read()
    return content


def _until(ask: Callable[[], bytes], enough: Callable[[bytes], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not enough(ask()):
        if time.monotonic() > until:
            raise SystemExit("the preview does not show what was saved")
        time.sleep(0.01)


def write_library(folder: Path, reports: int, small: bool) -> None:
    """Generate a library whose reports, but for the one that is edited, may be small."""
    generate(folder, Size(reports=reports, **(SMALL if small else {})), "citator")
    if small:
        for name, text in files(Size(reports=4), "citator"):  # which is the last of four
            if name.startswith(f"docs/{REPORT}/"):
                (folder / name).write_text(text, "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[10, 50])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="the reports that are not edited are small")
    parser.add_argument("--folder", type=Path, help="a generated library that is built already")
    options = parser.parse_args()
    for reports in options.reports:
        folder = options.folder or Path(tempfile.mkdtemp(prefix="citator-serve-"))
        try:
            if not options.folder:
                write_library(folder, reports, options.small)
            pages, pdfs = measure(folder, options.repeat)
        finally:
            if not options.folder:
                shutil.rmtree(folder, ignore_errors=True)  # what indexes for the search may outlive the preview
        print(
            f"{reports} reports: page {statistics.median(pages):.2f} s (slowest {max(pages):.2f}),"
            f" PDF {statistics.median(pdfs):.2f} s (slowest {max(pdfs):.2f})"
        )


if __name__ == "__main__":
    main()
