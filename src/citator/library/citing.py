"""How to cite a publication or a chapter, in the styles that readers ask for; the words come from the same engine as all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citator.diagnostics import Where
from citator.errors import CitatorError
from citator.model.citation import CslItem
from citator.model.facts import Facts
from citator.model.inline import Text, plain_text
from citator.model.publication import Library

if TYPE_CHECKING:
    from citator.model.citation import BibliographyEntry
    from citator.site.context import CiteThis

_Group = list[tuple[CslItem, Mapping[str, Any]]]
"""A publication and its chapters: what the styles format, and with it what is known."""

STYLES = (
    ("Chicago", "chicago-notes-bibliography"),
    ("APA", "apa"),
    ("MLA", "modern-language-association"),
    ("Harvard", "harvard-cite-them-right"),
)
"""What a reader calls a style, and its id in the CSL repository."""


def shown_styles(own: str, base: Path) -> tuple[tuple[str, str], ...]:
    """Return the library's own style, in which the PDF suggests a citation too, and three others."""
    known = {style: name for name, style in STYLES}
    others = [(name, style) for name, style in STYLES if style != own]
    return ((known.get(own) or _title_of(own, base), own), *others[: len(STYLES) - 1])


def _title_of(own: str, base: Path) -> str:
    from citator.csl.styles import find_style

    try:
        return find_style(own, base=base).title
    except CitatorError as error:
        raise CitatorError(f"conf.py: 'csl' in citator_library: {error}") from error


class CiteThisTexts(Mapping[str, "tuple[CiteThis, ...]"]):
    """Formatted citations by slug, and by docname for chapters; made in batches, or when they are first asked for."""

    def __init__(self, facts: Mapping[str, Facts], library: Library, cache: Path, base: Path, place: str = "") -> None:
        self._facts = facts
        self._library = library
        self._base = base
        self._place = place
        self._cache = cache
        self._texts: dict[str, tuple[CiteThis, ...]] = {}

    def prepare(self, slugs: Iterable[str]) -> None:
        """Format the citations of many publications with one call of the engine for each style and language."""
        by_language: dict[str, list[_Group]] = {}
        for slug in slugs:
            if slug not in self._texts:
                facts = self._facts[slug]
                by_language.setdefault(facts.publication.language, []).append(list(self._items(facts)))
        for language, groups in by_language.items():
            self._format(groups, language)

    def __getitem__(self, name: str) -> tuple[CiteThis, ...]:
        """Return the citations of a publication or a chapter."""
        if name not in self._texts and name in self._facts:
            self.prepare([name])
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names that have been formatted."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many have been formatted."""
        return len(self._texts)

    def _items(self, facts: Facts) -> Iterator[tuple[CslItem, Mapping[str, Any]]]:
        """Yield what the styles format and, with it, what is known."""
        from citator.metadata import as_printed, chapter_to_csl, to_csl

        where, url, place = Where(facts.publication.source), self._library.url, self._place
        whole = to_csl(facts.publication, self._library, site_url=url, place=place)
        yield CslItem(facts.publication.slug, as_printed(whole), where), whole
        for document in facts.documents:
            if document.kind == "chapter":
                part = chapter_to_csl(facts, document, self._library, site_url=url, place=place)
                yield CslItem(document.docname, as_printed(part), where), part

    def _format(self, groups: list[_Group], language: str) -> None:
        from citator.csl.alone import format_groups
        from citator.csl.styles import find_style
        from citator.engines.pandoc import ask_side_by_side

        def formatted(style: str) -> list[tuple[BibliographyEntry, ...]]:
            items = [[item for item, _ in group] for group in groups]
            return format_groups(items, find_style(style, base=self._base), language, cache=self._cache)

        names, styles = zip(*shown_styles(self._library.csl, self._base), strict=True)
        for name, answers in zip(names, ask_side_by_side(formatted, styles), strict=True):
            for group, entries in zip(groups, answers, strict=True):
                for (item, known), entry in zip(group, entries, strict=True):
                    self._texts[item.key] = (*self._texts.get(item.key, ()), _cite_this(name, entry, known))


def _cite_this(style: str, entry: BibliographyEntry, known: Mapping[str, Any]) -> CiteThis:
    from citator.metadata import with_note
    from citator.site.context import CiteThis
    from citator.site.inline import inline_html

    content = with_note(entry.content, known)
    html = inline_html(content) if any(not isinstance(part, Text) for part in content) else ""
    return CiteThis(style, plain_text(content), html)
