"""Addresses and identifiers of works: cleaned, and refused where a link could do harm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from citator.bibtex.latex import verbatim
from citator.bibtex.tables import EPRINTS
from citator.model.addresses import SAFE_SCHEMES, bare_doi

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[:/?#].*)?")
_NEXT = re.compile(
    r"(?<![\s;,|])[\s;,|]+(?:(?:and|or)\s+)?(?=(?:\\url\s*\{)?(?:(?:https?|ftp)://|(?:doi:\s*)?10\.\d{4,9}/))"
)
_APART = re.compile(r"\s|;")
_UNWISE = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")


class UnsafeAddressError(ValueError):
    """An address whose scheme is not one of ``SAFE_SCHEMES``, or that is none at all."""


def safe_url(written: str) -> str:
    """Return an address that may be linked; a bare host gets ``https://``.

    Raises:
        UnsafeAddressError: its scheme is not http, https, mailto, doi or ftp.
    """
    url = _UNWISE.sub(lambda match: quote(match[0]), verbatim(written))
    if _HOST.fullmatch(url) and not url.split(".")[0].lower().endswith("script"):
        return f"https://{url}"
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() not in SAFE_SCHEMES:
        raise UnsafeAddressError(url)
    return url


def first_address(written: str) -> str:
    """Return the first of several addresses or DOIs in one field; white space within one is none of its own."""
    parting = next((found for found in _NEXT.finditer(written) if _APART.search(found[0])), None)
    return written[: parting.start()] if parting else written


def clean_doi(written: str) -> str | None:
    """Return a DOI without resolver or prefix, or None if it is none."""
    return bare_doi(verbatim(written))


def eprint_url(fields: Mapping[str, str]) -> str | None:
    """Return the address that ``eprint`` and ``eprinttype`` stand for."""
    pattern = EPRINTS.get(fields.get("eprinttype", "").strip().lower())
    eprint = verbatim(fields.get("eprint", ""))
    eprint = re.sub(r"^arxiv:", "", eprint, flags=re.IGNORECASE)
    return pattern.format(quote(eprint, safe="/:.-")) if pattern and eprint else None
