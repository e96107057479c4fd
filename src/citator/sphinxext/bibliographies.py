"""Lists of works beside one another: which holds the anchor of a work, where enumerations go on, where citations lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from citator.sphinxext.records import BibliographyRecord, ResolvedBibliography
from citator.sphinxext.scopes import MAIN, Division, ScopeId

ListKey = tuple[str, int]
Lists = Mapping[ListKey, ResolvedBibliography]


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


class Targets:
    """Finds the list that a citation leads to: one of its own scope, on its own page where there is one."""

    def __init__(self, records: Sequence[BibliographyRecord], division: Division, lists: Lists) -> None:
        self._prefixes: dict[ScopeId, str] = {}
        self._holders: dict[tuple[ScopeId, str], list[str]] = defaultdict(list)
        for record in records:
            scope = division.of_list(record)
            entries = lists[record.docname, record.ordinal].entries
            # an author and a year are no label: the prefix is for numbers and the like
            if record.labelprefix and any(entry.label for entry in entries):
                self._prefixes.setdefault(scope, record.labelprefix)
            for entry in entries:
                if entry.anchored:
                    self._holders[scope, entry.key.removeprefix(record.keyprefix)].append(record.docname)

    def find(self, key: str, scope: ScopeId, docname: str) -> str | None:
        """Return the page of the list that holds a work cited on ``docname``."""
        holders = self._holders.get((scope, key)) or self._holders.get((MAIN, key), [])
        return docname if docname in holders else next(iter(holders), None)

    def label_prefix(self, scope: ScopeId) -> str:
        """Return what stands before the numbers of a scope."""
        return self._prefixes.get(scope, "")
