"""WRITE: compiles the PDFs, then fills the slots of the pages; no Sphinx runs here."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from citator.library.link import Linked, Target
from citator.library.pictures import share_image
from citator.library.typeset import pdf_name
from citator.model.facts import Document, Facts, PdfFacts
from citator.model.files import link
from citator.model.languages import tongue
from citator.model.publication import Publication

if TYPE_CHECKING:
    from citator.site.context import SiteContext

XREF = re.compile(r"<!--citator:xref (\{.*?\})-->(.*?)<!--/citator-->", re.DOTALL)


def pdf_links(linked: Linked, site_url: str | None, folder: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the resolved references as the Typst template reads them.

    A PDF travels alone, so its links need the site's address; without one they lead relative to its ``folder`` in the site.
    """
    from citator.site.slots import escaped
    from citator.typst.markup import language_options

    base = f"{site_url.rstrip('/')}/" if site_url else "../" * (folder.count("/") + 1)
    return {
        slug: {
            label: {
                "text": target.text,
                "language": language_options(target.language),
                **({"url": base + escaped(target.url)} if target.url else {}),
            }
            for label, target in targets.items()
        }
        for slug, targets in linked.targets.items()
    }


class PageTask(Struct, frozen=True):
    """What is needed to fill the pages of one publication."""

    slug: str
    object: Path
    linked: Linked
    pdfs: tuple[tuple[PdfFacts, Path], ...]
    out: Path
    notice: str = ""
    """What stands above the notices of every page, such as the line of a frozen edition."""
    picture: Path | None = None
    """The picture for cards on other sites."""


def write_pages(task: PageTask, context: SiteContext, landing: Mapping[str, str]) -> None:
    """Fill every page of a publication and lay its other files beside them."""
    from citator.site.slots import fill_slots, relative
    from citator.site.urls import share_path

    facts = context.facts[task.slug]
    documents = {document.url: document for document in facts.documents}
    html = task.object / "html"
    for parent, _, names in os.walk(html):
        folder = task.out / os.path.relpath(parent, html)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            source, target = Path(parent, name), folder / name
            url = source.relative_to(html).as_posix()
            if name.endswith(".html"):
                page = fill_xrefs(source.read_text("utf-8"), partial(relative, url), task.linked.targets)
                contents = page_contents(facts, documents.get(url), context, landing, url, pictured=bool(task.picture))
                contents["notices"] = task.notice + contents["notices"]
                target.write_text(fill_slots(page, contents), "utf-8")
            elif name.endswith(".epub") and (task.linked.targets or task.linked.diagnostics):
                target.write_bytes(filled_book(source, task.linked, context.site_url))
            else:
                link(str(source), str(target))
    for pdf, place in task.pdfs:
        target = task.out / pdf.file
        target.parent.mkdir(parents=True, exist_ok=True)
        link(str(place / target.name), str(target))
    if task.picture is not None:
        link(str(task.picture), str(task.out / share_path(facts.publication)))
    for path, text in citation_files(facts, context):
        (task.out / path).parent.mkdir(parents=True, exist_ok=True)
        (task.out / path).write_text(text, "utf-8")


def page_contents(
    facts: Facts,
    document: Document | None,
    context: SiteContext,
    landing: Mapping[str, str],
    url: str,
    *,
    pictured: bool = False,
) -> dict[str, str]:
    """Return the contents of all slots of one page."""
    from citator.metadata import head_tags
    from citator.site.landing import notices
    from citator.site.slots import searched_by

    publication = facts.publication
    pdfs = context.pdfs.get(publication.slug, ())
    topics = _topics(publication, context)
    contents = {"head": "", "notices": notices(facts, url), "topics": searched_by("topic", topics.values())}
    if f"{publication.path}/{pdf_name(publication, 'screen')}" not in [pdf.file for pdf in pdfs]:
        contents["pdf"] = ""  # a page offers no PDF that was not made
    if document is not None:
        contents["head"] = head_tags(
            facts,
            document,
            library=context.library,
            pdfs=pdfs,
            site_url=context.site_url,
            image=share_image(publication) if pictured else None,
            topics=topics,
            place=context.place,
        )
        if document.kind in ("landing", "page"):
            contents.update(landing)
    return contents


def fill_xrefs(page: str, address: Callable[[str], str], targets: Mapping[str, Mapping[str, Target]]) -> str:
    """Replace the slots of references into other publications by links; a dead one is marked, as an unknown key is.

    ``address`` returns the way to a path of the site, or nothing where none leads there.
    """

    def content(match: re.Match[str]) -> str:
        wanted = json.loads(match[1])
        target = targets.get(wanted["publication"], {}).get(wanted["label"])
        if target is None:
            written = escape("#".join(filter(None, (wanted["publication"], wanted["label"]))))
            return f'<span class="citator-unresolved">{match[2] if wanted.get("text") else f"[{written}?]"}</span>'
        text = match[2] if wanted.get("text") else escape(target.text)
        href = address(target.url) if target.url else ""
        own = "" if wanted.get("text") or not target.language else _tongue(target.language)
        if href:
            return f'<a class="citator-xref" href="{escape(href)}"{own}>{text}</a>'
        return f"<span{own}>{text}</span>" if own else text

    return XREF.sub(content, page) if "<!--citator:xref" in page else page


def _tongue(language: str) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in tongue(language).items())


def filled_book(book: Path, linked: Linked, site_url: str | None) -> bytes:
    """Return an EPUB with its references into other publications: it travels alone, so they need the site's address."""
    from citator.site.slots import escaped
    from citator.sphinxext.epub.archive import rewritten

    def address(path: str) -> str:
        return f"{site_url.rstrip('/')}/{escaped(path)}" if site_url else ""

    return rewritten(book, lambda page: fill_xrefs(page, address, linked.targets))


def _topics(publication: Publication, context: SiteContext) -> dict[str, str]:
    return {topic: context.topic_title(topic) for topic in publication.topics}


def citation_files(facts: Facts, context: SiteContext) -> list[tuple[str, str]]:
    """Return the files that cite a publication and its chapters, and the links between all of them."""
    from citator import metadata

    library, url, place = context.library, context.site_url, context.place
    topics = _topics(facts.publication, context)
    files = list(metadata.citation_files(facts, library=library, site_url=url, topics=topics, place=place).items())
    for document in facts.documents:
        pdfs = context.pdfs.get(facts.publication.slug, ())
        linkset = metadata.linkset_json(metadata.Page(facts, document, library, url, pdfs, place=place))
        if linkset:
            files.append((f"{facts.publication.path}/linkset.json", linkset))
    return files
