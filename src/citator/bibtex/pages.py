"""Pages as CSL knows them, where programs write labels, thousands and dashes of every kind."""

from __future__ import annotations

import re

_DASH = re.compile(r" ?[‐‑‒–—−-]+ ?")
_LIST = re.compile(r" ?; ?")
_THOUSANDS = re.compile(r"(\d{1,3}),(\d{3})-(\d{1,3}),(\d{3})")
"""But "12,100-112" are the pages 12 and 100 to 112."""
_LABEL = re.compile(r"(?:[Pp]{1,2}(?:\.\s*|\s+)|[Pp]ages?\s+|S\.\s*|Seiten?\s+|[Сс]\.\s*|[Сс]тр\.\s*)(?=[\divxlc])")
_TOTAL = re.compile(r"(?:[ivxlc]+\s*,\s*)?(\d+)(?:\s+(?:pp?|pages|S|Seiten|с|стр)\.?|pp?\.)", re.IGNORECASE)
_NONE = frozenset({"", "-", "n/a", "n/a-n/a", "na", "na-na"})


def page_variables(written: str) -> dict[str, str]:
    """Return ``page`` or, for "345 p.", ``number-of-pages``; nothing for what names no page.

    Styles print labels themselves, and no commas within the numbers of pages.
    """
    written = " ".join(written.split())
    if total := _TOTAL.fullmatch(written):
        return {"number-of-pages": total[1]}
    page = _LIST.sub(", ", _DASH.sub("-", _LABEL.sub("", written, count=1))).rstrip(". ")
    if thousands := _THOUSANDS.fullmatch(page):
        page = "{}{}-{}{}".format(*thousands.groups())
    return {} if page.lower() in _NONE else {"page": page}
