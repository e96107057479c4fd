"""What machines read from the pages of this library is what its authors wrote in front matter."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import extruct
import pytest
import yaml
from lxml import html

ROOT = Path(__file__).parents[2]
SOURCES = [path for pattern in ("reports/*/index.md", "summaries/*.md") for path in ROOT.glob(f"docs/{pattern}")]
ONCE = {
    *("citation_title", "citation_publication_date", "citation_technical_report_institution", "citation_inbook_title"),
    *("citation_publisher", "citation_language", "citation_abstract", "citation_doi", "citation_isbn", "description"),
    *("og:title", "og:type", "og:url", "og:description", "twitter:card", "DC.title", "DC.date", "DC.type"),
}


def front_matter(path: Path) -> dict[str, Any]:
    """Return the front matter as any YAML reader sees it."""
    matter: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return matter


def landing(site: Path, source: Path) -> Path:
    """Return the landing page of a publication."""
    folder = source.parent if source.name == "index.md" else source.with_suffix("")
    return site / folder.relative_to(ROOT / "docs") / "index.html"


def squeezed(text: str) -> str:
    return " ".join(text.split())


def tags(page: Path) -> list[tuple[str, str]]:
    metas = html.parse(str(page)).getroot().xpath("//head/meta[@content]")
    return [(meta.get("name") or meta.get("property") or "", meta.get("content")) for meta in metas]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_metadata_read_back_are_the_front_matter(site: Path, source: Path) -> None:
    matter, page = front_matter(source), landing(site, source)
    title = squeezed(": ".join(filter(None, [matter["title"], matter.get("subtitle")])))
    authors = [author["name"] for author in matter["authors"]]
    found = extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld", "opengraph", "dublincore"])

    [graph] = found["json-ld"]
    report = next(
        node for node in graph["@graph"] if "headline" in node or node.get("reportNumber") or "version" in node
    )
    assert squeezed(report["name"]) == title
    assert [author["name"] for author in report["author"]] == authors
    assert report["datePublished"] == str(matter["date"])
    assert report["version"] == matter["version"]
    assert report["inLanguage"] == matter["language"]
    assert report["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {word.casefold() for word in matter["keywords"]} <= {word.casefold() for word in report["keywords"]}

    opengraph = dict(found["opengraph"][0]["properties"])
    assert squeezed(opengraph["og:title"]) == title
    assert opengraph["og:type"] == "article"
    assert opengraph["article:published_time"] == str(matter["date"])

    highwire = dict(tags(page))
    assert squeezed(highwire["citation_title"]) == title
    assert highwire["citation_publication_date"] == f"{matter['date']:%Y/%m/%d}"
    assert highwire["citation_technical_report_institution"] == matter["publisher"]
    assert [content for name, content in tags(page) if name == "citation_author"] == authors
    assert squeezed(highwire["DC.title"]) == title

    [record] = json.loads((page.parent / f"{page.parent.name}.json").read_text("utf-8"))
    assert squeezed(record["title"]) == title
    assert record["issued"] == {"date-parts": [[matter["date"].year, matter["date"].month, matter["date"].day]]}


def test_no_page_says_a_thing_of_itself_twice(site: Path) -> None:
    for page in site.rglob("*.html"):
        counts = Counter(name for name, _ in tags(page) if name in ONCE)
        assert all(count == 1 for count in counts.values()), (page, counts)
        containers = {"citation_technical_report_institution", "citation_inbook_title", "citation_journal_title"}
        assert len(containers & counts.keys()) <= 1, page


def test_only_articles_have_tags_of_an_article_and_only_sources_have_coins(site: Path) -> None:
    for page in site.rglob("*.html"):
        text, place = page.read_text("utf-8"), page.relative_to(site)
        desk = place.parts[0] in ("people", "topics", "sources", "catalogue") or len(place.parts) == 1
        assert ("citation_title" in text) == (not desk and page.name != "references.html"), place
        assert ("Z3988" in text) == (place.parts[0] == "sources" and len(page.stem) == 1), place


def test_every_chapter_says_at_once_what_it_is_part_of_who_wrote_it_when_and_how_to_get_and_cite_it(site: Path) -> None:
    for page in (site / "reports").rglob("*.html"):
        if page.name != "index.html":
            root = html.parse(str(page)).getroot()
            [strip] = root.xpath("//header[contains(@class, 'citator-strip')]")
            words = squeezed(strip.text_content())
            assert "Freeze, Notify, Renounce" in words, page
            assert "The citator project" in words, page
            assert "23 November 2026" in words, page
            assert strip.xpath(".//a[@type='application/pdf']"), page
            assert strip.xpath(".//a[contains(@href, '#citator-cite-this')]"), page


def test_the_list_of_publications_and_the_fragments_lead_to_pages_that_exist(site: Path) -> None:
    listing = json.loads((site / "publications.json").read_text("utf-8"))
    assert len(listing["publications"]) == 5
    for record in listing["publications"]:
        assert (site / record["path"]).is_file()
        assert all((site / pdf["path"]).stat().st_size == pdf["bytes"] for pdf in record["pdfs"])
        fragment = (site / record["path"]).parent / "fragment.inc"
        links = html.fragment_fromstring(fragment.read_text("utf-8"), create_parent="div").xpath("//@href | //@src")
        assert links
        assert all((fragment.parent / link).exists() for link in links)
