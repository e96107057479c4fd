"""A publication and the people and things named on its title page, as frozen values."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

EDITION_FOLDERS = "v[0-9]*"
"""The folders in a publication's own that its editions have in the site, as a pattern; it has no chapter there."""


def edition_path(path: str, version: str) -> str:
    """Return where an edition of the publication with this path stands in the site: ``reports/inf/v1.0``."""
    return f"{path}/v{version}"


class Status(StrEnum):
    """Where a publication stands on its way to readers."""

    DRAFT = "draft"
    REVIEW = "review"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Affiliation(Struct, frozen=True):
    """An institution that a contributor belonged to when the publication appeared."""

    name: str
    ror: str | None = None


class Contributor(Struct, frozen=True):
    """A person or an organisation with a part in a publication."""

    name: str
    person: str | None = None
    """The id of ``docs/people/<id>.md``, where the contributor has such a page."""
    given: str | None = None
    family: str | None = None
    """Set for persons; an organisation has a ``name`` only."""
    role: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    orcid: str | None = None
    """The bare iD, ``0000-0002-1825-0097``."""
    url: str | None = None
    email: str | None = None
    biography: tuple[list[Any], ...] = ()
    """Paragraphs of the person's page, each as ``model.inline.to_json`` writes it."""

    @property
    def is_organisation(self) -> bool:
        """Tell whether this is an institution rather than a person."""
        return self.family is None


class Credit(Struct, frozen=True):
    """Thanks for a named piece of work: cover, translation, map."""

    role: str
    name: str


class Series(Struct, frozen=True):
    """The series that a publication belongs to."""

    title: str
    number: str | None = None
    issn: str | None = None


class Related(Struct, frozen=True):
    """Another publication of the library (``publication`` is its slug), or a page elsewhere (``url``)."""

    publication: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    note: str | None = None


class Correction(Struct, frozen=True):
    """A change made after publication."""

    date: datetime.date
    note: str
    kind: str = "correction"
    """``correction``, ``clarification``, ``addition`` or ``retraction``."""
    where: str | None = None
    """A label or ``chapter#anchor`` in the publication."""
    was: str | None = None
    now: str | None = None


class PdfSettings(Struct, frozen=True):
    """What front matter says of the PDF under ``pdf:``."""

    editions: tuple[str, ...] = ("screen",)
    bibliography: bool = True
    """Print the bibliography; a note style may need none."""


class Publication(Struct, frozen=True):
    """One report or summary: the unit of numbering, citation, output, cost and time."""

    slug: str
    path: str
    """The path under ``docs/`` and in the site, without a trailing slash: ``reports/inf``."""
    root: str
    """The docname of its first document: ``reports/inf/index`` or ``summaries/inf``."""
    source: str
    """The file that holds its front matter, relative to the folder of ``conf.py``."""
    type: str
    title: str
    date: datetime.date
    subtitle: str | None = None
    short_title: str | None = None
    """For running heads; the title itself when it is short."""
    description: str | None = None
    """The standfirst."""
    abstract: str | None = None
    key_findings: tuple[str, ...] = ()
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    translators: tuple[Contributor, ...] = ()
    reviewers: tuple[Contributor, ...] = ()
    credits: tuple[Credit, ...] = ()
    updated: datetime.date | None = None
    research_closed: str | None = None
    """As written, ``2026-06`` or ``2026-06-30``."""
    status: Status = Status.PUBLISHED
    embargo_until: datetime.datetime | None = None
    version: str = "1.0"
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    series: Series | None = None
    publisher: str | None = None
    place: str | None = None
    doi: str | None = None
    isbn: str | None = None
    copyright: str | None = None
    license: str | None = None
    """An SPDX id (``CC-BY-4.0``) where there is one, else the words of the licence."""
    license_note: str | None = None
    """For example "except where noted"."""
    funding: str | None = None
    disclaimer: str | None = None
    notice: str | None = None
    """A statement that stands on the landing page and in the imprint, for instance of independence."""
    acknowledgements: str | None = None
    thumbnail: str | None = None
    thumbnail_alt: str | None = None
    cover: str | None = None
    cover_alt: str | None = None
    language: str = "en"
    csl: str | None = None
    """The citation style; ``None`` means the library's."""
    notes: str = "continuous"
    """``continuous`` numbers notes through the publication, ``per-chapter`` restarts them and their positions."""
    bibliography: tuple[str, ...] = ()
    """.bib files besides the shared ones."""
    invented: tuple[str, ...] = ()
    """Those of them whose entries are invented examples, left out of the sources pages."""
    related: tuple[Related, ...] = ()
    summary_of: str | None = None
    formerly: tuple[str, ...] = ()
    """Paths that the publication had before, ``reports/old-slug``; they lead to it."""
    corrections: tuple[Correction, ...] = ()
    pdf: PdfSettings = field(default_factory=PdfSettings)

    @property
    def is_single_page(self) -> bool:
        """Tell whether landing page and text are one page."""
        return not self.root.endswith("/index")

    @property
    def changed(self) -> datetime.date:
        """Return the day of the last change that readers were told of."""
        days = (self.date, self.updated, *(correction.date for correction in self.corrections))
        return max(day for day in days if day)


class Person(Struct, frozen=True):
    """A contributor with a page: ``docs/people/<id>.md``; only what sources support is filled in."""

    id: str
    name: str
    given: str | None = None
    family: str | None = None
    role: str | None = None
    role_as_of: str | None = None
    """The date that the role is known for, as written."""
    affiliations: tuple[Affiliation, ...] = ()
    orcid: str | None = None
    url: str | None = None
    portrait: str | None = None
    """The picture below ``docs/``."""
    portrait_alt: str | None = None
    related_to: tuple[str, ...] = ()
    """Slugs of publications that name this person as a related expert."""
    biography: tuple[list[Any], ...] = ()
    """Paragraphs of the page, each as ``model.inline.to_json`` writes it."""


class Topic(Struct, frozen=True):
    """A subject of publications: ``docs/topics/<id>.md``."""

    id: str
    title: str
    description: str | None = None


THEME = "furo"
"""The theme of Sphinx upon which a library's pages are made."""


class Library(Struct, frozen=True):
    """What ``citator_library`` in ``conf.py`` says of the library as a whole."""

    name: str
    publisher: str
    csl: str = "chicago-notes-bibliography"
    url: str | None = None
    """The site's address; what needs it is left out when none is known."""
    language: str = "en-GB"
    license: str | None = None
    license_note: str | None = None
    copyright: str | None = None
    description: str | None = None
    script: str = "both"
    allow_html: bool = False
    policy: bool = False
    """Whether each page holds the Content-Security-Policy, for hosts that send no headers of ours."""
