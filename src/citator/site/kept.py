"""The pages that stand where editions still lead when what stood there is gone."""

from __future__ import annotations

from collections.abc import Iterator

from citator.site import urls
from citator.site.context import SiteContext
from citator.site.editions import ALWAYS, FrozenEdition
from citator.site.slots import Page, from_root
from citator.site.templating import render
from citator.site.words import say


def departed(context: SiteContext) -> list[list[FrozenEdition]]:
    """Return the editions of each publication that has no source any more and no new address, newest first."""
    moved = {former for publication in context.publications for former in publication.formerly}
    found: dict[str, list[FrozenEdition]] = {}
    for frozen in context.frozen:
        if not frozen.owner and frozen.publication.path not in moved:
            found.setdefault(frozen.publication.path, []).append(frozen)
    return list(found.values())


def gone(context: SiteContext) -> list[str]:
    """Return the pages that editions lead to and that the library no longer has."""
    publications = [path for p in context.publications for path in (p.path, *p.formerly)]
    publications += [editions[0].publication.path for editions in departed(context)]
    there = {
        *ALWAYS,
        *(f"{path}/index.html" for path in publications),
        *map(urls.person_path, context.people),
        *map(urls.topic_path, {*context.topics, *context.by_topic}),
    }
    # the sources are kept by the works that editions cite, and editions lead to each other
    kept = ("sources/", *(f"{frozen.edition.path}/" for frozen in context.frozen))
    wanted = {path for frozen in context.frozen for path in frozen.leads_to if not path.startswith(kept)}
    return sorted(wanted - there)


def kept_pages(context: SiteContext) -> Iterator[Page]:
    """Yield a page for each publication of which editions alone are left, and one for all else that is gone."""
    language = context.library.language
    for editions in departed(context):
        publication = editions[0].publication
        body = render(
            "departed.html",
            language,
            publication=publication,
            editions=editions,
            context=context,
            to=from_root,
            urls=urls,
        )
        path, words = urls.landing_path(publication), publication.description or ""
        yield Page(path, publication.title, body, words, "departed", publication.path)
    for path in gone(context):
        title = say(language, "This page is no longer in the library")
        yield Page(path, title, render("gone.html", language, title=title), kind="gone")
