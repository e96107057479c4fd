"""The pages that Sphinx makes, in our look."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from site_library import EMMY, INF, SUMMARY, works

from citator.bibtex.entry import BibFile
from citator.bibtex.reader import read_bibliography
from citator.model.inline import Text, from_json
from citator.site.slots import Page, fill_slots, render_shell
from citator.sphinxext.html.context import HERE, repair_body
from citator.sphinxext.html.view import Card

Build = Callable[..., Path]

REPORT = {
    "reports/inf/index.md": """
        # Freeze, Notify, Renounce

        This report reads eight proposals.

        ```{toctree}
        one
        two
        references
        ```
        """,
    "reports/inf/one.md": """
        # How to judge a proposal

        Both sides counted launchers {mention}`service2015 1 references.html#ref-service2015`.[^n]

        ## Criteria

        ```{list-table} Six criteria
        :name: tab-criteria
        :header-rows: 1

        * - Criterion
          - Threshold
        * - Clarity
          - Yes or no
        ```

        ```{figure} bars.svg
        :alt: Missiles by party

        Missiles eliminated.
        ```

        [^n]: They differed on range.

        ```{notes}
        ```
        """,
    "reports/inf/two.md": "# How the treaty ended\n\nIt ended in 2019.\n",
    "reports/inf/references.md": """
        # Bibliography

        ```{entries}
        service2015 one.html#cite-service2015-1 Service, Robert. The End of the Cold War. 2015.
        ```
        """,
    "reports/inf/bars.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


def test_each_page_names_its_report_and_its_place_in_it(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert "<title>How to judge a proposal – Freeze, Notify, Renounce – Test Library</title>" in page
    assert "Chapter 1 of 2" in page


def test_each_page_says_who_wrote_it_and_when_and_leads_to_the_pdf_and_to_cite_this(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    strip = page[page.index('<header class="citator-strip"') : page.index("</header>", page.index("citator-strip"))]
    for part in (
        "<bdi>Ada Lovelace</bdi>, <bdi>Emmy Noether</bdi><",
        ">23 November 2026<",
        'inf.pdf"',
        'index.html#citator-cite-this"',
    ):
        assert part in strip


def test_the_navigation_is_the_publications_own_chapters(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/two.html").read_text()
    navigation = page[
        page.index('<nav class="citator-chapters"') : page.index("</nav>", page.index("citator-chapters"))
    ]
    assert re.findall(r'<li[^>]*><a href="([^"]*)"', navigation) == ["one.html", "two.html", "references.html"]
    assert navigation.count('aria-current="page"') == 1


def test_previous_and_next_stop_at_the_reports_edge(build: Build) -> None:
    out = build(REPORT, INF)
    assert 'rel="next" href="one.html"' in (out / "reports/inf/index.html").read_text()
    last = (out / "reports/inf/references.html").read_text()
    assert 'rel="prev" href="two.html"' in last
    assert 'rel="next"' not in last


def test_a_citation_leads_to_its_entry_and_the_entry_back(build: Build) -> None:
    out = build(REPORT, INF)
    chapter, bibliography = ((out / f"reports/inf/{name}.html").read_text() for name in ("one", "references"))
    assert 'id="cite-service2015-1"' in chapter
    assert 'href="references.html#ref-service2015" role="doc-biblioref"' in chapter
    assert '<li class="citator-entry" data-key="service2015" id="ref-service2015">' in bibliography
    assert '<a role="doc-backlink" href="one.html#cite-service2015-1">1.1 Criteria</a>' in bibliography


def test_the_card_of_a_citation_is_in_the_page_and_has_no_ids(build: Build) -> None:
    work = works("reports/inf")[0]
    card = Card(from_json(work.entry), work.csl, work.entry_url, 3)
    page = (build(REPORT, INF, card=lambda docname, key: card) / "reports/inf/one.html").read_text()
    template = page[page.index("<template") : page.index("</template>")]
    assert "<em>The End of the Cold War</em>" in template
    assert 'href="../../reports/inf/references.html#ref-service2015">All 3 mentions' in template
    assert 'href="../../sources/s.html#ref-service2015"' in template
    assert " id=" not in template


def test_a_card_leads_to_the_archived_copy_that_the_bib_names(build: Build, tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/2019/https://example.org/"
    bib = tmp_path / "sources.bib"
    bib.write_text(f"@online{{service2015, title = {{One}}, archiveurl = {{{copy}}}}}", encoding="utf-8")
    work = read_bibliography([BibFile(bib, bib.name)]).items["service2015"]
    card = Card((Text("One"),), work.data, "reports/inf/references.html#ref-service2015", 1)
    page = (build(REPORT, INF, card=lambda docname, key: card) / "reports/inf/one.html").read_text()
    assert f'<a href="{copy}">Archived copy</a></p></template>' in page


def test_notes_are_a_numbered_list_with_a_way_back(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert '<section class="citator-notes" role="doc-endnotes">' in page
    assert re.search(r'<li class="citator-note" data-number="1" id="[^"]+" value="1">', page)
    assert 'role="doc-backlink"' in page
    assert 'aria-label="Back to mark 1"' in page


def test_no_id_occurs_twice(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "tab-criteria" in ids


@pytest.mark.parametrize("caption", ["", "A caption."])
def test_the_link_to_a_picture_stands_in_the_caption_or_makes_one(build: Build, caption: str) -> None:
    figure = f"# One\n\n```{{figure}} bars.svg\n:alt: Bars\n\n{caption}\n```\n"
    page = (build(REPORT | {"reports/inf/one.md": figure}, INF) / "reports/inf/one.html").read_text()
    assert re.search(r"<figcaption>(?:(?!figcaption).)*Download image</a></p></figcaption>\s*</figure>", page, re.S)
    assert page.count("<figcaption>") == page.count("</figcaption>") == 1


def test_an_ornament_has_no_link_to_its_file(build: Build) -> None:
    figure = "# One\n\n```{figure} bars.svg\n:class: decorative\n```\n"
    page = (build(REPORT | {"reports/inf/one.md": figure}, INF) / "reports/inf/one.html").read_text()
    assert "Download image" not in page


def test_a_paragraph_has_a_permanent_link_and_a_figure_its_file(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert 'class="citator-permalink" href="#p1"' in page
    assert '<a href="../../_images/bars.svg" download>Download image</a>' in page


def test_a_wide_table_stands_in_a_region_that_the_keyboard_reaches(build: Build) -> None:
    cells = "".join(f"  - A proposal of some length {n}\n" for n in range(5))
    table = "# One\n\n```{list-table} Proposals\n\n*" + cells[1:]
    page = (build({**REPORT, "reports/inf/one.md": table + "```\n"}, INF) / "reports/inf/one.html").read_text()
    assert re.findall(r"<div [^>]*table-wrapper[^>]*>", page) == [
        '<div aria-label="Proposals" class="citator-wide table-wrapper" role="region" tabindex="0">'
    ]


def test_a_narrow_table_needs_no_region(build: Build) -> None:
    assert "citator-wide" not in (build(REPORT, INF) / "reports/inf/one.html").read_text()


def test_a_page_links_its_pdf_in_a_slot_that_can_be_emptied(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert page.count("/inf.pdf") == 2
    assert "/inf.pdf" not in fill_slots(page, {"pdf": ""})


def test_a_landing_page_has_one_title_and_no_toctree(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/index.html").read_text()
    assert page.count("<h1") == 1
    assert "toctree-wrapper" not in page
    assert "<!--citator:landing-top-->" in page


def test_a_chapter_names_its_own_authors(build: Build) -> None:
    page = (build(REPORT, INF, authors=lambda docname: (EMMY,)) / "reports/inf/two.html").read_text()
    assert '<p class="citator-byline"><bdi>Emmy Noether</bdi></p>' in page


def test_pages_load_nothing_from_a_third_party_and_hold_no_inline_script_or_style(build: Build) -> None:
    out = build(REPORT, INF)
    for path in (out / "reports").rglob("*.html"):
        page = path.read_text()
        assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="https?:', page)
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert "<style" not in page
        assert " style=" not in page


def test_a_page_without_code_does_not_load_its_colours(build: Build) -> None:
    files = REPORT | {
        "reports/inf/one.md": "# One\n\nWords.\n",
        "reports/inf/two.md": "# Two\n\n```python\nx = 1\n```\n",
    }
    out = build(files, INF)
    assert "pygments.css" not in (out / "reports/inf/one.html").read_text()
    assert "pygments.css" in (out / "reports/inf/two.html").read_text()


def test_the_shell_is_poured_full_at_any_depth(build: Build) -> None:
    shell = (build({"shell.md": "# Shell"}, None) / "shell.html").read_text()
    page = Page("people/ada/index.html", "Ada <3", '<a href="CITATOR-ROOT/index.html">Home</a>')
    html = render_shell(shell, page, library_name="Test Library", head="<meta name=x>")
    assert "<title>Ada &lt;3 – Test Library</title>" in html
    assert '<a href="../../index.html">Home</a>' in html
    assert 'href="../../_static/citator/page.css' in html
    assert "CITATOR-ROOT" not in html
    assert "<meta name=x>" in html


def test_a_one_page_publication_is_landing_page_and_text_in_one(build: Build) -> None:
    page = (
        build({"summaries/three.md": "# Three Proposals\n\nIn short."}, SUMMARY) / "summaries/three.html"
    ).read_text()
    assert "<title>Three Proposals – Test Library</title>" in page
    assert (
        page.index("<!--citator:landing-top-->") < page.index("In short.") < page.index("<!--citator:landing-bottom-->")
    )


def test_a_slot_is_filled_and_an_unknown_one_keeps_what_it_had() -> None:
    page = "<!--citator:head-->|<!--citator:landing-top--><h1>T</h1><!--/citator:landing-top-->|<!--citator:notices-->"
    assert fill_slots(page, {"head": "H", "landing-top": "L"}) == "H|L|<!--citator:notices-->"


def test_the_id_of_a_section_moves_to_its_heading_so_that_search_can_name_it() -> None:
    body = '<section id="criteria">\n<span id="tab"></span><h2>Criteria</h2>'
    assert repair_body(body) == '<section>\n<span id="tab"></span><h2 id="criteria">Criteria</h2>'


def test_a_picture_loads_late_in_room_of_its_size(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert re.findall(r'<img [^>]*bars.svg"[^>]*>', page) == [
        '<img alt="Missiles by party" height="9" loading="lazy" src="../../_images/bars.svg" width="9" />'
    ]


def test_the_link_to_the_next_chapter_keeps_number_and_title_on_one_line(build: Build) -> None:
    index = "# Report\n\n```{toctree}\n:numbered:\none\ntwo\nreferences\n```\n"
    out = build(REPORT | {"reports/inf/index.md": index}, INF)
    following = (out / "reports/inf/one.html").read_text().partition('class="citator-turn-next"')[2]
    assert '<span class="citator-turn-way">Next</span> <span class="section-number">2 </span>How the' in following
    rules = re.findall(
        r"[^{}]*\.citator-turn[^{}]*\{[^{}]*display: block", (out / "_static/citator/page.css").read_text()
    )
    assert [rule.partition("{")[0].strip() for rule in rules] == [".citator-turn-way"]


HTML = frozenset({"body", "toc", "tag", "card.entry", "prev.title", "next.title"})
"""What Sphinx and our own functions wrote as HTML."""
SAFE = frozenset({"view.kind", "view.root", "publication.date", "publication.date.year", "chapter.depth"})
"""What can hold no mark: names and ways of ours, days and numbers."""


def test_the_templates_of_pages_escape_all_that_is_no_html() -> None:
    templates = {path.name: path.read_text() for path in (HERE / "templates").rglob("*.html")}
    printed = {(name, words) for name, text in templates.items() for words in re.findall(r"\{\{ (.+?) \}\}", text)}
    assert [(name, words) for name, words in printed if not words.endswith("|e") and words not in HTML | SAFE] == []


def test_a_short_title_stands_in_the_menu_of_chapters_as_it_is_written(build: Build) -> None:
    hostile = structs.replace(INF, short_title="A <script>alert(1)</script> & B")
    page = (build(REPORT, hostile) / "reports/inf/one.html").read_text()
    assert "<script>alert(1)" not in page
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; B</a>" in page
