"""FRONT DESK: catalogue, people, topics, sources, search and the files for machines, from the facts records alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import structs

from citator.library.link import Linked
from citator.library.pictures import desk_image
from citator.library.write import fill_xrefs
from citator.model.facts import Facts, PdfFacts
from citator.model.files import link

if TYPE_CHECKING:
    from citator.site.context import SiteContext
    from citator.site.slots import Page

NOT_LISTED = frozenset({"search.html", "404.html"})
"""Pages that no sitemap names."""


def write_desk(context: SiteContext, shell: Path, out: Path, home: Linked, picture: Path | None = None) -> None:
    """Write the pages of the front desk, and the files that belong to them, below ``out``.

    :param home: where the references of the home page lead.
    :param picture: the library's picture for cards on other sites.
    """
    from citator import metadata
    from citator.site.desk import front_desk_files, front_desk_pages
    from citator.site.slots import from_root, render_shell, slot_content
    from citator.site.sources import exported_works

    cited = exported_works(context.facts.values())
    context = structs.replace(context, coins={key: metadata.coins(item.csl) for key, item in cited.items()})
    for suffix, text in (
        ("bib", metadata.sources_bibtex(cited.values())),
        ("ris", metadata.sources_ris(cited.values())),
        ("json", metadata.sources_csl_json(cited.values())),
    ):
        _write(out, f"sources/sources.{suffix}", text.encode())
    frame = fill_xrefs((shell / "shell.html").read_text("utf-8"), from_root, home.targets)
    # Hosts show the page of a missing address at that address, however deep it is.
    top = f"{urlsplit(context.site_url).path.rstrip('/')}/" if context.site_url else None
    for page in front_desk_pages(context, introduction=slot_content(frame, "body")):
        head = _departed_head(page, context) or metadata.front_desk_head(
            page.kind,
            page.path,
            page.title,
            library=context.library,
            site_url=context.site_url,
            description=page.description or None,
            person=context.people.get(page.subject) if page.kind == "person" else None,
            topic=page.subject if page.kind == "topic" else None,
            image=desk_image(context.library) if picture else None,
            has_feed=bool((context.by_topic if page.kind == "topic" else context.by_person).get(page.subject)),
        )
        root = top if page.kind == "not-found" else None
        html = render_shell(frame, page, library_name=context.library.name, head=head, root=root)
        _write(out, page.path, html.encode())
    for path, content in front_desk_files(context):
        _write(out, path, content)
    if picture:
        target = out / desk_image(context.library).path
        target.parent.mkdir(parents=True, exist_ok=True)
        link(picture, target)


def _departed_head(page: Page, context: SiteContext) -> str:
    """Return the metadata of the page of a publication of which only editions are left, and nothing for others."""
    from citator import metadata

    newest = next((f for f in context.frozen if page.kind == "departed" and f.publication.path == page.subject), None)
    if newest is None:
        return ""
    return metadata.departed_head(
        newest.publication, library=context.library, pdf=newest.pdf, site_url=context.site_url
    )


def write_machine_files(context: SiteContext, desk: Path, out: Path) -> None:
    """Write the files for machines below ``out``; ``desk`` holds the pages of the front desk."""
    from citator.site.kept import gone

    unlisted = {*NOT_LISTED, *gone(context)}
    pages = sorted(path.relative_to(desk).as_posix() for path in desk.rglob("*.html"))
    for path, text in machine_files(context, [page for page in pages if page not in unlisted]):
        _write(out, path, text.encode())


def machine_files(context: SiteContext, pages: list[str]) -> Iterator[tuple[str, str]]:
    """Yield feeds, sitemap, exports and hints for hosts; what needs the site's address is left out without one."""
    from citator import metadata
    from citator.site.words import say, type_name

    library, url = context.library, context.site_url
    language = library.language
    entries = entries_of(context)
    publications = [facts.publication for facts, _ in entries]
    yield "publications.json", metadata.publications_json(entries, library=library, site_url=url)
    yield (
        "llms.txt",
        metadata.llms_txt(entries, library=library, site_url=url, type_name=partial(type_name, language=language)),
    )
    yield "robots.txt", metadata.robots_txt(url)
    yield "_headers", metadata.headers_file()
    yield "_nginx.conf", metadata.nginx_snippet(publications, url)
    if moves := metadata.redirects_file(publications, [frozen.edition.path for frozen in context.frozen]):
        yield "_redirects", moves
    moved = say(language, "This publication has moved:")
    records = context.facts.values()
    yield from metadata.redirect_pages(records, library=library, site_url=url, words=moved).items()
    if url:
        yield from metadata.sitemap_files(entries, desk_dates(context, pages), site_url=url).items()
        yield from feeds(context, entries, url)


def desk_dates(context: SiteContext, pages: list[str]) -> dict[str, datetime.date | None]:
    """Return the day on which something that each page of the front desk shows last changed."""
    from citator.site import urls

    shown = {urls.topic_path(topic): context.by_topic.get(topic, ()) for topic in {*context.topics, *context.by_topic}}
    shown |= {urls.person_path(person): context.by_person.get(person, ()) for person in context.people}
    newest = {path: max((publication.changed for publication in found), default=None) for path, found in shown.items()}
    ever = max((publication.changed for publication in context.publications), default=None)
    return {page: newest.get(page, ever) for page in pages}


def feeds(
    context: SiteContext, entries: list[tuple[Facts, tuple[PdfFacts, ...]]], url: str
) -> Iterator[tuple[str, str]]:
    """Yield the Atom feeds of the library, of each topic and of each person."""
    from citator.metadata import atom_feed, feed_path

    library = context.library
    by_slug = {facts.publication.slug: (facts, pdfs) for facts, pdfs in entries}
    path = feed_path()
    yield path, atom_feed(entries, title=library.name, path=path, page="index.html", library=library, site_url=url)
    for topic, found in context.by_topic.items():
        path, title = feed_path(topic=topic), f"{context.topic_title(topic)} – {library.name}"
        chosen = [by_slug[publication.slug] for publication in found]
        page = f"topics/{topic}/index.html"
        yield path, atom_feed(chosen, title=title, path=path, page=page, library=library, site_url=url)
    for person, found in context.by_person.items():
        if person in context.people:
            path, title = feed_path(person=person), f"{context.people[person].name} – {library.name}"
            chosen = [by_slug[publication.slug] for publication in found]
            page = f"people/{person}/index.html"
            yield path, atom_feed(chosen, title=title, path=path, page=page, library=library, site_url=url)


def entries_of(context: SiteContext) -> list[tuple[Facts, tuple[PdfFacts, ...]]]:
    """Return all publications with their PDFs."""
    return [(facts, context.pdfs.get(slug, ())) for slug, facts in context.facts.items()]


def _write(out: Path, path: str, content: bytes) -> None:
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
