"""What the front desk and the landing pages know of the library: facts, and strings that other packages made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from citator.model.facts import Facts, PdfFacts
from citator.model.publication import Contributor, Library, Person, Publication, Topic
from citator.site.editions import Edition, FrozenEdition
from citator.site.sources import work_ids

T = TypeVar("T")


class CiteThis(Struct, frozen=True):
    """One way to cite a publication or a chapter: the style's name and the words, as plain text."""

    style: str
    text: str
    html: str = ""
    """The same with italics and links, where it differs."""


class CiteFile(Struct, frozen=True):
    """A file to cite with: ``BibTeX``, ``reports/x/x.bib``, ``application/x-bibtex``."""

    name: str
    path: str
    type: str


class SiteContext(Struct, frozen=True, dict=True):
    """The library as the site's pages see it; only publications that readers may see are in it."""

    library: Library
    facts: Mapping[str, Facts]
    pdfs: Mapping[str, tuple[PdfFacts, ...]] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    site_url: str | None = None
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    """Older and current editions of a publication, newest first."""
    frozen: tuple[FrozenEdition, ...] = ()
    """All editions that the site serves, those of one publication newest first."""
    cite_this: Mapping[str, tuple[CiteThis, ...]] = field(default_factory=dict)
    """By slug, and by docname for chapters."""
    cite_files: Mapping[str, tuple[CiteFile, ...]] = field(default_factory=dict)
    extra_files: Mapping[str, tuple[CiteFile, ...]] = field(default_factory=dict)
    """Other forms of a publication, such as EPUB."""
    coins: Mapping[str, str] = field(default_factory=dict)
    """COinS span of each source by its key, for the sources pages."""
    place: str = ""
    """The folder in the site of the edition that is being published, and nothing at any other time."""
    docs: Path | None = None
    """The folder of the sources, for the portraits of people."""

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """All publications, newest first."""
        everything = (facts.publication for facts in self.facts.values())
        return tuple(sorted(everything, key=lambda p: (-p.date.toordinal(), p.title.casefold(), p.slug)))

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Publication, ...]]:
        """The publications of each person with a page, newest first."""
        return _index(
            (person, p)
            for p in self.publications
            for person in dict.fromkeys(c.person for c in contributors(self.facts[p.slug]) if c.person)
        )

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Publication, ...]]:
        """The publications of each topic, newest first."""
        return _index((topic, p) for p in self.publications for topic in dict.fromkeys(p.topics))

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each publication in the catalogue."""
        return {publication.slug: place for place, publication in enumerate(self.publications)}

    @cached_property
    def summaries(self) -> Mapping[str, tuple[Publication, ...]]:
        """The summaries of each publication that has one."""
        return _index((p.summary_of, p) for p in self.publications if p.summary_of)

    @cached_property
    def declaring(self) -> Mapping[str, tuple[str, ...]]:
        """The publications that name each publication as related."""
        pairs = ((related.publication, p.slug) for p in self.publications for related in p.related)
        return _index((other, slug) for other, slug in pairs if other)

    @cached_property
    def works_of(self) -> Mapping[str, frozenset[str]]:
        """The identities of the works that each publication cites."""
        return {slug: work_ids(self.facts[slug]) for slug in self.rank}

    @cached_property
    def citing_of(self) -> Mapping[str, tuple[str, ...]]:
        """The publications that cite each work."""
        return _index((work, slug) for slug, works in self.works_of.items() for work in works)

    @cached_property
    def names_of(self) -> Mapping[str, frozenset[str]]:
        """The people, not the institutions, named on each publication."""
        return {
            slug: frozenset(c.name for c in contributors(self.facts[slug]) if not c.is_organisation)
            for slug in self.rank
        }

    @cached_property
    def written_by(self) -> Mapping[str, tuple[str, ...]]:
        """The publications on which each name stands."""
        return _index((name, slug) for slug, names in self.names_of.items() for name in names)

    @cached_property
    def related_people(self) -> Mapping[str, tuple[str, ...]]:
        """The people who name each publication on their own page."""
        return _index((slug, person) for person in sorted(self.people) for slug in self.people[person].related_to)

    def topic_title(self, topic: str) -> str:
        """Return a topic's title, or its id in words where it has no page of its own."""
        known = self.topics.get(topic)
        return known.title if known else topic.replace("-", " ").capitalize()


def _index(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Return the values of each key, in the order of the pairs."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def contributors(facts: Facts) -> tuple[Contributor, ...]:
    """Return everyone named on a publication or one of its chapters."""
    publication = facts.publication
    chapters = (author for document in facts.documents for author in document.authors)
    return (*publication.authors, *publication.editors, *publication.translators, *chapters)
