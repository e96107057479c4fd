"""The card of a publication: what pages show of another one, and all by which they can be out of date."""

from __future__ import annotations

import datetime

import msgspec
from msgspec import Struct

from citator.model.publication import Publication, Status


class Author(Struct, frozen=True):
    """Someone who is named on a card."""

    name: str


class Card(Struct, frozen=True):
    """The fields of a publication that a landing page has of another one; its template finds no others."""

    slug: str
    path: str
    type: str
    title: str
    subtitle: str | None
    authors: tuple[Author, ...]
    date: datetime.date
    status: Status
    language: str
    topics: tuple[str, ...]
    thumbnail: str | None


def card(publication: Publication) -> Card:
    """Return the card of a publication."""
    return msgspec.convert(publication, Card, from_attributes=True)
