"""Editions while the library moves on: they go with what is taken back, stay when their source goes, and lead nowhere dead."""

from __future__ import annotations

import re
import shutil

import pikepdf
import pytest

from citator.library.freeze import freeze

from .conftest import SmallLibrary, dead_links
from .test_leaks import everything

EMBARGO = "date: 2026-02-03\nembargo_until: 2026-05-01T00:00:00+00:00"
BEFORE = "2026-04-01"


@pytest.mark.parametrize(
    ("front_matter", "as_of"),
    [
        (EMBARGO, BEFORE),
        ("date: 2026-02-03\nstatus: draft", "2026-06-01"),
        ("date: [broken\nstatus: draft", "2026-06-01"),
    ],
    ids=["embargo", "draft", "broken"],
)
def test_editions_are_as_hidden_as_their_publication(library: SmallLibrary, front_matter: str, as_of: str) -> None:
    freeze(library.request(), "beta")
    library.build()
    assert "Zebras are striped" in library.page("reports/beta/v1.0/only.html")
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", front_matter)
    library.build(as_of=as_of)
    assert not (library.site / "reports/beta").exists()
    public = everything(library.site)
    assert [words for words in ("beta report", "zebras are striped", "bob busy") if words in public] == []


def test_editions_of_an_embargoed_publication_come_back_when_it_is_over(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", EMBARGO)
    freeze(library.request(), "beta")
    library.build()
    whole = library.tree()
    library.build(as_of=BEFORE)
    library.build()
    assert library.tree() == whole


def test_edition_without_source_stays_and_its_current_address_says_so(library: SmallLibrary) -> None:
    freeze(library.request(), "gamma")
    library.build()
    frozen = library.tree("build/site/summaries/gamma/v1.0")
    (library.folder / "docs/summaries/gamma.md").unlink()
    (message,) = library.build().messages
    assert message == (
        "editions/gamma/1.0/edition.json: WARNING: the source of 'gamma' is gone; what was published of it (1.0) stays, and "
        "a page at summaries/gamma/ lists it; restore the source, or write docs/summaries/gamma.md with type, title, date "
        "and status: withdrawn (it stays) or draft (it goes) [citator.edition-without-source]"
    )
    assert library.tree("build/site/summaries/gamma/v1.0") == frozen
    page = library.page("summaries/gamma/index.html")
    assert "This publication is no longer in the library" in page
    assert '<a href="../../summaries/gamma/v1.0/index.html">Version 1.0</a>, 4 March 2026' in page
    assert '<meta name="citation_title" content="Gamma in Short">' in page
    assert dead_links(library.site) == set()


@pytest.mark.parametrize(("status", "stays"), [("withdrawn", True), ("draft", False)])
def test_front_matter_alone_ends_the_message_that_an_edition_has_no_source(
    status: str, stays: bool, library: SmallLibrary
) -> None:
    freeze(library.request(), "gamma")
    stub = f"---\ntype: summary\ntitle: Gamma\ndate: 2026-03-04\nstatus: {status}\n---\n"
    library.write("docs/summaries/gamma.md", stub)
    assert library.build().messages == ()
    assert (library.site / "summaries/gamma/v1.0/index.html").exists() == stays


def test_library_that_moved_on_is_the_same_built_whole(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    freeze(library.request(), "gamma")
    library.build()
    (library.folder / "docs/summaries/gamma.md").unlink()
    library.edit("docs/reports/alpha/two.md", " [@zorn]", "")
    library.edit("docs/reports/alpha/index.md", "authors: [ann-able]", 'version: "1.1"')
    library.build()
    incremental = library.tree()
    shutil.rmtree(library.folder / "build/site")
    shutil.rmtree(library.folder / "build/.citator")
    library.build()
    assert library.tree() == incremental


def test_publication_that_moved_shows_its_editions_and_hides_them(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    (library.folder / "docs/reports/beta").rename(library.folder / "docs/reports/better")
    library.edit("docs/reports/alpha/two.md", "inv:beta", "inv:better")
    library.edit("docs/reports/better/index.md", "date:", "formerly: [reports/beta]\ndate:")
    assert library.build().messages == ()
    assert 'href="../beta/v1.0/index.html"' in library.page("reports/better/index.html")
    assert dead_links(library.site) == set()
    library.edit("docs/reports/better/index.md", "date:", "status: draft\ndate:")
    library.build()
    assert not (library.site / "reports/beta/v1.0").exists()


def test_frozen_page_leads_nowhere_dead_when_all_that_it_leads_to_is_gone(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "date:", "topics: [fruit]\nrelated: [{publication: beta}]\ndate:")
    library.write("docs/people/ann-able.md", "---\nname: Ann Able\nportrait: ann.svg\nportrait_alt: Ann\n---\n")
    library.write("docs/people/ann.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    freeze(library.request(), "alpha")
    library.build()
    shutil.rmtree(library.folder / "docs/people")
    shutil.rmtree(library.folder / "docs/reports/beta")
    (library.folder / "docs/summaries/gamma.md").unlink()
    one_chapter = '---\ntype: report\ntitle: Alpha Report\ndate: 2026-01-02\nversion: "2.0"\n---\n# Alpha Report\n'
    library.write("docs/reports/alpha/index.md", one_chapter)
    for chapter in ("one", "two"):
        (library.folder / f"docs/reports/alpha/{chapter}.md").unlink()
    library.write("references.bib", "")
    assert library.build().failures == ()
    assert dead_links(library.site) == set()
    assert "This page is no longer in the library" in library.page("reports/beta/index.html")
    assert 'name="robots" content="noindex"' in library.page("people/ann-able/index.html")


def test_source_that_only_a_published_version_cites_stays_with_that_version(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    library.edit("docs/reports/beta/index.md", "date:", 'version: "1.1"\ndate:')
    freeze(library.request(), "beta")
    library.edit("docs/reports/beta/only.md", " [@zorn]", "")
    library.edit("docs/reports/beta/index.md", 'version: "1.1"', 'version: "1.2"')
    library.edit("docs/reports/alpha/two.md", " [@zorn]", "")
    library.build()
    page = library.page("sources/z.html")
    assert 'id="ref-zorn"' in page
    assert re.findall(r'href="\.\./(reports/beta/v[^"]*)"', page) == [
        "reports/beta/v1.1/index.html",
        "reports/beta/v1.1/references.html#ref-zorn",
    ]
    assert "in an earlier version" in library.page("sources/index.html")


def test_entry_whose_author_was_corrected_is_found_where_a_published_version_leads(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    library.edit("references.bib", "{Zorn, Zoe}", "{Dorn, Zoe}")
    library.build()
    assert 'href="d.html#ref-zorn"' in library.page("sources/z.html").replace("../sources/", "")
    assert dead_links(library.site) == set()


def test_frozen_page_shows_pictures_of_its_own(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "date:", "related: [{publication: beta}]\ndate:")
    edition = freeze(library.request(), "alpha").record
    assert "_library/_art/beta.svg" in edition.files
    library.build()
    assert 'src="_library/_art/beta.svg"' in library.page("reports/alpha/v1.0/index.html")


def test_links_in_a_frozen_pdf_are_right_for_its_place(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "inv:beta#start", "inv:gamma")
    freeze(library.request(formats=("html", "pdf")), "alpha")
    library.build(formats=("html", "pdf"))
    for file in ("reports/alpha/alpha.pdf", "reports/alpha/v1.0/alpha.pdf"):
        with pikepdf.open(library.site / file) as pdf:
            links = [
                annotation.A.URI for page in pdf.pages for annotation in page.get("/Annots", []) if "/A" in annotation
            ]
        (address,) = [str(link) for link in links if "gamma" in str(link)]
        assert (library.site / file).parent.joinpath(address).exists(), file


def test_typed_links_of_an_edition_are_to_its_own_files(library: SmallLibrary) -> None:
    library.edit("conf.py", '"csl"', '"url": "https://example.org", "csl"')
    freeze(library.request(), "alpha")
    library.build()
    base = "https://example.org/reports/alpha/"
    targets = re.findall(rf'"({base}[^"]*)"', library.page("reports/alpha/v1.0/linkset.json"))
    assert f"{base}v1.0/alpha.bib" in targets
    assert [target for target in targets if not target.startswith(f"{base}v1.0/")] == [base]
    assert f'<link rel="latest-version" href="{base}">' in library.page("reports/alpha/v1.0/index.html")


def test_a_record_of_an_edition_names_the_address_of_the_edition(library: SmallLibrary) -> None:
    library.edit("conf.py", '"csl"', '"url": "https://example.org", "csl"')
    freeze(library.request(), "alpha")
    library.edit("docs/reports/alpha/index.md", "date:", 'version: "2.0"\ndate:')
    library.build()
    base = "https://example.org/reports/alpha/"
    for version, place in (("v1.0/", f"{base}v1.0/"), ("", base)):
        assert f"url = {{{place}}}" in library.page(f"reports/alpha/{version}alpha.bib")
        assert f"UR  - {place}one.html" in library.page(f"reports/alpha/{version}one.ris")
        landing = library.page(f"reports/alpha/{version}index.html")
        assert f'<meta name="DC.identifier" content="{place}">' in landing
        assert f'"url":"{place}"' in landing
        assert f'<link rel="canonical" href="{base}">' in landing
        shown = landing[landing.index('id="citator-cite-this"') :].partition("</section>")[0]
        assert f"{place}one.html" in shown


def test_editions_stay_when_front_matter_cannot_be_read_by_a_slip(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    library.build()
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: [broken")
    assert library.build().failures != ()
    assert (library.site / "reports/beta/v1.0/only.html").exists()
    assert dead_links(library.site) == set()


def test_frozen_page_leads_to_its_own_chapters_whatever_their_names_are(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/beta/only.md").rename(library.folder / "docs/reports/beta/only & more.md")
    library.edit("docs/reports/beta/index.md", "only", "only & more")
    edition = freeze(library.request(), "beta").record
    assert "only & more.html" in edition.files
    assert [page for page in edition.leads_to if page.startswith("reports/beta")] == []
    library.build()
    assert dead_links(library.site) == set()
