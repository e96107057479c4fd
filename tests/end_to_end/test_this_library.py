"""This repository's own library, built whole: the contract of its site and PDFs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NOT_OURS = {
    "ORD-001": "Typst paints the notes of a page after its text; the tags have them where they are called",
    "PAG-001": "a short note that stands on several pages is no running foot",
    "LNK-010": "an address within code is an example, not a link",
}
"""What ``outloud`` warns of, and why it stands."""
LARGEST = 5_000_000
"""Bytes of a PDF that Google Scholar still reads: https://scholar.google.com/intl/en/scholar/inclusion.html"""


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.parts:
            yield path, html.parse(str(path)).getroot()


def publication_folders(site: Path) -> list[Path]:
    return [path.parent for path in sorted(site.rglob("*.pdf")) if not re.search(r"/v\d", path.as_posix())]


def test_the_build_is_silent_and_strict(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    assert (built[1].returncode, built[1].stderr) == (0, "")


def test_every_publication_has_its_files(site: Path) -> None:
    slugs = {folder.name for folder in publication_folders(site)}
    assert slugs >= {"freeze-notify-renounce", "iiss-proposals-2024", "three-proposals", "notice-absence-payload"}
    for folder in publication_folders(site):
        for name in ("index.html", *(f"{folder.name}.{kind}" for kind in ("pdf", "bib", "ris", "json"))):
            assert (folder / name).is_file(), f"{folder.name}: {name}"
    assert (site / "reports/freeze-notify-renounce/references.html").is_file()


def test_no_slot_and_no_path_of_this_machine_is_left(site: Path) -> None:
    for path in [*site.rglob("*.html"), *site.rglob("*.json"), *site.rglob("*.xml")]:
        text = path.read_text("utf-8")
        assert "CITATOR-ROOT" not in text, path
        assert str(ROOT) not in text, path


def test_every_internal_link_and_fragment_resolves(site: Path) -> None:
    command = [BIN / "lychee", "--offline", "--no-progress", "--include-fragments", "--root-dir", site, site]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_ids_stand_once_on_a_page(site: Path) -> None:
    for path, page in pages(site):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, {name for name in ids if ids.count(name) > 1})


def test_every_citation_leads_to_an_entry_and_every_entry_back(site: Path) -> None:
    citations = set()
    backlinks = set()
    entries = {}
    for path, page in pages(site):
        for link in page.xpath("//main//a[@role='doc-biblioref'] | //article//a[@role='doc-biblioref']"):
            place, _, fragment = link.get("href").partition("#")
            target = (path.parent / place).resolve() if place else path.resolve()
            citations.add((target, fragment, path.resolve()))
        for entry in page.xpath("//li[starts-with(@id, 'ref-')]"):
            entries[path.resolve(), entry.get("id")] = entry
            for link in entry.xpath(".//a[@role='doc-backlink']"):
                place, _, anchor = link.get("href").partition("#")
                back = (path.parent / place).resolve() if place else path.resolve()
                backlinks.add((path.resolve(), entry.get("id"), back))
                assert html.parse(str(back)).getroot().xpath(f"//*[@id='{anchor}']"), (path, link.get("href"))
    assert citations
    assert {(target, fragment) for target, fragment, _ in citations} <= entries.keys()
    assert citations <= backlinks


def test_no_entry_is_empty(site: Path) -> None:
    for path, page in pages(site):
        for entry in page.xpath("//li[starts-with(@id, 'ref-')]//*[contains(@class, 'citator-entry-content')]"):
            assert len(entry.text_content().strip()) > 10, (path, entry.getparent().get("id"))


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for path, page in pages(site):
        for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"):
            assert "//" not in address, (path, address)


def test_titles_hold_no_citations(site: Path) -> None:
    for path, page in pages(site):
        title = page.xpath("string(//title)")
        assert "@" not in title, path
        assert title.strip(), path


def squeezed(text: str) -> str:
    """Return the characters alone: no space, no hyphen, ligatures and quotes folded."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u2010\u2011-]+", "", folded)


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return squeezed(re.sub(r"\f", "\n", done.stdout))


def stands_in(words: str, text: str) -> bool:
    """Tell whether words stand in a text, whole or (over a page break) in two or three pieces."""
    rest, pieces = squeezed(words), 0
    while rest and pieces < 4:
        low, high = 0, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if rest[:middle] in text else (low, middle - 1)
        if low < min(8, len(rest)):
            return False
        rest, pieces = rest[low:], pieces + 1
    return not rest


@pytest.mark.tool("pdftotext")
def test_pdf_and_pages_say_the_same_notes_with_the_same_numbers(site: Path) -> None:
    for folder in publication_folders(site):
        text = pdf_text(folder / f"{folder.name}.pdf")
        for path in sorted(folder.glob("*.html")):
            for note in html.parse(str(path)).getroot().xpath("//li[contains(@class, 'citator-note')]"):
                words = " ".join(note.xpath(".//div[contains(@class, 'citator-note-text')]")[0].text_content().split())
                number = note.get("data-number")
                assert stands_in(words, text), (path.name, number, words)
                assert number + squeezed(words)[:12] in text, (path.name, number, words)


def prints_its_bibliography(folder: Path) -> bool:
    """Tell whether the PDF lists the works: a short paper in a note style may say that it does not."""
    source = ROOT / "docs/summaries" / f"{folder.name}.md"
    return not source.exists() or "pdf: {bibliography: false}" not in source.read_text("utf-8")


@pytest.mark.tool("pdftotext")
def test_pdf_and_pages_have_the_same_bibliography(site: Path) -> None:
    for folder in filter(prints_its_bibliography, publication_folders(site)):
        text = pdf_text(folder / f"{folder.name}.pdf")
        for path in sorted(folder.glob("*.html")):
            for entry in html.parse(str(path)).getroot().xpath("//li[starts-with(@id, 'ref-')]"):
                words = entry.xpath(".//*[contains(@class, 'citator-entry-content')]")[0].text_content()
                assert stands_in(words, text), (path.name, entry.get("id"), words)


def test_every_pdf_is_marked_tagged_and_described(site: Path) -> None:
    for folder in publication_folders(site):
        with pikepdf.open(folder / f"{folder.name}.pdf") as pdf:
            with pdf.open_metadata() as metadata:
                assert metadata["pdfaid:part"] == "3"
                assert metadata["pdfaid:conformance"] == "A"
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["dc:title"]
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).startswith("en")
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            with pdf.open_outline() as outline:
                assert outline.root


def structure(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every structure element of a PDF."""
    kids = element.get("/K", None)
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def test_every_figure_of_a_pdf_has_an_alternative_text(site: Path) -> None:
    for folder in publication_folders(site):
        with pikepdf.open(folder / f"{folder.name}.pdf") as pdf:
            for element in structure(pdf.Root.StructTreeRoot):
                if str(element.S) in ("/Figure", "/Formula"):
                    assert str(element.get("/Alt", "")).strip(), folder.name


@pytest.mark.tool("pdftotext")
def test_cyrillic_and_chinese_can_be_copied_out_of_the_pdf(site: Path) -> None:
    text = pdf_text(site / "reports/freeze-notify-renounce/freeze-notify-renounce.pdf")
    assert squeezed("Заявление") in text
    assert "中国关于互不首先使用核武器倡议" in text


@pytest.mark.tool("qpdf")
def test_qpdf_finds_no_fault(site: Path) -> None:
    for folder in publication_folders(site):
        done = subprocess.run(["qpdf", "--check", folder / f"{folder.name}.pdf"], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def heard(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Return what ``outloud`` finds in each PDF."""
    pdfs = sorted(site.rglob("*.pdf"))
    report = tmp_path_factory.mktemp("outloud") / "report.json"
    subprocess.run([BIN / "outloud", *pdfs, "--json", report, "--quiet"], capture_output=True, check=False)
    results = json.loads(report.read_text("utf-8"))["results"]
    assert len(results) == len(pdfs) > 0
    return {result["path"]: result["findings"] for result in results}


def test_outloud_finds_nothing_of_ours(heard: dict[str, list[dict[str, Any]]]) -> None:
    ours = [
        (path, finding["rule"], finding.get("page"), finding["message"])
        for path, findings in heard.items()
        for finding in findings
        if finding["rule"] not in {*NOT_OURS, "TAG-002"}
    ]
    assert ours == []


def test_what_outloud_takes_for_lost_prose_is_the_repeated_head_of_a_table(
    heard: dict[str, list[dict[str, Any]]],
) -> None:
    """A head is repeated on the next page as an artifact, as PDF/UA asks: its words are tagged where they stand first."""
    for path, findings in heard.items():
        heads = list(table_heads(Path(path)))
        for finding in findings:
            if finding["rule"] == "TAG-002":
                assert any(set(finding["evidence"].split()) <= set(head.split()) for head in heads), finding


def table_heads(path: Path) -> Iterator[str]:
    """Yield the words of each head of a table, as they are tagged."""
    from outloud.model import Document
    from outloud.rules._common import element_text

    document = Document(str(path))
    yield from (element_text(document, head) for head in document.elements_of("THead"))


def test_pdfs_are_small_enough_for_search_engines(site: Path) -> None:
    for path in site.rglob("*.pdf"):
        assert path.stat().st_size < LARGEST, path.name


def test_a_second_build_does_nothing_and_changes_no_byte(site: Path) -> None:
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    done = subprocess.run(
        [BIN / "citator", "build", "--strict", "--conf", ROOT, "--build", site.parent],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "built 0" in done.stdout + done.stderr
    assert {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()} == before


def test_facts_name_no_foreign_institution_as_author_or_publisher(site: Path) -> None:
    for folder in publication_folders(site):
        record = json.loads((folder / f"{folder.name}.json").read_text("utf-8"))
        for item in record if isinstance(record, list) else [record]:
            names = json.dumps([item.get("author"), item.get("publisher")])
            assert "Strategic Studies" not in names
            assert "Vienna Center" not in names
