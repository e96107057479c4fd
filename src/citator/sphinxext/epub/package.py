"""What ``package.opf`` says of a publication: who made it, what it is called, what a reader can rely on."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

from msgspec import Struct

from citator.model.anchors import escape_id
from citator.model.licenses import find_license
from citator.model.publication import Contributor, Library, Publication

MEDIA_TYPES = {
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
"""The core media types of EPUB 3.3 that a publication uses, by suffix."""
MOVING = (b"<animate", b"<set ", b"GIF89a", b"ANIM")
"""What an image that may flash has in it: SVG's animation, GIF, animated WebP."""
_NUMBER = re.compile(r"\d+(\.\d+)*")


class Resource(Struct, frozen=True):
    """A file of the book."""

    path: str
    """Below the folder of the package."""
    data: bytes
    properties: str = ""
    in_spine: bool = False

    @property
    def id(self) -> str:
        """Return its id in the manifest."""
        return f"file-{escape_id(self.path)}"

    @property
    def media_type(self) -> str:
        """Return its media type."""
        return MEDIA_TYPES[self.path.rpartition(".")[2]]


class Creator(Struct, frozen=True):
    """A person or organisation as ``dc:creator`` or ``dc:contributor``."""

    name: str
    sort_name: str
    role: str
    """A MARC relator code (https://id.loc.gov/vocabulary/relators)."""
    element: str


class Access(Struct, frozen=True):
    """The accessibility metadata (https://www.w3.org/TR/epub-a11y-11/); conformance takes a person's evaluation."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazard: str
    summary: str


def identifier(publication: Publication, library: Library) -> tuple[str, bool]:
    """Return the unique identifier, and whether it is a DOI; without one it follows from publisher, slug and version."""
    if publication.doi:
        return f"doi:{publication.doi}", True
    name = "\n".join((publication.publisher or library.publisher, publication.slug, publication.version))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}", False


def creators(publication: Publication) -> Iterator[Creator]:
    """Yield those named on the title page, authors first; a volume without authors is its editors'."""
    groups = (
        ("aut", publication.authors, "dc:creator"),
        ("edt", publication.editors, "dc:contributor" if publication.authors else "dc:creator"),
        ("trl", publication.translators, "dc:contributor"),
    )
    for role, people, element in groups:
        yield from (Creator(person.name, _sort_name(person), role, element) for person in people)


def _sort_name(person: Contributor) -> str:
    return ", ".join(filter(None, (person.family, person.given))) if person.family else person.name


def rights(publication: Publication) -> str:
    """Return copyright and licence in words."""
    licence = find_license(publication.license)
    words = licence.name if licence else publication.license
    terms = ", ".join(filter(None, (words, publication.license_note)))
    holder = f"© {publication.date.year} {publication.copyright}" if publication.copyright else None
    return ". ".join(part.rstrip(".") for part in (holder, terms) if part)


def group_position(publication: Publication) -> str | None:
    """Return the number in the series, where a reading system can sort by it."""
    number = publication.series.number if publication.series else None
    return number if number and _NUMBER.fullmatch(number) else None


def access(pictures: list[Resource], *, described: bool, mathematics: bool) -> Access:
    """Return what holds for the book: ``described`` says that every picture has a text alternative."""
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] * bool(pictures and described) + ["MathML"] * mathematics
    moving = any(mark in picture.data for picture in pictures for mark in MOVING)
    sentences = [
        "The text can be enlarged, reflowed and read aloud, and it has headings, a table of contents and links"
    ]
    sentences[0] += " from each citation to its source and back."
    if pictures:
        sentences.append(
            "Every picture has a description in words."
            if described
            else "Not every picture has a description in words."
        )
    return Access(
        modes=("textual", *(["visual"] if pictures else [])),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazard="unknown" if moving else "none",
        summary=" ".join(sentences),
    )
