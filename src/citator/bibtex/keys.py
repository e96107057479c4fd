"""Suggests citation keys near to one that is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def near_keys(key: str, keys: Iterable[str], n: int = 3) -> list[str]:
    """Return up to ``n`` keys that ``key`` may have been meant for, nearest first."""
    matcher = SequenceMatcher(autojunk=False)
    wanted = key.casefold()
    matcher.set_seq2(wanted)
    found: list[tuple[float, str]] = []
    for candidate in keys:
        folded = candidate.casefold()
        if abs(len(folded) - len(wanted)) > max(2, len(wanted) // 2):
            continue
        matcher.set_seq1(folded)
        if matcher.real_quick_ratio() > 0.7 and matcher.quick_ratio() > 0.7 and (ratio := matcher.ratio()) > 0.7:
            found.append((-ratio, candidate))
    return [candidate for _, candidate in sorted(found)[:n]]
