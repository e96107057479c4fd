"""BibLaTeX dates (EDTF levels 0 and 1) and the freer years of old .bib files, as CSL-JSON dates.

A range has two date-parts; ``[0]`` stands for an open end, as pandoc and citeproc-js read it. What is uncertain (``?``)
is circa too, for CSL knows no other doubt. See the BibLaTeX manual, section 2.3.8.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Any

from citator.bibtex.tables import SEASONS

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_OPEN = frozenset({"", "..", "open", "unknown"})
_UNDATED = frozenset({"n.d.", "nd", "n.d", "nodate", "undated", "[n.d.]", "s.a.", "s.d.", "o.j."})
_YEAR_AND_LETTER = re.compile(r"(\d{4})[a-rt-z]")
"""But "1990s" is a decade."""
_EDTF = re.compile(
    r"(-?\d{1,4}|\d{1,3}[xXuU]{1,3})(?:-(\d{1,2}|[xXuU]{2}))?(?:-(\d{1,2}|[xXuU]{2}))?(?:[T ]\d{1,2}:.*)?"
)
_HALF_CENTURY = 50
_CIRCA = re.compile(r"^(?:circa|ca?\.?|um|около|ок\.)\s*(?=\d)", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*(?:---?|–|—|/|-(?=\d{4}|[3-9]\d|$))\s*(\d{2}|\d{4})?")
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})"
)
_SHORT_END = re.compile(r"\d\d(?:-\d\d)?[?~%]?")
_WITHIN_YEAR = re.compile(r"\s*(?:[/&–—]|-+|\b(?:and|to)\b)\s*")
_DAY_OR_MONTH = re.compile(r"(\d+)(?:st|nd|rd|th)?\b|([^\W\d_]+)")
_TEX = re.compile(r"[{}~]|\\[ ,]?")

CslDate = dict[str, Any]


def month_number(word: str) -> int | None:
    """Return 1–12 for an English month's name, in full or from three letters on, or for a number."""
    word = word.strip().strip(".").lower()
    if word.isdigit() and word.isascii():
        return int(word) if 1 <= int(word) <= 12 else None
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def entry_date(fields: Mapping[str, str], prefix: str = "") -> tuple[CslDate | None, str | None]:
    """Return the CSL date of ``date`` (or ``<prefix>date``) or year, with month and day; and what cannot be read."""
    written, month, day = (clean(fields.get(f"{prefix}{name}", "")) for name in ("date", "month", "day"))
    written = written or clean(fields.get(f"{prefix}year", ""))
    if not written or is_undated(written):
        return None, None
    date = parse_date(written)
    if date is None:
        return {"literal": written}, written
    dated = _with_month(date, month, day)
    return dated or date, None if dated else "-".join(part for part in (written, month, day) if part)


def clean(written: str) -> str:
    """Return a date without braces, ties and spaces at its ends."""
    return " ".join(_TEX.sub(" ", written).split()) if written else ""


def is_undated(written: str) -> bool:
    """Tell whether a year only says that there is none."""
    return written.lower().replace(" ", "") in _UNDATED


def parse_date(written: str) -> CslDate | None:
    """Return the CSL date of an EDTF date or range, a year in words, or English "4 May 2004"; None if it is none."""
    circa = bool(_CIRCA.match(written))
    written = _CIRCA.sub("", written)
    if lettered := _YEAR_AND_LETTER.fullmatch(written):  # styles add the letters themselves
        written = lettered[1]
    if years := _YEARS.fullmatch(written):
        first, last = years[1], years[2]
        if "/" not in written or (last and len(last) == 2):
            return _range([[int(first)], _last_year(first, last)], circa)
    if words := _WORDS.fullmatch(written):
        return _from_words(words, circa)
    ends = _ends(written)
    if len(ends) > 2:
        return None
    parts: list[list[int]] = []
    for place, end in enumerate(ends):
        if end.lower() in _OPEN:
            parts.append([0])
            continue
        bare = end.rstrip("?~%")
        circa = circa or bare != end
        span = _span(bare)
        if span is None:
            return None
        parts.extend(span if len(ends) == 1 else [span[0 if place == 0 else -1]])
    if all(part == [0] for part in parts):
        return None
    return _range(parts, circa)


def _ends(written: str) -> list[str]:
    """Return the ends of a range; the later one may leave out what both share, as ISO 8601 has it (``2020-05-06/08``)."""
    ends = [end.strip() for end in written.split("/")]
    if len(ends) == 2 and _SHORT_END.fullmatch(ends[1]):
        shared = ends[0].split("-")[: -1 - ends[1].count("-")]
        ends[1] = "-".join([*shared, ends[1]])
    return ends


def _last_year(first: str, last: str | None) -> list[int]:
    """Return the year that ``last`` is short for: ``1999/00`` ends in 2000."""
    if last is None:
        return [0]
    year = int(first[: -len(last)] + last)
    return [year + 100 if len(last) == 2 and int(first) - year > _HALF_CENTURY else year]


def _range(parts: list[list[int]], circa: bool) -> CslDate | None:
    """Return a date, or None for a range that ends before it starts."""
    first, last = parts[0], parts[-1]
    shared = min(len(first), len(last))
    return _date(parts, circa) if [0] in parts or first[:shared] <= last[:shared] else None


def _from_words(words: re.Match[str], circa: bool) -> CslDate | None:
    month = month_number(words[2])
    if month is None or (words[1] and words[3]):
        return None
    day = words[1] or words[3]
    parts = [int(words[4]), month, *([int(day)] if day else [])]
    return _date([parts], circa) if _is_possible(parts) else None


def _span(text: str) -> list[list[int]] | None:
    """Return the date, or first and last year of a year with unknown digits (``19XX``)."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    if not year.lstrip("-").isdigit():
        if len(year) != 4:
            return None
        digits = re.sub("[xXuU]", "X", year)
        return [[int(digits.replace("X", "0"))], [int(digits.replace("X", "9"))]]
    number = int(year)
    # EDTF counts a year 0 (1 BC); CSL does not.
    parts = [number - 1 if year.startswith("-") or number == 0 else number]
    for part in (month, day):
        if part is None or not part.isdigit():
            break
        parts.append(int(part))
    return [parts] if _is_possible(parts) else None


def _is_possible(parts: list[int]) -> bool:
    year, month, day = [*parts, 1, 1][:3]
    if month > 12:
        return 21 <= month <= 24 and len(parts) == 2
    # the years before 1 are leap years as those of a calendar with a year 0
    return month >= 1 and 1 <= day <= calendar.monthrange(2000 + (year + (year < 0)) % 400, month)[1]


def _date(parts: list[list[int]], circa: bool) -> CslDate:
    date: CslDate = {"date-parts": parts}
    if len(parts) == 1 and len(parts[0]) == 2 and parts[0][1] > 20:
        date = {"date-parts": [parts[0][:1]], "season": parts[0][1] - 20}
    if circa:
        date["circa"] = True
    return date


def _with_month(date: CslDate, month: str, day: str) -> CslDate | None:
    """Add the ``month`` and ``day`` fields to a date that is a year, or return None if they cannot be read."""
    if not month or [len(part) for part in date["date-parts"]] != [1]:
        return date
    (year,) = date["date-parts"][0]
    parts = [[year, *end] for end in _within_year(month, day)]
    return _date(parts, "circa" in date) if parts and all(_is_possible(part) for part in parts) else None


def _within_year(month: str, day: str) -> list[list[int]]:
    """Return month and day at either end of "5/6", "January 10–12" or "28 January – 2 February"; nothing of anything else."""
    if not any(character.isalpha() for character in month):
        month = re.sub(r"\d+", lambda number: _MONTHS[int(number[0]) - 1] if month_number(number[0]) else "", month)
    if not any(character.isdigit() for character in month):
        month = f"{month} {day}".strip()
    ends = [_DAY_OR_MONTH.findall(end) for end in _WITHIN_YEAR.split(month)]
    months = [[_month_or_season(word) for _, word in end if word] for end in ends]
    days = [[int(number) for number, _ in end if number] for end in ends]
    shared = next((found for found in months if found), [])
    if len(ends) > 2 or not shared or any(len(found) > 1 for found in (*months, *days)):
        return []
    return [(of_end or shared) + day_of_end for of_end, day_of_end in zip(months, days, strict=True)]


def _month_or_season(word: str) -> int:
    """Return a month, 21–24 for a season as EDTF has it, or 0 for another word."""
    season = SEASONS.get(word.lower())
    return 20 + season if season else month_number(word) or 0
