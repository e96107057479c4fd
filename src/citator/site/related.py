"""What else a reader may want: declared by the authors, of the same topic, by the same people, over the same sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from citator.model.facts import Facts
from citator.model.publication import Related
from citator.site.cards import Card, card
from citator.site.context import SiteContext
from citator.site.words import count, listed, say

MOST_RELATED = 48
"""Related publications on a landing page; the topic's page has the rest."""

RELATED_PAGE = 6
"""Those that are shown at once: two rows of three."""

FEWEST_SHARED = 2
"""One source in common is chance: a treaty is cited by everyone."""


CROWD = 200
"""What more publications than this share brings none of them closer; the newest ones are looked at."""


class RelatedWork(Struct, frozen=True):
    """A related publication with the reasons why, best first."""

    publication: Card
    reasons: tuple[str, ...]


class RelatedWorks(Struct, frozen=True):
    """All that a landing page shows under "Related"."""

    inside: tuple[RelatedWork, ...]
    outside: tuple[Related, ...]
    summaries: tuple[Card, ...]
    """Summaries of this publication in the library."""
    summarised: Card | None
    """The publication of the library that this one summarises."""


def related_works(facts: Facts, context: SiteContext) -> RelatedWorks:
    """Return the related works of a publication, most related first."""
    publication = facts.publication
    summarised = context.facts.get(publication.summary_of or "")
    summaries = context.summaries.get(publication.slug, ())
    companions = {publication.slug, publication.summary_of, *(summary.slug for summary in summaries)}
    weights = _weights(facts, context)
    ranked = sorted(
        (slug for slug in weights if slug not in companions), key=lambda slug: (-weights[slug], context.rank[slug])
    )
    return RelatedWorks(
        inside=tuple(
            RelatedWork(card(context.facts[slug].publication), tuple(_reasons(facts, slug, context)))
            for slug in ranked[:MOST_RELATED]
        ),
        outside=tuple(related for related in publication.related if related.url),
        summaries=tuple(card(summary) for summary in summaries),
        summarised=card(summarised.publication) if summarised else None,
    )


def _weights(facts: Facts, context: SiteContext) -> Counter[str]:
    """Return how much each publication of the library has to do with this one; strangers are not in it.

    Only what shares a source, a topic, a name or a declaration is looked at, so that a large library costs what its
    publications have in common, not the square of their number.
    """
    publication = facts.publication
    weights: Counter[str] = Counter()
    citing = (context.citing_of[work] for work in context.works_of[publication.slug])
    shared = Counter(slug for group in citing if len(group) <= CROWD for slug in group)
    weights.update({slug: 2 * count for slug, count in shared.items() if count >= FEWEST_SHARED})
    for topic in dict.fromkeys(publication.topics):
        weights.update({other.slug: 10 for other in context.by_topic.get(topic, ())[:CROWD]})
    for name in context.names_of[publication.slug]:
        weights.update(dict.fromkeys(context.written_by[name][:CROWD], 5))
    declared = (related.publication for related in publication.related if related.publication)
    weights.update({slug: 1000 for slug in declared if slug in context.facts})
    weights.update(dict.fromkeys(context.declaring.get(publication.slug, ()), 500))
    return weights


def _reasons(facts: Facts, other: str, context: SiteContext) -> Iterator[str]:
    """Yield why another publication is shown, in words."""
    slug, language = facts.publication.slug, facts.publication.language
    shared = len(context.works_of[slug] & context.works_of[other])
    if shared >= FEWEST_SHARED:
        yield count(shared, "source in common", "sources in common", language)
    topics = [topic for topic in facts.publication.topics if topic in context.facts[other].publication.topics]
    if topics:
        yield ", ".join(context.topic_title(topic) for topic in topics)
    people = context.names_of[slug] & context.names_of[other]
    if people:
        yield say(language, "By {names}", names=listed(sorted(people), language))
