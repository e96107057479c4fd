"""References from one publication into another."""

from __future__ import annotations

import subprocess

import pytest

from .conftest import SmallLibrary


def test_reference_into_another_publication_leads_there(built: SmallLibrary) -> None:
    page = built.page("reports/alpha/two.html")
    assert 'href="../beta/only.html#start"' in page
    assert "Where beta starts" in page


def test_renamed_heading_rewrites_who_refers_to_it(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "Where beta starts", "Where beta begins")
    outcome = library.build()
    assert outcome.built_slugs == ("beta",)
    assert "Where beta begins" in library.page("reports/alpha/two.html")


def test_dead_reference_is_told_at_its_place_and_keeps_its_words(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "inv:beta#start", "inv:beta#stat")
    (message,) = library.build().messages
    assert message == (
        "docs/reports/alpha/two.md:3: WARNING: publication 'beta' has no label 'stat'; did you mean 'start'? "
        "[citator.unknown-label]"
    )


def test_publications_may_refer_to_each_other_and_share_labels(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "striped", "striped, see [](inv:alpha#start)")
    assert library.build().messages == ()
    assert 'href="../alpha/one.html#start"' in library.page("reports/beta/only.html")
    assert 'href="../beta/only.html#start"' in library.page("reports/alpha/two.html")


def test_reference_to_an_unpublished_publication_is_dead(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: 2026-02-03\nstatus: draft")
    (message,) = library.build().messages
    assert "publication 'beta' is not public yet" in message


def test_words_that_the_author_gives_a_reference_stand_once(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "{pub}`the other report <beta#start>`")
    assert library.build().messages == ()
    page = library.page("reports/alpha/two.html")
    assert page.count("the other report") == 1
    assert '<a class="citator-xref" href="../beta/only.html#start">the other report</a>' in page


def test_unknown_publication_is_told_at_its_place(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "inv:beta#start", "inv:betta#start")
    (message,) = library.build().messages
    assert message == (
        "docs/reports/alpha/two.md:3: WARNING: no publication 'betta'; did you mean 'beta'? "
        "[citator.unknown-publication]"
    )


def test_short_role_names_a_whole_publication_or_a_table_in_it(library: SmallLibrary) -> None:
    table = "```{table} Stripes\n:name: stripes\n\n| a |\n|---|\n| 1 |\n```\n"
    library.edit("docs/reports/beta/only.md", "Zebras", f"{table}\nZebras")
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "{pub}`beta` and {pub}`beta#stripes`")
    assert library.build().messages == ()
    page = library.page("reports/alpha/two.html")
    assert '<a class="citator-xref" href="../beta/index.html">Beta Report</a>' in page
    assert '<a class="citator-xref" href="../beta/only.html#stripes">Table 1 in Beta Report</a>' in page


@pytest.mark.tool("pdftotext")
def test_pdf_follows_a_renamed_heading_and_loses_a_dead_one(library: SmallLibrary) -> None:
    formats = ("html", "pdf")
    library.build(formats=formats)
    assert "“Where beta starts” in Beta Report" in words_of(library, "alpha")
    library.edit("docs/reports/beta/only.md", "Where beta starts", "Where beta begins")
    outcome = library.build(formats=formats)
    assert outcome.built_slugs == ("beta",)
    assert "“Where beta begins” in Beta Report" in words_of(library, "alpha")
    library.edit("docs/reports/beta/only.md", "(start)=\n", "")
    (message,) = library.build(formats=formats).messages
    assert message.startswith("docs/reports/alpha/two.md:3: WARNING: publication 'beta' has no label 'start'")
    assert "Where beta" not in words_of(library, "alpha")
    assert 'href="../beta/only.html#start"' not in library.page("reports/alpha/two.html")


def words_of(library: SmallLibrary, slug: str) -> str:
    """Return the words of a PDF."""
    pdf = library.site / f"reports/{slug}/{slug}.pdf"
    said = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split())
