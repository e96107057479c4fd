"""The catalogue: all publications as cards, in static pages, with filters that work where JavaScript does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from citator.model.dates import long_date
from citator.model.facts import Facts
from citator.model.languages import foreign
from citator.model.publication import Publication
from citator.site import urls
from citator.site.context import SiteContext
from citator.site.slots import Page, from_root
from citator.site.sources import Source
from citator.site.templating import markup, render
from citator.site.words import STATUSES, say, type_name

PAGE_SIZE = 24
"""Cards on a page: divides by two, three and four columns."""


class Facet(Struct, frozen=True):
    """A filter of the catalogue: its name in the address, its label, and (value, label, count) of each choice."""

    name: str
    label: str
    choices: tuple[tuple[str, str, int], ...]


FRAME = re.compile(
    r'\s*</?section[^>]*>\s*|<h1.*?</h1>|<a class="citator-permalink".*?</a>|(?<=<p) id="p[0-9]+"', re.DOTALL
)
"""What the text of ``docs/index.md`` has as a page of its own: sections, the library's name, numbers of paragraphs."""


def catalogue_pages(context: SiteContext, sources: tuple[Source, ...], introduction: str = "") -> Iterator[Page]:
    """Yield the home page and the further pages of the catalogue."""
    everything, language = context.publications, context.library.language
    starts = range(0, max(1, len(everything)), PAGE_SIZE)
    for number, start in enumerate(starts, 1):
        body = render(
            "catalogue.html",
            language,
            introduction=markup(FRAME.sub("", introduction).strip()),
            context=context,
            library=context.library,
            shown=everything[start : start + PAGE_SIZE],
            total=len(everything),
            number=number,
            pages=[(other, from_root(page_path(other))) for other in range(1, len(starts) + 1)],
            facets=facets(context),
            attributes=attributes,
            sources=len(sources),
            mentions=sum(source.mentions for source in sources),
            to=from_root,
            urls=urls,
        )
        title = context.library.name if number == 1 else say(language, "Publications, page {number}", number=number)
        yield Page(page_path(number), title, body, context.library.description or "", "catalogue")


def page_path(number: int) -> str:
    """Return the path of a page of the catalogue; the first one is the home page."""
    return "index.html" if number == 1 else f"catalogue/{number}/index.html"


def attributes(publication: Publication) -> dict[str, tuple[str, ...]]:
    """Return the values by which a publication can be found."""
    return {
        "topic": publication.topics,
        "author": tuple(author.name for author in publication.authors),
        "year": (str(publication.date.year),),
        "type": (publication.type,),
        "series": (publication.series.title,) if publication.series else (),
    }


def facets(context: SiteContext) -> tuple[Facet, ...]:
    """Return the filters that have a choice to offer."""
    rows: list[tuple[str, str, Callable[[str], str]]] = [
        ("topic", "Topic", context.topic_title),
        ("author", "Author", str),
        ("year", "Year", str),
        ("type", "Type", lambda kind: type_name(kind, context.library.language)),
        ("series", "Series", str),
    ]
    language = context.library.language
    found = (Facet(name, say(language, label), _choices(name, words, context)) for name, label, words in rows)
    return tuple(facet for facet in found if len(facet.choices) > 1)


def _choices(name: str, words: Callable[[str], str], context: SiteContext) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(value for publication in context.publications for value in attributes(publication)[name])
    rows = [(value, words(value), count) for value, count in counts.items()]
    newest_first = name == "year"
    return tuple(sorted(rows, key=lambda row: row[1].casefold(), reverse=newest_first))


def catalogue_rows(context: SiteContext) -> list[dict[str, Any]]:
    """Return what the filters need of every publication, where the catalogue has more than one page."""
    return [_row(context.facts[publication.slug], context) for publication in context.publications]


def _row(facts: Facts, context: SiteContext) -> dict[str, Any]:
    publication, language = facts.publication, context.library.language
    return {
        "url": urls.landing_path(publication),
        "image": urls.thumbnail_path(publication),
        "kind": type_name(publication.type, language),
        "badge": say(language, STATUSES[status]) if (status := publication.status.value) in STATUSES else "",
        **foreign(publication.language, language),
        "title": publication.title,
        "subtitle": publication.subtitle or "",
        "meta": " · ".join(_meta(publication, language)),
        **{name: list(values) for name, values in attributes(publication).items()},
    }


def _meta(publication: Publication, language: str) -> Iterable[str]:
    if publication.authors:
        # Isolated (U+2068, U+2069), as <bdi> does it on the page: a name may run the other way than the date behind it.
        yield ", ".join(f"\u2068{author.name}\u2069" for author in publication.authors)
    yield long_date(publication.date, language)
