"""The landing page around a publication's own text: what it is, who wrote it, when, how to get it and cite it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from citator.model.facts import Document, Facts, PdfFacts, to_json
from citator.model.licenses import find_license
from citator.model.publication import Contributor, Person, Status
from citator.site import urls
from citator.site.context import CiteFile, SiteContext
from citator.site.covers import drawn_cover
from citator.site.related import RELATED_PAGE, RelatedWorks, related_works
from citator.site.slots import relative
from citator.site.templating import markup, render
from citator.site.words import reading_minutes, say

EDITION_NAMES = {
    "screen": "PDF",
    "print": "PDF for printing",
    "review": "PDF for reviewers",
    "deposit": "PDF for archives",
    "large-print": "Large-print PDF",
    "brief": "Two-page brief",
}
"""What a reader calls an edition of the PDF; another name is shown as it is written. A chapter's PDF stands beside its title."""


class Expert(Struct, frozen=True):
    """A person beside a publication: its authors first, then those who name it on their own page."""

    person: Person
    part: str


def landing_slots(facts: Facts, context: SiteContext, works: RelatedWorks | None = None) -> dict[str, str]:
    """Return the slots of a publication's landing page and the notices that stand on each of its pages.

    ``works`` is what is related to it, where that is known.
    """
    values = _values(facts, context, works or related_works(facts, context))
    language = facts.publication.language
    return {
        "landing-top": render("landing-top.html", language, **values),
        "landing-bottom": render("landing-bottom.html", language, **values),
        "notices": notices(facts, urls.landing_path(facts.publication)),
    }


def notices(facts: Facts, page: str) -> str:
    """Return the notices at the top of a page of the publication: withdrawal, retraction, the latest correction."""
    publication = facts.publication
    corrections = sorted(publication.corrections, key=lambda correction: correction.date, reverse=True)
    if publication.status is not Status.WITHDRAWN and not corrections:
        return ""
    landing = relative(page, urls.landing_path(publication))
    return render(
        "notices.html", publication.language, publication=publication, corrections=corrections, landing=landing
    )


def foreign_slice(facts: Facts, context: SiteContext) -> Any:
    """Return, as JSON values, everything outside the publication and its PDFs that its landing page shows.

    The page is written again exactly when this value, the publication itself or one of its PDFs changes.
    """
    publication = facts.publication
    return {
        "library": to_json(context.library),
        "works": to_json(related_works(facts, context)),
        "people": [to_json(expert.person) for expert in experts(facts, context)],
        "topics": [context.topic_title(topic) for topic in publication.topics],
        "editions": to_json(context.editions.get(publication.slug, ())),
        "cite": [to_json(context.cite_this.get(name, ())) for name in (publication.slug, *_docnames(facts))],
        "files": to_json((context.cite_files.get(publication.slug, ()), context.extra_files.get(publication.slug, ()))),
        "site_url": context.site_url,
    }


def experts(facts: Facts, context: SiteContext) -> tuple[Expert, ...]:
    """Return the people of the library beside a publication, without repetition."""
    publication = facts.publication
    named = [(c.person, c.role or part) for part, group in _groups(facts) for c in group if c.person in context.people]
    others = [(person, "Related expert") for person in context.related_people.get(publication.slug, ())]
    found: dict[str, str] = {}
    for person_id, part in [*named, *others]:
        if person_id:
            found.setdefault(person_id, part)
    return tuple(
        Expert(context.people[person_id], say(publication.language, part)) for person_id, part in found.items()
    )


def _groups(facts: Facts) -> list[tuple[str, tuple[Contributor, ...]]]:
    publication = facts.publication
    chapters = tuple(author for document in facts.documents for author in document.authors)
    return [
        ("Author", publication.authors),
        ("Editor", publication.editors),
        ("Translator", publication.translators),
        ("Author of a chapter", chapters),
    ]


def _values(facts: Facts, context: SiteContext, works: RelatedWorks) -> dict[str, Any]:
    """Return what the templates print."""
    publication = facts.publication
    page = urls.landing_path(publication)
    pdfs = context.pdfs.get(publication.slug, ())
    cover = urls.cover_path(publication)
    picture = relative(page, urls.thumbnail_path(publication)) if publication.thumbnail else None
    chapters = [document for document in facts.documents if document.kind == "chapter"]
    return {
        "publication": publication,
        "facts": facts,
        "context": context,
        "library": context.library,
        "works": works,
        "related_pages": [works.inside[at : at + RELATED_PAGE] for at in range(0, len(works.inside), RELATED_PAGE)],
        "experts": experts(facts, context),
        "pdfs": [
            (pdf, say(publication.language, EDITION_NAMES.get(pdf.edition, pdf.edition)), relative(page, pdf.file))
            for pdf in pdfs
            if ":" not in pdf.edition
        ],
        "chapter_pdfs": {
            docname: (pdf, relative(page, pdf.file)) for pdf in pdfs if (docname := pdf.edition.partition(":")[2])
        },
        "pages": _screen(pdfs),
        "minutes": reading_minutes(facts.words),
        "chapters": chapters,
        "references": next((document for document in facts.documents if document.kind == "references"), None),
        "sections": _sections(facts),
        "first": chapters[0] if chapters else None,
        "cover": relative(page, cover) if cover else None,
        "cover_alt": publication.cover_alt or "",
        "art": markup(drawn_cover(facts, picture).replace("<svg ", '<svg class="citator-art" aria-hidden="true" ', 1)),
        "corrections": sorted(publication.corrections, key=lambda c: c.date, reverse=True),
        "places": dict(zip(publication.corrections, facts.correction_urls, strict=False)),
        "cite": context.cite_this.get(publication.slug, ()),
        "cite_files": [(f, relative(page, f.path)) for f in context.cite_files.get(publication.slug, ())],
        "extra_files": [(f, relative(page, f.path)) for f in context.extra_files.get(publication.slug, ())],
        "chapter_cites": _chapter_cites(facts, context),
        "license": find_license(publication.license),
        "mail": _mail(facts, context),
        "address": _address(facts, context) or None,
        "to": lambda target: relative(page, target),
        "urls": urls,
    }


def _sections(facts: Facts) -> list[tuple[int, str, str]]:
    """Return the sections that a one-page publication lists beside its text; a short one needs no list."""
    headings = [heading for document in facts.documents if document.kind == "page" for heading in document.headings]
    sections = [heading for heading in headings if heading[0] in (2, 3)]
    return sections if len(sections) > 2 else []


def _chapter_cites(facts: Facts, context: SiteContext) -> list[tuple[Document, Any, list[tuple[CiteFile, str]]]]:
    """Return the chapters that can be cited by themselves, with their files, which lie beside their pages."""
    publication = facts.publication
    page, files = urls.landing_path(publication), context.cite_files.get(publication.slug, ())
    rows = ((document, context.cite_this.get(document.docname, ())) for document in facts.documents)
    return [
        (document, cites, [(file, relative(page, _beside(document, file))) for file in files])
        for document, cites in rows
        if cites and document.kind == "chapter"
    ]


def _beside(document: Document, file: CiteFile) -> str:
    """Return the path of the file that cites a chapter in the form of ``file``."""
    return PurePosixPath(document.url).with_suffix(PurePosixPath(file.path).suffix).as_posix()


def _screen(pdfs: tuple[PdfFacts, ...]) -> int | None:
    """Return the number of pages that a reader is told: those of the first edition."""
    return pdfs[0].pages if pdfs else None


def _address(facts: Facts, context: SiteContext) -> str:
    """Return the address to share, of the edition where it is one; nothing where the site's is not known."""
    place = context.place or facts.publication.path
    return f"{context.site_url.rstrip('/')}/{place}/" if context.site_url else ""


def _mail(facts: Facts, context: SiteContext) -> str:
    """Return a mail link with title and address; without a known address the reader's browser fills it in."""
    publication = facts.publication
    body = _address(facts, context)
    return f"mailto:?subject={quote(publication.title)}" + (f"&body={quote(body)}" if body else "")


def _docnames(facts: Facts) -> list[str]:
    return [document.docname for document in facts.documents]
