"""Verdicts are read back, find their citation again, and go stale when words or source change."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from citator.audit.files import decode
from citator.audit.sheet import Row, rows_of
from citator.audit.verdicts import judge, read_verdicts
from citator.audit.write import to_csv
from citator.diagnostics import Code

from .records import ABEL, ZORN, facts, mention, occurrence, work

FIRST = occurrence("Apples are round.", mention("abel", 1, page="3"))
SECOND = occurrence("Apples are red.", mention("abel", 2))


def sheet(*occurrences: object, items: tuple[object, ...] = (ABEL, ZORN)) -> tuple[Row, ...]:
    return tuple(rows_of(facts(*occurrences, items=items)))  # type: ignore[arg-type]


def file_of(row: Row, checker: str = "Ann", verdict: str = "holds", comment: str = "", state: str = "") -> str:
    return f"page,digest,checker,verdict,comment,state\n{row.page},{row.digest},{checker},{verdict},{comment},{state}\n"


def judged(text: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return judge(rows, read_verdicts(text, "docs/reports/alpha/fact-check.csv", "alpha")[0])[0]


def messages(text: str, rows: tuple[Row, ...] = ()) -> list[str]:
    verdicts, unread = read_verdicts(text, "docs/reports/alpha/fact-check.csv", "alpha")
    return [str(diagnostic) for diagnostic in (*unread, *judge(rows, verdicts)[1])]


def test_verdict_stands_in_its_row_and_in_no_other() -> None:
    rows = sheet(FIRST, SECOND)
    first, second = judged(file_of(rows[0], comment="p. 3 seen"), rows)
    assert (first.checker, first.verdict, first.comment, first.state) == ("Ann", "holds", "p. 3 seen", "current")
    assert (second.verdict, second.state) == ("", "")


def test_changed_sentence_makes_its_verdict_stale() -> None:
    text = file_of(sheet(FIRST)[0])
    (row,) = judged(text, sheet(replace(FIRST, sentence="Apples are always round.")))
    assert (row.verdict, row.state) == ("holds", "stale: sentence changed")


def test_a_verdict_on_one_citation_for_paper_is_not_another_ones_of_that_page() -> None:
    on_paper = replace(FIRST, on_page=False)
    text = file_of(sheet(on_paper)[0])
    changed = sheet(replace(on_paper, sentence="Pears.", items=(mention("zorn"),)), items=(ZORN,))
    assert [row.verdict for row in judged(text, changed)] == [""]
    assert "no citation is left for the verdict of Ann on reports/alpha/one.html" in messages(text, changed)[0]


def test_changed_locator_makes_its_verdict_stale() -> None:
    text = file_of(sheet(FIRST)[0])
    (row,) = judged(text, sheet(replace(FIRST, items=(mention("abel", 1, page="4"),))))
    assert row.state == "stale: sentence changed"


def test_changed_source_makes_its_verdict_stale() -> None:
    text = file_of(sheet(FIRST)[0])
    (row,) = judged(text, sheet(FIRST, items=(work("abel", "On Apples, Revised"), ZORN)))
    assert row.state == "stale: source changed"


def test_another_style_leaves_a_verdict_current() -> None:
    text = file_of(sheet(FIRST)[0])
    (row,) = judged(text, sheet(FIRST, items=(replace(ABEL, entry=[["Text", "Abel (2001)"]]), ZORN)))
    assert row.state == "current"


def test_verdict_follows_a_sentence_that_moves() -> None:
    text = file_of(sheet(SECOND)[0])
    moved = replace(SECOND, line=90, paragraph=30, items=(mention("abel", 5),))
    new = occurrence("Apples are green.", mention("abel", 2))
    other, row = judged(text, sheet(new, moved))
    assert (row.verdict, row.state) == ("holds", "current")
    assert other.state == ""


def test_verdicts_of_two_checkers_stand_side_by_side() -> None:
    rows = sheet(FIRST)
    text = file_of(rows[0]) + f"{rows[0].page},{rows[0].digest},Bob,too strong,soften,\n"
    (row,) = judged(text, rows)
    assert (row.checker, row.verdict, row.state) == ("Ann; Bob", "holds; too strong", "current")


def test_verdict_whose_citation_is_gone_is_told_with_its_line() -> None:
    rows = sheet(FIRST)
    assert messages(file_of(sheet(SECOND)[0]), rows) == [
        "docs/reports/alpha/fact-check.csv:2: WARNING: no citation is left for the verdict of Ann on "
        "reports/alpha/one.html#cite-abel-2; remove the line, or correct its page [citator.fact-check]"
    ]


def test_verdict_without_a_digest_is_told_with_its_line() -> None:
    (message,) = messages("page,digest,checker,verdict\n,,,\nreports/alpha/one.html#cite-abel-1,,Ann,holds\n")
    assert message.startswith("docs/reports/alpha/fact-check.csv:3: WARNING: a verdict needs the page and the digest")


def test_filled_sheet_is_itself_a_file_of_verdicts() -> None:
    rows = sheet(FIRST, SECOND)
    filled = (replace(rows[0], checker="Ann", verdict="holds"), rows[1])
    assert [row.state for row in judged(to_csv(filled), rows)] == ["current", ""]


def test_stale_verdict_saved_again_with_the_sheet_stays_stale_until_its_state_is_emptied() -> None:
    rows = sheet(replace(FIRST, sentence="Apples are always round."))
    stale = judged(file_of(sheet(FIRST)[0]), rows)
    assert judged(to_csv(stale), rows) == stale
    (confirmed,) = judged(to_csv([replace(stale[0], state="")]), rows)
    assert confirmed.state == "current"


def test_rows_of_other_publications_are_passed_over() -> None:
    row = replace(sheet(FIRST)[0], publication="beta", checker="Ann")
    assert messages(to_csv([row])) == []


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16")])
def test_file_saved_by_a_spreadsheet_is_read(delimiter: str, encoding: str) -> None:
    rows = sheet(FIRST)
    saved = file_of(rows[0]).replace(",", delimiter).replace("\n", "\r\n")
    text, told = decode(saved.encode(encoding), "fact-check.csv", Code.FACT_CHECK)
    assert (judged(text, rows)[0].verdict, told) == ("holds", ())


def test_file_in_the_letters_of_windows_is_read_and_told_with_the_line() -> None:
    text, (told,) = decode("page\nna\u00efve".encode("windows-1252"), "fact-check.csv", Code.FACT_CHECK)
    assert (text, str(told)) == (
        "page\nna\u00efve",
        "fact-check.csv:2: WARNING: not UTF-8; read as windows-1252; save the file as UTF-8 [citator.fact-check]",
    )


@pytest.mark.parametrize("cell", ['"never closed', '"closed" and more', '"' + "x" * 140_000])
def test_a_quotation_mark_astray_costs_its_row_alone_and_is_told_with_its_line(cell: str) -> None:
    rows = sheet(FIRST, SECOND)
    first, second = (file_of(row).partition("\n")[2] for row in rows)
    text = f"page,digest,checker,verdict,comment,state\n{first},,Bea,wrong,{cell},\n{second}"
    assert [row.checker for row in judged(text, rows)] == ["Ann", "Ann"]
    (message,) = messages(text, rows)
    assert message.startswith("docs/reports/alpha/fact-check.csv:3: WARNING: cannot read this row, so it is left out")


def test_a_cell_of_several_lines_is_no_fault() -> None:
    rows = sheet(FIRST)
    assert messages(file_of(rows[0], comment='"He said ""no"",\nthen ""yes"""'), rows) == []


def test_a_comma_outside_quotation_marks_is_told_with_its_line() -> None:
    (row,) = rows = sheet(FIRST)
    text = f"page,digest,verdict,comment\n{row.page},{row.digest},wrong,It was 1987, not 1988\n"
    (message,) = messages(text, rows)
    assert message.startswith(
        "docs/reports/alpha/fact-check.csv:2: WARNING: the row has more cells than there are columns"
    )


def test_a_first_line_without_the_names_of_columns_is_told() -> None:
    (row,) = rows = sheet(FIRST)
    (message,) = messages(f"{row.page},{row.digest},Ann,holds\n", rows)
    assert message.startswith("docs/reports/alpha/fact-check.csv:1: WARNING: the first line names no column 'page' and")


@given(st.text(), st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_comment_survives_the_way_through_the_sheet(sentence: str, comment: str) -> None:
    rows = sheet(replace(FIRST, sentence=sentence))
    assert (
        judged(to_csv([replace(rows[0], comment=comment)]), rows)[0].comment
        == "\n".join(re.split("\r\n?", comment)).strip()
    )
