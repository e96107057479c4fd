"""A picture of each publication for cards and covers that have none: its citations, as a diagram of arcs.

Along the line run the publication's citations in reading order; an arc joins each mention of a work to the next
mention of the same work. So every picture is different, is the same in every build, and says something true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from citator.model.facts import Facts

WIDTH, HEIGHT = 480, 270
LINE = 214
MARGIN = 36
MOST_ARCS = 90
"""More arcs than this turn into a grey cloud, and a card should stay small."""

GROUNDS = (
    ("#17333b", "#f3ead8", "#f08a6c"),
    ("#3a2233", "#f5e9e4", "#e9b44c"),
    ("#22314f", "#eef0ea", "#f2a65a"),
    ("#2c3d2e", "#f1efdf", "#e8a87c"),
    ("#4a2521", "#f7ece0", "#8fc1b5"),
    ("#2f2f38", "#f2efe8", "#d98e73"),
)
"""Ground, lines, accent; each pair has a contrast of at least 7 : 1 (lines) and 3 : 1 (accent)."""


def arcs(records: Iterable[Facts]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the number of citations and the pairs of neighbouring mentions of one work."""
    keys = [item.key for facts in records for occurrence in facts.occurrences for item in occurrence.items]
    last: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for position, key in enumerate(keys):
        if key in last and position - last[key] > 1:
            pairs.append((last[key], position))
        last[key] = position
    longest = sorted(pairs, key=lambda pair: (pair[0] - pair[1], pair))[:MOST_ARCS]
    return len(keys), tuple(sorted(longest))


def cover_svg(facts: Facts) -> str:
    """Return the picture of a publication as an SVG document of 16 : 9."""
    slug = facts.publication.slug
    return _picture(slug, [facts], GROUNDS[_seed(slug) % len(GROUNDS)])


def library_svg(name: str, records: Iterable[Facts]) -> str:
    """Return the picture of a library, of all its citations, on the colour of its bar."""
    return _picture(name, records, GROUNDS[0])


def _picture(name: str, records: Iterable[Facts], colours: tuple[str, str, str]) -> str:
    ground, line, accent = colours
    total, pairs = arcs(records)
    if len(pairs) < 3:
        total, pairs = _invented(name)
    step = (WIDTH - 2 * MARGIN) / max(1, total - 1)
    paths = "".join(_arc(MARGIN + start * step, MARGIN + end * step) for start, end in pairs)
    ticks = "".join(f"M{MARGIN + i * step:.1f} {LINE + 6}v7" for i in _every(total))
    chosen = max(pairs, key=lambda pair: (pair[1] - pair[0], pair))
    ends = "".join(
        f'<circle cx="{MARGIN + position * step:.1f}" cy="{LINE}" r="4" fill="{accent}"/>' for position in chosen
    )
    highlight = _arc(MARGIN + chosen[0] * step, MARGIN + chosen[1] * step)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>'
        f'<path d="{paths}" fill="none" stroke="{line}" stroke-opacity=".62" stroke-width="1.1"/>'
        f'<path d="M{MARGIN - 12} {LINE}H{WIDTH - MARGIN + 12}" stroke="{line}" stroke-width="1.4"/>'
        f'<path d="{ticks}" stroke="{line}" stroke-opacity=".7"/>'
        f'<path d="{highlight}" fill="none" stroke="{accent}" stroke-width="2.4"/>{ends}</svg>'
    )


def _arc(start: float, end: float) -> str:
    """Return a half ellipse above the line, flattened so that the longest one stays in the picture."""
    across = (end - start) / 2
    up = min(across, (LINE - 30) * (1 - 2.718 ** (-across / 95)))
    return f"M{start:.1f} {LINE}A{across:.1f} {up:.1f} 0 0 1 {end:.1f} {LINE}"


def _every(total: int) -> Iterable[int]:
    return range(0, total, max(1, total // 60))


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _invented(slug: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return a pattern from the name alone, for a publication that hardly cites a work twice."""
    digest = hashlib.sha256(slug.encode()).digest()
    total = 28
    pairs = {tuple(sorted((a % total, b % total))) for a, b in zip(digest[::2], digest[1::2], strict=True)}
    return total, tuple(sorted((a, b) for a, b in pairs if b - a > 1)) or ((0, total - 1),)
