"""Lists of works beside one another: which holds the anchor of a work, where enumerations go on, where citations lead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from citator.model.citation import FormattedScope
from citator.model.inline import plain_text
from citator.sphinxext.filters import is_local
from citator.sphinxext.records import BibliographyRecord, ResolvedBibliography
from citator.sphinxext.scopes import MAIN, Division, ScopeId

ListKey = tuple[str, int]
Lists = Mapping[ListKey, ResolvedBibliography]
_LETTERED_YEAR = re.compile(r"\b\d{4}[a-z]\b")


def in_own_style(answer: FormattedScope, own: FormattedScope) -> FormattedScope:
    """Return the entries of a scope as a list words them in a style of its own, with the labels that citations show.

    Where there are labels, the entries stand in their order; where there are none, in that of the list's style.
    """
    if any(entry.label for entry in answer.bibliography):
        words = {entry.key: entry.content for entry in own.bibliography}
        labelled = (replace(entry, content=words.get(entry.key, entry.content)) for entry in answer.bibliography)
        return replace(answer, bibliography=tuple(labelled))
    return replace(own, bibliography=tuple(replace(entry, label=()) for entry in own.bibliography))


def lost_letter(answer: FormattedScope, own: FormattedScope, keys: Container[str]) -> tuple[str, str] | None:
    """Return a work whose year has a letter in the text, as in 2021a, that a list in a style of its own does not print."""
    words = {entry.key: plain_text(entry.content) for entry in own.bibliography}
    for entry in answer.bibliography:
        if entry.key in keys:
            for year in _LETTERED_YEAR.findall(plain_text(entry.content)):
                if year not in words.get(entry.key, year):
                    return entry.key, year
    return None


def anchor_entries(records: Sequence[BibliographyRecord], lists: Lists) -> dict[ListKey, ResolvedBibliography]:
    """Decide which entries citations lead to.

    An id stands once on a page: where two lists of it hold a work, the first has the anchor. Bullet lists and enumerated
    ones have anchors for the works alone that no list of citations holds.
    """
    citable = {
        entry.key
        for record in records
        if record.list_ == "citation"
        for entry in lists[record.docname, record.ordinal].entries
    }
    taken: set[tuple[str, str]] = set()
    anchored: dict[ListKey, ResolvedBibliography] = {}
    for record in records:
        entries = []
        for entry in lists[record.docname, record.ordinal].entries:
            here = (record.docname, entry.key)
            is_target = here not in taken and (record.list_ == "citation" or entry.key not in citable)
            if is_target:
                taken.add(here)
            entries.append(replace(entry, anchored=is_target))
        filled = lists[record.docname, record.ordinal]
        anchored[record.docname, record.ordinal] = replace(filled, entries=tuple(entries))
    return anchored


def number_lists(records: Sequence[BibliographyRecord], lists: Lists) -> dict[ListKey, ResolvedBibliography]:
    """Give each enumerated list its first number; ``:start: continue`` goes on from the one before it on the page."""
    numbered = dict(lists)
    following: dict[str, int] = {}
    for record in records:
        if record.list_ == "enumerated":
            here = (record.docname, record.ordinal)
            start = record.start if record.start > 0 else following.get(record.docname, 1)
            numbered[here] = replace(lists[here], start=start)
            following[record.docname] = start + len(lists[here].entries)
    return numbered


class Target(Struct, frozen=True):
    """What a citation must know of the list that holds a work."""

    docname: str
    entry_key: str
    """The key of the entry there: with the list's ``keyprefix``."""
    labelprefix: str
    """What stands before the label of the entry; an author and a year are none, and have nothing before them."""
    local: bool
    """The list is for the citations of its own document."""


class Targets:
    """Finds the lists that a citation may lead to: those of its own scope, else of its document, one on its own page first."""

    def __init__(self, records: Sequence[BibliographyRecord], division: Division, lists: Lists) -> None:
        self._holders: dict[tuple[ScopeId, str], list[Target]] = defaultdict(list)
        for record in records:
            scope, local = division.of_list(record), is_local(record.filter)
            for entry in lists[record.docname, record.ordinal].entries:
                if entry.anchored:
                    target = Target(record.docname, entry.key, record.labelprefix if entry.label else "", local)
                    self._holders[scope, entry.key.removeprefix(record.keyprefix)].append(target)

    def find(self, key: str, scope: ScopeId, docname: str) -> list[Target]:
        """Return the lists that hold a work cited on ``docname``, the likeliest first: a format may not print it."""
        scopes: tuple[ScopeId, ...] = (scope, ("document", docname), MAIN)
        holders = next((held for place in scopes if (held := self._holders.get((place, key)))), [])
        return sorted(holders, key=lambda target: (target.docname != docname, target.local))
