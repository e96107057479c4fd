from __future__ import annotations

import pytest

from citator.bibtex.dates import entry_date, parse_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019", {"date-parts": [[2019]]}),
        ("2019-03", {"date-parts": [[2019, 3]]}),
        ("2019-03-07", {"date-parts": [[2019, 3, 7]]}),
        ("2019-03-07T10:00:00Z", {"date-parts": [[2019, 3, 7]]}),
        ("1987~", {"date-parts": [[1987]], "circa": True}),
        ("1987?", {"date-parts": [[1987]], "circa": True}),
        ("circa 1987", {"date-parts": [[1987]], "circa": True}),
        ("c. 1987", {"date-parts": [[1987]], "circa": True}),
        ("1985/1991", {"date-parts": [[1985], [1991]]}),
        ("1985--1991", {"date-parts": [[1985], [1991]]}),
        ("1985-1991", {"date-parts": [[1985], [1991]]}),
        ("1985–91", {"date-parts": [[1985], [1991]]}),
        ("1985/91", {"date-parts": [[1985], [1991]]}),
        ("1999/00", {"date-parts": [[1999], [2000]]}),
        ("1998--01", {"date-parts": [[1998], [2001]]}),
        ("2020/05", None),
        ("2020-05/06", {"date-parts": [[2020, 5], [2020, 6]]}),
        ("2020-05-06/08", {"date-parts": [[2020, 5, 6], [2020, 5, 8]]}),
        ("2020-05-30/06-02", {"date-parts": [[2020, 5, 30], [2020, 6, 2]]}),
        ("2020-05/2019", None),
        ("1985/", {"date-parts": [[1985], [0]]}),
        ("1985/..", {"date-parts": [[1985], [0]]}),
        ("1985--", {"date-parts": [[1985], [0]]}),
        ("../1985", {"date-parts": [[0], [1985]]}),
        ("2020-05-01/2020-05-03", {"date-parts": [[2020, 5, 1], [2020, 5, 3]]}),
        ("2001-21", {"date-parts": [[2001]], "season": 1}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("19uu", {"date-parts": [[1900], [1999]]}),
        ("1999-XX", {"date-parts": [[1999]]}),
        ("-0044-03-15", {"date-parts": [[-45, 3, 15]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("4 May 2004", {"date-parts": [[2004, 5, 4]]}),
        ("May 4, 2004", {"date-parts": [[2004, 5, 4]]}),
        ("May 2004", {"date-parts": [[2004, 5]]}),
        ("2019-13", None),
        ("2019-02-45", None),
        ("2024-02-29", {"date-parts": [[2024, 2, 29]]}),
        ("2023-02-29", None),
        ("2024-04-31", None),
        ("-0004-02-29", {"date-parts": [[-5, 2, 29]]}),
        ("c. 1999?", {"date-parts": [[1999]], "circa": True}),
        ("2001a", {"date-parts": [[2001]]}),
        ("1990s", None),
        ("soon", None),
        ("..", None),
    ],
)
def test_a_date_as_written_becomes_a_csl_date(written: str, expected: object) -> None:
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": "2004", "month": "may"}, {"date-parts": [[2004, 5]]}),
        ({"year": "2004", "month": "5", "day": "4"}, {"date-parts": [[2004, 5, 4]]}),
        ({"year": "2004", "month": "4~May"}, {"date-parts": [[2004, 5, 4]]}),
        ({"year": "2004", "month": "May 4"}, {"date-parts": [[2004, 5, 4]]}),
        ({"year": "2004", "month": "Summer"}, {"date-parts": [[2004]], "season": 2}),
        ({"year": "2004", "month": "May/June"}, {"date-parts": [[2004, 5], [2004, 6]]}),
        ({"year": "2004", "month": "5--6"}, {"date-parts": [[2004, 5], [2004, 6]]}),
        ({"year": "2004", "month": "Spring/Summer"}, {"date-parts": [[2004, 21], [2004, 22]]}),
        ({"year": "2004", "month": "jan~10--12"}, {"date-parts": [[2004, 1, 10], [2004, 1, 12]]}),
        ({"year": "2004", "month": "28 January--2 February"}, {"date-parts": [[2004, 1, 28], [2004, 2, 2]]}),
        ({"year": "2004", "month": "may", "day": "3--5"}, {"date-parts": [[2004, 5, 3], [2004, 5, 5]]}),
        ({"date": "2004", "month": "may", "day": "3"}, {"date-parts": [[2004, 5, 3]]}),
        ({"year": "{2004}"}, {"date-parts": [[2004]]}),
        ({"date": "2005", "year": "2004"}, {"date-parts": [[2005]]}),
        ({"year": "n.d."}, None),
        ({"year": "no date"}, None),
        ({}, None),
    ],
)
def test_year_month_and_day_make_a_date(fields: dict[str, str], expected: object) -> None:
    assert entry_date(fields) == (expected, None)


def test_a_month_that_cannot_be_read_leaves_the_year() -> None:
    assert entry_date({"year": "2004", "month": "whenever"}) == ({"date-parts": [[2004]]}, "2004-whenever")


def test_a_date_that_cannot_be_read_is_kept_as_words() -> None:
    assert entry_date({"date": "20xx, perhaps"}) == ({"literal": "20xx, perhaps"}, "20xx, perhaps")
