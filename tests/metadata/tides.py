"""A small publication, its pages, its PDF and a source, which the tests of the metadata share."""

from __future__ import annotations

import datetime
from typing import Any

from msgspec.structs import replace

from citator.model.facts import CitedItem, Document, Facts, PdfFacts
from citator.model.publication import Affiliation, Contributor, Library, Publication, Series

SITE = "https://harbour.example/library"
LIBRARY = Library(name="Harbour Library", publisher="Harbour Press", language="en-GB", description="Papers on tides.")
PDF = PdfFacts("reports/tides/tides.pdf", "screen", pages=12, size=34567)
LANDING = Document("reports/tides/index", "reports/tides/index.html", "Tides", kind="landing")
CHAPTER = Document(
    "reports/tides/ebb", "reports/tides/ebb.html", "The Ebb", number="1", description="On falling water."
)
REFERENCES = Document("reports/tides/references", "reports/tides/references.html", "References", kind="references")
SOURCE = CitedItem(
    key="moon-1905",
    csl={
        "type": "article-journal",
        "title": "The Moon & the <Sea>",
        "author": [{"family": "Luna", "given": "María"}],
        "container-title": "Journal of Tides",
        "issued": {"date-parts": [[1905, 3]]},
        "page": "12-34",
        "DOI": "10.1234/moon",
        "URL": "https://example.org/moon",
        "abstract": "PRIVATE",
        "note": "PRIVATE",
        "keyword": "PRIVATE",
    },
    entry=[],
    entry_url="reports/tides/references.html#ref-moon-1905",
    entry_type="article",
    fields={"title": "The Moon", "year": "1905", "annotation": "PRIVATE", "file": "/home/PRIVATE.pdf"},
)
PUBLICATION = Publication(
    slug="tides",
    path="reports/tides",
    root="reports/tides/index",
    source="docs/reports/tides/index.md",
    type="report",
    title="Tides",
    subtitle="A Survey",
    date=datetime.date(2024, 10, 30),
    description="How water falls and rises.",
    authors=(
        Contributor(
            "Ada Byron",
            person="ada-byron",
            given="Ada",
            family="Byron",
            affiliations=(Affiliation("Harbour Office"),),
            orcid="0000-0002-1825-0097",
        ),
        Contributor("Tidal Society"),
    ),
    topics=("sea-level",),
    keywords=("moon", "Sea level"),
    series=Series("Harbour Papers", number="7"),
    publisher="Harbour Press",
    license="CC-BY-4.0",
    language="en-GB",
)


def make_facts(documents: tuple[Document, ...] = (LANDING, CHAPTER, REFERENCES), **changes: Any) -> Facts:
    """Return the facts of the publication with some of its fields changed."""
    return Facts(replace(PUBLICATION, **changes), documents, items=(SOURCE,), words=1200)
