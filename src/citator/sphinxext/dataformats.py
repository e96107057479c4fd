"""Numbers and dates of data files as the language of the text writes them; the files keep them for machines."""

from __future__ import annotations

import re
from collections.abc import Callable

from citator.model.dates import partial_date
from citator.site.languages import MARKS

_NUMBER = re.compile(r"(?P<sign>[-−+]?)(?P<whole>0|[1-9]\d*)(?:\.(?P<part>\d+))?")
_OTHERS = ("\u202f", ",")
"""What parts thousands, and what decimals, in languages that the pages do not speak."""


def printed_number(text: str, language: str) -> str:
    """Return ``1846`` as ``1,846``; what is no number stays as it is written."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    thousands, decimal = MARKS.get(language.partition("-")[0].lower(), _OTHERS)
    whole = f"{int(match['whole']):,}".replace(",", thousands)
    return match["sign"].replace("-", "−") + whole + (decimal + match["part"] if match["part"] else "")


FORMATS: dict[str, Callable[[str, str], str]] = {"numbers": printed_number, "dates": partial_date}
"""Options of ``{data-table}`` that name columns, with what is done to their cells."""
