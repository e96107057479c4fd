"""Formats items each by itself, for the sources pages and for "cite this"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from citator.csl import cache as answers
from citator.csl.document import Document
from citator.csl.items import engine_ids
from citator.csl.languages import mark_languages
from citator.csl.locales import punctuation_in_quote
from citator.csl.running import engine_items, known_locale, run_in_time, with_left_out, without_attributes
from citator.csl.styles import Style
from citator.csl.xml import CSL
from citator.model.citation import BibliographyEntry, CslItem, Script, without_markup
from citator.model.inline import Text

_MUTUAL = (
    "disambiguate-add-names",
    "disambiguate-add-givenname",
    "disambiguate-add-year-suffix",
    "subsequent-author-substitute",
)
"""Attributes by which one item shapes how another prints."""
_BATCH = 200


def format_groups(
    groups: Sequence[Sequence[CslItem]],
    style: Style,
    locale: str | None = None,
    *,
    script: Script = Script.BOTH,
    cache: Path | None = None,
    timeout: float = 60.0,
) -> list[tuple[BibliographyEntry, ...]]:
    """Format each item as if it were alone, in the order given: no number counts, no "2020a", no dash for an author.

    Each group is kept as one answer, and the groups that are missing are formatted at once.

    Raises:
        EngineError: the engine failed.
    """
    keys = [answers.items_key(group, style, locale, script) for group in groups]
    found = [answers.read(cache, key) for key in keys]
    missing = {item.key: item for group, kept in zip(groups, found, strict=True) if kept is None for item in group}
    made: dict[str, BibliographyEntry] = {}
    wanted = list(missing.values())
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        made.update((entry.key, entry) for entry in _format_alone(batch, style, locale, script, timeout))
    entries = []
    for group, key, kept in zip(groups, keys, found, strict=True):
        if kept is None:
            entries.append(tuple(made[item.key] for item in group))
            answers.write(cache, key, [answers.entry_to_json(entry) for entry in entries[-1]])
        else:
            entries.append(tuple(map(answers.entry_from_json, kept)))
    return entries


def _format_alone(
    items: list[CslItem], style: Style, locale: str | None, script: Script, timeout: float
) -> tuple[BibliographyEntry, ...]:
    ids = engine_ids(item.key for item in items)
    tongue = known_locale(style, locale)
    document = Document(
        asks=(),
        items=engine_items({item.key: item for item in items}, ids, style, script, tongue),
        ids=ids,
        nocite=tuple(ids),
        is_note_style=style.is_note_style,
        punctuation_in_quote=punctuation_in_quote(style.xml, tongue),
    )
    single = replace(style, xml=_unsorted(without_attributes(style.xml, _MUTUAL)))
    answer, _ = run_in_time(document, single, tongue, timeout)
    entries = {entry.key: entry for entry in with_left_out(document, answer, single, tongue, timeout).entries}
    listed = ((entries.get(item.key) or _unprintable(item), item.data) for item in items)
    return tuple(replace(entry, content=mark_languages(entry.content, [data], tongue)) for entry, data in listed)


@functools.lru_cache(maxsize=16)
def _unsorted(xml: bytes) -> bytes:
    """Return a style that leaves entries in the order of the items: to compare titles costs as much as to print them."""
    root = etree.fromstring(xml)
    for bibliography in root.iterchildren(f"{CSL}bibliography"):
        for sort in bibliography.findall(f"{CSL}sort"):
            bibliography.remove(sort)
    return etree.tostring(root, encoding="utf-8")


def _unprintable(item: CslItem) -> BibliographyEntry:
    """Return an entry for an item that a style prints nothing of at all, such as one with a key only."""
    return BibliographyEntry(item.key, (Text(without_markup(str(item.data.get("title", item.key)))),))


def format_item(
    item: CslItem,
    style: Style,
    locale: str | None = None,
    *,
    script: Script = Script.BOTH,
    cache: Path | None = None,
    timeout: float = 60.0,
) -> BibliographyEntry:
    """Format one item by itself; where there are several, ``format_groups`` is many times faster."""
    ((entry,),) = format_groups([(item,)], style, locale, script=script, cache=cache, timeout=timeout)
    return entry
