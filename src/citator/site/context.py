"""What the front desk and the landing pages know of the library: facts, and strings that other packages made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from citator.model.facts import Facts, PdfFacts
from citator.model.publication import Contributor, Library, Person, Publication, Topic


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition that stands still under ``<path>/v<version>/``."""

    version: str
    date: datetime.date
    path: str
    """In the site: ``reports/x/v1.0``."""


@dataclass(frozen=True, slots=True)
class CiteThis:
    """One way to cite a publication or a chapter: the style's name and the words, as plain text."""

    style: str
    text: str
    html: str = ""
    """The same with italics and links, where it differs."""


@dataclass(frozen=True, slots=True)
class CiteFile:
    """A file to cite with: ``BibTeX``, ``reports/x/x.bib``, ``application/x-bibtex``."""

    name: str
    path: str
    type: str


@dataclass(frozen=True)
class SiteContext:
    """The library as the site's pages see it; only publications that readers may see are in it."""

    library: Library
    facts: Mapping[str, Facts]
    pdfs: Mapping[str, tuple[PdfFacts, ...]] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    site_url: str | None = None
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    """Older and current editions of a publication, newest first."""
    cite_this: Mapping[str, tuple[CiteThis, ...]] = field(default_factory=dict)
    """By slug, and by docname for chapters."""
    cite_files: Mapping[str, tuple[CiteFile, ...]] = field(default_factory=dict)
    extra_files: Mapping[str, tuple[CiteFile, ...]] = field(default_factory=dict)
    """Other forms of a publication, such as EPUB."""
    coins: Mapping[str, str] = field(default_factory=dict)
    """COinS span of each source by its key, for the sources pages."""
    feeds: bool = True
    """Whether Atom feeds are written; they need the site's address."""

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """All publications, newest first."""
        everything = (facts.publication for facts in self.facts.values())
        return tuple(sorted(everything, key=lambda p: (-p.date.toordinal(), p.title.casefold(), p.slug)))

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Publication, ...]]:
        """The publications of each person with a page, newest first."""
        found: dict[str, list[Publication]] = {}
        for publication in self.publications:
            for person in dict.fromkeys(c.person for c in contributors(self.facts[publication.slug]) if c.person):
                found.setdefault(person, []).append(publication)
        return {person: tuple(publications) for person, publications in found.items()}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Publication, ...]]:
        """The publications of each topic, newest first."""
        found: dict[str, list[Publication]] = {}
        for publication in self.publications:
            for topic in dict.fromkeys(publication.topics):
                found.setdefault(topic, []).append(publication)
        return {topic: tuple(publications) for topic, publications in found.items()}

    def topic_title(self, topic: str) -> str:
        """Return a topic's title, or its id in words where it has no page of its own."""
        known = self.topics.get(topic)
        return known.title if known else topic.replace("-", " ").capitalize()


def contributors(facts: Facts) -> tuple[Contributor, ...]:
    """Return everyone named on a publication or one of its chapters."""
    publication = facts.publication
    chapters = (author for document in facts.documents for author in document.authors)
    return (*publication.authors, *publication.editors, *publication.translators, *chapters)
