"""Facts records and tables for the tests, small enough to be seen whole."""

from __future__ import annotations

import datetime
from typing import Any

from citator.audit.claims import ClaimsTable, read_claims
from citator.model.citation import Locator
from citator.model.facts import CitedItem, Document, Facts, Occurrence, OccurrenceItem, Uncited
from citator.model.inline import Link, Text, to_json
from citator.model.publication import Publication

CLAIMS = """\
id,claim,grade,keys
F001,Apples are round,A,abel
F002,"Zorn says that zebras, all of them, are striped",C,zorn;abel
"""


def table(text: str = CLAIMS) -> ClaimsTable:
    return read_claims(text, "docs/reports/alpha/claims.csv")[0]


def publication(source: str = "docs/reports/alpha/index.md", root: str = "reports/alpha/index") -> Publication:
    return Publication(
        slug="alpha",
        path="reports/alpha",
        root=root,
        source=source,
        type="report",
        title="Alpha",
        date=datetime.date(2026, 1, 2),
    )


def occurrence(
    sentence: str,
    *items: OccurrenceItem,
    claims: tuple[str, ...] = (),
    line: int = 3,
    docname: str = "reports/alpha/one",
) -> Occurrence:
    return Occurrence(
        publication="alpha",
        docname=docname,
        file=f"docs/{docname}.md",
        line=line,
        sections=("The first chapter", "Fruit"),
        section_anchor="fruit",
        section_number="1.1",
        paragraph=2,
        sentence=sentence,
        note_number=7,
        form="parenthetical",
        items=items,
        claims=claims,
    )


def mention(key: str, ordinal: int = 1, page: str | None = None) -> OccurrenceItem:
    return OccurrenceItem(key, f"cite-{key}-{ordinal}", Locator("page", page) if page else None)


def paragraph(text: str, line: int = 9, docname: str = "reports/alpha/one") -> Uncited:
    return Uncited(docname, f"docs/{docname}.md", line, text, paragraph=4)


def work(key: str, title: str = "On Apples", **csl: Any) -> CitedItem:
    url = csl.get("URL", "")
    entry = to_json((Text(f"Abel, Ann. {title}. "), Link(url, (Text(url),)))) if url else to_json((Text(title),))
    return CitedItem(
        key,
        {"title": title, **csl},
        entry,
        f"reports/alpha/references.html#ref-{key}",
        keywords=("primary",),
        entry_type="book",
    )


ABEL = work(
    "abel",
    URL="https://example.org/apples",
    accessed={"date-parts": [[2026, 5, 4]]},
    custom={"archive_url": "https://archive.example/apples"},
)
ZORN = work("zorn", "On Zebras", DOI="10.1234/zebras")


def facts(
    *occurrences: Occurrence, items: tuple[CitedItem, ...] = (ABEL, ZORN), uncited: tuple[Uncited, ...] = ()
) -> Facts:
    return Facts(
        publication(),
        documents=(Document("reports/alpha/one", "reports/alpha/one.html", "The first chapter"),),
        occurrences=occurrences,
        items=items,
        uncited=uncited,
    )
