"""Numbers in the text equal those in the data files: they are computed here and looked for there."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from .shelf import REPORT, ROOT, chapter, claims, data, in_words, section

ELIMINATED = {
    (row["party"], row["class"], row["system"]): int(row["eliminated"]) for row in data("inf_eliminations.csv")
}
SUMS: Counter[str] = Counter()
for (party, class_, system), number in ELIMINATED.items():
    SUMS.update({party: number, f"{party}, {class_}": number, system: number, "all": number})


def test_eliminations_of_the_text_are_the_sums_of_the_data() -> None:
    text = chapter("from-euromissiles-to-inf")
    assert f"The United States declared {SUMS['United States']} missiles for elimination" in text
    assert f"{SUMS['Pershing II']} Pershing II, {SUMS['BGM-109G (GLCM)']} ground-launched cruise missiles" in text
    assert f"{SUMS['Pershing IA']} Pershing IA" in text
    assert f"side {SUMS['Soviet Union']:,} were destroyed, of which {SUMS['SS-20']} were SS-20s" in text
    assert f"leaves {SUMS['other intermediate-range types']} intermediate-range missiles of other types" in text
    assert f"The sum for both parties is {SUMS['all']:,}" in text


def test_eliminations_are_the_known_totals() -> None:
    assert (SUMS["United States"], SUMS["Soviet Union"], SUMS["all"]) == (846, 1846, 2692)


def test_every_number_of_missiles_in_the_section_on_eliminations_comes_from_the_data() -> None:
    prose = re.sub(r"\{\w+\}`[^`]*`|@[\w-]+", "", section("from-euromissiles-to-inf", "sec-eliminations"))
    numbers = {int(n.replace(",", "")) for n in re.findall(r"(?<![\w-])\d{1,3}(?:,\d{3})+|(?<![\w-])\d{3}\b", prose)}
    assert numbers - {171} <= set(SUMS.values())  # 171 warheads: the late-stage rule of claim F031
    assert {SUMS["all"], SUMS["United States"], SUMS["Soviet Union"]} <= numbers


@pytest.mark.parametrize("place", [":alt:", ":description:"])
def test_words_on_the_chart_of_eliminations_give_its_bars(place: str) -> None:
    (line,) = [
        line for line in (REPORT / "from-euromissiles-to-inf.md").read_text("utf-8").splitlines()
        if line.startswith(place) and "eliminated" in line
    ]  # fmt: skip
    bars = [SUMS[f"{party}, {class_}"] for party, class_, _ in ELIMINATED]
    assert [bar for bar in bars if str(bar) not in line] == []


def test_last_soviet_elimination_is_dated_as_in_the_data() -> None:
    (row,) = [row for row in data("inf_inspections.csv") if row["item"].startswith("Soviet missiles")]
    assert (int(row["count"]), row["as_of"]) == (SUMS["Soviet Union"], "1991-05-12")
    assert "the last Soviet missile was gone by 12 May 1991" in chapter("from-euromissiles-to-inf")


def test_inspections_count_the_missiles_that_the_eliminations_count() -> None:
    counts = [int(row["count"]) for row in data("inf_inspections.csv")]
    assert counts == [452, 270, SUMS["Soviet Union"], SUMS["United States"]]


def test_counts_of_inspections_in_claims_equal_the_data() -> None:
    american, escorted, *_ = data("inf_inspections.csv")
    (claim,) = [row["claim"] for row in claims() if row["id"] == "F033"]
    assert f"{american['count']} American, {escorted['count']} teams escorted" in claim


def test_plan_of_1979_adds_up_and_the_text_gives_its_totals() -> None:
    *hosts, total = data("dual_track_1979.csv")
    for column in ("pershing_ii", "glcm"):
        assert sum(int(row[column]) for row in hosts) == int(total[column])
    text = chapter("from-euromissiles-to-inf")
    assert f"{total['pershing_ii']} launchers of the ballistic Pershing II and {total['glcm']} cruise missiles" in text
    both = [row["host"] for row in hosts if int(row["pershing_ii"]) and int(row["glcm"])]
    assert both == ["West Germany"]
    assert "West Germany alone would have both kinds" in text


def test_chinese_missiles_in_the_text_are_those_of_the_table() -> None:
    counts = {
        row["class"].partition(" (")[0]: int(row["missiles_estimate"]) for row in data("china_missile_counts.csv")
    }
    medium, intermediate = counts["medium-range ballistic"], counts["intermediate-range ballistic"]
    cruise = counts["ground-launched cruise"]
    assert f"{medium:,} medium-range and {intermediate} intermediate-range ballistic missiles" in chapter("china")
    assert f"{cruise} ground-launched cruise missiles" in chapter("china")
    total = f"{medium + intermediate + cruise:,}"
    assert f"the cruise missiles in the table is {total}" in chapter("from-proposals-to-deployments")


def test_text_counts_the_proposals_as_the_table_does() -> None:
    rows = data("proposals.csv")
    selected = [row for row in rows if row["in_matrix"] == "yes"]
    left_out = len(rows) - len(selected)
    words = in_words(len(selected))
    assert f"{words.capitalize()} proposals pass; {in_words(left_out)} that a reader" in chapter("how-to-judge")
    assert f"judges {words} such offers" in chapter("executive-summary")
    assert f"{words.capitalize()} of the {in_words(len(rows))} are judged" in chapter("china")
    guide = (ROOT / "docs/summaries/three-proposals.md").read_text("utf-8")
    assert f"discusses {in_words(len(rows))} proposals" in guide


def test_text_counts_the_judged_proposals_of_each_party() -> None:
    parties = Counter(row["party"] for row in data("proposals.csv") if row["in_matrix"] == "yes")
    assert (
        f"{in_words(parties['Russia'])} proposals by Russia, {in_words(parties['United States'])} by the United States, "
        f"{in_words(parties['NATO'])} by NATO, {in_words(parties['China'])} by China"
    ) in chapter("how-to-judge")


def test_text_counts_criteria_and_light_burdens_as_the_matrix_does() -> None:
    assert f"by {in_words(len(data('evaluation_thresholds.csv')))} criteria" in chapter("executive-summary")
    light = sum(row["linkage_burden"] == "light" for row in data("evaluation_matrix.csv"))
    assert f"{in_words(light).capitalize()} proposals stand alone" in chapter("prospects")


def test_text_gives_the_marks_of_the_matrix() -> None:
    marks = {row["proposal_id"]: row for row in data("evaluation_matrix.csv")}
    first, second, third = (marks[version]["ground_for_talks"] for version in ("P1", "P2", "P3"))
    assert f"version 1 {first}, version 2 {second} and version 3 {third}" in chapter("russias-freeze")
    assert "The proposals with the clearest rules (P3, C1) have no method" in chapter("prospects")
    assert {id_ for id_, row in marks.items() if row["scope_clarity"] == "high"} == {"P3", "C1"}
    assert {marks[id_]["verification"] for id_ in ("P3", "C1")} == {"low"}
    assert "those with a method (P2, U3)" in chapter("prospects")
    assert {id_ for id_, row in marks.items() if row["verification"] == "high"} == {"P2", "U3"}
    assert "goes to two Western offers of January 2022" in chapter("prospects")
    assert {id_ for id_, row in marks.items() if row["third_parties"] != "low"} == {"U3", "N1"}
    assert "high marks for clarity and reciprocity in the matrix" in chapter("china")
    assert [marks["C1"][name] for name in ("scope_clarity", "reciprocity", "verification")] == ["high", "high", "low"]


def test_text_counts_the_obstacles_of_the_table() -> None:
    count = in_words(len(data("then_and_now.csv")))
    assert f"{count.capitalize()} obstacles, then and now" in chapter("prospects")
    assert f"Of the {count} rows" in chapter("prospects")


def test_words_on_the_chart_of_ranges_count_the_systems_that_have_a_figure() -> None:
    drawn = [row for row in data("missile_systems.csv") if row["range_km_min"]]
    eliminated = sum(row["status"].startswith("eliminated") for row in drawn)
    text = chapter("from-proposals-to-deployments")
    assert f"Ranges of {in_words(len(drawn))} missile systems" in text
    assert f"{in_words(eliminated).capitalize()} were eliminated under the treaty" in text


def test_every_large_number_of_the_text_stands_in_the_data_or_in_a_claim() -> None:
    cells = [cell for path in (REPORT / "data").iterdir() for row in data(path.name) for cell in row.values()]
    cells += [row["claim"] for row in claims()]
    known = {number.replace(",", "") for cell in cells for number in re.findall(r"\d[\d,]*\d", cell)}
    counts = {row["class"]: int(row["missiles_estimate"]) for row in data("china_missile_counts.csv")}
    known.add(str(sum(n for c, n in counts.items() if c.startswith(("medium", "intermediate", "ground")))))
    known |= {str(number).replace(",", "") for number in _exceptions()}
    written = {
        number
        for path in (*REPORT.glob("*.md"), *(ROOT / "docs/summaries").glob("*.md"))
        for number in re.findall(r"(?<![\w-])\d{1,3}(?:,\d{3})+(?!\w)", path.read_text("utf-8"))
    }
    assert {number for number in written if number.replace(",", "") not in known} == set()


def _exceptions() -> list[str]:
    text = (ROOT / "tests/content/exceptions.yaml").read_text("utf-8")
    return [entry["number"] for entry in yaml.safe_load(text)["numbers"]]
