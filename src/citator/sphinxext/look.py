"""Joins the pages' look with the publication's citations: what a citation card shows, who wrote a chapter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sphinx.application import Sphinx
from sphinx.config import Config

from citator.model.anchors import entry_anchor
from citator.model.publication import Contributor
from citator.sphinxext.citing import origin_of
from citator.sphinxext.domain import CitationDomain, bibliography_of, citation_domain
from citator.sphinxext.facts import kind_of
from citator.sphinxext.html import Look, install, visitors
from citator.sphinxext.html.view import Card
from citator.sphinxext.lists import printed_lists
from citator.sphinxext.only import is_printed
from citator.sphinxext.publication import chapter_matter, current_library, current_publication, is_alone


def _card(app: Sphinx, docname: str, key: str) -> Card | None:
    """Return the entry that the citations of a work on a page lead to."""
    domain = citation_domain(app.env)
    targets = [(page, entry_key) for cited, page, entry_key in _targets(domain, docname) if cited == key]
    work = bibliography_of(app).items.get(key)
    lists = printed_lists(domain, app.tags)
    for place, entry_key in dict.fromkeys(targets):
        for (listed_on, _), bibliography in lists.items():
            for entry in bibliography.entries:
                if listed_on == place and entry.key == entry_key and entry.anchored and entry.content:
                    return Card(
                        entry=entry.content,
                        csl=work.data if work is not None and not work.invented else None,
                        origin=origin_of(app, work) if work is not None else "",
                        url=f"{app.builder.get_target_uri(place)}#{entry_anchor(entry_key)}",
                        mentions=sum(is_printed(mention.condition, app.tags) for mention in entry.mentions),
                    )
    return None


def _targets(domain: CitationDomain, docname: str) -> Iterator[tuple[str, str, str]]:
    """Yield where the citations of a document lead, each as ``ResolvedCitation.targets`` has it."""
    for record in domain.documents[docname].citations:
        yield from domain.resolution.citations[docname, record.ordinal].targets


def _authors(app: Sphinx, docname: str) -> tuple[Contributor, ...]:
    return chapter_matter(app, docname).authors


def _kind(app: Sphinx, docname: str) -> str:
    publication = current_publication(app)
    return kind_of(app.env, publication, docname) if publication is not None else "shell"


def dress(app: Sphinx, config: Config) -> None:
    """Install the library's look; other projects keep their theme and get our nodes' HTML alone."""
    library = current_library(app)
    if library is None:
        visitors.setup(app)
        return
    publication = current_publication(app)
    install(
        app, Look(library, publication, partial(_card, app), partial(_authors, app), partial(_kind, app), is_alone(app))
    )


def setup(app: Sphinx) -> None:
    """Dress the pages when the publication is known."""
    app.connect("config-inited", dress, priority=200)
