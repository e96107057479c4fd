"""Gives entries the fields that they inherit: BibLaTeX's ``xdata`` and ``crossref``.

See the BibLaTeX manual, section 2.4.1 and appendix B (the inheritance table below is its default).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from citator.bibtex.entry import RawEntry
from citator.diagnostics import Code, Diagnostic

_NEVER = frozenset({
    "crossref", "entryset", "entrysubtype", "execute", "ids", "indextitle", "keywords", "label", "options", "presort",
    "same_as", "shortauthor", "shorteditor", "shorttitle", "sortkey", "sorttitle", "sortyear", "xdata", "xref",
})  # fmt: skip
_BOOK_PARTS = frozenset({"inbook", "bookinbook", "suppbook"})
_COLLECTION_PARTS = frozenset({"incollection", "inreference", "suppcollection"})
_TO_MAIN = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_TO_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_TO_JOURNAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_RENAMES: tuple[tuple[frozenset[str], frozenset[str], Mapping[str, str]], ...] = (
    (frozenset({"mvbook"}), _BOOK_PARTS | {"book"}, _TO_MAIN),
    (frozenset({"mvcollection", "mvreference"}), _COLLECTION_PARTS | {"collection", "reference"}, _TO_MAIN),
    (frozenset({"mvproceedings"}), frozenset({"proceedings", "inproceedings"}), _TO_MAIN),
    (frozenset({"book"}), _BOOK_PARTS | _COLLECTION_PARTS, _TO_BOOK),
    (frozenset({"collection", "reference"}), _COLLECTION_PARTS | _BOOK_PARTS, _TO_BOOK),
    (frozenset({"proceedings"}), frozenset({"inproceedings", "conference"}), _TO_BOOK),
    (frozenset({"periodical"}), frozenset({"article", "suppperiodical"}), _TO_JOURNAL),
)
"""(types of parents, types of children, fields that change their name)."""
_DATES = frozenset({"date", "year", "month", "day"})


class Inheritance:
    """Resolves the parents of entries within one bibliography."""

    def __init__(self, entries: Mapping[str, RawEntry]) -> None:
        self.entries = entries
        self.diagnostics: list[Diagnostic] = []
        self._done: dict[str, RawEntry] = {}
        self._under_way: dict[str, RawEntry] = {}

    def resolve(self, entry: RawEntry) -> RawEntry:
        """Return ``entry`` with all that it inherits; a missing parent or a circle is told and costs nothing more."""
        self._under_way[entry.key] = entry
        while self._under_way:
            last = next(reversed(self._under_way.values()))
            if parent := next(self._unresolved_parents(last), None):
                self._under_way[parent.key] = parent
            else:
                self._done[last.key] = self._resolved(last)
                del self._under_way[last.key]
        return self._done[entry.key]

    def _unresolved_parents(self, entry: RawEntry) -> Iterator[RawEntry]:
        for key in (*_keys(entry.fields.get("xdata", "")), *_keys(entry.fields.get("crossref", ""))):
            if key in self.entries and key not in self._done and key not in self._under_way:
                yield self.entries[key]

    def _resolved(self, entry: RawEntry) -> RawEntry:
        if entry.key in self._done:
            return self._done[entry.key]
        if not entry.fields.keys() & {"xdata", "crossref"}:
            return entry
        fields = dict(entry.fields)
        for key in _keys(entry.fields.get("xdata", "")):
            if parent := self._parent(entry, key, "xdata"):
                fields = {**{name: value for name, value in parent.fields.items() if name not in _NEVER}, **fields}
        for key in _keys(entry.fields.get("crossref", "")):
            if parent := self._parent(entry, key, "crossref"):
                fields = {**_inherited(parent, entry), **fields}
        return entry.with_fields(fields)

    def _parent(self, entry: RawEntry, key: str, field: str) -> RawEntry | None:
        if key in self._done:
            return self._done[key]
        if key in self._under_way:
            message = f"inherits from itself through {field} '{key}'; remove one of the fields"
        else:
            message = f"names '{key}' in {field}, which no file holds; correct the key or add the entry"
        self.diagnostics.append(entry.complain(Code.BIB_FIELD, message))
        return None


def _keys(value: str) -> list[str]:
    return [key for part in value.split(",") if (key := part.strip())]


def _inherited(parent: RawEntry, child: RawEntry) -> dict[str, str]:
    renames = next(
        (
            names
            for parents, children, names in _RENAMES
            if parent.entry_type in parents and child.entry_type in children
        ),
        {},
    )
    inherited: dict[str, str] = {}
    for name, value in parent.fields.items():
        if name in renames:
            inherited[renames[name]] = value
        elif name not in _NEVER and not (renames and name in _TO_BOOK):
            inherited.setdefault(name, value)
    if (
        renames
        and parent.entry_type in ("book", "mvbook")
        and "author" in parent.fields
        and child.entry_type in _BOOK_PARTS
    ):
        inherited.setdefault("bookauthor", parent.fields["author"])
    if child.fields.keys() & {"date", "year"}:
        inherited = {name: value for name, value in inherited.items() if name not in _DATES}
    return inherited
