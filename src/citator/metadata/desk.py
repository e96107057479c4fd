"""All metadata in the head of a front-desk page: no Highwire tags, for it is no article."""

from __future__ import annotations

from collections.abc import Iterator

from citator.metadata import jsonld
from citator.metadata.feeds import feed_link, feed_path
from citator.metadata.headers import policy_tags
from citator.metadata.markup import json_script, link, meta
from citator.metadata.opengraph import basic_tags
from citator.metadata.page import Image, address, shorten, way
from citator.model.publication import Library, Person


def front_desk_head(
    kind: str,
    path: str,
    title: str,
    *,
    library: Library,
    site_url: str | None = None,
    description: str | None = None,
    person: Person | None = None,
    topic: str | None = None,
    has_feed: bool = True,
    image: Image | None = None,
) -> str:
    """Return the metadata of a front-desk page as HTML, one element a line.

    :param kind: ``catalogue``, ``person``, ``people``, ``topic``, ``topics``, ``sources``, ``search``, ``not-found`` or ``gone``.
    :param topic: the id of the topic that the page is about.
    :param has_feed: whether the person or topic has publications and therefore a feed.
    """
    if kind in ("search", "not-found", "gone"):
        return "\n".join([*policy_tags(library), meta("robots", "noindex")])
    summary = shorten(description or (library.description if kind == "catalogue" else None) or "")
    feeds = {library.name: feed_path()}
    if has_feed and (person or topic):
        feeds[title] = feed_path(person=person.id if person else None, topic=topic)
    opengraph = basic_tags(
        kind="profile" if person else "website",
        title=title,
        description=summary or None,
        site_name=library.name,
        language=library.language,
        url=address(site_url, path),
        image=image,
        picture=address(site_url, image.path) if image else None,
    )
    return "\n".join(
        [
            *policy_tags(library),
            meta("description", summary or (title if title == library.name else f"{title} – {library.name}")),
            *_addresses(path, site_url, feeds),
            *opengraph,
            json_script(_graph(path, title, library, site_url, person)),
        ]
    )


def _addresses(path: str, site_url: str | None, feeds: dict[str, str]) -> Iterator[str]:
    canonical = address(site_url, path)
    if canonical:
        yield link("canonical", canonical)
        yield from (feed_link(title, way(path, feed)) for title, feed in feeds.items())


def _graph(path: str, title: str, library: Library, site_url: str | None, person: Person | None) -> jsonld.Node:
    steps = [(library.name, "index.html")] + ([(title, path)] if path != "index.html" else [])
    about = jsonld.person_node(person, site_url) if person else {"@type": "CollectionPage", "name": title}
    nodes = (about, jsonld.site_node(library, site_url), jsonld.breadcrumb_node(steps, site_url))
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}
