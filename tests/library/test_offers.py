"""What the pages offer besides themselves: files, pictures, citations, and hints for hosts."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
from pathlib import Path

import pikepdf
import pytest

from citator.library.stamp import last_outcome

from .conftest import SmallLibrary

ADDRESS = ('"csl"', '"url": "https://example.org/", "csl"')


def test_without_pdf_and_epub_no_page_links_one(built: SmallLibrary) -> None:
    for path in built.site.rglob("*.html"):
        assert not re.search(r'href="[^"]*\.(pdf|epub)"', path.read_text("utf-8")), path


def test_page_links_its_pdf_once_it_is_made(library: SmallLibrary) -> None:
    library.build(formats=("html", "pdf"))
    assert 'href="../../reports/alpha/alpha.pdf"' in library.page("reports/alpha/one.html")


def test_library_with_an_address_has_pictures_for_cards_elsewhere(library: SmallLibrary) -> None:
    library.edit("conf.py", *ADDRESS)
    library.build()
    page = library.page("reports/alpha/one.html")
    assert '<meta property="og:image" content="https://example.org/reports/alpha/share.png">' in page
    picture = (library.site / "reports/alpha/share.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)


def test_card_that_cannot_be_drawn_gives_way_to_the_picture_of_the_library(library: SmallLibrary) -> None:
    library.edit("conf.py", *ADDRESS)
    library.write("docs/reports/alpha/card.png", "this is no picture")
    library.edit("docs/reports/alpha/index.md", "date:", "thumbnail: card.png\nthumbnail_alt: Apples\ndate:")
    assert library.build().failures == ()
    assert (library.site / "reports/alpha/share.png").read_bytes()[:4] == b"\x89PNG"


def test_library_without_an_address_draws_none(built: SmallLibrary) -> None:
    assert not list(built.site.rglob("share.png"))


def test_library_names_a_feed_only_where_there_is_one(library: SmallLibrary) -> None:
    library.edit("conf.py", *ADDRESS)
    library.write("docs/people/zoe.md", "---\nname: Zoe Zorn\nrelated_to: [alpha]\n---\n")
    library.build()
    for person, has_feed in (("ann-able", True), ("zoe", False)):
        assert (library.site / f"people/{person}/feed.xml").exists() is has_feed
        assert ("feed.xml" in library.page(f"people/{person}/index.html").replace("../../feed.xml", "")) is has_feed


def test_host_finds_its_headers_for_nginx_too(built: SmallLibrary) -> None:
    assert "add_header Content-Security-Policy" in built.page("_nginx.conf")


def test_the_search_filters_by_the_titles_of_topics_also_after_one_has_another(library: SmallLibrary) -> None:
    library.write("docs/topics/inf.md", "---\ntitle: INF & after\n---\n")
    library.edit("docs/reports/alpha/index.md", "date:", "topics: [inf]\ndate:")
    library.build()
    assert '<span data-pagefind-filter="topic">INF &amp; after</span>' in library.page("reports/alpha/one.html")
    library.edit("docs/topics/inf.md", "INF & after", "The INF Treaty")
    library.build()
    assert '<span data-pagefind-filter="topic">The INF Treaty</span>' in library.page("reports/alpha/one.html")


def test_portrait_of_a_person_is_in_the_site_and_a_new_one_replaces_it(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "name: Ann Able", "name: Ann Able\nportrait: ann.svg\nportrait_alt: Ann")
    for picture in ("<svg>1</svg>", "<svg>2</svg>"):
        library.write("docs/people/ann.svg", picture)
        library.build()
        assert library.page("people/ann-able/portrait.svg") == picture


@pytest.mark.parametrize("portrait", ["../img/ann.svg", "/img/ann.svg"])
def test_portrait_beside_the_people_lets_a_build_without_changes_do_nothing(
    portrait: str, library: SmallLibrary
) -> None:
    library.write("docs/img/ann.svg", "<svg></svg>")
    library.edit("docs/people/ann-able.md", "family:", f"portrait: {portrait}\nportrait_alt: Ann\nfamily:")
    assert library.build().messages == ()
    assert last_outcome(library.request()) is not None
    library.write("docs/img/ann.svg", "<svg>2</svg>")
    library.build()
    assert library.page("people/ann-able/portrait.svg") == "<svg>2</svg>"


def test_mistake_in_a_person_is_told_with_its_path_in_the_library(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "name: Ann Able", "name: Ann Able\norcid: nonsense")
    (message,) = library.build().messages
    assert str(message).startswith("docs/people/ann-able.md:3:")


def test_cite_this_begins_with_the_librarys_own_style_in_the_words_of_the_pdf(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "date:", "research_closed: 2025-06\ndate:")
    library.build(formats=("html", "pdf"))
    page = library.page("reports/alpha/index.html")
    assert re.findall(r'citator-cite-style">([^<]+)<', page)[:4] == ["APA", "Chicago", "MLA", "Harvard"]
    words = re.search(r'citator-cite-text">(.*?)</p>', page)
    assert words is not None
    assert re.sub("<.*?>", "", words[1]).endswith("The Publisher. Research closed June 2025.")
    projects = (json.loads(path.read_text("utf-8")) for path in library.folder.rglob("typst/publication.json"))
    printed = next(p["suggested-citation"] for p in projects if p["title"] == "Alpha Report" and p["research-closed"])
    assert re.sub(r"#emph\[|\];|\\", "", printed) == re.sub("<.*?>", "", words[1])


REUSED = ("objects", "pdf", "pages", "slots", "related", "pictures", "shell", "memory")


def test_result_is_kept_for_two_weeks_after_the_site_stood_on_it_however_old_it_is(
    library: SmallLibrary, fonts: Path
) -> None:
    library.edit("conf.py", *ADDRESS)
    shutil.rmtree(library.folder / "build")
    (library.folder / "build/.citator").mkdir(parents=True)
    (library.folder / "build/.citator/fonts").symlink_to(fonts)
    library.build(formats=("html", "pdf"))
    first = stored(library)
    days_pass(library, 30)
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    library.build(formats=("html", "pdf"))
    second = stored(library)
    assert first < second
    days_pass(library, 13)
    library.edit("docs/reports/alpha/one.md", "round", "green")
    library.build(formats=("html", "pdf"))
    assert second < stored(library)
    days_pass(library, 2)
    library.edit("docs/reports/alpha/one.md", "green", "red")
    library.build(formats=("html", "pdf"))
    gone = second - stored(library)  # only what beta was a month ago
    assert gone < first
    assert sorted(path.parts[-3] for path in gone) == ["objects", "pages", "pdf", "slots"]


def test_notes_and_lists_go_with_what_they_are_of(library: SmallLibrary) -> None:
    cache = library.folder / "build/.citator"
    for old, new in (("round", "green"), ("green", "red"), ("red", "blue")):
        days_pass(library, 15)
        library.edit("docs/reports/alpha/one.md", f"are {old}", f"are {new}")
        library.build()
    held = {path.name for path in stored(library)}
    assert {path.name for path in cache.glob("notes/??/*/*")} <= held
    trees = [json.loads(path.read_bytes()) for path in cache.parent.glob("*/.citator-parts.json")]
    assert len(trees) == 2
    assert {path.stem for path in cache.glob("parts/*.names")} == {key for tree in trees for key in tree.values()}


@pytest.mark.parametrize(("days", "kept"), [(13, True), (15, False)])
def test_answer_that_nobody_asks_for_is_kept_for_two_weeks(library: SmallLibrary, days: int, kept: bool) -> None:
    answer = library.folder / "build/.citator/read/csl/ab/unused.json"
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.write_text("[]")
    days_pass(library, days)
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    library.build()
    assert answer.exists() is kept


def stored(library: SmallLibrary) -> set[Path]:
    return {path for kind in REUSED for path in (library.folder / "build/.citator" / kind).glob("??/*")}


def days_pass(library: SmallLibrary, days: int) -> None:
    """Make all that the cache holds older, and the time when it was last searched."""
    cache = library.folder / "build/.citator"
    for path in (*stored(library), *cache.glob("read/csl/??/*"), cache / "pruned"):
        then = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (then, then))


def test_biography_of_an_author_is_on_the_page_and_in_the_pdf(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "family: Able\n---\n", "family: Able\n---\n\nAnn *grows* apples.\n")
    assert library.build(formats=("html", "pdf")).messages == ()
    assert "<p>Ann <em>grows</em> apples.</p>" in library.page("people/ann-able/index.html")
    with pikepdf.open(library.site / "reports/alpha/alpha.pdf") as pdf:
        outline = [str(item.title) for item in pdf.open_outline().root]
    assert "About the authors" in outline


def test_new_words_of_a_biography_give_the_bytes_of_a_full_build(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "family: Able\n---\n", "family: Able\n---\n\nAnn grows apples.\n")
    library.build(formats=("html", "pdf"))
    library.edit("docs/people/ann-able.md", "apples", "pears")
    library.build(formats=("html", "pdf"))
    incremental = library.tree()
    shutil.rmtree(library.folder / "build/.citator/objects")
    shutil.rmtree(library.folder / "build/.citator/pdf")
    library.build(formats=("html", "pdf"))
    assert library.tree() == incremental
