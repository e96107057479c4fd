"""CSL items as BibTeX that BibLaTeX reads too: https://ctan.org/pkg/biblatex, section 2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citator.metadata.fields import keywords, public_bibtex

TYPES = {
    "article": "misc",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
# CSL variable → field; some depend on the type of the entry.
FIELDS = {
    "title": "title",
    "edition": "edition",
    "volume": "volume",
    "number": "number",
    "issue": "number",
    "page": "pages",
    "publisher-place": "address",
    "collection-title": "series",
    "collection-number": "number",
    "chapter-number": "chapter",
    "genre": "type",
    "version": "version",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "abstract": "abstract",
    "note": "note",
}
# BCP 47 → the names of babel, which BibLaTeX asks for.
LANGUAGES = {
    "ar": "arabic",
    "de": "ngerman",
    "de-AT": "naustrian",
    "de-CH": "nswissgerman",
    "en": "english",
    "en-AU": "australian",
    "en-CA": "canadian",
    "en-GB": "british",
    "en-US": "american",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "pt-BR": "brazilian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_VERBATIM = frozenset({"doi", "url"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def write(items: Iterable[Mapping[str, Any]]) -> str:
    """Return one entry for each item, UTF-8, ready for BibTeX and BibLaTeX."""
    return "\n".join(_entry(item) for item in items)


def raw_entry(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry as its author wrote it, less what is private."""
    return _format(entry_type, key, ((name, f"{{{value}}}") for name, value in public_bibtex(fields).items()))


def escape(text: str) -> str:
    """Return a text in which TeX sees only characters."""
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def _entry(item: Mapping[str, Any]) -> str:
    kind = TYPES.get(str(item.get("type")), "misc")
    return _format(kind, str(item["id"]), _fields(kind, item))


def _fields(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        if item.get(role):
            yield role, f"{{{' and '.join(_name(name) for name in item[role])}}}"
    yield from _date(item)
    if item.get("publisher"):
        yield _PUBLISHERS.get(kind, "publisher"), _braced(item["publisher"])
    if item.get("container-title"):
        yield _CONTAINERS.get(kind, "howpublished"), _braced(item["container-title"])
    language = LANGUAGES.get(str(item.get("language"))) or LANGUAGES.get(str(item.get("language")).partition("-")[0])
    if language:
        yield "langid", f"{{{language}}}"
    if words := keywords(item):
        yield "keywords", f"{{{', '.join(_braced(word) if ',' in word else escape(word) for word in words)}}}"
    seen = set()
    for variable, name in FIELDS.items():
        value = item.get(variable)
        if value and name not in seen:
            seen.add(name)
            yield name, f"{{{_verbatim(value)}}}" if name in _VERBATIM else _value(name, str(value))


def _value(name: str, text: str) -> str:
    if name == "pages":
        return f"{{{re.sub(r'[-–—]+', '--', escape(text))}}}"
    # Doubled braces keep the capitals of a title that a style would lower.
    return f"{{{_braced(text)}}}" if name == "title" else _braced(text)


def _date(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parts = (item.get("issued", {}).get("date-parts") or [[]])[0]
    if parts:
        yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1 and 1 <= int(parts[1]) <= 12:
        yield "month", _MONTHS[int(parts[1]) - 1]
    if len(parts) > 2:
        yield "day", f"{{{parts[2]}}}"


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return _braced(name["literal"])
    family = " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)
    given = " ".join(part for part in (name.get("given"), name.get("dropping-particle")) if part)
    parts = [family, *([name["suffix"]] if name.get("suffix") else []), *([given] if given else [])]
    # A name that holds the separator would become two.
    return ", ".join(_braced(part) if re.search(r"\band\b|,", part) else escape(part) for part in parts)


def _braced(text: str) -> str:
    return f"{{{escape(text)}}}"


def _verbatim(text: str) -> str:
    """Return an address whose braces are balanced, as a verbatim field needs."""
    return re.sub(r"\s", "", text).replace("{", "%7B").replace("}", "%7D")


def _format(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}}}\n"
