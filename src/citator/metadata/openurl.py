"""COinS: a source as an OpenURL context object in a ``span``, from which Zotero saves it (Z39.88-2004).

For the sources pages only: on a report's page Zotero would offer its sources instead of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from citator.metadata.fields import public
from citator.metadata.page import web_url
from citator.model.citation import without_markup

# CSL type → matrix format and genre; what has none goes as Dublin Core.
FORMATS = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "thesis": ("dissertation", "dissertation"),
}
_TITLES = {"article": "atitle", "bookitem": "atitle", "proceeding": "atitle", "book": "btitle", "report": "btitle"}
_COMMON = {"volume": "volume", "issue": "issue", "page": "pages", "ISSN": "issn", "ISBN": "isbn", "edition": "edition"}


def coins(csl: Mapping[str, Any]) -> str:
    """Return the empty span whose title holds the item."""
    title = urlencode(list(_pairs(without_markup(public(csl)))))
    return f'<span class="Z3988" title="{escape(title)}"></span>'


def _pairs(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    matrix, genre = FORMATS.get(str(csl.get("type")), ("dc", ""))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix}"
    if csl.get("DOI"):
        yield "rft_id", f"info:doi/{csl['DOI']}"
    url = web_url(csl.get("URL"))
    if url:
        yield "rft_id", url
    yield from ((f"rft.{name}", " ".join(str(value).split())) for name, value in _fields(csl, matrix, genre) if value)


def _fields(csl: Mapping[str, Any], matrix: str, genre: str) -> Iterator[tuple[str, Any]]:
    people = [_name(name) for name in csl.get("author", ())]
    parts = (csl.get("issued", {}).get("date-parts") or [[]])[0]
    date = "-".join(f"{int(part):02}" for part in parts)
    if matrix == "dc":
        yield from [
            ("type", csl.get("type")),
            ("title", csl.get("title")),
            ("date", date),
            ("publisher", csl.get("publisher")),
        ]
        yield from (("creator", person) for person in people)
        yield "identifier", csl.get("URL")
        return
    yield from [("genre", genre), (_TITLES.get(genre, "title"), csl.get("title"))]
    container = "jtitle" if matrix == "journal" else "btitle"
    yield from [(container, csl.get("container-title")), ("date", date)]
    yield from (("au", person) for person in people)
    if matrix != "journal":
        yield from [("pub", csl.get("publisher")), ("place", csl.get("publisher-place"))]
    yield from ((name, csl.get(variable)) for variable, name in _COMMON.items())


def _name(name: Mapping[str, str]) -> str:
    return name.get("literal") or ", ".join(part for part in (name.get("family"), name.get("given")) if part)
