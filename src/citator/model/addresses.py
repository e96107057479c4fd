"""What an address may begin with for a page, a PDF or an EPUB to link to it, whoever wrote it."""

from __future__ import annotations

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "doi", "ftp"})
"""None of them can run anything."""


def is_safe(url: str) -> bool:
    """Tell whether an address has a safe scheme; one without a scheme, or with blanks before it, is not safe."""
    scheme, colon, _ = url.partition(":")
    return bool(colon) and scheme.lower() in SAFE_SCHEMES
