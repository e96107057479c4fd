"""Tells of publications and topics that front matter names and that nobody knows: a slip of the pen, most likely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import did_you_mean, names_near
from citator.frontmatter.first_pages import PEOPLE
from citator.library.discover import Discovery
from citator.model.publication import Person, Publication

Place = tuple[str | int, ...]
_SLIP = 0.75
"""So near is a topic of which another is most likely a slip; it may as well be a topic without a page."""


def unknown_names(found: Discovery, confdir: Path) -> Iterator[Diagnostic]:
    """Yield a message for each publication that is not in the library, and for each topic that is nearly another.

    A draft is in it: what names it is silent about it as long as readers may not see it. A topic needs no page.
    """
    slugs = {claim.publication.slug for claim in found.claims} | {unread.slug for unread in found.unread}
    named = [(claim.publication.source, _publications_of(claim.publication)) for claim in found.claims]
    named += [(f"docs/{PEOPLE}/{person.id}.md", _related_to(person)) for person in found.people.values()]
    for source, names in named:
        for place, slug in names:
            if slug not in slugs:
                message = (
                    f"front matter: no publication '{slug}'; {did_you_mean(names_near(slug, slugs), 'correct it')}"
                )
                yield Diagnostic(Code.UNKNOWN_PUBLICATION, message, _where(confdir, source, place))
    for publication in (claim.publication for claim in found.claims):
        for index, topic in enumerate(publication.topics):
            if topic not in found.topics and (near := names_near(topic, found.topics, cutoff=_SLIP)):
                question = did_you_mean(near, "")
                message = f"front matter: topic '{topic}' has no page; {question} Else create docs/topics/{topic}.md"
                where = _where(confdir, publication.source, ("topics", index))
                yield Diagnostic(Code.FRONT_MATTER, message, where)


def _publications_of(publication: Publication) -> list[tuple[Place, str]]:
    related = enumerate(publication.related)
    named = [(("related", index, "publication"), work.publication) for index, work in related if work.publication]
    return [*named, *([(("summary_of",), publication.summary_of)] if publication.summary_of else [])]


def _related_to(person: Person) -> list[tuple[Place, str]]:
    return [(("related_to", index), slug) for index, slug in enumerate(person.related_to)]


def _where(confdir: Path, source: str, place: Place) -> Where:
    from citator.frontmatter import place_of  # takes long to load, and is seldom needed

    return place_of(confdir / source, source, *place)
