"""A small library for the tests of the site: two reports and a summary over shared sources."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from citator.model.citation import Locator
from citator.model.facts import CitedItem, Document, Facts, Occurrence, OccurrenceItem, PdfFacts
from citator.model.inline import Emphasis, Link, Text, to_json
from citator.model.publication import (
    Affiliation,
    Contributor,
    Library,
    Person,
    Publication,
    Related,
    Series,
    Topic,
)
from citator.site.context import CiteFile, CiteThis, SiteContext

LIBRARY = Library(
    name="Test Library",
    publisher="Test Institute",
    description="Reports on the making and unmaking of treaties.",
    license="CC-BY-4.0",
    copyright="Test Institute",
)
ADA = Contributor("Ada Lovelace", person="ada", given="Ada", family="Lovelace", orcid="0000-0002-1825-0097")
EMMY = Contributor("Emmy Noether", given="Emmy", family="Noether", url="https://example.org/emmy")

INF = Publication(
    slug="inf",
    path="reports/inf",
    root="reports/inf/index",
    source="docs/reports/inf/index.md",
    type="report",
    title="Freeze, Notify, Renounce",
    subtitle="Arms-control proposals after the INF Treaty",
    description="What three powers offered each other, and what became of it.",
    date=datetime.date(2026, 11, 23),
    authors=(ADA, EMMY),
    topics=("arms-control",),
    keywords=("INF Treaty", "verification"),
    series=Series("Research Papers", "4"),
    research_closed="2026-06",
    key_findings=("The first offer was unclear.", "The second was the best ground for talks."),
    abstract="An evaluation of eight proposals.\n\nIt rests on public sources.",
    publisher="Test Institute",
    license="CC-BY-4.0",
    license_note="except where noted",
    related=(
        Related(title="A paper elsewhere", url="https://example.org/paper", publisher="Elsewhere", date="2024-10"),
    ),
)
BRIEF = Publication(
    slug="notice",
    path="reports/notice",
    root="reports/notice/index",
    source="docs/reports/notice/index.md",
    type="brief",
    title="Notice of Launches",
    date=datetime.date(2025, 3, 2),
    authors=(EMMY,),
    topics=("arms-control", "verification"),
)
SUMMARY = Publication(
    slug="three",
    path="summaries/three",
    root="summaries/three",
    source="docs/summaries/three.md",
    type="summary",
    title="Three Proposals",
    date=datetime.date(2026, 1, 5),
    authors=(ADA,),
    summary_of="inf",
)


def item(key: str, family: str, title: str, year: int, path: str, **csl: str) -> CitedItem:
    """Make a cited item whose entry reads ``Family. *Title*. Year.``."""
    entry = [Text(f"{family}. "), Emphasis((Text(title),)), Text(f". {year}.")]
    if "URL" in csl:
        entry += [Text(" "), Link(csl["URL"], (Text(csl["URL"]),))]
    data = {"type": "book", "title": title, "author": [{"family": family}], "issued": {"date-parts": [[year]]}, **csl}
    return CitedItem(key, data, to_json(entry), f"{path}/references.html#ref-{key}")


def mention(slug: str, docname: str, section: str, key: str, ordinal: int = 1) -> Occurrence:
    """Make a mention of one work with a page."""
    return Occurrence(
        publication=slug,
        docname=docname,
        file=f"docs/{docname}.md",
        line=12,
        sections=("Introduction", section),
        section_anchor=section.lower(),
        section_number="1.1",
        paragraph=2,
        sentence="Both sides counted launchers.",
        note_number=None,
        form="parenthetical",
        items=(OccurrenceItem(key, f"cite-{key}-{ordinal}", Locator("page", "12")),),
    )


def works(path: str) -> tuple[CitedItem, ...]:
    """Return three works as a publication at ``path`` cites them."""
    return (
        item("service2015", "Service", "The End of the Cold War", 2015, path, publisher="Macmillan"),
        item("inf1987", "Treaty", "INF Treaty", 1987, path, type="treaty", URL="https://example.org/inf"),
        item("acton2021", "Áčton", "Reimagining Nuclear Arms Control", 2021, path, DOI="10.1000/xyz"),
    )


def facts() -> dict[str, Facts]:
    """Return the records of the three publications."""
    inf = Facts(
        INF,
        documents=(
            Document("reports/inf/index", "reports/inf/index.html", INF.title, kind="landing"),
            Document(
                "reports/inf/one",
                "reports/inf/one.html",
                "How to judge a proposal",
                "1",
                description="Six criteria with thresholds.",
                words=900,
                headings=((1, "how", "How to judge a proposal"), (2, "criteria", "Criteria")),
            ),
            Document(
                "reports/inf/two", "reports/inf/two.html", "How the treaty ended", "2", authors=(EMMY,), words=1200
            ),
            Document("reports/inf/references", "reports/inf/references.html", "Bibliography", kind="references"),
        ),
        occurrences=(
            mention("inf", "reports/inf/one", "Criteria", "service2015"),
            mention("inf", "reports/inf/two", "Numbers", "service2015"),
            mention("inf", "reports/inf/two", "Numbers", "acton2021"),
        ),
        items=works("reports/inf"),
        words=2100,
    )
    notice = Facts(
        BRIEF,
        documents=(
            Document("reports/notice/index", "reports/notice/index.html", BRIEF.title, kind="landing"),
            Document("reports/notice/references", "reports/notice/references.html", "Sources", kind="references"),
        ),
        occurrences=(mention("notice", "reports/notice/index", "Notice", "inf1987"),),
        items=works("reports/notice")[:2],
        words=400,
    )
    three = Facts(
        SUMMARY,
        documents=(Document("summaries/three", "summaries/three/index.html", SUMMARY.title, kind="page"),),
        items=tuple(
            replace(work, entry_url="summaries/three/index.html#ref-x") for work in works("summaries/three")[:1]
        ),
        words=600,
    )
    return {"inf": inf, "notice": notice, "three": three}


def context(**changes: object) -> SiteContext:
    """Return the library as the site sees it."""
    people = {
        "ada": Person(
            "ada", "Ada Lovelace", "Ada", "Lovelace", "Senior Fellow", "2024-10", (Affiliation("Test Institute"),)
        ),
        "kurt": Person("kurt", "Kurt Gödel", "Kurt", "Gödel", "Visiting Fellow", related_to=("inf",)),
    }
    base = SiteContext(
        library=LIBRARY,
        facts=facts(),
        pdfs={"inf": (PdfFacts("reports/inf/inf.pdf", "screen", 64, 1_234_567),)},
        people=people,
        topics={"arms-control": Topic("arms-control", "Arms control", "Treaties and what they count.")},
        cite_this={
            "inf": (CiteThis("Chicago", "Lovelace, Ada. Freeze."), CiteThis("APA", "Lovelace, A. (2026). Freeze."))
        },
        cite_files={"inf": (CiteFile("BibTeX", "reports/inf/inf.bib", "application/x-bibtex"),)},
    )
    return replace(base, **changes)
