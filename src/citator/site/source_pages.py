"""The sources pages: an A–Z of all that the library cites, and for each work every place that cites it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citator.model.addresses import doi_url, is_safe
from citator.model.anchors import entry_anchor
from citator.model.citation import archived_copy
from citator.site import urls
from citator.site.context import SiteContext
from citator.site.slots import Page, from_root
from citator.site.sources import OTHER, Citing, Source, letter
from citator.site.templating import render
from citator.site.words import say

MOST_ON_INDEX = 1500
"""Up to here the index lists every source; a larger library's index leads to its letters."""

TYPES = {
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "book": "Book",
    "chapter": "Chapter",
    "paper-conference": "Conference paper",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "Web page",
    "post-weblog": "Web page",
    "post": "Web page",
    "legislation": "Law",
    "legal_case": "Case",
    "bill": "Bill",
    "treaty": "Treaty",
    "speech": "Speech",
    "interview": "Interview",
    "broadcast": "Broadcast",
    "motion_picture": "Film",
    "dataset": "Data",
    "map": "Map",
    "manuscript": "Manuscript",
    "personal_communication": "Letter",
    "pamphlet": "Pamphlet",
    "software": "Software",
}
"""CSL types in words: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types."""


def source_pages(context: SiteContext, sources: tuple[Source, ...]) -> Iterator[Page]:
    """Yield the index of sources, the groupings by type and by year, and a page for each letter."""
    language = context.library.language
    common: dict[str, Any] = {
        "context": context,
        "urls": urls,
        "to": from_root,
        "letters": list(letters(sources, language)),
        "type_of": lambda source: type_of(source, language),
        "total": len(sources),
    }
    shown = sources if len(sources) <= MOST_ON_INDEX else ()
    index = render(
        "sources.html", language, shown=shown, types=_counted(type_of(source, language) for source in sources), **common
    )
    yield Page(
        "sources/index.html",
        say(language, "Sources"),
        index,
        say(language, "Everything that the library cites"),
        "sources",
    )
    for name, title, groups in (
        ("by-type", say(language, "Sources by type"), by_type(sources, language)),
        ("by-year", say(language, "Sources by year"), by_year(sources, language)),
    ):
        body = render("sources-grouped.html", language, title=title, groups=groups, **common)
        yield Page(f"sources/{name}.html", title, body, kind="sources")
    by_letter: dict[str, list[Source]] = {}
    elsewhere: dict[str, list[tuple[str, Source]]] = {}
    for source in sources:
        by_letter.setdefault(letter(source.csl), []).append(source)
        for key, page in source.others:
            if page != letter(source.csl):
                elsewhere.setdefault(page, []).append((key, source))
    for name in sorted({*by_letter, *elsewhere}):
        yield letter_page(name, language, by_letter.get(name, []), elsewhere.get(name, []), common)


def letter_page(
    name: str, language: str, group: list[Source], elsewhere: list[tuple[str, Source]], common: Mapping[str, Any]
) -> Page:
    """Return the page of one letter: its sources in full, and where works that have another key here are found."""
    title = say(language, "Sources: {letter}", letter=letter_name(name, language))
    body = render(
        "sources-letter.html",
        language,
        name=name,
        title=title,
        group=group,
        elsewhere=elsewhere,
        anchor=entry_anchor,
        links=lambda source: links(source, language),
        mentions=lambda citing: mentions(citing, common["context"], language),
        **common,
    )
    return Page(f"sources/{name}.html", title, body, kind="sources")


def letters(sources: Iterable[Source], language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (page, label, address) of each letter that has a source."""
    present = {letter(source.csl) for source in sources}
    for name in [*"abcdefghijklmnopqrstuvwxyz", OTHER]:
        if name in present:
            yield name, letter_name(name, language), from_root(f"sources/{name}.html")


def letter_name(name: str, language: str) -> str:
    """Return a letter as it prints."""
    return say(language, "Other scripts and signs") if name == OTHER else name.upper()


def type_of(source: Source, language: str) -> str:
    """Return the type of a work in words."""
    kind = str(source.csl.get("type") or "")
    return say(language, TYPES.get(kind, kind.replace("-", " ").replace("_", " ").capitalize() or "Other"))


def by_type(sources: Iterable[Source], language: str) -> list[tuple[str, list[Source]]]:
    """Return the sources of each type, types in alphabetical order."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(type_of(source, language), []).append(source)
    return sorted(groups.items())


def by_year(sources: Iterable[Source], language: str) -> list[tuple[str, list[Source]]]:
    """Return the sources of each year, newest first, undated ones last."""
    groups: dict[int, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.year or -10_000, []).append(source)
    undated = say(language, "No date")
    return [(undated if year == -10_000 else str(year), groups[year]) for year in sorted(groups, reverse=True)]


def links(source: Source, language: str) -> list[tuple[str, str]]:
    """Return the identifiers of a work with their addresses."""
    csl = source.csl
    rows = []
    if csl.get("DOI"):
        rows.append((f"doi:{csl['DOI']}", doi_url(str(csl["DOI"]))))
    elif csl.get("URL") and is_safe(str(csl["URL"])):
        rows.append((str(csl["URL"]).split("://", 1)[-1].split("/", 1)[0], str(csl["URL"])))
    if copy := archived_copy(csl):
        rows.append((say(language, "Archived copy"), copy))
    return rows


def mentions(citing: Citing, context: SiteContext, language: str) -> list[tuple[str, str, str]]:
    """Return (text, name, address) of each mention of a source: the first in a section by its title, others by number."""
    facts = context.facts[citing.slug]
    pages = {document.docname: document for document in facts.documents}
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for occurrence, anchor in citing.places:
        page = pages.get(occurrence.docname)
        if page is not None:
            title = occurrence.sections[-1] if occurrence.sections else page.title
            section = f"{occurrence.section_number} {title}" if occurrence.section_number else title
            seen[page.url, section] += 1
            number = seen[page.url, section]
            repeated = (str(number), say(language, "{section}, mention {number}", section=section, number=number))
            text, name = (section, "") if number == 1 else repeated
            rows.append((text, name, from_root(f"{page.url}#{anchor}")))
    return rows


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items())
