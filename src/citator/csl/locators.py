"""Locators as authors write them in English abbreviations, ``p. 12`` or ``art. VI(1)``, as typed CSL locators."""

from __future__ import annotations

import re

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

_PHRASES = ("sub verbo",)


def _words(label: str) -> list[str]:
    words = LABELS[label]
    phrases = [phrase for phrase in _PHRASES if phrase in words]
    for phrase in phrases:
        words = words.replace(phrase, "")
    return [*phrases, *words.split()]


_LABEL_OF = {word: label for label in LABELS for word in _words(label)}
_LABEL = re.compile(
    "|".join(
        re.escape(word) + ("" if word.endswith((".", "§", "¶", "№")) else r"(?![\w.])")
        for word in sorted(_LABEL_OF, key=len, reverse=True)
    ),
    re.IGNORECASE,
)

_BRACKETED = r"(?:\([^()\s]{1,12}\)|\[[^\[\]\s]{1,12}\])"
_NUMBERED = r"[^\s,;()\[\]{}]*\d[^\s,;()\[\]{}]*"
_ROMAN = r"(?:m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?<=[mdclxvi])"
_RANGE_OF_ROMAN = rf"{_ROMAN}(?:[-–—]+{_ROMAN})?(?![\w])"
_LETTER = r"[A-Z](?:[-–][A-Z])?(?![\w])"
_SEPARATOR = r"(?:\s*[,;&]\s*(?:and\s+)?|\s+and\s+|\s*[-–—]+\s*)"


def _list_of(unit: str) -> re.Pattern[str]:
    part = rf"(?:(?:{unit}){_BRACKETED}*|{_BRACKETED}+)"
    return re.compile(rf"{part}(?:{_SEPARATOR}{part})*", re.IGNORECASE)


_UNLABELLED = _list_of(_NUMBERED)
_LABELLED = _list_of(rf"{_NUMBERED}|{_RANGE_OF_ROMAN}|(?-i:{_LETTER})")
_TIMESTAMP = re.compile(r"\d+:\d\d:\d\d(?:[-–]\d+:\d\d:\d\d)?")
_HEADWORD = re.compile(r"[“\"‘'](?P<quoted>[^”\"’']+)[”\"’']|[^,;]+")


def parse_locator(text: str) -> tuple[Locator | None, str]:
    """Split what follows a citation key into the locator and the rest.

    ``"p. 12–14, emphasis added"`` gives ``(Locator("page", "12–14"), ", emphasis added")``. A number or a range without a
    label is a page. Braces mark off what is not a plain number: ``"{p. two and a half}, quoting Gray"``. A text without
    a locator comes back whole.
    """
    start = text.lstrip()
    start = start[1:].lstrip() if start.startswith(",") else start
    if start.startswith("{") and (end := _closing_brace(start)):
        return _delimited(start[1:end].strip()), start[end + 1 :].rstrip()
    label, value_text = _split_label(start)
    if label is None and _TIMESTAMP.match(start):
        label = "timestamp"
    if label == "sub-verbo":
        return _headword(value_text)
    match = (_LABELLED if label else _UNLABELLED).match(value_text)
    if match is None:
        return None, text.rstrip()
    value = match.group().rstrip(".,;:!?")
    return Locator(label or "page", _with_commas(_with_dashes(value))), value_text[len(value) :].rstrip()


def _split_label(text: str) -> tuple[str | None, str]:
    match = _LABEL.match(text)
    if match is None:
        return None, text
    return _LABEL_OF[match.group().lower()], text[match.end() :].lstrip()


def _delimited(content: str) -> Locator | None:
    label, value = _split_label(content)
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
    """Write a range with an en dash, ``12--14`` and ``12-14`` alike."""
    return re.sub(r"(?<=[\d\])])\s*(?:--+|[–—]|(?<=\d)-)\s*(?=[\d\[(])", "–", value)


def _with_commas(value: str) -> str:
    """Write a list with commas, for "and" is another word in another locale."""
    return re.sub(r",?\s+and\s+", ", ", value)
