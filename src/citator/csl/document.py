"""The document that the engine formats for one scope: the citations in reading order, then those set aside.

A citation set aside comes after all others, each with a note far from the last one, so that it takes the short form
without any effect on the positions ("ibid.", "n 3") of the citations in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from citator.csl.affixes import hang_suffixes, has_group, may_hang, sort_by_number, without_suffixes
from citator.csl.caseless import cipher_names, decipher
from citator.csl.items import SEPARATORS
from citator.csl.locales import LocalisedStyle
from citator.csl.pandoc_ast import (
    Node,
    bibliography_entries,
    cite_block,
    cite_content,
    has_hanging_indent,
    pandoc_citation,
    reset_block,
    run_citeproc,
    to_inlines,
)
from citator.csl.particles import mark_particles, put_particles_last
from citator.csl.shortnames import ShortNames
from citator.csl.tree import close_quotes, readdress, split_entry_links, widen_links, without
from citator.model.addresses import doi_url
from citator.model.citation import BibliographyEntry, CitationItem, Locator
from citator.model.inline import EntryLink, Inline, Inlines, Span, Strong, Text, plain_text

_APART = " \u2060"  # a space, or the engine would add a comma; neither is left in the text
_FAR = 1000
"""More notes than any style counts as near."""


class Place(Enum):
    """Where in the document a citation is asked for."""

    TEXT = "in reading order"
    ASIDE = "after all others, as a later citation of works that were cited before"
    AFRESH = "last of all, as if its works had never been cited"


class Ask(Struct, frozen=True):
    """One citation that the engine is asked for."""

    items: tuple[CitationItem, ...]
    note_number: int = 0
    place: Place = Place.TEXT
    author_in_text: bool = False


class Answer(Struct, frozen=True):
    """What the engine made of a document: texts in the order of the asks, and the bibliography."""

    texts: tuple[Inlines, ...]
    entries: tuple[BibliographyEntry, ...]
    hanging_indent: bool


class Document(Struct, frozen=True):
    """All that the engine needs to know."""

    asks: tuple[Ask, ...]
    items: Sequence[Mapping[str, Any]]
    ids: Mapping[str, str]
    """The engine's id of each key, also of unknown ones."""
    nocite: tuple[str, ...] = ()
    is_note_style: bool = False
    punctuation_in_quote: bool = False

    nameless: frozenset[str] = frozenset()
    """Keys of works that a citation may print without names: the engine may take two for works of one author."""
    apart: frozenset[int] = frozenset()
    """The asks in which it did so."""
    hangs_suffixes: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The order in which works are numbered, where citations sort by it."""
    particles_last: bool = False
    """Whether citations print short names as a list sorts them."""

    def run(self, style: LocalisedStyle, locale: str | None, timeout: float) -> Answer:
        """Have the engine format it.

        Raises:
            PandocError, PandocTimeoutError: as ``run_pandoc``.
        """
        planned = list(self._planned_blocks(style))
        bodies = ShortNames.of(self.items)
        items, names = cipher_names(bodies.items)
        items, swaps = mark_particles(items) if self.particles_last else (items, {})
        blocks = run_citeproc(
            [block for _, block in planned],
            style=style.xml,
            items=items,
            locale=locale,
            nocite=[self.ids[key] for key in self.nocite],
            timeout=timeout,
        )
        keys = {id: key for key, id in self.ids.items()}
        read = self._reader(keys, {**names, **SEPARATORS}, bodies)
        texts: dict[int, Inlines] = {}
        for (index, _), block in zip(planned, blocks, strict=False):
            if index is not None:
                ask = self.asks[index]
                text = read(cite_content(block))
                text = put_particles_last(text, {} if ask.author_in_text else swaps) if swaps else text
                texts[index] = hang_suffixes(text, ask.items) if self._hangs(ask) else text
        entries = [
            _entry(keys[id], put_particles_last(read(content), {})) for id, content in bibliography_entries(blocks)
        ]
        return Answer(
            tuple(texts[index] for index in range(len(self.asks))),
            tuple(entry for entry in entries if entry.content),
            has_hanging_indent(blocks),
        )

    def _planned_blocks(self, style: LocalisedStyle) -> Iterator[tuple[int | None, Node]]:
        """Yield blocks with the index of the ask that each is for; the others prepare the next one."""
        last_note = max((ask.note_number for ask in self.asks), default=0)
        cited: set[str] = set()
        for place in Place:
            for index, ask in enumerate(self.asks):
                if ask.place is not place:
                    continue
                keys = [item.key for item in ask.items]
                if place is Place.AFRESH:
                    yield None, reset_block()
                if place is Place.ASIDE and (new := [key for key in keys if key not in cited]):
                    last_note += _FAR
                    yield None, self._block(style, Ask(tuple(CitationItem(key) for key in new), last_note))
                if place is not Place.TEXT:
                    last_note += _FAR
                    ask = replace(ask, note_number=last_note)
                cited.update(keys)
                yield index, self._block(style, ask, apart=index in self.apart)

    def _hangs(self, ask: Ask) -> bool:
        return self.hangs_suffixes and not ask.author_in_text and may_hang(ask.items)

    def misgrouped(self, answer: Answer, delimiter: str) -> frozenset[int]:
        """Return the asks in whose answers works without names stand in a group, "Title 2008, Title 2002"."""
        return frozenset(
            index
            for index, ask in enumerate(self.asks)
            if len({item.key for item in ask.items} & self.nameless) > 1
            and has_group(answer.texts[index], self.nameless, delimiter)
        )

    def _block(self, style: LocalisedStyle, ask: Ask, *, apart: bool = False) -> Node:
        if self._hangs(ask):
            ask = replace(ask, items=without_suffixes(ask.items))
        if self.numbers:
            ask = replace(ask, items=sort_by_number(ask.items, self.numbers))
        items = [
            pandoc_citation(
                self.ids[item.key],
                mode=_mode(item, ask.author_in_text),
                prefix=item.prefix,
                suffix=_suffix(item, style.words, apart=apart and item.key in self.nameless),
                note_number=ask.note_number,
            )
            for item in ask.items
        ]
        return cite_block(items, in_note=self.is_note_style and not ask.author_in_text)

    def _reader(
        self, keys: Mapping[str, str], names: Mapping[str, str], bodies: ShortNames
    ) -> Callable[[Sequence[Node]], Inlines]:
        """Return what reads the engine's text back."""
        given = {str(item["id"]) for item in self.items}
        unknown = {f"{id}?": key for id, key in keys.items() if id not in given}
        dois = [str(item["DOI"]) for item in self.items if "DOI" in item]
        encoded = {raw: url for doi in dois if (raw := f"https://doi.org/{doi}") != (url := doi_url(doi))}

        def read(nodes: Sequence[Node]) -> Inlines:
            text = bodies.put_back(decipher(_name_unknown(to_inlines(nodes, keys), unknown), names))
            text = without(text, _APART) if self.apart else text
            text = widen_links(close_quotes(text) if self.punctuation_in_quote else text)
            return split_entry_links(readdress(text, encoded))

        return read


def _mode(item: CitationItem, author_in_text: bool) -> str:
    if author_in_text:
        return "AuthorInText"
    return "SuppressAuthor" if item.suppress_author else "NormalCitation"


def _suffix(item: CitationItem, words: Mapping[str, str], *, apart: bool) -> str:
    """Write locator and suffix so that the engine takes the one for a locator and the other never for one.

    A suffix also keeps the engine from putting a work that stands ``apart`` into a group with others.
    """
    locator, suffix = item.locator, item.suffix or (_APART if apart else "")
    if locator is None:
        return f"{{}}{suffix}" if suffix else ""
    if locator.label not in words:  # more kinds of locator in one scope than the engine has names for
        return f"{{}}, {locator.label} {locator.value}{suffix}"
    return f"{{{words[locator.label]} {_without_braces(locator)}}}{suffix}"


def _without_braces(locator: Locator) -> str:
    return locator.value.translate({ord("{"): "(", ord("}"): ")"})


def _name_unknown(nodes: Inlines, unknown: Mapping[str, str]) -> Inlines:
    """Show a key that has no item as the author wrote it, where the engine shows the id that we gave it."""
    if not unknown:
        return nodes
    result: list[Inline] = []
    for node in nodes:
        key = unknown.get(plain_text((node,))) if isinstance(node, Strong | EntryLink) else None
        if key is not None:
            result.append(Span((Strong((Text(f"{key}?"),)),), ("citator-unknown-key",)))
        elif isinstance(node, Text):
            result.append(node)
        else:
            result.append(replace(node, children=_name_unknown(node.children, unknown)))
    return tuple(result)


def _entry(key: str, content: Inlines) -> BibliographyEntry:
    """Take an entry apart into its label in the left margin and the rest."""
    label: Inlines = ()
    rest: Inlines = ()
    for node in content:
        if isinstance(node, Span) and "csl-left-margin" in node.classes:
            label += node.children
        elif isinstance(node, Span) and "csl-right-inline" in node.classes:
            rest += node.children
        else:
            rest += (node,)
    return BibliographyEntry(key, rest, _trim(label))


def _trim(label: Inlines) -> Inlines:
    if label and isinstance(label[-1], Text):
        return (*label[:-1], *((Text(text),) if (text := label[-1].value.rstrip()) else ()))
    return label
