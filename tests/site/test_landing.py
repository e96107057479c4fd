"""What surrounds the text of a landing page."""

from __future__ import annotations

import datetime
import re

from msgspec.structs import replace
from site_library import BRIEF, INF, context, facts

from citator.model.publication import Correction, Related, Status
from citator.site.context import CiteThis, Edition, SiteContext
from citator.site.landing import foreign_slice, landing_slots, notices


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def landing(slug: str, site: SiteContext) -> str:
    slots = landing_slots(site.facts[slug], site)
    return slots["landing-top"] + slots["landing-bottom"]


def with_inf(**changes: object) -> SiteContext:
    record = replace(facts()["inf"], publication=replace(INF, **changes))
    return context(facts={**facts(), "inf": record})


def test_the_top_says_what_it_is_who_wrote_it_when_and_how_to_get_it() -> None:
    top = words(landing_slots(facts()["inf"], context())["landing-top"])
    for part in (
        "Research report Research Papers 4",
        "Freeze, Notify, Renounce: Arms-control proposals after the INF Treaty",
        "Ada Lovelace",
        "23 November 2026",
        "June 2026",
        "9 min, 64 pages",
        "Download PDF 1.2 MB",
        "Read online",
    ):
        assert part in top


def test_a_title_that_ends_in_a_question_mark_is_read_out_without_a_colon_before_its_subtitle() -> None:
    asked = with_inf(title="Who Renounced?", subtitle="An Inquiry")
    assert "Who Renounced? An Inquiry" in words(landing("inf", asked))


def test_links_lead_from_the_landing_page_to_people_topics_and_files() -> None:
    html = landing("inf", context())
    for href in (
        "../../people/ada/index.html",
        "../../topics/arms-control/index.html",
        "inf.pdf",
        "one.html",
        "inf.bib",
    ):
        assert f'href="{href}"' in html


def test_the_contents_name_the_authors_of_a_chapter() -> None:
    html = words(landing("inf", context()))
    assert "2 How the treaty ended Emmy Noether" in html
    assert "Bibliography 3 sources" in html


def test_a_chapter_within_a_chapter_is_indented_below_it() -> None:
    record = facts()["inf"]
    document = replace(record.documents[2], number="1.1")
    inf = replace(record, documents=(*record.documents[:2], document, *record.documents[3:]))
    html = landing("inf", context(facts={**facts(), "inf": inf}))
    assert re.findall('<li class="(citator-depth-[^"]*)"><span class="citator-number">([^<]*)<', html) == [
        ("citator-depth-0", "1"),
        ("citator-depth-1", "1.1"),
    ]


def test_a_chapter_can_be_cited_with_files_of_its_own() -> None:
    cites = {"reports/inf/one": (CiteThis("Chicago", "Noether, Emmy. How the treaty ended."),)}
    html = landing("inf", context(cite_this=cites))
    assert "Noether, Emmy. How the treaty ended." in html
    assert re.search(
        '<a href="one.bib" type="application/x-bibtex" aria-label="BibTeX: [^"]+" download>BibTeX</a>', html
    )


def test_a_summary_and_its_report_name_each_other() -> None:
    assert "In short: Three Proposals (summary)" in words(landing("inf", context()))
    assert "A summary of Freeze, Notify, Renounce" in words(landing("three", context()))


def test_a_withdrawn_report_is_marked_where_its_summary_leads_to_it() -> None:
    marked = words(landing("three", with_inf(status=Status.WITHDRAWN)))
    assert "A summary of Freeze, Notify, Renounce, 23 November 2026. Withdrawn" in marked


def test_the_title_of_a_report_tells_its_language_on_the_page_of_a_summary_in_another() -> None:
    assert 'reports/inf/index.html" lang="he" dir="rtl">' in landing("three", with_inf(language="he"))


def test_related_publications_say_what_they_have_in_common() -> None:
    html = words(landing("inf", context()))
    assert "2 sources in common · Arms control · By Emmy Noether" in html
    assert "A paper elsewhere Elsewhere, October 2024" in html


def test_a_declared_relation_comes_first() -> None:
    site = with_inf(related=(Related(publication="three"),), topics=(), authors=())
    site = replace(
        site,
        facts={
            **site.facts,
            "three": replace(facts()["three"], publication=replace(facts()["three"].publication, summary_of=None)),
        },
    )
    cards = re.findall(r'citator-card-title"><a href="([^"]*)"', landing("inf", site))
    assert cards[0] == "../../summaries/three/index.html"


def test_related_publications_are_paged_when_they_are_many() -> None:
    others = {
        f"b{n}": replace(facts()["notice"], publication=replace(BRIEF, slug=f"b{n}", path=f"reports/b{n}"))
        for n in range(13)
    }
    html = landing("inf", context(facts={"inf": facts()["inf"], **others}))
    assert re.findall(r"<summary>(More[^<]*)", html) == ["More: 7–12 of 13", "More: 13–13 of 13"]
    assert html.count('class="citator-card"') == 13


def test_a_cover_is_drawn_where_none_is_named() -> None:
    top = landing_slots(facts()["inf"], context())["landing-top"]
    assert re.search(r'<svg class="citator-art" aria-hidden="true"[^>]*>.*>Freeze, Notify,</text>', top)


def test_the_files_of_data_of_all_chapters_are_listed() -> None:
    record = replace(facts()["inf"], downloads=(("counts.csv", "reports/inf/_downloads/0a/counts.csv"),))
    html = landing("inf", context(facts={**facts(), "inf": record}))
    assert '<dt>Data</dt><dd><ul><li><a href="_downloads/0a/counts.csv" download>counts.csv</a></li></ul></dd>' in html


def test_experts_are_the_authors_with_a_page_and_those_who_name_the_publication() -> None:
    html = words(landing("inf", context()))
    assert "AL Ada Lovelace Author. Senior Fellow (as of October 2024)" in html
    assert "KG Kurt Gödel Related expert. Visiting Fellow" in html


def test_a_withdrawn_publication_says_so_on_each_page() -> None:
    site = with_inf(status=Status.WITHDRAWN)
    assert "Withdrawn." in notices(site.facts["inf"], "reports/inf/one.html")


def test_a_correction_is_told_on_each_page_and_listed_on_the_landing_page() -> None:
    correction = Correction(datetime.date(2026, 12, 1), "A figure was wrong.", was="846", now="1,846")
    site = with_inf(corrections=(correction,))
    notice = notices(site.facts["inf"], "reports/inf/one.html")
    assert "Corrected 1 December 2026." in words(notice)
    assert 'href="index.html#citator-corrections"' in notice
    assert "<del>846</del>" in landing("inf", site)


def test_each_page_calls_a_clarification_by_its_name() -> None:
    clarification = Correction(datetime.date(2026, 12, 1), "A word was unclear.", kind="clarification")
    site = with_inf(corrections=(clarification,))
    assert "Clarification, 1 December 2026. A word" in words(notices(site.facts["inf"], "reports/inf/one.html"))


def test_older_editions_are_listed() -> None:
    site = context(editions={"inf": (Edition("1.0", datetime.date(2026, 11, 23), "reports/inf/v1.0"),)})
    assert 'href="v1.0/index.html">1.0</a>, 23 November 2026' in landing("inf", site)


def test_what_an_author_wrote_is_text_never_markup() -> None:
    hostile = "<script>alert('x')</script>"
    site = with_inf(title=hostile, description=hostile, abstract=hostile, notice=hostile, funding=hostile)
    assert "<script" not in landing("inf", site)


def test_an_unsafe_address_is_not_linked() -> None:
    site = with_inf(related=(Related(title="Click", url="javascript:alert(1)"),))
    assert "javascript:" not in landing("inf", site)


def test_the_page_is_written_again_when_another_publication_comes_to_share_its_sources() -> None:
    before, after = context(), context(facts={**facts(), "notice": replace(facts()["notice"], items=())})
    assert foreign_slice(facts()["inf"], before) != foreign_slice(facts()["inf"], after)


def test_the_page_is_not_written_again_for_a_stranger() -> None:
    alone = {"notice": facts()["notice"]}
    stranger = replace(facts()["three"], items=(), publication=replace(facts()["three"].publication, summary_of=None))
    slice_ = foreign_slice(alone["notice"], context(facts=alone))
    assert slice_ == foreign_slice(alone["notice"], context(facts={**alone, "three": stranger}))
