"""What a shop, a library and an assistive technology learn of the book."""

from __future__ import annotations

import datetime

import pytest
from msgspec import structs

from citator.model.publication import Contributor, Library, Publication, Series
from citator.sphinxext.epub import package

from .conftest import Book

LIBRARY = Library("Library", "The Publisher")
PLAIN = Publication(
    "x", "reports/x", "reports/x/index", "docs/reports/x/index.md", "report", "X", datetime.date(2026, 1, 2)
)


def changed(**values: object) -> Publication:
    return structs.replace(PLAIN, **values)  # type: ignore[arg-type]


def test_title_people_and_dates_are_those_of_the_front_matter(alpha: Book) -> None:
    assert alpha.find("package.opf", "//dc:title/text()") == ["Alpha & Omega", "First and Last"]
    assert alpha.find("package.opf", "//dc:creator/text()") == ["Ann Able"]
    assert alpha.find("package.opf", "//dc:contributor/text()") == ["The Editors"]
    assert alpha.find("package.opf", "//opf:meta[@property='file-as']/text()") == ["Able, Ann", "The Editors"]
    assert alpha.find("package.opf", "//dc:publisher/text()") == ["The Publisher"]
    assert alpha.find("package.opf", "//dc:date/text()") == ["2026-01-02"]
    assert alpha.find("package.opf", "//opf:meta[@property='dcterms:modified']/text()") == ["2026-01-02T00:00:00Z"]
    assert alpha.find("package.opf", "//dc:rights/text()") == ["© 2026 The Publisher. CC BY 4.0"]
    assert alpha.find("package.opf", "//opf:meta[@property='group-position']/text()") == ["7"]


def test_identifier_is_the_doi_where_there_is_one(gamma: Book) -> None:
    assert gamma.find("package.opf", "//dc:identifier/text()") == ["doi:10.5555/gamma"]


def test_a_corrected_book_was_modified_on_the_day_of_the_correction(gamma: Book) -> None:
    assert gamma.find("package.opf", "//opf:meta[@property='dcterms:modified']/text()") == ["2026-05-06T00:00:00Z"]


def test_another_version_has_another_identifier_and_the_same_has_the_same() -> None:
    first, _ = package.identifier(PLAIN, LIBRARY)
    assert package.identifier(changed(title="Y"), LIBRARY)[0] == first
    assert package.identifier(changed(version="2.0"), LIBRARY)[0] != first


def test_volume_without_authors_is_its_editors() -> None:
    editor = Contributor("Ed Itor", given="Ed", family="Itor")
    [creator] = package.creators(changed(editors=(editor,)))
    assert (creator.element, creator.role, creator.sort_name) == ("dc:creator", "edt", "Itor, Ed")


@pytest.mark.parametrize(("number", "position"), [("7", "7"), ("2026.3", "2026.3"), ("VII", None), (None, None)])
def test_only_a_number_sorts_in_a_series(number: str | None, position: str | None) -> None:
    assert package.group_position(changed(series=Series("S", number))) == position


def accessibility(book: Book, name: str) -> list[str]:
    return book.find("package.opf", f"//opf:meta[@property='schema:{name}']/text()")


def test_accessibility_is_stated_and_conformance_is_not_claimed(alpha: Book, gamma: Book) -> None:
    assert accessibility(alpha, "accessMode") == ["textual", "visual"]
    assert accessibility(alpha, "accessModeSufficient") == ["textual"]
    assert {"alternativeText", "MathML", "tableOfContents"} <= set(accessibility(alpha, "accessibilityFeature"))
    assert accessibility(alpha, "accessibilityHazard") == ["none"]
    assert "Every picture has a description" in accessibility(alpha, "accessibilitySummary")[0]
    assert accessibility(gamma, "accessMode") == ["textual"]
    assert "conformsTo" not in alpha.texts()["EPUB/package.opf"]


def test_picture_without_description_is_not_passed_over() -> None:
    picture = package.Resource("images/x.png", b"")
    stated = package.access([picture], described=False, mathematics=False)
    assert stated.sufficient == ("textual,visual",)
    assert "alternativeText" not in stated.features
    assert stated.summary.endswith("Not every picture has a description in words.")


def test_moving_picture_may_be_a_hazard() -> None:
    picture = package.Resource("images/x.gif", b"GIF89a...")
    assert package.access([picture], described=True, mathematics=False).hazard == "unknown"
