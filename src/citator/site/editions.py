"""Editions as the site's pages see them."""

from __future__ import annotations

import datetime

from msgspec import Struct

from citator.model.facts import CitedItem
from citator.model.publication import Publication

ALWAYS = frozenset({"index.html", "search.html", "people/index.html", "topics/index.html"})
"""Pages that every site has. The pages of sources that editions lead to are kept by the works that these cite."""


class Edition(Struct, frozen=True):
    """A published edition that stands still under ``<path>/v<version>/``."""

    version: str
    date: datetime.date
    path: str
    """In the site: ``reports/x/v1.0``."""


class FrozenEdition(Struct, frozen=True):
    """What the front desk keeps of an edition: what it is an edition of, what it cites, where its pages lead."""

    edition: Edition
    publication: Publication
    """As it was when it was published."""
    owner: str = ""
    """The slug of its publication today; empty when the source is gone."""
    works: tuple[CitedItem, ...] = ()
    """Known to the sources pages alone."""
    leads_to: tuple[str, ...] = ()
    pdf: str = ""
    """Path of its PDF in the site, where it has one."""
