"""What a build is asked to do, as the command line or a test says it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from msgspec import Struct, field

FORMATS = ("html", "pdf", "epub")
"""The pages are always made; the others can be left out."""


class BuildRequest(Struct, frozen=True):
    """One build of a library."""

    confdir: Path
    formats: tuple[str, ...] = FORMATS
    pdf_editions: tuple[str, ...] = ()
    """Editions of the PDF to make besides those that front matter names."""
    drafts: bool = False
    as_of: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))
    jobs: int = field(default_factory=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    shared_cache: str | None = None
    search: bool = True
    """Bring the search index up to date; otherwise the site keeps the one that it has."""
    late_pdfs: bool = False
    """Keep the PDFs that the site has: a preview shows pages first, and hands what the build remembers to that of the PDFs."""
    late_desk: bool = False
    """Keep the front desk, and what other publications show of one that changed: a preview brings them up to date last."""
    explain: str | None = None
    debug: bool = False
    scheduler: str | None = None
    editions: str | None = None
    """The store of editions, a folder or an address; the one of ``conf.py`` unless another is named."""
    build: Path | None = None
    """The folder of all that a build makes; ``build/`` beside ``conf.py`` unless another is named."""

    @property
    def build_folder(self) -> Path:
        """Return the folder of all that a build makes."""
        return (self.build or self.confdir / "build").absolute()

    @property
    def site(self) -> Path:
        """Return the folder of the site; drafts have one of their own, so that nothing unpublished leaks."""
        return self.build_folder / ("drafts-site" if self.drafts else "site")

    @property
    def cache(self) -> Path:
        """Return the folder of results by key."""
        return self.build_folder / ".citator"

    def shaping(self) -> tuple[object, ...]:
        """Return what of the request shapes the output, apart from the date."""
        return (
            self.formats,
            self.pdf_editions,
            self.drafts,
            self.search,
            self.late_pdfs,
            self.late_desk,
            self.editions,
        )


def parse_as_of(text: str | None) -> datetime.datetime:
    """Return the moment that ``--as-of`` names: a date means its first moment in UTC.

    Raises:
        ValueError: the text is no ISO 8601 date or time.
    """
    if text is None:
        return datetime.datetime.now(datetime.UTC)
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
