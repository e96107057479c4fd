"""The front desk: catalogue, people, topics, sources, search, and the small files that belong to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citator.model.facts import Facts
from citator.model.publication import Publication
from citator.site import urls
from citator.site.art import cover_svg
from citator.site.catalogue import PAGE_SIZE, catalogue_pages, catalogue_rows
from citator.site.context import SiteContext
from citator.site.kept import kept_pages
from citator.site.slots import Page, escaped, from_root
from citator.site.source_pages import source_pages
from citator.site.sources import gather
from citator.site.templating import render
from citator.site.words import SEARCH, say, script_words


def front_desk_pages(context: SiteContext, introduction: str = "") -> Iterator[Page]:
    """Yield every page of the front desk, to be poured into the shell.

    :param introduction: the text of ``docs/index.md`` as HTML, for the home page.
    """
    sources, language = gather(context.facts.values(), context.frozen), context.library.language
    words = script_words(language, SEARCH)
    yield from catalogue_pages(context, sources, introduction)
    yield from people_pages(context)
    yield from topic_pages(context)
    yield from source_pages(context, sources)
    yield from kept_pages(context)
    yield Page(
        "search.html", say(language, "Search"), render("search.html", language, script_words=words), kind="search"
    )
    yield Page("404.html", say(language, "Page not found"), render("not-found.html", language), kind="not-found")


def people_pages(context: SiteContext) -> Iterator[Page]:
    """Yield the list of people and a page for each of them."""
    people = sorted(context.people.values(), key=lambda p: ((p.family or p.name).casefold(), p.name.casefold(), p.id))
    language = context.library.language
    common: dict[str, Any] = {"context": context, "to": from_root, "urls": urls}
    yield Page(
        "people/index.html",
        say(language, "People"),
        render("people.html", language, everyone=people, **common),
        kind="people",
    )
    for person in people:
        written = context.by_person.get(person.id, ())
        also = [p for p in context.publications if p.slug in person.related_to and p not in written]
        body = render("person.html", language, person=person, written=written, also=also, **common)
        yield Page(urls.person_path(person.id), person.name, body, person.role or "", "person", person.id)


def topic_pages(context: SiteContext) -> Iterator[Page]:
    """Yield the list of topics and a page for each topic that has a publication or a description."""
    ids = sorted({*context.topics, *context.by_topic}, key=lambda topic: context.topic_title(topic).casefold())
    language = context.library.language
    common: dict[str, Any] = {"context": context, "to": from_root, "urls": urls}
    yield Page(
        "topics/index.html", say(language, "Topics"), render("topics.html", language, ids=ids, **common), kind="topics"
    )
    for topic in ids:
        description = context.topics[topic].description if topic in context.topics else None
        body = render("topic.html", language, topic=topic, description=description, **common)
        yield Page(urls.topic_path(topic), context.topic_title(topic), body, description or "", "topic", topic)


def front_desk_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside the pages: pictures, the catalogue's rows, the titles for search from disk, fragments."""
    for facts in context.facts.values():
        yield urls.art_path(facts.publication), cover_svg(facts).encode()
        yield f"{facts.publication.path}/fragment.inc", fragment(facts.publication, context).encode()
    for person in context.people.values():
        if context.docs and person.portrait and (picture := context.docs / person.portrait).is_file():
            yield urls.portrait_path(person), picture.read_bytes()
    if len(context.facts) > PAGE_SIZE:
        yield "_desk/catalogue.js", b"window.citatorCatalogue = " + _json(catalogue_rows(context)) + b";\n"
    yield "_desk/titles.js", b"window.citatorTitles = " + _json(list(titles(context.facts))) + b";\n"


def fragment(publication: Publication, context: SiteContext) -> str:
    """Return a publication as a piece of HTML for an institute's own pages; its links are full where the address is known."""
    root = f"{context.site_url.rstrip('/')}/" if context.site_url else relative_root(publication)
    return render(
        "fragment.html",
        publication.language,
        publication=publication,
        context=context,
        to=lambda path: root + path,
        urls=urls,
    )


def relative_root(publication: Publication) -> str:
    """Return the way from a publication's folder to the site's root."""
    return "../" * (publication.path.count("/") + 1)


def titles(facts: Mapping[str, Facts]) -> Iterable[list[str]]:
    """Yield (publication, heading, address) of what a reader can find when the site is opened from disk."""
    for slug in sorted(facts):
        record = facts[slug]
        for document in record.documents:
            yield [record.publication.title, document.title, escaped(document.url)]
            for _, anchor, title in document.headings:
                if title != document.title:
                    yield [record.publication.title, title, escaped(f"{document.url}#{anchor}")]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
