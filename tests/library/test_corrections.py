"""Corrections: where readers, machines and readers of the PDF are told of them."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from .conftest import SmallLibrary

CORRECTIONS = """\
corrections:
  - {date: 2026-04-05, note: Apples were said to be square., where: one.md#p1, was: square, now: round}
  - {date: 2026-04-06, note: The heading was unclear., where: start, kind: clarification}
  - {date: 2026-04-07, note: The whole was read again.}
date: 2026-01-02
"""


@pytest.fixture
def corrected(library: SmallLibrary) -> SmallLibrary:
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02\n", CORRECTIONS)
    library.edit("conf.py", '"csl"', '"url": "https://example.org/", "csl"')
    return library


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_correction_stands_beside_its_paragraph_and_its_heading(corrected: SmallLibrary) -> None:
    assert corrected.build().messages == ()
    page = corrected.page("reports/alpha/one.html")
    paragraph, note = page.index('id="p1"'), page.index('id="correction-1"')
    heading, second = page.index("<h1"), page.index('id="correction-2"')
    assert heading < second < paragraph < note
    said = text(page[note - 50 :])
    assert "Corrected 5 April 2026 Apples were said to be square. It said: square It says: round" in said
    assert "Clarification, 6 April 2026 The heading was unclear." in text(page[second - 50 : paragraph])
    assert "correction-3" not in page


def test_page_without_a_corrected_place_has_no_note(corrected: SmallLibrary) -> None:
    corrected.build()
    assert "correction-1" not in corrected.page("reports/alpha/two.html")


def test_landing_page_lists_all_corrections_and_leads_to_their_places(corrected: SmallLibrary) -> None:
    corrected.build()
    page = corrected.page("reports/alpha/index.html")
    listed = page[page.index('id="citator-corrections"') :]
    for words in ("Apples were said to be square.", "The heading was unclear.", "The whole was read again."):
        assert words in listed
    assert re.findall(r'href="([^"]+)">See the place', listed) == [
        "one.html#correction-2",
        "one.html#correction-1",
    ]


def test_feed_and_metadata_tell_of_corrections(corrected: SmallLibrary) -> None:
    corrected.build()
    feed = corrected.page("feed.xml")
    assert "<updated>2026-04-07T00:00:00Z</updated>" in feed
    assert "2026-04-05: Apples were said to be square." in feed
    page = corrected.page("reports/alpha/index.html")
    (graph,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    report = next(node for node in json.loads(graph)["@graph"] if "correction" in node)
    assert report["correction"][0] == {
        "@type": "CorrectionComment",
        "text": "Apples were said to be square.",
        "datePublished": "2026-04-05",
        "url": "https://example.org/reports/alpha/one.html#correction-1",
    }


def test_pdf_says_it_at_the_place_and_in_the_imprint(corrected: SmallLibrary) -> None:
    assert corrected.build(formats=("html", "pdf")).messages == ()
    objects = corrected.folder / "build/.citator/objects"
    source = next(p.read_text() for p in objects.rglob("main.typ") if "Apples were said" in p.read_text())
    assert source.index("Apples are round") < source.index("Apples were said to be square")
    project = next(p for p in objects.rglob("typst/publication.json") if "Alpha Report" in p.read_text())
    assert json.loads(project.read_text())["corrections"][0]["note"] == "Apples were said to be square."
    printed = subprocess.run(
        ["pdftotext", str(corrected.site / "reports/alpha/alpha.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    imprint = next(" ".join(page.split()) for page in printed.split("\f") if "The whole was read again." in page)
    for said in ("Apples were said to be square.", "The heading was unclear."):
        assert said in imprint


def test_place_that_is_not_there_is_told_with_file_and_line(library: SmallLibrary) -> None:
    wrong = CORRECTIONS.replace("one.md#p1", "one.md#p7").replace("where: start", "where: strat")
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02\n", wrong)
    source = "docs/reports/alpha/index.md"
    no_place = "WARNING: the publication has no place"
    assert [str(message) for message in library.build().messages] == [
        f"{source}:6: {no_place} 'one.md#p7' for its correction; "
        "name a label, or a chapter and an anchor as in one.md#p3 [citator.unknown-label]",
        f"{source}:7: {no_place} 'strat' for its correction; did you mean 'start'? [citator.unknown-label]",
    ]


def test_one_page_publication_needs_no_chapter_in_the_place(library: SmallLibrary) -> None:
    place = "corrections: [{date: 2026-04-05, note: It was pears., where: '#p1'}]\ndate: 2026-03-04"
    library.edit("docs/summaries/gamma.md", "date: 2026-03-04", place)
    assert library.build().messages == ()
    page = library.page("summaries/gamma/index.html")
    assert page.index('id="p1"') < page.index('id="correction-1"')
