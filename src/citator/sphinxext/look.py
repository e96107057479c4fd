"""Joins the pages' look with the publication's citations: what a citation card shows, who wrote a chapter."""

from __future__ import annotations

from functools import partial

from sphinx.application import Sphinx
from sphinx.config import Config

from citator.model.anchors import entry_anchor
from citator.model.publication import Contributor
from citator.sphinxext.citing import origin_of
from citator.sphinxext.domain import bibliography_of, citation_domain
from citator.sphinxext.facts import kind_of
from citator.sphinxext.html import Look, install, visitors
from citator.sphinxext.html.view import Card
from citator.sphinxext.only import is_printed
from citator.sphinxext.publication import chapter_matter, current_library, current_publication, is_alone


def _card(app: Sphinx, docname: str, key: str) -> Card | None:
    """Return the entry that a citation on the page leads to."""
    resolution = citation_domain(app.env).resolution
    works = bibliography_of(app).items
    for (place, _), bibliography in resolution.bibliographies.items():
        for entry in bibliography.entries:
            if entry.key == key and entry.content:
                work = works.get(key)
                return Card(
                    entry=entry.content,
                    csl=work.data if work is not None and not work.invented else None,
                    origin=origin_of(app, work) if work is not None else "",
                    url=f"{app.builder.get_target_uri(place)}#{entry_anchor(key)}",
                    mentions=sum(is_printed(mention.condition, app.tags) for mention in entry.mentions),
                )
    return None


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
