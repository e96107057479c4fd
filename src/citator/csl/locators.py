"""Locators as authors write them, ``p. 12``, ``art. VI(1)`` or, in German, ``S. 12``, as typed CSL locators."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from citator.model.citation import Locator

LABELS: dict[str, str] = {
    "act": "act acts",
    "appendix": "app. app apps. apps appendix appendices appx.",
    "article-locator": "art. art arts. arts article articles",
    "book": "bk. bk bks. book books",
    "canon": "can. cann. canon canons",
    "chapter": "ch. ch chs. chs chap. chap chaps. chaps chapter chapters",
    "column": "col. col cols. cols column columns",
    "elocation": "loc. locs. location locations",
    "equation": "eq. eq eqs. eqs equation equations",
    "figure": "fig. fig figs. figs figure figures",
    "folio": "fol. fol fols. folio folios",
    "issue": "no. nos. № issue issues number numbers",
    "line": "l. ll. line lines",
    "note": "n. nn. note notes footnote footnotes",
    "opus": "op. opp. opus",
    "page": "p. p pp. pp pg. pgs. page pages",
    "paragraph": "para. para paras. paras par. pars. ¶ ¶¶ paragraph paragraphs",
    "part": "pt. pt pts. pts part parts",
    "rule": "r. rr. rule rules",
    "scene": "sc. scs. scene scenes",
    "section": "sec. sec secs. secs sects sect. § §§ section sections",
    "sub-verbo": "s.v. s.vv. sub verbo",
    "supplement": "supp. suppl. supps. supps supplement supplements",
    "table": "tbl. tbls. tab. table tables",
    "timestamp": "timestamp time",
    "title-locator": "tit. tits. title titles",
    "verse": "v. vv. vrs. verse verses",
    "volume": "vol. vol vols. vols volume volumes",
}
"""Every locator label of CSL 1.0.2 with the words that mean it; "v." is a verse, "vol." a volume.

https://docs.citationstyles.org/en/stable/specification.html#locators
"""

USUAL: Mapping[str, Mapping[str, str]] = {"es": {"pág.": "page", "págs.": "page"}}
"""Words that are common in a language though its locale has others."""

_PHRASES = ("sub verbo",)


def _words(label: str) -> list[str]:
    words = LABELS[label]
    phrases = [phrase for phrase in _PHRASES if phrase in words]
    for phrase in phrases:
        words = words.replace(phrase, "")
    return [*phrases, *words.split()]


class _Words(Struct, frozen=True):
    """The words of a language for labels, and the expression that finds one."""

    labels: Mapping[str, str]
    expression: re.Pattern[str]

    @classmethod
    def of(cls, labels: Mapping[str, str], flags: int = 0) -> _Words:
        return cls(labels, re.compile("|".join(_alternatives(labels)), flags))

    def split(self, text: str) -> tuple[str | None, str]:
        """Return the label that a text begins with, and what follows it."""
        match = self.expression.match(text)
        if match is None:
            return None, text
        word = match.group()
        return self.labels.get(word) or self.labels[word.lower()], text[match.end() :].lstrip()


def _alternatives(words: Iterable[str]) -> Iterable[str]:
    for word in sorted(words, key=len, reverse=True):
        yield re.escape(word) + ("" if word.endswith((".", "§", "¶", "№")) else r"(?![\w.])")


_ENGLISH = _Words.of({word: label for label in LABELS for word in _words(label)}, re.IGNORECASE)


def learn_words(locale: str | None) -> None:
    """Ask the engine for the words of a locale, so that forks begin with them."""
    _split_label("x", locale)


@functools.cache
def _words_of(locale: str) -> _Words:
    """Return the terms of a locale, with their capitals: "S. 4" is a page, "s. 4" says "see 4".

    "s.v." is the same in all, for "см." also means "see".
    """
    from citator.csl.locales import base_terms  # it starts the engine, which English texts can do without

    labels = dict(USUAL.get(locale.partition("-")[0], {}))
    terms = base_terms(locale, tuple(label for label in LABELS if label != "sub-verbo"))
    for label, forms in terms.items():
        for word in (*forms["short"], *forms["long"]):
            if word:
                labels.setdefault(word, label)
    return _Words.of(labels)


_BRACKETED = r"(?:\([^()\s]{1,12}\)|\[[^\[\]\s]{1,12}\])"
_NUMBERED = r"[^\s@,;()\[\]{}]*\d[^\s@,;()\[\]{}]*"  # "@doe2019" is the key of another work
_ROMAN = r"(?:m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?<=[mdclxvi])"
_ENDS = r"(?!\w|\.\s*\d)"  # "l. 9" is a line, not the Roman number of "vol. L"
_RANGE_OF_ROMAN = rf"{_ROMAN}(?:[-–—]+{_ROMAN})?{_ENDS}"
_LETTER = rf"[A-Z](?:[-–][A-Z])?{_ENDS}"
_SEPARATOR = r"(?:\s*[,;&]\s*(?:and\s+)?|\s+and\s+|\s*[-–—]+\s*)"


def _list_of(unit: str) -> re.Pattern[str]:
    part = rf"(?:(?:{unit}){_BRACKETED}*|{_BRACKETED}+)"
    return re.compile(rf"{part}(?:{_SEPARATOR}{part})*", re.IGNORECASE)


_UNLABELLED = _list_of(_NUMBERED)
_LABELLED = _list_of(rf"{_NUMBERED}|{_RANGE_OF_ROMAN}|(?-i:{_LETTER})")
_ROMAN_DASH = re.compile(rf"(?<!\w)({_ROMAN})\s*(?:-{{1,3}}|–)\s*({_ROMAN})(?!\w)", re.IGNORECASE)
_TIMESTAMP = re.compile(r"\d+:\d\d:\d\d(?:[-–]\d+:\d\d:\d\d)?")
_HEADWORD = re.compile(r"[“\"‘'](?P<quoted>[^”\"’']+)[”\"’']|[^,;]+")


def parse_locator(text: str, locale: str | None = None) -> tuple[Locator | None, str]:
    """Split what follows a citation key into the locator and the rest, by English words and those of the locale.

    ``"p. 12–14, emphasis added"`` gives ``(Locator("page", "12–14"), ", emphasis added")``. A number or a range without a
    label is a page. Braces mark off what is not a plain number: ``"{p. two and a half}, quoting Gray"``. A text without
    a locator comes back whole.
    """
    start = text.lstrip()
    start = start[1:].lstrip() if start.startswith(",") else start
    if start.startswith("{") and (end := _closing_brace(start)):
        return _delimited(start[1:end].strip(), locale), start[end + 1 :].rstrip()
    label, value_text = _split_label(start, locale)
    if label is None and _TIMESTAMP.match(start):
        label = "timestamp"
    if label == "sub-verbo":
        return _headword(value_text)
    match = (_LABELLED if label else _UNLABELLED).match(value_text)
    if match is None:
        return None, text.rstrip()
    value = match.group().rstrip(".,;:!?")
    return Locator(label or "page", _with_commas(_with_dashes(value))), value_text[len(value) :].rstrip()


def _split_label(text: str, locale: str | None) -> tuple[str | None, str]:
    found = _ENGLISH.split(text)
    if text[:1].isalpha() and locale and not locale.startswith("en"):
        local = _words_of(locale).split(text)
        return min(found, local, key=lambda split: len(split[1]))  # the longer word: "n.º" is not "n."
    return found


def _delimited(content: str, locale: str | None) -> Locator | None:
    label, value = _split_label(content, locale)
    if not content or not value:
        return None
    return Locator(label or "page", _with_dashes(value))


def _headword(text: str) -> tuple[Locator | None, str]:
    match = _HEADWORD.match(text)
    if match is None:
        return None, text
    value = match.group("quoted") or match.group()
    return Locator("sub-verbo", value.strip()), text[match.end() :].rstrip()


def _closing_brace(text: str) -> int | None:
    depth = 0
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return index
    return None


def _with_dashes(value: str) -> str:
    """Write a range with an en dash, ``12--14``, ``12-14`` and ``iv--ix`` alike."""
    value = re.sub(r"(?<=[\d\])])\s*(?:--+|[–—]|(?<=\d)-)\s*(?=[\d\[(])", "–", value)
    return re.sub(r"(?<=\b[A-Z])--(?=[A-Z]\b)", "–", _ROMAN_DASH.sub(r"\1–\2", value))


def _with_commas(value: str) -> str:
    """Write a list with commas, for "and" is another word in another locale."""
    return re.sub(r",?\s+and\s+", ", ", value)
