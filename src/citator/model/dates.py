"""Dates as a language writes them, on pages and on paper; in a language whose months are not known, in the ISO form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

MONTHS: Mapping[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "en": "January February March April May June July August September October November December",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "zh": "1 2 3 4 5 6 7 8 9 10 11 12",
        "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    }.items()
}
_BARE_MONTHS: Mapping[str, tuple[str, ...]] = {
    **MONTHS,
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
}  # fmt: skip
"""Months that stand without a day."""
_FORMS: Mapping[str, tuple[str, str]] = {
    "de": ("{day}. {month} {year}", "{month} {year}"),
    "es": ("{day} de {month} de {year}", "{month} de {year}"),
    "zh": ("{year}年{month}月{day}日", "{year}年{month}月"),
}
_PLAIN = ("{day} {month} {year}", "{month} {year}")
"""A day, and a month without a day."""
_FIRST: Mapping[str, str] = {"fr": "1er", "it": "1º"}
"""The first of a month, where it is an ordinal."""


def long_date(day: datetime.date, language: str = "en") -> str:
    """Return ``23 November 2026`` in a language (a BCP 47 tag)."""
    code = _primary(language)
    if code not in MONTHS:
        return day.isoformat()
    number = _FIRST.get(code, "1") if day.day == 1 else str(day.day)
    return _FORMS.get(code, _PLAIN)[0].format(day=number, month=MONTHS[code][day.month - 1], year=day.year)


def month_date(day: datetime.date, language: str = "en") -> str:
    """Return ``June 2026``."""
    code = _primary(language)
    if code not in MONTHS:
        return f"{day.year}-{day.month:02}"
    return _FORMS.get(code, _PLAIN)[1].format(month=_BARE_MONTHS[code][day.month - 1], year=day.year)


def partial_date(written: str, language: str = "en") -> str:
    """Return ``2026-06`` as ``June 2026``; what is no ISO date stays as it is written."""
    parts = written.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return written
    try:
        day = datetime.date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except (ValueError, TypeError):
        return written
    if len(parts) == 1:
        return f"{day.year}"
    return month_date(day, language) if len(parts) == 2 else long_date(day, language)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
