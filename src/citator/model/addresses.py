"""Which addresses a page, a PDF or an EPUB may link to, whoever wrote them, and the addresses that DOIs stand for."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "doi", "ftp"})
"""None of them can run anything."""
_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_SCHEME = re.compile(rf"{_RESOLVER.pattern}|^(?:https?://|mailto:)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{2,9}(?:\.\d+)*/\S+")
_KEPT = "/:;,()~!*'@=$&"


def is_safe(url: str) -> bool:
    """Tell whether an address has a safe scheme; one without a scheme, or with blanks before it, is not safe."""
    scheme, colon, _ = url.partition(":")
    return bool(colon) and scheme.lower() in SAFE_SCHEMES


def bare_doi(written: str) -> str | None:
    """Return a DOI without resolver, prefix or the codes of an address, or None if it is none."""
    doi = unquote(_RESOLVER.sub("", written))
    return doi if _DOI.fullmatch(doi) else None


def doi_url(doi: str) -> str:
    """Return the address of a bare DOI; what an address would take for something else, such as ``#``, is encoded.

    See https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html
    """
    return f"https://doi.org/{quote(doi, safe=_KEPT)}"


def is_said(address: str, words: str) -> bool:
    """Tell whether the words of a link are its address, with or without the scheme, so that paper need not repeat it."""
    said, meant = (unquote(_SCHEME.sub("", text.strip())).rstrip("/") for text in (words, address))
    return said == meant
