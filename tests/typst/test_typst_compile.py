"""A project becomes a PDF that machines and people can read, or messages that a Markdown author understands."""

from __future__ import annotations

import ctypes
import datetime
import io
import multiprocessing
import os
import re
import resource
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from typst_project import PUBLICATION, Apart, compiled

import citator.typst.compile as compile_module
from citator.model.publication import Correction, Status
from citator.typst.compile import CompiledPdf
from citator.typst.editions import EDITIONS
from citator.typst.places import AuthorsFiles
from citator.typst.xmp import complete_metadata

BODY = """
#sec(level: 1, number: "1", anchors: ("a:one",))[The first chapter];
// @src docs/reports/tides/one.md:3
#p("1", "a:p1");Water rises#note(number: "7", anchor: "a:fn-7")[#mention(names: (("a:cite-x-1", "a#cite-x-1"),), keys: ("x",))[Abel, #emph[Tides];, 12.];]; in Россия and in 北京\\.

#pagebreak()
#p("2", "a:p2");Again#note-again(number: "7", target: "a:fn-7"); and #citator-xref("other", "fig-1", [their figure]);\\.
#sec(level: 1)[Bibliography];
#bibliography-list(bibentry(anchors: ("a:ref-x",), cited: ("a:cite-x-1",))[Abel, N\\. #emph[Tides];\\.]);
"""


@pytest.fixture(scope="session")
def tides(apart: Apart, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> CompiledPdf:
    folder = tmp_path_factory.mktemp("tides")
    files = {"attachments/tides.bib": b"@book{x, title={Tides}}\n"}
    links = {"other": {"fig-1": {"url": "https://example.org/other/#fig-1", "text": "Figure 1"}}}
    done: CompiledPdf = apart(compiled, folder, BODY, fonts=fonts, files=files, links=links)
    assert done.diagnostics == ()
    return done


def opened(done: CompiledPdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(done.pdf))


def words(done: CompiledPdf, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(done.pdf)
    run = subprocess.run(["pdftotext", "-layout", "a.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return run.stdout.decode()


def messages(done: CompiledPdf) -> list[str]:
    return [str(diagnostic) for diagnostic in done.diagnostics]


def test_the_pdf_is_marked_as_accessible_and_archival(tides: CompiledPdf) -> None:
    with opened(tides) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_the_pdf_is_tagged_and_names_its_language_and_title(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.Outlines.First.Title


def test_authors_stand_one_by_one_with_doi_licence_and_series(tides: CompiledPdf) -> None:
    with opened(tides) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:creator"] == ["Ada Example", "李彬"]
        assert xmp["dc:identifier"] == "https://doi.org/10.5555/tides"
        assert xmp["xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
        assert xmp["{http://prismstandard.org/namespaces/basic/3.0/}seriesTitle"] == "Research Papers"
        assert xmp["dc:title"] == "Tides & Treaties"


def test_the_title_of_a_withdrawn_publication_says_so_in_its_metadata(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        complete_metadata(pdf, replace(PUBLICATION, status=Status.WITHDRAWN), EDITIONS["screen"])
        assert str(pdf.docinfo["/Title"]) == "Withdrawn: Tides & Treaties"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Withdrawn: Tides & Treaties"


def test_a_corrected_pdf_was_made_on_its_first_day_and_modified_on_that_of_the_correction(tides: CompiledPdf) -> None:
    corrections = (Correction(datetime.date(2027, 1, 2), "A figure."),)
    with opened(tides) as pdf:
        created = str(pdf.docinfo["/CreationDate"])
        complete_metadata(pdf, replace(PUBLICATION, corrections=corrections), EDITIONS["screen"])
        assert str(pdf.docinfo["/CreationDate"]) == created == f"D:{PUBLICATION.date:%Y%m%d}000000Z"
        assert str(pdf.docinfo["/ModDate"]) == "D:20270102000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["xmp:ModifyDate"] == "2027-01-02T00:00:00Z"


def test_a_keyword_with_a_comma_stays_one(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        complete_metadata(pdf, replace(PUBLICATION, keywords=("counting, hidden", "tides")), EDITIONS["screen"])
        assert str(pdf.docinfo["/Keywords"]) == "counting, hidden; tides"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:subject"] == {"counting, hidden", "tides"}
            assert xmp["pdf:Keywords"] == "counting, hidden; tides"


def test_a_brief_has_a_title_and_no_identifier_of_the_whole() -> None:
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = "Tides & Treaties"
        with pdf.open_metadata() as xmp:
            xmp["dc:title"] = "Tides & Treaties"
        complete_metadata(pdf, replace(PUBLICATION, isbn="978-3-16-148410-0"), EDITIONS["brief"])
        assert str(pdf.docinfo["/Title"]) == "Summary – Tides & Treaties"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Summary – Tides & Treaties"
            assert xmp["dc:relation"] == {"https://doi.org/10.5555/tides"}
            assert "dc:identifier" not in xmp
        assert b"978-3-16-148410-0" not in pdf.Root.Metadata.read_bytes()


def test_the_works_cited_are_attached(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        assert list(pdf.attachments) == ["attachments/tides.bib"] or list(pdf.attachments) == ["tides.bib"]


def test_every_font_is_embedded(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        fonts = [
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all(any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts)


def test_pages_of_mentions_are_counted(tides: CompiledPdf) -> None:
    assert tides.citation_pages == {"a#cite-x-1": tides.pages - 2}


@pytest.mark.tool("pdftotext")
def test_the_words_come_out_in_reading_order(tides: CompiledPdf, tmp_path: Path) -> None:
    text = words(tides, tmp_path)
    order = [
        "Tides & Treaties",
        "Ada Example and 李彬",
        "Contents",
        "The first chapter",
        "Россия",
        "北京",
        "Again",
        "Bibliography",
    ]
    places = [text.rindex(word) if word == "The first chapter" else text.index(word) for word in order[:3]]
    assert places == sorted(places)
    assert all(word in text for word in order)


@pytest.mark.tool("pdftotext")
def test_an_entry_names_the_pages_that_cite_it(tides: CompiledPdf, tmp_path: Path) -> None:
    assert "Cited on p. 1." in " ".join(words(tides, tmp_path).split())


def test_a_reference_into_another_publication_is_a_link(tides: CompiledPdf) -> None:
    with opened(tides) as pdf:
        addresses = [
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert "https://example.org/other/#fig-1" in addresses


def test_the_same_project_gives_the_same_bytes(tides: CompiledPdf, apart: Apart, fonts: Path, tmp_path: Path) -> None:
    files = {"attachments/tides.bib": b"@book{x, title={Tides}}\n"}
    links = {"other": {"fig-1": {"url": "https://example.org/other/#fig-1", "text": "Figure 1"}}}
    assert apart(compiled, tmp_path, BODY, fonts=fonts, files=files, links=links).pdf == tides.pdf


@pytest.mark.tool("qpdf")
def test_qpdf_finds_nothing_wrong(tides: CompiledPdf, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(tides.pdf)
    assert subprocess.run(["qpdf", "--check", "a.pdf"], cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("edition", sorted(name for name, kind in EDITIONS.items() if not kind.by_chapter))
def test_every_edition_compiles(edition: str, apart: Apart, fonts: Path, tmp_path: Path) -> None:
    done = apart(compiled, tmp_path, BODY, fonts=fonts, edition=edition)
    assert (done.diagnostics, done.pages > 0) == ((), True)


def test_the_deposit_is_pdf_a_2_and_carries_no_files(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    done = apart(compiled, tmp_path, BODY, fonts=fonts, edition="deposit", files={"attachments/tides.bib": b"x"})
    with opened(done) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], len(pdf.attachments)) == ("2", 0)


def test_an_institute_may_replace_a_function_and_the_colours(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    restyle = b'#let theme = (accent: "#7a1f3d")\n#let rubric(body) = block(upper(body))\n'
    done = apart(
        compiled, tmp_path, "#sec(level: 1)[A];\n#rubric[quiet];\n", fonts=fonts, files={"restyle.typ": restyle}
    )
    assert "QUIET" in words(done, tmp_path)


def test_a_glyph_that_no_font_has_is_told_with_its_place(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = "#sec(level: 1)[A];\n// @src docs/a.md:12\nCuneiform 𒀀\\.\n"
    assert messages(apart(compiled, tmp_path, body, fonts=fonts)) == [
        "docs/a.md:12: WARNING: no font of the PDF can print '𒀀' (it lacks 𒀀), which the text has; "
        "write another sign, or add a font that has it (citator_pdf) [citator.pdf-typst]"
    ]


def test_a_sign_upon_a_digit_does_not_make_the_digit_missing(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = "#sec(level: 1)[A];\n// @src docs/a.md:12\nOn p1 the key 1\ufe0f\u20e3\\.\n"
    (message,) = messages(apart(compiled, tmp_path, body, fonts=fonts))
    assert message.startswith(
        "docs/a.md:12: WARNING: no font of the PDF can print '1\ufe0f\u20e3' (it lacks U+FE0F U+20E3)"
    )


LIBRARY = {
    "docs/a.md": """\
# A

Words before ภาษาไทย and ไทย.

[@thai] and words.

| a | b |
|---|---|
| c | ไทย |

```python
x = "ภาษา"
```

![A drawing](p.svg)
""",
    "docs/reports/tides/index.md": "---\ntype: report\ntitle: Tides ก\n---\n",
    "refs.bib": "@book{other, title={X}}\n\n@book{thai, title={สวัสดี}}\n",
}
MARKUP = """\
#sec(level: 1)[A];
// @src docs/a.md:3
Words before ภาษาไทย and ไทย\\.

// @src docs/a.md:5
#note(number: "1", anchor: "n")[สวัสดี, 2020]; and words\\.

// @src docs/a.md:7
#tab(columns: (auto, auto,), head: (([a], [b],),), rows: (([c], [ไทย],),));

// @src docs/a.md:11
#listing("x = \\"ภาษา\\"", lang: "python");

// @src docs/a.md:15
#picture(image("/images/1f.svg", alt: "A drawing"));

#bibliography-list(hanging: true,
// @work thai
bibentry(anchors: ("thai",))[สวัสดี\\.], );
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="40"><text x="5" y="20">ไทย</text></svg>'.encode()


def test_every_place_of_missing_glyphs_is_told_once_with_its_words(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    for name, text in LIBRARY.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    done = apart(
        compiled,
        tmp_path,
        MARKUP,
        fonts=fonts,
        publication=replace(PUBLICATION, title="Tides ก"),
        files={"images/1f.svg": DRAWING},
        sources=AuthorsFiles(tmp_path, ("refs.bib",)),
    )
    told = [
        re.match(r"(.*?): WARNING: no font of the PDF can print (.*?) \(it lacks .*, which (.*) has;", message)
        for message in messages(done)
    ]
    assert sorted(found.groups() for found in told if found) == [
        ("docs/a.md:12", "'ภาษา'", "the text"),
        ("docs/a.md:15", "'ไทย'", "the drawing 'p.svg'"),
        ("docs/a.md:3", "'ภาษาไทย', 'ไทย'", "the text"),
        ("docs/a.md:9", "'ไทย'", "the text"),
        ("docs/reports/tides/index.md:3", "'ก'", "the text"),
        ("refs.bib:3", "'สวัสดี'", "the text"),
    ]


def test_a_missing_alternative_text_is_told_with_its_place(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    body = '#sec(level: 1)[A];\n// @src docs/a.md:20\n#picture(image("/a.svg"));\n'
    (message,) = messages(apart(compiled, tmp_path, body, fonts=fonts, files={"a.svg": square}))
    assert message.startswith("docs/a.md:20: WARNING: a figure or formula has no alternative text")


def test_a_missing_image_is_told_with_its_place(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = '#sec(level: 1)[A];\n// @src docs/a.md:5\n#picture(image("/gone.svg", alt: "x"));\n'
    (message,) = messages(apart(compiled, tmp_path, body, fonts=fonts))
    assert message.startswith("docs/a.md:5: WARNING: cannot find the file gone.svg")


def test_an_error_without_a_place_is_told_of_the_publication(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    (message,) = messages(apart(compiled, tmp_path, "#panic();\n", fonts=fonts))
    assert message.startswith(f"{PUBLICATION.source}: WARNING: Typst: panicked")


def share_held_after_a_long_document(folder: Path, fonts: Path) -> float:
    """Return how much of the most memory that this process had it still has when the PDF is done."""
    compile_module._LONG = 600_000
    section = "The tide rises and falls. " * 80
    done = compiled(folder, "".join(f"== Section {n}\n\n{section}\n\n" for n in range(400)), fonts=fonts)
    assert done.pages > 200
    ctypes.CDLL(None).malloc_trim(0)
    held = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return held / 1024 / resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_typst_forgets_a_long_document(fonts: Path, tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(share_held_after_a_long_document, tmp_path, fonts).result() < 0.6
