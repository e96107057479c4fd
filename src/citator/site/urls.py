"""Where things stand in the site; a path here never changes once a publication is out."""

from __future__ import annotations

from pathlib import PurePosixPath

from citator.model.publication import Person, Publication
from citator.site.cards import Card


def landing_path(publication: Publication | Card) -> str:
    """Return the page that presents a publication."""
    return f"{publication.path}/index.html"


def person_path(person: str) -> str:
    """Return the page of a person."""
    return f"people/{person}/index.html"


def topic_path(topic: str) -> str:
    """Return the page of a topic."""
    return f"topics/{topic}/index.html"


def thumbnail_path(publication: Publication | Card) -> str:
    """Return the picture of a publication's card: its own, else the one that the front desk draws."""
    if publication.thumbnail:
        return f"{publication.path}/card{PurePosixPath(publication.thumbnail).suffix.lower()}"
    return art_path(publication)


def cover_path(publication: Publication) -> str | None:
    """Return the portrait cover of a publication, where it has one."""
    if publication.cover:
        return f"{publication.path}/cover{PurePosixPath(publication.cover).suffix.lower()}"
    return None


def art_path(publication: Publication | Card) -> str:
    """Return the picture that the front desk draws for a publication."""
    return f"_art/{publication.slug}.svg"


def share_path(publication: Publication) -> str:
    """Return the picture of a publication for cards on other sites, which show no SVG."""
    return f"{publication.path}/share.png"


def portrait_path(person: Person) -> str:
    """Return the picture of a person who has one."""
    return f"people/{person.id}/portrait{PurePosixPath(person.portrait or '').suffix.lower()}"
