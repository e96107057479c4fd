"""The sheet: what a row holds, and how it is written."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from citator.audit.sheet import COLUMNS, Row, rows_of
from citator.audit.write import to_csv, to_xlsx

from .records import facts, mention, occurrence, table


def one_row(**changes: str) -> Row:
    sentence = changes.get("sentence", "Apples are round.")
    cited = occurrence(sentence, mention("abel", 2, page="3"), claims=("F001", "F099"))
    (row,) = rows_of(facts(cited), table(), {"reports/alpha/one#cite-abel-2": 5})
    return row


def test_row_says_where_the_citation_stands() -> None:
    row = one_row()
    assert (row.publication, row.file, row.line) == ("alpha", "docs/reports/alpha/one.md", 3)
    assert (row.section, row.paragraph, row.note) == ("The first chapter › Fruit", 2, 7)
    assert (row.page, row.pdf_page) == ("reports/alpha/one.html#cite-abel-2", 5)


def test_row_of_a_citation_for_paper_alone_leads_to_the_page_and_to_no_anchor() -> None:
    cited = replace(occurrence("On paper.", mention("abel")), on_page=False)
    (row,) = rows_of(facts(cited), pages={"reports/alpha/one#cite-abel-1": 5})
    assert (row.page, row.pdf_page) == ("reports/alpha/one.html", 5)


def test_row_says_what_is_cited_and_how_to_reach_it() -> None:
    row = one_row()
    assert row.source == "Abel, Ann. On Apples. https://example.org/apples"
    assert (row.key, row.locator, row.kind) == ("abel", "page 3", "book, primary")
    assert row.address == "https://example.org/apples"
    assert row.archived_copy == "https://archive.example/apples"
    assert row.access_date == "2026-05-04"


def test_doi_serves_as_address_where_there_is_no_url() -> None:
    (row,) = rows_of(facts(occurrence("Zebras are striped.", mention("zorn"))))
    assert row.address == "https://doi.org/10.1234/zebras"


def test_claims_stand_with_their_grades_and_an_unknown_one_with_a_question_mark() -> None:
    assert one_row().claims == "F001 (A); F099 (?)"


def test_each_work_of_a_citation_has_a_row_of_its_own() -> None:
    rows = list(rows_of(facts(occurrence("Both say so.", mention("abel"), mention("zorn")))))
    assert [row.key for row in rows] == ["abel", "zorn"]


def test_csv_can_be_read_back_whatever_the_sentence_holds() -> None:
    sentence = '“Apples”, said Abel;\n"round", 丸い = true'
    (read,) = csv.DictReader(io.StringIO(to_csv([one_row(sentence=sentence)]), newline=""))
    assert list(read) == list(COLUMNS.values())
    assert read["sentence"] == sentence


@pytest.mark.parametrize("sentence", ['=HYPERLINK("https://example.org")', "+1", "-1 is less.", "@SUM(A1)", "'=1"])
def test_csv_holds_no_formula(sentence: str) -> None:
    (read,) = csv.DictReader(io.StringIO(to_csv([one_row(sentence=sentence)]), newline=""))
    assert read["sentence"] == f"'{sentence}"


def test_workbook_shows_a_sentence_that_looks_like_a_formula_as_text() -> None:
    workbook = load_workbook(io.BytesIO(to_xlsx([one_row(sentence="=1+1 is\x07 two.")])))
    headings, cells = workbook.active.iter_rows()
    sentence = cells[[cell.value for cell in headings].index("sentence")]
    assert (sentence.value, sentence.data_type) == ("=1+1 is two.", "s")


def test_same_rows_give_the_same_workbook_at_any_time() -> None:
    first = to_xlsx([one_row()])
    assert to_xlsx([one_row()]) == first
    assert b"dcterms" not in first
