"""Says which words of a citation are in another language, for voices, hyphenation and the shapes of letters.

A CSL style does not print the language of a work, and the engine does not pass it on; the titles that it prints are
found again by their words. Where a work's language has a script of its own, so are all words in that script, such as
the name of an author.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from citator.csl.locales import OWN_SCRIPTS
from citator.model.inline import Inline, Inlines, Span, Text, plain_text, walk

_TITLES = ("title", "volume-title", "container-title", "collection-title", "container-title-short", "title-short")
"""What is in the language of the work; a romanised or a translated title is a variable of its own."""
_TAG = re.compile(r"<[^<>]*>")
_QUOTES = "\"'“”„‟‘’‚‛«»‹›"
_BETWEEN = rf"[^a-zA-Z\[\](){_QUOTES}]"
"""What may stand between two words of one script: the marks around a title are the style's."""
_LOOSE = {
    # A style has its own marks for a quotation within a title, and may move a stop into it.
    **dict.fromkeys(_QUOTES, rf"[.,]?[{_QUOTES}]"),
    **dict.fromkeys(" \xa0\u202f", r"\s+"),
}


def mark_languages(nodes: Inlines, works: Iterable[Mapping[str, Any]], locale: str) -> Inlines:
    """Mark the words of ``works`` (CSL items) in a text of ``locale`` that are in another language than it."""
    foreign = [(work, str(work["language"])) for work in works if _differ(work.get("language"), locale)]
    if not foreign:
        return nodes
    text = plain_text(nodes)
    languages: list[str | None] = [None] * len(text)
    parts = list(_parts(nodes))
    for patterns, places in ((_title_patterns(foreign), [(0, len(text))]), (_script_patterns(foreign), parts)):
        for (pattern, language), place in itertools.product(patterns, places):
            for match in pattern.finditer(text, *place):
                languages[slice(*match.span())] = [known or language for known in languages[slice(*match.span())]]
    return _mark(nodes, iter(languages))


def _parts(nodes: Inlines) -> Iterator[tuple[int, int]]:
    """Yield where each text begins and ends: the mark between a name and a title in italics is the style's, in no language."""
    start = 0
    for node in walk(nodes):
        if isinstance(node, Text):
            yield start, start + len(node.value)
            start += len(node.value)


def _differ(language: Any, locale: str) -> bool:
    return bool(language) and _primary(str(language)) != _primary(locale)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _title_patterns(works: Sequence[tuple[Mapping[str, Any], str]]) -> list[tuple[re.Pattern[str], str]]:
    """Return what finds each title, long ones first: a short title may be the beginning of a long one."""
    titles = {
        words: language
        for work, language in works
        for variable in _TITLES
        if (words := _TAG.sub("", str(work.get(variable, ""))).strip()) and _may_be_in(language, words)
    }
    return [(_title_pattern(words), titles[words]) for words in sorted(titles, key=lambda words: (-len(words), words))]


def _title_pattern(words: str) -> re.Pattern[str]:
    loose = "".join(_LOOSE.get(character) or re.escape(character) for character in words)
    return re.compile(rf"(?<!\w){loose}(?!\w)", re.IGNORECASE)


def _may_be_in(language: str, words: str) -> bool:
    """Tell whether a title has letters of its language: that of a Russian work may be romanised in the .bib."""
    letters = OWN_SCRIPTS.get(_primary(language))
    return letters is None or _finders(letters)[0].search(words) is not None


def _script_patterns(works: Sequence[tuple[Mapping[str, Any], str]]) -> list[tuple[re.Pattern[str], str]]:
    letters = {OWN_SCRIPTS[_primary(language)]: language for _, language in works if _primary(language) in OWN_SCRIPTS}
    return [(_finders(one)[1], language) for one, language in letters.items()]


@functools.cache
def _finders(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a letter of a script, and what finds words in it."""
    return re.compile(letters), re.compile(rf"{letters}(?:{_BETWEEN}*{letters})?")


def learn_scripts() -> None:
    """Have the patterns for all scripts ready, for forks to begin with."""
    for letters in OWN_SCRIPTS.values():
        _finders(letters)


def _mark(nodes: Inlines, languages: Iterator[str | None]) -> Inlines:
    """Return the tree with its texts cut where the language of its letters changes."""
    result: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text):
            result.append(replace(node, children=_mark(node.children, languages)))
            continue
        letters = zip(node.value, islice(languages, len(node.value)), strict=True)
        for language, run in groupby(letters, key=itemgetter(1)):
            words = Text("".join(letter for letter, _ in run))
            result.append(Span((words,), lang=language) if language else words)
    return tuple(result)
