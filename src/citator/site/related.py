"""What else a reader may want: declared by the authors, of the same topic, by the same people, over the same sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from citator.model.facts import Facts
from citator.model.publication import Publication, Related
from citator.site.context import SiteContext, contributors
from citator.site.sources import identities
from citator.site.words import count

MOST_RELATED = 12
"""Related publications on a landing page; the topic's page has the rest."""

FEWEST_SHARED = 2
"""One source in common is chance: a treaty is cited by everyone."""


@dataclass(frozen=True, slots=True)
class RelatedWork:
    """A related publication with the reasons why, best first."""

    publication: Publication
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedWorks:
    """All that a landing page shows under "Related"."""

    inside: tuple[RelatedWork, ...]
    outside: tuple[Related, ...]
    summaries: tuple[Publication, ...]
    """Summaries of this publication in the library."""
    summarised: Publication | None
    """The publication of the library that this one summarises."""


def related_works(facts: Facts, context: SiteContext) -> RelatedWorks:
    """Return the related works of a publication, most related first."""
    publication = facts.publication
    others = [p for p in context.publications if p.slug != publication.slug]
    summarised = context.facts.get(publication.summary_of or "")
    direct = {publication.summary_of} | {p.slug for p in others if p.summary_of == publication.slug}
    scored = [(*_reasons(facts, other, context), other) for other in others if other.slug not in direct]
    ranked = sorted((row for row in scored if row[0]), key=lambda row: -row[0])
    return RelatedWorks(
        inside=tuple(RelatedWork(other, reasons) for _, reasons, other in ranked[:MOST_RELATED]),
        outside=tuple(related for related in publication.related if related.url),
        summaries=tuple(other for other in others if other.summary_of == publication.slug),
        summarised=summarised.publication if summarised else None,
    )


def _reasons(facts: Facts, other: Publication, context: SiteContext) -> tuple[int, tuple[str, ...]]:
    """Return a weight and the reasons in words."""
    rows = list(_weigh(facts, other, context))
    return sum(weight for weight, _ in rows), tuple(reason for _, reason in rows if reason)


def _weigh(facts: Facts, other: Publication, context: SiteContext) -> Iterator[tuple[int, str]]:
    publication = facts.publication
    if any(related.publication == other.slug for related in publication.related):
        yield 1000, ""
    if any(related.publication == publication.slug for related in other.related):
        yield 500, ""
    shared = len(work_ids(facts) & work_ids(context.facts[other.slug]))
    if shared >= FEWEST_SHARED:
        yield 2 * shared, f"{count(shared, 'source')} in common"
    topics = [topic for topic in publication.topics if topic in other.topics]
    if topics:
        yield 10 * len(topics), ", ".join(context.topic_title(topic) for topic in topics)
    people = people_of(facts) & people_of(context.facts[other.slug])
    if people:
        yield 5 * len(people), "By " + _and(sorted(people))
    if publication.series and other.series and publication.series.title == other.series.title:
        yield 1, ""


def work_ids(facts: Facts) -> frozenset[str]:
    """Return the identities of the works that a publication cites."""
    return frozenset(
        identity
        for item in facts.items
        if not item.invented
        for identity in identities(item)[:1] or (f"key:{item.key}",)
    )


def people_of(facts: Facts) -> frozenset[str]:
    """Return the names of the people (not the institutions) of a publication."""
    return frozenset(c.name for c in contributors(facts) if not c.is_organisation)


def _and(names: Iterable[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
