"""Files to cite with: a publication, its chapters and its sources as CSL-JSON, BibTeX, RIS and COinS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from citator.metadata import bibtex, ris
from citator.metadata.fields import public
from citator.metadata.page import Page, address, citation_path, standing
from citator.metadata.signposting import CITATION_FORMATS
from citator.model.citation import without_markup
from citator.model.dates import long_date, partial_date
from citator.model.facts import CitedItem, Document, Facts
from citator.model.inline import Inlines, Text, plain_text
from citator.model.publication import Contributor, Library, Publication, Status
from citator.model.titles import full_title, withdrawn

Item = dict[str, Any]
CITE_FILES = CITATION_FORMATS
"""Suffix, media type and name of each file that ``citation_files`` writes."""
BOOKS = frozenset({"book", "handbook", "guide"})


def to_csl(publication: Publication, library: Library, *, site_url: str | None = None, place: str = "") -> Item:
    """Return a publication as a CSL item, ready for a style to format or for a file to hold.

    :param place: the folder in the site of the edition that is cited, where it is one.
    """
    series = publication.series
    is_book = publication.type in BOOKS
    item = {
        "id": publication.slug,
        "type": "dataset" if publication.type == "dataset" else "book" if is_book else "report",
        "title": full_title(publication),
        "title-short": publication.short_title,
        "genre": _genre(publication),
        "author": names(publication.authors),
        "editor": names(publication.editors),
        "translator": names(publication.translators),
        "issued": _date(publication),
        "publisher": publication.publisher or library.publisher,
        "publisher-place": publication.place,
        "collection-title": series.title if series else None,
        "collection-number": series.number if series and is_book else None,
        "number": series.number if series and not is_book else None,
        "version": publication.version,
        "abstract": publication.abstract or publication.description,
        "language": publication.language,
        "DOI": publication.doi,
        "ISBN": publication.isbn,
        "ISSN": series.issn if series else None,
        "URL": address(site_url, f"{place or publication.path}/index.html"),
        "note": ". ".join(filter(None, (_research_closed(publication), _withdrawal(publication)))),
    }
    return {name: value for name, value in item.items() if value}


def chapter_to_csl(
    facts: Facts, document: Document, library: Library, *, site_url: str | None = None, place: str = ""
) -> Item:
    """Return a chapter as a CSL item within its publication."""
    publication = facts.publication
    whole = to_csl(publication, library, site_url=site_url, place=place)
    own = {
        "id": "-".join(f"{publication.slug}-{PurePosixPath(document.docname).name}".split()),
        "type": "chapter",
        "title": document.title,
        "container-title": whole["title"],
        "chapter-number": document.number,
        "author": names(document.authors or publication.authors),
        "abstract": document.description,
        "URL": address(site_url, standing(document.url, publication, place)),
    }
    # What identifies or describes the whole would be wrong of a part.
    dropped = ("title-short", "genre", "author", "abstract", "DOI", "URL")
    kept = {name: value for name, value in whole.items() if name not in dropped}
    return {**kept, **{name: value for name, value in own.items() if value}}


def with_note(content: Inlines, item: Mapping[str, Any]) -> Inlines:
    """Return a formatted citation with the item's note as a sentence after it: few styles print notes."""
    note = item.get("note")
    if not note:
        return content
    stop = "" if plain_text(content).rstrip().endswith((".", "!", "?")) else "."
    return (*content, Text(f"{stop} {note}."))


def as_printed(item: Item) -> Item:
    """Return an item as a style is to format it, without the note that ``with_note`` adds."""
    return {name: value for name, value in item.items() if name not in ("id", "note")}


def citation_files(
    facts: Facts,
    *,
    library: Library,
    site_url: str | None = None,
    topics: Mapping[str, str] | None = None,
    place: str = "",
) -> dict[str, str]:
    """Return the files that cite a publication and each of its chapters, by path in the site.

    :param topics: titles of topics by id; they stand among the keywords, as in the head of a page.
    """
    files: dict[str, str] = {}
    for document in facts.documents:
        page = Page(facts, document, library, site_url, topics=topics or {})
        if page.is_chapter:
            item = chapter_to_csl(facts, document, library, site_url=site_url, place=place)
        elif page.is_landing:
            item = to_csl(facts.publication, library, site_url=site_url, place=place)
        else:
            continue
        if page.keywords:
            item["keyword"] = "; ".join(page.keywords)
        for suffix, write in _WRITERS.items():
            path = citation_path(page, suffix)
            if page.is_landing or path not in files:  # a chapter may have the name of its publication
                files[path] = write([item])
    return files


def sources_csl_json(items: Iterable[CitedItem]) -> str:
    """Return cited works as a list of CSL-JSON, public fields only."""
    return csl_json(_sources(items))


def sources_ris(items: Iterable[CitedItem]) -> str:
    """Return cited works as RIS."""
    return ris.write(map(without_markup, _sources(items)))


def sources_bibtex(items: Iterable[CitedItem]) -> str:
    """Return cited works as BibLaTeX: with the author's own fields where they are known, made from CSL otherwise."""
    entries = []
    for item in sorted(items, key=lambda item: item.key):
        entries.append(
            bibtex.raw_entry(item.entry_type, item.key, item.fields)
            if item.entry_type and item.fields
            else bibtex.write([without_markup({**public(item.csl), "id": item.key})])
        )
    return "\n".join(entries)


def csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Return CSL-JSON, one list of items: https://docs.citationstyles.org/en/stable/specification.html."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def names(contributors: Iterable[Contributor]) -> list[dict[str, str]]:
    """Return CSL names; an organisation is ``literal``, so that no style turns it round."""
    return [_name(contributor) for contributor in contributors]


def _name(contributor: Contributor) -> dict[str, str]:
    if contributor.family is None:
        return {"literal": contributor.name}
    return {"family": contributor.family, **({"given": contributor.given} if contributor.given else {})}


def _date(publication: Publication) -> dict[str, list[list[int]]]:
    day = publication.date
    return {"date-parts": [[day.year, day.month, day.day]]}


def _genre(publication: Publication) -> str | None:
    """Return the kind of publication in words, in English publications only: other languages have other words."""
    if publication.type in {"report", "dataset", *BOOKS} or not publication.language.lower().startswith("en"):
        return None
    return "Policy brief" if publication.type == "brief" else publication.type.replace("-", " ").capitalize()


def _research_closed(publication: Publication) -> str | None:
    """Return ``Research closed June 2026``, in English publications only."""
    if not publication.research_closed or not publication.language.lower().startswith("en"):
        return None
    return f"Research closed {partial_date(publication.research_closed)}"


def _withdrawal(publication: Publication) -> str | None:
    """Return ``Withdrawn 1 June 2024: why``, as far as a retraction says when and why."""
    if publication.status is not Status.WITHDRAWN:
        return None
    language = publication.language
    told = [correction for correction in publication.corrections if correction.kind == "retraction"]
    last = max(told, key=lambda correction: correction.date, default=None)
    day = f" {long_date(last.date, language)}: {' '.join(last.note.split()).rstrip('.')}" if last else ""
    return f"{withdrawn(language)}{day}"


def _sources(items: Iterable[CitedItem]) -> Iterator[Item]:
    for item in sorted(items, key=lambda item: item.key):
        yield {"id": item.key, **public(item.csl)}


_WRITERS = {"bib": bibtex.write, "ris": ris.write, "json": csl_json}
