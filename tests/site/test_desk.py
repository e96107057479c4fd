"""The front desk."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace
from site_library import BRIEF, INF, context, facts, item, mention, works

from citator.model.facts import Facts
from citator.site.art import cover_svg, library_svg
from citator.site.catalogue import catalogue_rows
from citator.site.context import SiteContext
from citator.site.desk import front_desk_files, front_desk_pages
from citator.site.slots import Page, relative, render_shell
from citator.site.sources import gather, source_url


def pages(site: SiteContext) -> dict[str, Page]:
    return {page.path: page for page in front_desk_pages(site)}


def many(count: int) -> SiteContext:
    records = {}
    for number in range(count):
        slug = f"brief-{number}"
        publication = replace(BRIEF, slug=slug, path=f"reports/{slug}", root=f"reports/{slug}/index")
        records[slug] = Facts(publication)
    return context(facts=records)


def test_the_desk_has_a_page_for_each_person_topic_and_letter() -> None:
    assert {
        "index.html",
        "people/index.html",
        "people/ada/index.html",
        "people/kurt/index.html",
        "topics/index.html",
        "topics/arms-control/index.html",
        "topics/verification/index.html",
        "sources/index.html",
        "sources/a.html",
        "sources/s.html",
        "sources/t.html",
        "search.html",
        "404.html",
    } <= set(pages(context()))


def test_the_catalogue_shows_the_newest_first() -> None:
    home = pages(context())["index.html"].body
    links = re.findall(r'citator-card-title"><a href="([^"]*)"', home)
    assert links == [f"CITATOR-ROOT/{path}/index.html" for path in ("reports/inf", "summaries/three", "reports/notice")]


def test_the_catalogue_is_paged_without_javascript_and_filters_find_all_of_it() -> None:
    site = many(30)
    assert {"index.html", "catalogue/2/index.html"} <= set(pages(site))
    rows = json.loads(dict(front_desk_files(site))["_desk/catalogue.js"].decode().partition(" = ")[2].rstrip(";\n"))
    assert len(rows) == 30
    assert rows[0]["topic"] == ["arms-control", "verification"]


def test_the_home_page_begins_with_the_librarys_own_words_and_its_newest_publication() -> None:
    words = (
        '<section id="lib"><h1>Test Library</h1>\n<p id="p1">All of it.<a class="citator-permalink">1</a></p></section>'
    )
    home = {page.path: page for page in front_desk_pages(context(), words)}["index.html"].body
    assert '<div class="citator-introduction"><p>All of it.</p></div>' in home
    assert re.findall(r'<li [^>]*class="citator-lead">.*?card-title"><a href="([^"]*)"', home, re.DOTALL) == [
        "CITATOR-ROOT/reports/inf/index.html"
    ]
    assert INF.description in home


def test_the_page_of_a_missing_address_finds_its_style_from_any_depth() -> None:
    page = pages(context())["404.html"]
    html = render_shell('<link href="CITATOR-ROOT/_static/x.css"><!--citator:body-->', page, root="/library/")
    assert 'href="/library/_static/x.css"' in html
    assert 'href="/library/search.html"' in html


def test_a_source_names_every_section_that_mentions_it() -> None:
    body = pages(context())["sources/s.html"].body
    assert 'id="ref-service2015"' in body
    assert '<a href="CITATOR-ROOT/reports/inf/one.html#cite-service2015-1">1.1 Criteria</a>' in body
    assert '<a href="CITATOR-ROOT/reports/inf/two.html#cite-service2015-1">1.1 Numbers</a>' in body
    assert "Notice of Launches" in body


def test_the_titles_of_what_cites_a_source_tell_their_language() -> None:
    record = facts()["inf"]
    site = context(facts={**facts(), "inf": replace(record, publication=replace(record.publication, language="ar"))})
    body = pages(site)["sources/s.html"].body
    assert '<a class="citator-citing-title" href="CITATOR-ROOT/reports/inf/index.html" lang="ar" dir="rtl">' in body
    assert '#cite-service2015-1" lang="ar" dir="rtl">1.1 Criteria</a>' in body


def test_names_on_cards_keep_apart_from_the_date_whatever_their_script() -> None:
    arabic = replace(INF, authors=(replace(INF.authors[0], name="أحمد سعيد"),))
    record = replace(facts()["inf"], publication=arabic)
    assert (
        '<p class="citator-card-meta"><bdi>أحمد سعيد</bdi><span'
        in pages(context(facts={"inf": record}))["index.html"].body
    )
    assert catalogue_rows(context(facts={"inf": record}))[0]["meta"] == "\u2068أحمد سعيد\u2069 · 23 November 2026"


def test_a_list_of_sources_sets_their_titles_as_the_page_of_their_letter_does() -> None:
    site = pages(context())
    title = "<em>The End of the Cold War</em>"
    assert title in site["sources/s.html"].body
    for name in ("index", "by-type", "by-year"):
        assert f"Service. {title}. 2015.</a>" in site[f"sources/{name}.html"].body


def test_the_link_to_a_source_holds_no_other_link() -> None:
    index = pages(context())["sources/index.html"].body
    assert "example.<wbr />org/<wbr />inf</a>" in index
    assert 'href="https://example.org/inf"' not in index


def test_a_person_with_nothing_more_to_tell_has_no_empty_line() -> None:
    body = pages(context())["people/kurt/index.html"].body
    assert not re.search(r"<p[^>]*>\s*</p>", body)
    assert "citator-biography" not in body


def test_one_work_under_two_keys_is_one_source_with_two_anchors() -> None:
    other = item("acton-2021", "Áčton", "Reimagining", 2021, "reports/notice", DOI="10.1000/XYZ")
    site = context(facts={**facts(), "notice": replace(facts()["notice"], items=(other,))})
    body = pages(site)["sources/a.html"].body
    assert 'id="ref-acton-2021"' in body
    assert 'id="ref-acton2021"' in body
    assert body.count("<li id=") == 1


@pytest.mark.parametrize("field", ["ids", "same_as"])
def test_an_entry_that_names_the_key_of_another_is_the_same_source(field: str) -> None:
    other = replace(item("acton", "Áčton", "Nuclear Arms", 2021, "reports/notice"), fields={field: "x, acton2021"})
    site = context(facts={**facts(), "notice": replace(facts()["notice"], items=(other,))})
    body = pages(site)["sources/a.html"].body
    assert 'id="ref-acton"' in body
    assert 'id="ref-acton2021"' in body
    assert body.count("<li id=") == 1


def test_an_entry_that_is_the_same_as_two_others_makes_one_source_of_them() -> None:
    one, two = item("one", "Abel", "One", 2020, "reports/inf"), item("two", "Abel", "Two", 2020, "reports/inf")
    both = replace(item("zoo", "Abel", "One", 2020, "reports/inf"), fields={"same_as": "two; one"})
    (source,) = gather([replace(facts()["inf"], items=(one, two, both))])
    assert [source.name, *(name for name, _ in source.others)] == ["one", "two", "zoo"]


def test_a_publication_that_cites_a_work_under_two_keys_is_one_with_its_mentions_in_order() -> None:
    same = replace(item("abel", "Abel", "One", 2020, "reports/inf"), fields={"same_as": "zoo"})
    cited = [
        mention("inf", "reports/inf/one", "Criteria", key, at) for key, at in (("zoo", 1), ("abel", 1), ("zoo", 2))
    ]
    record = replace(
        facts()["inf"], items=(same, item("zoo", "Abel", "One", 2020, "reports/inf")), occurrences=tuple(cited)
    )
    (source,) = gather([record])
    anchors = [[anchor for _, anchor in citing.places] for citing in source.citing]
    assert anchors == [["cite-zoo-1", "cite-abel-1", "cite-zoo-2"]]


def test_the_page_of_a_source_leads_to_its_archived_copy() -> None:
    copy = "https://web.archive.org/web/2019/https://example.org/"
    work = works("reports/inf")[0]
    archived = replace(work, csl={**work.csl, "custom": {"archive_url": copy}})
    body = pages(context(facts={"inf": replace(facts()["inf"], items=(archived,))}))["sources/s.html"].body
    assert f'<a href="{copy}">Archived copy</a>' in body


def test_a_key_that_sorts_elsewhere_leads_to_the_source() -> None:
    other = item("tr", "Union", "Reimagining", 2021, "reports/notice", DOI="10.1000/xyz")
    site = context(facts={**facts(), "notice": replace(facts()["notice"], items=(other,))})
    body = pages(site)["sources/u.html"].body
    assert re.search(r'<li id="ref-tr">.*href="CITATOR-ROOT/sources/a.html#ref-acton2021"', body)


def test_an_invented_work_is_no_source() -> None:
    invented = replace(works("reports/inf")[0], invented=True)
    record = replace(facts()["inf"], items=(invented,))
    assert gather([record]) == ()


def test_a_source_without_formatted_text_is_described_from_its_data() -> None:
    silent = replace(works("reports/inf")[1], entry=[])
    record = replace(facts()["inf"], items=(silent,))
    assert "INF Treaty" in pages(context(facts={"inf": record}))["sources/t.html"].body


def test_the_place_of_a_source_depends_on_the_work_alone() -> None:
    assert source_url("x", {"author": [{"family": "Áčton"}]}) == "sources/a.html#ref-x"
    assert source_url("x", {"author": [{"family": "Путин"}]}) == "sources/other.html#ref-x"
    assert source_url("x", {"title": "Talks", "container-title": "The New York Times"}) == "sources/n.html#ref-x"
    assert source_url("x:y", {"title": "“Zero option”"}) == "sources/z.html#ref-x.3a.y"


@pytest.mark.parametrize(
    ("author", "page"),
    [
        ({"family": "An", "given": "Li"}, "a"),
        ({"family": "The", "given": "Lian"}, "t"),
        ({"family": "’t Hooft", "given": "Anne"}, "t"),
        ({"literal": "The Royal Society"}, "r"),
        ({"literal": "“An Office”"}, "o"),
    ],
)
def test_an_article_counts_in_the_name_of_a_person_alone(author: dict[str, str], page: str) -> None:
    assert source_url("x", {"author": [author]}) == f"sources/{page}.html#ref-x"


def test_no_link_of_the_desk_leads_nowhere() -> None:
    site = context()
    known = {
        *pages(site),
        *dict(front_desk_files(site)),
        "_desk/catalogue.js",
        "sources/sources.bib",
        "sources/sources.json",
        "sources/sources.ris",
    }
    known |= {document.url for record in site.facts.values() for document in record.documents}
    for page in pages(site).values():
        for target in re.findall(r'(?:href|src)="CITATOR-ROOT/([^"#]*)', page.body):
            assert target in known or target.startswith("_static/"), (page.path, target)


def test_pictures_differ_and_are_the_same_in_every_build() -> None:
    first, second = cover_svg(facts()["inf"]), cover_svg(facts()["notice"])
    assert first != second
    assert first == cover_svg(facts()["inf"])
    assert library_svg("Test Library", facts().values()) not in (first, second)


def test_titles_for_search_from_disk_are_a_script_that_needs_no_server() -> None:
    script = dict(front_desk_files(context()))["_desk/titles.js"].decode()
    assert script.startswith("window.citatorTitles = [")
    assert '["Freeze, Notify, Renounce","Criteria","reports/inf/one.html#criteria"]' in script


def test_ways_between_pages_are_relative() -> None:
    assert relative("reports/inf/index.html", "reports/inf/inf.pdf") == "inf.pdf"
    assert relative("reports/inf/one.html", "sources/s.html#ref-x") == "../../sources/s.html#ref-x"
    assert relative("index.html", "reports/inf/index.html") == "reports/inf/index.html"
