"""Has pandoc decode LaTeX, split names and map fields; one entry that it refuses costs only itself.

Each entry goes to pandoc under a number of its own. What pandoc would glue to another field, or drop, goes in *side
entries* (``w12-titleaddon``), whose title or author is that one field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from citator.bibtex.casing import Casing, cased
from citator.bibtex.entry import RawEntry
from citator.bibtex.latex import balanced, prepare_text, unread_commands
from citator.bibtex.names import free_letters, prepare_names
from citator.bibtex.tables import CASED_FIELDS, HOUSE_FIELDS, NAME_FIELDS, SEASONS, SERIES, TEXT_FIELDS
from citator.bibtex.texts import without_isbd, without_stop
from citator.engines.pandoc import PandocError, PandocTimeoutError, ask_side_by_side, run_pandoc
from citator.errors import EngineError

CHUNK = 400
"""Entries in one call: about 0.3 s, so that a bad entry is found by halving within a few seconds."""

_SIDE_NAMES = frozenset({"shortauthor", "shorteditor", "romanisedauthor", "romanizedauthor", "transliteratedauthor"})
_SIDE_EDITORS = frozenset({"editora", "editorb", "editorc"})
_SIDE_TEXT = frozenset({
    "titleaddon", "booktitleaddon", "eventtitleaddon", "howpublished", "issuetitle", "issuesubtitle",
}) | (HOUSE_FIELDS.keys() - _SIDE_NAMES)  # fmt: skip
_UNUSED = frozenset({"library", "maintitleaddon", "nameaddon"})  # no style prints them; exports keep them
_TO_PANDOC = (
    *(name for name in NAME_FIELDS if name not in _SIDE_EDITORS),
    *sorted(CASED_FIELDS),
    *sorted(TEXT_FIELDS - _SIDE_TEXT - _UNUSED),
)
_PANDOC_TYPES = {"conference": "inproceedings", "standard": "report", "performance": "misc", "review": "article"}

_OWN_NAMES = ("author", "editor", "institution", "organization", "publisher", "venue", "location", "eventtitle")
"""Fields whose whole value, where it stands in a title too, is a name there."""
_PROPER_NAMES = frozenset({"series", "eventtitle", "journalsubtitle"})
"""Fields whose case BibLaTeX keeps, though pandoc would not."""
_SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle", "maintitle": "mainsubtitle"}
_CONTAINERS = frozenset({"booktitle", "booksubtitle", "maintitle", "mainsubtitle"})
"""Titles that name a conference's proceedings, which keep their capitals as a journal's name does."""

Csl = dict[str, Any]


class Converted(Struct, frozen=True):
    """What pandoc made of an entry: its CSL item and the values of its side entries by field."""

    item: Csl
    sides: dict[str, Any]
    faults_of_names: tuple[str, ...] = ()
    unread_commands: tuple[str, ...] = ()


def convert(entries: Sequence[tuple[RawEntry, Casing]]) -> list[Converted | None]:
    """Convert entries, each with the casing of its titles; None stands for one that pandoc refuses."""
    chunks = [range(start, min(start + CHUNK, len(entries))) for start in range(0, len(entries), CHUNK)]

    def converted(chunk: range) -> list[Converted | None]:
        sources = [_source(f"w{number}", *entries[number]) for number in chunk]
        answers = ask_pandoc([text for text, _ in sources])
        return [_converted(f"w{number}", answers, *source) for number, source in zip(chunk, sources, strict=True)]

    return [one for found in ask_side_by_side(converted, chunks) for one in found]


def _converted(number: str, answers: dict[str, Csl], source: str, faults: tuple[str, ...]) -> Converted | None:
    item = answers.get(number)
    if item is None:
        return None
    sides = {}
    for name in (*_SIDE_TEXT, *_SIDE_NAMES, *_SIDE_EDITORS):
        if side := answers.get(f"{number}-{name}"):
            sides[name] = side.get("author") if name in _SIDE_NAMES | _SIDE_EDITORS else side.get("title")
    return Converted(item, sides, faults, tuple(unread_commands(source)))


def ask_pandoc(sources: Sequence[str]) -> dict[str, Csl]:
    """Return pandoc's items by id; when it refuses, ask for each half."""
    try:
        answer = run_pandoc(
            ["-f", "biblatex", "-t", "csljson"], "\n".join(sources).encode(), timeout=10 + len(sources) / 4
        )
        items = msgspec.json.decode(answer)
    except (PandocError, PandocTimeoutError, ValueError) as error:
        if len(sources) > 1:
            middle = len(sources) // 2
            return {**ask_pandoc(sources[:middle]), **ask_pandoc(sources[middle:])}
        if isinstance(error, ValueError):
            raise EngineError(
                "pandoc did not answer with CSL JSON; install the version that constraints.txt names"
            ) from error
        return {}
    return {item["id"]: item for item in items}


def _source(number: str, entry: RawEntry, casing: Casing) -> tuple[str, tuple[str, ...]]:
    fields: dict[str, str] = {}
    faults: list[str] = []
    kind = _PANDOC_TYPES.get(entry.entry_type, entry.entry_type)
    own_names = [entry.fields[name].strip("{} ") for name in _OWN_NAMES if name in entry.fields]
    for name in _TO_PANDOC:
        value = without_isbd(entry.fields.get(name, ""))
        if not value or (name in TEXT_FIELDS and value.lower() == "n/a"):
            continue
        if name in NAME_FIELDS:
            fields[name], wrong = _names(value)
            faults += wrong
        elif name in CASED_FIELDS:
            value = without_stop(value) if _SUBTITLES.get(name) in entry.fields else value
            keeps = casing is Casing.SENTENCE and name in _CONTAINERS and kind == "inproceedings"
            fields[name] = cased(prepare_text(value), Casing.KEEP if keeps else casing, own_names)
        elif name in _PROPER_NAMES:
            fields[name] = f"{{{prepare_text(SERIES.get(value.strip(), value))}}}"
        elif name == "type" and "\\" not in value:  # pandoc would print the braces
            fields[name] = prepare_text(value).replace("{", "").replace("}", "")
        elif not (name == "issue" and value.strip().lower() in SEASONS):
            fields[name] = prepare_text(value)
    if "eid" in fields:  # the number of an article that has no pages; styles know only pages
        fields.setdefault("pages", fields["eid"])
    main = _entry_text(kind, number, {"langid": "english", **fields})
    return "\n".join([main, *_side_texts(number, entry, faults)]), tuple(faults)


def _names(value: str) -> tuple[str, list[str]]:
    names, faults = prepare_names(balanced(value))
    return free_letters(prepare_text(names)), faults


def _side_texts(number: str, entry: RawEntry, faults: list[str]) -> Iterable[str]:
    for name in sorted(entry.fields.keys() & (_SIDE_TEXT | _SIDE_NAMES | _SIDE_EDITORS)):
        value = entry.fields[name]
        if not value.strip():
            continue
        if name in _SIDE_NAMES or name in _SIDE_EDITORS:
            names, wrong = _names(value)
            faults += wrong
            yield _entry_text("misc", f"{number}-{name}", {"author": names})
        else:
            yield _entry_text("misc", f"{number}-{name}", {"title": f"{{{prepare_text(value)}}}"})


def _entry_text(kind: str, number: str, fields: dict[str, str]) -> str:
    body = ",\n".join(f"{name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{number},\n{body}\n}}"
