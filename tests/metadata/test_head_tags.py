"""The head of a page says what the page is, to each reader in its own words, and nothing that is not known."""

from __future__ import annotations

import datetime
import json
from typing import Any

import extruct
import pytest
from lxml import html
from msgspec.structs import replace
from tides import CHAPTER, LANDING, LIBRARY, PDF, REFERENCES, SITE, make_facts

from citator.metadata import Image, content_security_policy, front_desk_head, head_tags
from citator.model.facts import Document, Facts
from citator.model.publication import Contributor, Person, Publication, Status

HOSTILE = '"><script>alert(1)</script><!--'


def head(document: Document = LANDING, site_url: str | None = SITE, **changes: Any) -> str:
    return head_tags(make_facts(**changes), document, library=LIBRARY, pdfs=(PDF,), site_url=site_url)


def tags(source: str) -> dict[str, list[str]]:
    """Return the contents of the meta elements by their names."""
    found: dict[str, list[str]] = {}
    for element in html.fromstring(f"<html><head>{source}</head></html>").iter("meta"):
        found.setdefault(element.get("name") or element.get("property"), []).append(element.get("content"))
    return found


def links(source: str) -> list[tuple[str, str]]:
    return [
        (element.get("rel"), element.get("href"))
        for element in html.fromstring(f"<html><head>{source}</head></html>").iter("link")
    ]


def graph(source: str) -> dict[str, Any]:
    """Return the JSON-LD nodes by their types, as a search engine finds them."""
    [block] = extruct.extract(f"<html><head>{source}</head></html>", syntaxes=["json-ld"])["json-ld"]
    return {node["@type"]: node for node in block["@graph"]}


def test_a_landing_page_is_a_report_for_scholar_and_zotero() -> None:
    found = tags(head())
    assert {name: values for name, values in found.items() if name.startswith("citation_")} == {
        "citation_title": ["Tides: A Survey"],
        "citation_author": ["Byron, Ada", "Tidal Society"],
        "citation_author_institution": ["Harbour Office"],
        "citation_author_orcid": ["https://orcid.org/0000-0002-1825-0097"],
        "citation_publication_date": ["2024/10/30"],
        "citation_technical_report_institution": ["Harbour Press"],
        "citation_technical_report_number": ["7"],
        "citation_series_title": ["Harbour Papers"],
        "citation_publisher": ["Harbour Press"],
        "citation_language": ["en-GB"],
        "citation_keywords": ["sea level; moon"],
        "citation_abstract_html_url": ["https://harbour.example/library/reports/tides/"],
        "citation_pdf_url": ["https://harbour.example/library/reports/tides/tides.pdf"],
    }


def test_the_pdf_of_a_landing_page_is_in_the_folder_of_the_page() -> None:
    found = tags(head())
    assert found["citation_pdf_url"][0].startswith(dict(links(head()))["canonical"])


def test_a_chapter_is_part_of_its_publication_and_never_a_report() -> None:
    found = tags(head(CHAPTER))
    assert found["citation_inbook_title"] == ["Tides: A Survey"]
    assert "citation_technical_report_institution" not in found
    assert "citation_pdf_url" not in found


@pytest.mark.parametrize("document", [LANDING, CHAPTER, REFERENCES])
def test_no_page_names_two_containers(document: Document) -> None:
    containers = ("citation_inbook_title", "citation_technical_report_institution", "citation_journal_title")
    assert sum(len(tags(head(document)).get(name, [])) for name in containers) <= 1


def test_a_bibliography_page_is_no_article() -> None:
    assert not [name for name in tags(head(REFERENCES)) if name.startswith(("citation_", "DC."))]


def test_a_single_author_with_spaces_on_both_sides_of_the_comma_stays_one_person() -> None:
    author = Contributor("Jan Peter van der Berg", given="Jan Peter", family="van der Berg")
    assert tags(head(authors=(author,)))["citation_author"] == ["Jan Peter van der Berg"]


def test_a_chapters_own_authors_are_its_authors() -> None:
    chapter = Document("reports/tides/ebb", "reports/tides/ebb.html", "The Ebb", authors=(Contributor("Crew"),))
    assert tags(head(chapter))["citation_author"] == ["Crew"]


def test_without_the_sites_address_nothing_that_needs_it_is_said() -> None:
    source = head(site_url=None)
    assert not {"og:url", "og:image", "citation_pdf_url", "DC.identifier"} & set(tags(source))
    assert not {"canonical", "linkset", "alternate"} & {rel for rel, _ in links(source)}
    assert "harbour.example" not in source
    assert "BreadcrumbList" not in graph(source)


def test_what_is_not_known_is_left_out() -> None:
    bare = Publication("x", "reports/x", "reports/x/index", "x.md", "report", "X", datetime.date(2024, 1, 1))
    source = head_tags(Facts(bare), LANDING, library=LIBRARY)
    assert set(tags(source)) == {
        "description",
        "citation_title",
        "citation_publication_date",
        "citation_language",
        "og:type",
        "og:title",
        "og:site_name",
        "twitter:card",
        "article:published_time",
        "article:section",
        "DC.title",
        "DC.date",
        "DC.type",
        "DC.format",
        "DC.language",
    }
    assert "None" not in source


def test_json_ld_of_a_landing_page_is_the_front_matter_read_back() -> None:
    report = graph(head(doi="10.1234/tides"))["Report"]
    assert report["@id"] == "https://doi.org/10.1234/tides"
    assert report["name"] == "Tides: A Survey"
    assert report["datePublished"] == "2024-10-30"
    assert [author["@type"] for author in report["author"]] == ["Person", "Organization"]
    assert report["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert report["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert report["hasPart"] == [
        {
            "@type": "Chapter",
            "name": "The Ebb",
            "position": "1",
            "url": "https://harbour.example/library/reports/tides/ebb.html",
        }
    ]
    assert report["encoding"][0]["contentSize"] == "34567"
    assert report["citation"][0]["@id"] == "https://doi.org/10.1234/moon"


def test_a_doi_of_any_characters_is_one_address_wherever_it_leads() -> None:
    page = head(doi='10.1234/a<b>#c?d"')
    address = "https://doi.org/10.1234/a%3Cb%3E%23c%3Fd%22"
    assert ("cite-as", address) in links(page)
    assert address in tags(page)["DC.identifier"]
    assert graph(page)["Report"]["@id"] == address


def test_json_ld_of_a_chapter_leads_to_its_publication() -> None:
    found = graph(head(CHAPTER))
    assert found["Chapter"]["isPartOf"]["url"] == "https://harbour.example/library/reports/tides/"
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]] == [
        "Harbour Library",
        "Tides",
        "The Ebb",
    ]


def test_a_withdrawn_publication_says_so_to_machines() -> None:
    told = head(status=Status.WITHDRAWN)
    assert graph(told)["Report"]["creativeWorkStatus"] == "Withdrawn"
    for name in ("citation_title", "DC.title"):
        assert f'<meta name="{name}" content="Withdrawn: Tides: A Survey">' in told


@pytest.mark.parametrize("document", [LANDING, CHAPTER, REFERENCES])
def test_hostile_text_stays_text(document: Document) -> None:
    author = Contributor(HOSTILE, given=HOSTILE, family=HOSTILE)
    hostile = Document(document.docname, document.url, HOSTILE, kind=document.kind, description=HOSTILE)
    source = head(hostile, title=HOSTILE, description=HOSTILE, keywords=(HOSTILE,), authors=(author,), license=HOSTILE)
    elements = html.fromstring(f"<html><head>{source}</head></html>").find("head")
    assert {element.tag for element in elements} <= {"meta", "link", "script"}
    assert {element.get("type") for element in elements.iter("script")} <= {"application/ld+json"}
    assert tags(source)["og:title"] == [f"{HOSTILE}: A Survey" if document.kind == "landing" else HOSTILE]


def test_opengraph_reads_back() -> None:
    source = head_tags(
        make_facts(), LANDING, library=LIBRARY, site_url=SITE, image=Image("_cards/tides.png", "Tides", 1200, 630)
    )
    [found] = extruct.extract(f"<html><head>{source}</head></html>", syntaxes=["opengraph"])["opengraph"]
    properties = dict(found["properties"])
    assert properties["og:image"] == "https://harbour.example/library/_cards/tides.png"
    assert properties["og:locale"] == "en_GB"
    assert properties["article:published_time"] == "2024-10-30"
    assert tags(source)["twitter:card"] == ["summary_large_image"]


def test_dublin_core_reads_back() -> None:
    [found] = extruct.extract(f"<html><head>{head()}</head></html>", syntaxes=["dublincore"])["dublincore"]
    elements = [(element.get("name"), element.get("content")) for element in found["elements"]]
    assert ("DC.title", "Tides: A Survey") in elements
    assert ("DC.creator", "Byron, Ada") in elements


def test_signposting_leads_from_the_landing_page_to_all_that_belongs_to_it() -> None:
    found = links(head(doi="10.1234/tides"))
    assert ("cite-as", "https://doi.org/10.1234/tides") in found
    assert ("item", "tides.pdf") in found
    assert ("describedby", "tides.bib") in found
    assert ("license", "https://creativecommons.org/licenses/by/4.0/") in found
    assert ("author", "https://orcid.org/0000-0002-1825-0097") in found
    assert ("linkset", "linkset.json") in found


def test_signposting_leads_from_a_chapter_back() -> None:
    assert ("collection", "index.html") in links(head(CHAPTER))
    assert ("describedby", "ebb.ris") in links(head(CHAPTER))


def test_every_page_has_a_description() -> None:
    assert tags(head(REFERENCES, description=None))["description"] == ["References – Tides: A Survey"]


def test_a_person_page_is_a_profile_with_a_feed() -> None:
    person = Person("ada-byron", "Ada Byron", given="Ada", family="Byron", orcid="0000-0002-1825-0097")
    source = front_desk_head(
        "person", "people/ada-byron/index.html", "Ada Byron", library=LIBRARY, site_url=SITE, person=person
    )
    assert graph(source)["ProfilePage"]["mainEntity"]["name"] == "Ada Byron"
    assert ("alternate", "feed.xml") in links(source)
    assert ("alternate", "../../feed.xml") in links(source)


def test_the_front_desk_has_no_tags_of_an_article() -> None:
    source = front_desk_head("catalogue", "index.html", "Harbour Library", library=LIBRARY, site_url=SITE)
    assert not [name for name in tags(source) if name.startswith("citation_")]
    assert tags(source)["description"] == ["Papers on tides."]
    assert graph(source)["WebSite"]["publisher"]["name"] == "Harbour Press"


def test_search_pages_are_not_indexed() -> None:
    assert (
        front_desk_head("search", "search.html", "Search", library=LIBRARY) == '<meta name="robots" content="noindex">'
    )


def test_json_ld_holds_no_character_that_could_end_its_block() -> None:
    block = head(title="</script>&\u2028").partition('ld+json">')[2].removesuffix("</script>")
    assert not set("<>&\u2028") & set(block)
    assert json.loads(block)["@graph"][0]["headline"] == "</script>&\u2028"


@pytest.mark.parametrize("policy", [True, False])
def test_a_page_holds_the_policy_where_the_library_asks_for_it(policy: bool) -> None:
    library = replace(LIBRARY, policy=policy)
    element = f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy(in_page=True)}">'
    heads = [front_desk_head(kind, f"{kind}.html", kind, library=library) for kind in ("people", "search", "not-found")]
    for head in (head_tags(make_facts(), CHAPTER, library=library), *heads):
        assert head.startswith(element) == policy


def test_a_person_without_publications_has_no_feed() -> None:
    person = Person("ada-byron", "Ada Byron")
    source = front_desk_head(
        "person",
        "people/ada-byron/index.html",
        "Ada Byron",
        library=LIBRARY,
        site_url=SITE,
        person=person,
        has_feed=False,
    )
    assert [href for rel, href in links(source) if rel == "alternate"] == ["../../feed.xml"]


def test_an_epub_is_told_where_there_is_one() -> None:
    facts = replace(make_facts(), epub=70_000)
    source = head_tags(facts, LANDING, library=LIBRARY, pdfs=(PDF,), site_url=SITE)
    assert ("item", "tides.epub") in links(source)
    files = graph(source)["Report"]["encoding"]
    assert [file["encodingFormat"] for file in files] == ["application/pdf", "application/epub+zip"]
    assert "epub" not in head()


def report_of(facts: Facts) -> dict[str, Any]:
    node: dict[str, Any] = graph(head_tags(facts, LANDING, library=LIBRARY, pdfs=(PDF,), site_url=SITE))["Report"]
    return node


def test_the_title_of_a_source_is_plain_text_in_json_ld() -> None:
    title = 'Waves: <span class="nocase">E=mc<sup>2</sup></span> and <i>the</i> <Sea>'
    facts = make_facts()
    facts = replace(facts, items=(replace(facts.items[0], csl={"type": "book", "title": title}),))
    assert report_of(facts)["citation"] == [{"@type": "Book", "name": "Waves: E=mc2 and the <Sea>"}]


def test_a_source_that_nothing_names_is_left_out_of_json_ld() -> None:
    facts = make_facts()
    facts = replace(facts, items=(replace(facts.items[0], csl={"type": "document"}),))
    assert "citation" not in report_of(facts)
