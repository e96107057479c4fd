"""Measures how long the site takes to flip: 200 reports of 20 pages, of which one has changed.

    python -m bench.flip --reports 200 --repeat 5

Prints the median and the slowest of the wall seconds that ``publish`` takes, and the seconds of the exchange itself.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from citator.library import publish as publishing
from citator.library.publish import Part, publish


def part(folder: Path, report: int, edition: int, pages: int, size: int) -> Part:
    key = f"r{report}-{edition}"
    place = folder / "cache" / key / "reports" / str(report)
    place.mkdir(parents=True)
    for page in range(pages):
        (place / f"{page}.html").write_bytes(f"{edition} ".encode() * (size // 2))
    return Part(key, folder / "cache" / key)


def measure(folder: Path, reports: int, pages: int, repeat: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each flip, and those of the exchange within it."""
    parts = {f"r{n}": part(folder, n, 0, pages, 40_000) for n in range(reports)}
    publish(folder / "site", parts, folder / "notes")
    publish(folder / "site", {**parts, "r0": part(folder, 0, 1, pages, 40_000)}, folder / "notes")
    flips: list[float] = []
    exchanges: list[float] = []
    exchange = publishing._exchange

    def timed(new: Path, site: Path) -> None:
        began = time.perf_counter()
        exchange(new, site)
        exchanges.append(time.perf_counter() - began)

    publishing._exchange = timed
    try:
        for edition in range(2, repeat + 2):
            changed = {**parts, "r0": part(folder, 0, edition, pages, 40_000)}
            began = time.perf_counter()
            publish(folder / "site", changed, folder / "notes")
            flips.append(time.perf_counter() - began)
    finally:
        publishing._exchange = exchange
    return flips, exchanges


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="citator-flip-"))
    try:
        flips, exchanges = measure(folder, options.reports, options.pages, options.repeat)
    finally:
        shutil.rmtree(folder)
    print(
        f"{options.reports} reports of {options.pages} pages: flip {statistics.median(flips):.3f} s"
        f" (slowest {max(flips):.3f}), of which the exchange {statistics.median(exchanges) * 1e6:.0f} µs"
    )


if __name__ == "__main__":
    main()
