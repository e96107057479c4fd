"""References from one publication into another."""

from __future__ import annotations

import io
import subprocess
import zipfile
from html import unescape

import pikepdf
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


def test_reference_that_is_taken_out_and_put_back_says_what_is_there_now(library: SmallLibrary) -> None:
    without, with_it = f"# The second chapter\n\n{'word ' * 1000}\n", "See [](inv:beta#).\n"
    library.write("docs/reports/alpha/two.md", without)
    library.build()
    library.write("docs/reports/alpha/two.md", without + with_it)
    library.build()
    assert "Beta Report" in library.page("reports/alpha/two.html")
    library.write("docs/reports/alpha/two.md", without)
    library.build()
    library.edit("docs/reports/beta/index.md", "title: Beta Report", "title: Beta Renamed")
    library.build()
    library.write("docs/reports/alpha/two.md", without + with_it)
    library.build()
    assert "Beta Renamed" in library.page("reports/alpha/two.html")


def test_reference_to_what_is_renamed_in_a_preview_follows_when_nothing_happens(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "Where beta starts", "Where beta begins")
    library.build(late_desk=True)
    assert "Where beta starts" in library.page("reports/alpha/two.html")
    library.build()
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


def test_an_equation_of_another_publication_is_named_by_its_number(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "Zebras", "```{math}\n:label: eq-var\na = b\n```\n\nZebras")
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "{pub}`beta#eq-var`")
    assert library.build().messages == ()
    link = '<a class="citator-xref" href="../beta/only.html#equation-eq-var">Equation (1) in Beta Report</a>'
    assert link in library.page("reports/alpha/two.html")
    assert 'id="equation-eq-var"' in library.page("reports/beta/only.html")


@pytest.mark.parametrize(
    ("language", "table", "chapter"),
    [
        ("de", "Tabelle 1 in Beta Report", "„Where beta starts“ in Beta Report"),
        ("ru", "Таблица 1 в издании «Beta Report»", "«Where beta starts» в издании «Beta Report»"),
        ("zh", "《Beta Report》表 1", "《Beta Report》“Where beta starts”"),
    ],
)
def test_places_elsewhere_are_named_in_the_language_of_the_text(
    library: SmallLibrary, language: str, table: str, chapter: str
) -> None:
    library.edit(
        "docs/reports/beta/only.md",
        "Zebras",
        "```{table} Stripes\n:name: stripes\n\n| a |\n|---|\n| 1 |\n```\n\nZebras",
    )
    library.edit("docs/reports/alpha/index.md", "title:", f"language: {language}\ntitle:")
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "{pub}`beta#start` and {pub}`beta#stripes`")
    assert library.build().messages == ()
    page = library.page("reports/alpha/two.html")
    assert f">{table}</a>" in page
    assert f">{chapter}</a>" in page


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


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "[](../beta/only.md)",
            '<a class="citator-xref" href="../beta/only.html">“Where beta starts” in Beta Report</a>',
        ),
        ("[](/reports/beta/index.md)", '<a class="citator-xref" href="../beta/index.html">Beta Report</a>'),
        (
            "[words](../beta/only.md#start)",
            '<a class="citator-xref" href="../beta/only.html#start"><span class="xref myst">words</span></a>',
        ),
        ("[](../beta/only.md#where-beta-starts)", 'href="../beta/only.html">“Where beta starts” in Beta Report</a>'),
        (
            "<project:../beta/only.md>",
            '<a class="citator-xref" href="../beta/only.html">“Where beta starts” in Beta Report</a>',
        ),
        (
            "{doc}`../beta/only`",
            '<a class="citator-xref" href="../beta/only.html">“Where beta starts” in Beta Report</a>',
        ),
        (
            "[](../../summaries/gamma.md)",
            '<a class="citator-xref" href="../../summaries/gamma/index.html">Gamma in Short</a>',
        ),
        (
            "<inv:beta#start>",
            '<a class="citator-xref" href="../beta/only.html#start">“Where beta starts” in Beta Report</a>',
        ),
    ],
)
def test_path_into_another_publication_is_a_reference_to_it(library: SmallLibrary, written: str, printed: str) -> None:
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", written)
    assert library.build().messages == ()
    assert printed in library.page("reports/alpha/two.html")


@pytest.mark.parametrize(
    ("written", "message", "printed"),
    [
        ("[](../beta/onl.md)", "publication 'beta' has no chapter docs/reports/beta/onl.md; did you mean 'docs/reports/beta/only.md'?", "[reports/beta/onl?]"),
        ("[words](../beta/only.md#no)", "docs/reports/beta/only.md has no label 'no'; correct it", "words"),
        ("[](/shared/some.md)", "no publication holds docs/shared/some.md; correct the path, or write inv:&lt;slug&gt;#&lt;label&gt;", "[shared/some?]"),
        ("{pub}`bta`", "no publication 'bta'; did you mean 'beta'?", "[bta?]"),
        ("{pub}`words <bta>`", "no publication 'bta'; did you mean 'beta'?", "words"),
        ("[](inv:beta#no)", "publication 'beta' has no label 'no'; correct it, or add the label there", "[beta#no?]"),
    ],
)  # fmt: skip
def test_dead_reference_is_marked_in_the_page(library: SmallLibrary, written: str, message: str, printed: str) -> None:
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", written)
    (told,) = library.build().messages
    assert told.startswith(f"docs/reports/alpha/two.md:3: WARNING: {unescape(message)} [")
    page = library.page("reports/alpha/two.html").replace('<span class="xref myst">words</span>', "words")
    assert f'<span class="citator-unresolved">{printed}</span>' in page


@pytest.mark.tool("pdftotext")
def test_dead_reference_is_marked_in_the_pdf(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "{pub}`bta`")
    library.build(formats=("html", "pdf"))
    assert "See [bta?] and zebras" in words_of(library, "alpha")


def test_own_document_stays_a_link_of_the_publication(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", "[](one.md), {doc}`/reports/alpha/one`")
    assert library.build().messages == ()
    assert "citator-xref" not in library.page("reports/alpha/two.html")


DRAFT = "---\ntype: report\ntitle: Secret Title\ndate: 2026-02-03\nstatus: draft\n---\n# Secret Title\n"
NAMES_DRAFT = (
    "{pub}`zqdraft`, [](inv:zqdraft#zqlabel), [](../zqdraft/one.md), {doc}`../zqdraft/one`, [](/reports/zqdraft.md)"
)


def test_draft_is_named_nowhere_however_it_is_referred_to(library: SmallLibrary) -> None:
    library.write("docs/reports/zqdraft/index.md", DRAFT)
    library.write("docs/reports/zqdraft/one.md", "# Secret One\n")
    library.edit("docs/reports/alpha/two.md", "[](inv:beta#start)", NAMES_DRAFT + "\n\n## And {pub}`zqdraft`\n\nAlso")
    library.edit(
        "docs/index.md", "# Small Library\n", f"# Small Library\n\nSee {NAMES_DRAFT.replace('..', 'reports')}.\n"
    )
    outcome = library.build(formats=("html", "pdf", "epub"), search=True)
    assert outcome.failures == ()
    assert all("zqdraft' is not public yet" in message for message in outcome.messages)
    for name, content in library.tree().items():
        whole = content if not name.endswith(".epub") else b"".join(_unpacked(content))
        assert b"zqdraft" not in whole, name
        assert b"Secret" not in whole, name
        assert b"citator:xref" not in whole, name


def _unpacked(book: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_references_of_the_home_page_lead_into_publications(library: SmallLibrary) -> None:
    library.write(
        "docs/index.md", "# Small Library\n\nSee {pub}`alpha`, [](inv:beta#start), [](reports/alpha/one.md).\n"
    )
    assert library.build().messages == ()
    page = library.page("index.html")
    assert '<a class="citator-xref" href="reports/alpha/index.html">Alpha Report</a>' in page
    assert '<a class="citator-xref" href="reports/beta/only.html#start">“Where beta starts” in Beta Report</a>' in page
    assert '<a class="citator-xref" href="reports/alpha/one.html">“The first chapter” in Alpha Report</a>' in page
    assert "See" not in library.page("404.html").partition("<main")[2].partition("</main")[0]
    library.edit("docs/reports/beta/only.md", "Where beta starts", "Where beta begins")
    library.build()
    assert "“Where beta begins” in Beta Report" in library.page("index.html")


def test_dead_reference_of_the_home_page_is_told_at_its_place(library: SmallLibrary) -> None:
    library.write("docs/index.md", "# Small Library\n\nSee {pub}`nosuch`.\n")
    assert library.build().messages == (
        "docs/index.md:3: WARNING: no publication 'nosuch'; correct it [citator.unknown-publication]",
    )
    assert '<span class="citator-unresolved">[nosuch?]</span>' in library.page("index.html")


def test_a_title_in_another_language_tells_it_where_it_is_a_link(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date:", "language: de-AT\ndate:")
    library.write("docs/reports/alpha/two.md", "# Two\n\n{pub}`beta`, [words](inv:beta#), [](inv:beta#start).\n")
    library.build()
    page = library.page("reports/alpha/two.html")
    assert '<a class="citator-xref" href="../beta/index.html" lang="de-AT" dir="ltr">Beta Report</a>' in page
    assert '<a class="citator-xref" href="../beta/index.html">words</a>' in page
    assert '<a class="citator-xref" href="../beta/only.html#start">' in page


def test_a_title_in_another_language_tells_it_in_the_pdf(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date:", "language: de-AT\ndate:")
    library.write("docs/reports/alpha/two.md", "# Two\n\nSee {pub}`beta`.\n")
    library.build(formats=("html", "pdf"))
    with pikepdf.open(library.site / "reports/alpha/alpha.pdf") as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/Link"]
        assert [str(part.Lang) for part in parts if "/Lang" in part] == ["de-AT"]
