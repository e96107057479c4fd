"""Pages print as numbers and dashes, however a program or a person writes them."""

from __future__ import annotations

import pytest

from citator.bibtex.pages import page_variables


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("12-19", "12-19"),
        ("12 - 19", "12-19"),
        ("12—19", "12-19"),
        ("12−19.", "12-19"),
        ("pp. 12-19", "12-19"),
        ("S. 12", "12"),
        ("12-19; 30", "12-19, 30"),
        ("1,234-1,240", "1234-1240"),
    ],
)
def test_pages_are_numbers_and_hyphens(written: str, page: str) -> None:
    assert page_variables(written) == {"page": page}


@pytest.mark.parametrize("written", ["1-3,123-130", "12,100-112", "1, 3", "S12-S19", "P05012", "5S", "xii-xv", "A-1"])
def test_what_may_be_a_list_or_a_numbering_of_its_own_stays(written: str) -> None:
    assert page_variables(written) == {"page": written}


@pytest.mark.parametrize("written", ["345 p.", "345pp.", "xii, 345 pages", "345 S.", "345 с."])
def test_how_many_pages_a_catalogue_counts_is_no_page(written: str) -> None:
    assert page_variables(written) == {"number-of-pages": "345"}


@pytest.mark.parametrize("written", ["-", "n/a-n/a"])
def test_a_program_that_knows_no_pages_gives_none(written: str) -> None:
    assert page_variables(written) == {}
