"""Numbers and dates of data files as the language of the text writes them; the files keep them for machines."""

from __future__ import annotations

import re
from collections.abc import Callable

from citator.site.words import partial_date

_NUMBER = re.compile(r"(?P<sign>[-−+]?)(?P<whole>0|[1-9]\d*)(?:\.(?P<part>\d+))?")
_SEPARATORS = {"en": (",", "."), "zh": (",", "."), "de": (".", ",")}
"""What parts thousands, and what decimals, by language; elsewhere a narrow space and a comma."""


def printed_number(text: str, language: str) -> str:
    """Return ``1846`` as ``1,846``; what is no number stays as it is written."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    thousands, decimal = _SEPARATORS.get(language.partition("-")[0].lower(), ("\u202f", ","))
    whole = f"{int(match['whole']):,}".replace(",", thousands)
    return match["sign"].replace("-", "−") + whole + (decimal + match["part"] if match["part"] else "")


FORMATS: dict[str, Callable[[str, str], str]] = {"numbers": printed_number, "dates": partial_date}
"""Options of ``{data-table}`` that name columns, with what is done to their cells."""
