"""The same sources make the same bytes, whatever was built before."""

from __future__ import annotations

import datetime
import io
import shutil
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from citator.sphinxext.epub.archive import packed, rewritten

from .conftest import FILES, Book, SmallLibrary

EDIT = {"docs/reports/alpha/one.md": FILES["docs/reports/alpha/one.md"].replace("round", "green")}


def test_incremental_build_makes_the_bytes_of_a_full_one(library: SmallLibrary, tmp_path: Path) -> None:
    shutil.copytree(library.folder, tmp_path / "edited")
    edited = SmallLibrary(tmp_path / "edited").write(EDIT)
    assert edited.build("epub").built_slugs == ("alpha",)
    fresh = SmallLibrary(tmp_path / "fresh").write(FILES | EDIT)
    fresh.build("epub")
    assert edited.alpha.path.read_bytes() == fresh.alpha.path.read_bytes()
    assert edited.gamma.path.read_bytes() == fresh.gamma.path.read_bytes() == library.gamma.path.read_bytes()
    assert "Apples are green" in edited.alpha.words("text/one.xhtml")


def test_renamed_summary_is_renamed_in_the_report_that_names_it(library: SmallLibrary, tmp_path: Path) -> None:
    shutil.copytree(library.folder, tmp_path / "edited")
    edited = SmallLibrary(tmp_path / "edited")
    edited.write({"docs/summaries/gamma.md": FILES["docs/summaries/gamma.md"].replace("Gamma in Short", "Delta")})
    assert edited.build("epub").built_slugs == ("gamma",)
    assert "and Delta, and that summary" in edited.alpha.words("text/one.xhtml")


def test_site_with_an_address_links_into_other_publications(tmp_path: Path) -> None:
    conf = FILES["conf.py"].replace('"csl"', '"url": "https://example.org/library", "csl"')
    library = SmallLibrary(tmp_path).write(FILES | {"conf.py": conf})
    library.build("epub")
    links = library.alpha.find("text/one.xhtml", "//h:a[@class='citator-xref']/@href")
    assert links == ["https://example.org/library/summaries/gamma/index.html"] * 2


def test_landing_page_offers_the_book_with_its_size_and_none_that_was_not_made(
    library: SmallLibrary, tmp_path: Path
) -> None:
    landing = (library.site / "reports/alpha/index.html").read_text("utf-8")
    assert 'href="alpha.epub" type="application/epub+zip">EPUB' in landing
    plain = SmallLibrary(tmp_path).write(FILES)
    plain.build()
    assert not plain.alpha.path.exists()
    assert "alpha.epub" not in (plain.site / "reports/alpha/index.html").read_text("utf-8")


def test_container_begins_with_its_media_type_and_bears_the_date_of_the_publication(alpha: Book) -> None:
    with ZipFile(alpha.path) as archive:
        first, *others = archive.infolist()
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", ZIP_STORED, 0)
    assert [entry.filename for entry in others] == sorted(entry.filename for entry in others)
    assert {entry.date_time for entry in others} == {(2026, 1, 2, 0, 0, 0)}


def test_order_of_files_and_a_date_before_zip_do_not_matter(tmp_path: Path) -> None:
    day = datetime.date(1911, 5, 6)
    data = packed({"b.xhtml": b"x", "a": b"y"}, day)
    assert data == packed({"a": b"y", "b.xhtml": b"x"}, day)
    book = tmp_path / "book.epub"
    book.write_bytes(data)
    assert rewritten(book, lambda text: text) == data
    with ZipFile(io.BytesIO(rewritten(book, str.upper))) as archive:
        assert (archive.read("a"), archive.read("b.xhtml")) == (b"y", b"X")
