"""Every factual paragraph cites, every claim is founded, and grade C is attributed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from citator.audit.rules import sentences_of
from citator.diagnostics import Code
from citator.library.audit import audit_publication
from citator.library.discover import Found
from citator.model.facts import Facts

from .shelf import ROOT, claims

EXCEPTIONS = yaml.safe_load((ROOT / "tests/content/exceptions.yaml").read_text("utf-8"))
CHAPTERS = (
    *("executive-summary", "how-to-judge", "from-euromissiles-to-inf", "how-the-treaty-ended", "russias-freeze"),
    *("american-and-allied-offers", "china", "from-proposals-to-deployments", "prospects"),
)


@pytest.fixture(scope="module")
def findings(library: Mapping[str, Facts], publications: Mapping[str, Found]) -> list[tuple[Code, str]]:
    kin = [publications["freeze-notify-renounce"].publication]
    found = [d for facts in library.values() for d in audit_publication(facts, ROOT, kin=kin)[1]]
    return [(diagnostic.code, str(diagnostic)) for diagnostic in found]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(Code.UNCITED, id="every factual paragraph cites or is listed in uncited.yaml"),
        pytest.param(Code.ATTRIBUTION, id="every sentence on a claim of grade C says whose claim it is"),
        pytest.param(Code.CLAIM_NOT_CITED, id="every sentence on a claim cites one of its sources"),
        pytest.param(Code.UNKNOWN_CLAIM, id="every claim stands in the claims table"),
        pytest.param(Code.CLAIMS_TABLE, id="the claims table has no repeated and no incomplete row"),
        pytest.param(Code.FACT_CHECK, id="no exception and no verdict has outlived its text"),
    ],
)
def test_audit_finds_nothing(code: Code, findings: list[tuple[Code, str]]) -> None:
    assert [message for found, message in findings if found is code] == []


def test_reading_the_publications_is_silent(library: Mapping[str, Facts]) -> None:
    assert [str(diagnostic) for facts in library.values() for diagnostic in facts.diagnostics] == []


def test_every_cited_key_has_its_entry(library: Mapping[str, Facts]) -> None:
    for facts in library.values():
        listed = {item.key for item in facts.items if item.entry}
        cited = {item.key for occurrence in facts.occurrences for item in occurrence.items}
        assert cited == listed


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_cites_in_running_text_and_ties_sentences_to_claims(name: str, report: Facts) -> None:
    occurrences = [o for o in report.occurrences if o.docname.endswith(f"/{name}") and o.paragraph is not None]
    assert len(occurrences) >= 10
    assert sum(bool(occurrence.claims) for occurrence in occurrences) >= 10


def test_claims_of_grade_c_are_used_and_found_in_sentences(report: Facts) -> None:
    grade_c = {row["id"] for row in claims() if row["grade"] == "C"}
    tied = {id_ for sentence in sentences_of(report) for id_ in sentence.claims}
    assert len(grade_c & tied) >= 10


def test_no_locator_points_to_a_place_that_was_not_seen(library: Mapping[str, Facts]) -> None:
    seen = {(place["key"], place["locator"]) for place in EXCEPTIONS["places_seen"]}
    written = {
        (item.key, f"{item.locator.label.removesuffix('-locator')} {item.locator.value}")
        for facts in library.values()
        for occurrence in facts.occurrences
        for item in occurrence.items
        if item.locator
    }
    assert written <= seen
