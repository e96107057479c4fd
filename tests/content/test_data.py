"""The report's data files keep their columns, and every key in them exists."""

from __future__ import annotations

import re

import pytest

from citator.bibtex.entry import BibFile
from citator.bibtex.reader import read_bibliography

from .shelf import REPORT, ROOT, claims, data, keys

COLUMNS = {
    "china_missile_counts.csv": "year_of_report class range_band missiles_estimate inf_range basis source_keys",
    "dual_track_1979.csv": "host pershing_ii glcm status source_keys",
    "evaluation_matrix.csv": (
        "proposal_id ground_for_talks scope_clarity verification reciprocity third_parties linkage_burden reason "
        "source_keys"
    ),
    "evaluation_thresholds.csv": "title criterion high_or_yes medium_or_partial low_or_no source_keys",
    "inf_eliminations.csv": "party class system eliminated basis source_keys",
    "inf_inspections.csv": "item count as_of source_keys",
    "missile_systems.csv": (
        "system owner kind range_km_min range_km_max range_text payload status treaty_class era source_keys note"
    ),
    "proposals.csv": (
        "id party date proposal form scope verification_offered condition_or_linkage reply status_mid_2026 in_matrix "
        "source_keys"
    ),
    "then_and_now.csv": "dimension talks_1981_1987 prospects_2024_2026 source_keys",
    "timeline.csv": "no lane date date_precision event category fact_ids source_keys",
}
"""The columns of each file, which charts, tables and readers rely on."""
ROWS = {"timeline.csv": 56, "proposals.csv": 18, "evaluation_matrix.csv": 8, "evaluation_thresholds.csv": 6}
DATE = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "year": r"\d{4}"}


@pytest.fixture(scope="module")
def bibliography() -> set[str]:
    return set(read_bibliography([BibFile(ROOT / "references.bib", "references.bib")]).items)


def test_data_folder_holds_these_files() -> None:
    assert {path.name for path in (REPORT / "data").iterdir()} == set(COLUMNS)


@pytest.mark.parametrize("name", COLUMNS)
def test_file_keeps_its_columns_and_its_rows(name: str) -> None:
    rows = data(name)
    assert list(rows[0]) == COLUMNS[name].split()
    assert all(None not in row and None not in row.values() for row in rows)
    assert len(rows) == ROWS.get(name, len(rows))


@pytest.mark.parametrize("name", COLUMNS)
def test_every_key_of_a_data_file_exists(name: str, bibliography: set[str]) -> None:
    assert [key for row in data(name) for key in keys(row["source_keys"]) if key not in bibliography] == []


def test_timeline_is_numbered_in_order_and_dated_as_precisely_as_it_says() -> None:
    rows = data("timeline.csv")
    assert [int(row["no"]) for row in rows] == list(range(1, len(rows) + 1))
    assert [row for row in rows if not re.fullmatch(DATE[row["date_precision"]], row["date"])] == []
    assert [row["date"][:4] for row in rows] == sorted(row["date"][:4] for row in rows)


def test_timeline_rests_on_claims_of_the_table() -> None:
    known = {row["id"] for row in claims()}
    assert [id_ for row in data("timeline.csv") for id_ in keys(row["fact_ids"]) if id_ not in known] == []


def test_claim_ids_are_well_formed_and_unique() -> None:
    ids = [row["id"] for row in claims()]
    assert [id_ for id_ in ids if not re.fullmatch(r"F\d{3}[a-z]?", id_)] == []
    assert len(ids) == len(set(ids))


def test_every_claim_has_one_grade() -> None:
    assert {row["grade"] for row in claims()} <= {"A", "B", "C", "own"}


def test_every_claim_names_sources_that_exist(bibliography: set[str]) -> None:
    rows = claims()
    assert list(rows[0]) == ["id", "claim", "grade", "keys"]
    assert [row["id"] for row in rows if not keys(row["keys"])] == []
    assert [key for row in rows for key in keys(row["keys"]) if key not in bibliography] == []


def test_matrix_judges_the_proposals_that_are_selected_by_the_printed_thresholds() -> None:
    selected = [row["id"] for row in data("proposals.csv") if row["in_matrix"] == "yes"]
    criteria = [row["criterion"] for row in data("evaluation_thresholds.csv")]
    matrix = data("evaluation_matrix.csv")
    assert sorted(row["proposal_id"] for row in matrix) == sorted(selected)
    assert set(criteria) <= set(matrix[0])
    scales = {criterion: {"high", "medium", "low"} for criterion in criteria}
    scales |= {"ground_for_talks": {"yes", "partial", "no"}, "linkage_burden": {"light", "medium", "heavy"}}
    for criterion, scale in scales.items():
        assert {row[criterion] for row in matrix} <= scale


def test_every_data_file_of_the_report_is_offered_for_download() -> None:
    text = "\n".join(path.read_text("utf-8") for path in REPORT.glob("*.md"))
    tables = re.findall(r"```\{data-table\} (data/\S+)\n(?:(?!```).*\n)*?:download:\n", text)
    drawn = re.findall(r"^:data: (\S+)$", text, re.MULTILINE)
    assert {f"data/{name}" for name in COLUMNS} <= {*tables, *drawn}
    assert "{download}`table of claims <claims.csv>`" in (REPORT / "index.md").read_text("utf-8")


def test_every_chart_is_described_sourced_and_offered_with_its_data() -> None:
    text = "\n".join(path.read_text("utf-8") for path in REPORT.glob("*.md"))
    charts = re.findall(r"```\{chart\} \S+\n((?:(?!```).*\n)*)", text)
    assert len(charts) == 3
    for chart in charts:
        options = dict(re.findall(r"^:(\w+): (.+)$", chart, re.MULTILINE))
        assert {"name", "alt", "data", "source", "description"} <= set(options)
        assert "@" in options["source"]
        assert len(options["alt"].split()) >= 30
