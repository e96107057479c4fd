"""Words and numbers as the pages print them: dates, sizes, counts, names of types."""

from __future__ import annotations

import datetime

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: 238 words a minute (https://doi.org/10.1016/j.jml.2019.104047), rounded down."""

TYPES = {
    "report": "Research report",
    "summary": "Summary",
    "brief": "Policy brief",
    "commentary": "Commentary",
    "handbook": "Handbook",
}
"""Types of publication as a reader sees them; another type is shown as it is written."""

STATUSES = {"draft": "Draft", "review": "In review", "embargoed": "Embargoed", "withdrawn": "Withdrawn"}

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def type_name(kind: str) -> str:
    """Return a type of publication in words."""
    return TYPES.get(kind, kind.replace("-", " ").capitalize())


def long_date(day: datetime.date) -> str:
    """Return ``23 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def partial_date(written: str) -> str:
    """Return ``2026-06`` as ``June 2026``; what is no ISO date stays as it is written."""
    parts = written.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return written
    try:
        day = datetime.date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except (ValueError, TypeError):
        return written
    return {1: f"{day.year}", 2: f"{MONTHS[day.month - 1]} {day.year}"}.get(len(parts), long_date(day))


def size(count: int) -> str:
    """Return a number of bytes as ``1.2 MB`` or ``84 kB``."""
    return f"{count / 1e6:.1f} MB" if count >= 995_000 else f"{max(1, round(count / 1e3))} kB"


def count(number: int, singular: str, plural: str = "") -> str:
    """Return ``1 source`` or ``7 sources``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def reading_minutes(words: int) -> int:
    """Return the minutes that a reader needs, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def initials(name: str) -> str:
    """Return the initials that stand where there is no portrait."""
    parts = [part for part in name.split() if part[0].isalpha()]
    chosen = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in chosen)


def is_url(text: str) -> bool:
    """Tell whether a value of front matter can be linked."""
    return text.startswith(("https://", "http://"))
