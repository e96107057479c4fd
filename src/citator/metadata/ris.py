"""CSL items as RIS: https://en.wikipedia.org/wiki/RIS_(file_format), tags as Zotero and EndNote read them.

Zotero's reading of each tag: https://github.com/zotero/translators/blob/master/RIS.js
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citator.metadata.fields import keywords

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "paper-conference": "CPAPER",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
PEOPLE = {"author": "AU", "editor": "A2", "translator": "A4"}
FIELDS = {
    "title": "TI",
    "container-title": "T2",
    "title-short": "ST",
    "collection-title": "T3",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "edition": "ET",
    "chapter-number": "SE",
    "publisher": "PB",
    "publisher-place": "CY",
    "ISBN": "SN",
    "ISSN": "SN",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "genre": "M3",
    "abstract": "AB",
    "note": "N1",
}
# Tags of a type's own, which go before those of all types; what has none is left out, for its tag means something else there.
OWN = {
    "BOOK": {"collection-title": "T2", "editor": "A3", "number": ""},
    "CHAP": {"number": ""},
    "RPRT": {"collection-title": "T2", "number": "SN", "ISBN": "", "ISSN": ""},
}


def write(items: Iterable[Mapping[str, Any]]) -> str:
    """Return one record for each item; lines end as the format asks, with carriage return and line feed."""
    records = []
    for item in items:
        kind = TYPES.get(str(item.get("type")), "GEN")
        lines = [("TY", kind), *_lines(item, OWN.get(kind, {})), ("ER", "")]
        records.append("".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines))
    return "\r\n".join(records)


def _lines(item: Mapping[str, Any], own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for role, tag in PEOPLE.items():
        yield from ((own.get(role, tag), _name(name)) for name in item.get(role, ()))
    yield from _date(item)
    seen = {""}
    for variable, tag in {**own, **FIELDS, **own}.items():
        if variable not in PEOPLE and item.get(variable) and tag not in seen:
            seen.add(tag)
            yield tag, str(item[variable])
    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", str(item.get("page", ""))).partition("-")
    yield from ((tag, page) for tag, page in (("SP", first), ("EP", last)) if page)
    yield from (("KW", word) for word in keywords(item))
    yield "ID", str(item["id"])


def _date(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if parts := _parts(item, "issued"):
        yield "PY", str(parts[0])
        yield "DA", _day(parts)
    if parts := _parts(item, "accessed"):
        yield "Y2", _day(parts)


def _parts(item: Mapping[str, Any], variable: str) -> list[Any]:
    return list((item.get(variable, {}).get("date-parts") or [[]])[0])


def _day(parts: list[Any]) -> str:
    """Return year, month, day and a free part, each closed by a slash."""
    return "/".join([str(parts[0]), *(f"{int(part):02}" for part in parts[1:3]), "", ""][:3]) + "/"


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)
    given = " ".join(part for part in (name.get("given"), name.get("dropping-particle")) if part)
    return ", ".join(part for part in (family, given, name.get("suffix")) if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
