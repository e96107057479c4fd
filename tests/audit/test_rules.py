"""The rules: each finding has its file and line, and what is right is not told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from citator.audit.attribution import is_attributed
from citator.audit.claims import read_claims
from citator.audit.exceptions import Exceptions, read_exceptions
from citator.audit.rules import check
from citator.model.facts import CitedItem, Facts, Uncited

from .records import CLAIMS, facts, mention, occurrence, paragraph, table, work

TIED = occurrence("Apples are round.", mention("abel"), claims=("F001",))


def findings(record: Facts, exceptions: str = "") -> list[str]:
    listed = read_exceptions(exceptions, "docs/reports/alpha/uncited.yaml")[0] if exceptions else Exceptions()
    return [str(diagnostic) for diagnostic in check(record, table(), listed)]


def test_founded_and_attributed_sentences_are_not_told() -> None:
    said = occurrence("Zorn says that zebras are striped.", mention("zorn"), claims=("F002",))
    assert findings(facts(TIED, said)) == []


def test_unknown_claim_is_told_with_a_near_one() -> None:
    (message,) = findings(facts(occurrence("Apples.", mention("abel"), claims=("F01",), line=12)))
    assert message == (
        "docs/reports/alpha/one.md:12: WARNING: no claim 'F01' in docs/reports/alpha/claims.csv; "
        "did you mean 'F001'? [citator.unknown-claim]"
    )


def test_claim_without_a_table_is_told() -> None:
    (message,) = [str(diagnostic) for diagnostic in check(facts(TIED))]
    assert "no claim 'F001', for there is no claims table" in message


def test_sentence_that_cites_none_of_the_claims_sources_is_told() -> None:
    (message,) = findings(facts(occurrence("Apples are round.", mention("zorn"), claims=("F001",))))
    assert "tied to claim 'F001' and cites none of its sources (abel)" in message


def test_all_citations_of_a_sentence_count_for_its_claims() -> None:
    sentence = "Apples are round and, Zorn says, zebras are striped."
    first = occurrence(sentence, mention("abel"), claims=("F001", "F002"))
    assert findings(facts(first, occurrence(sentence, mention("zorn"), claims=("F001", "F002")))) == []


def test_claim_in_a_sentence_without_a_citation_is_told() -> None:
    bare = Uncited("reports/alpha/one", "docs/reports/alpha/one.md", 5, "Apples are round.", claims=("F001",))
    (message,) = findings(facts(uncited=(bare,)))
    assert message.startswith(
        "docs/reports/alpha/one.md:5: WARNING: the sentence is tied to claim 'F001' and cites none"
    )


def test_unattributed_sentence_on_a_claim_of_grade_c_is_told() -> None:
    (message,) = findings(facts(occurrence("Zebras are striped.", mention("zorn"), claims=("F002",))))
    assert message == (
        "docs/reports/alpha/one.md:3: WARNING: claim 'F002' is of grade C and the sentence does not attribute it; "
        "say who says so [citator.attribution]"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia says that it reaches 480 kilometres.",
        "According to Ukraine, it was fired 25 times.",
        "Russia had fielded it before, by American account.",
        "China’s force numbers in the thousands by American estimate.",
        "The Pentagon’s estimate is lower.",
        "Each figure belongs to somebody: 480 kilometres to Russia.",
        "In August he laid the whole responsibility at Washington’s door.",
        "Western accounts dispute it.",
        "Russia has denied it throughout.",
        "Moscow replied that it had not.",
    ],
)
def test_wording_that_attributes_is_known(sentence: str) -> None:
    assert is_attributed(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It reaches 480 kilometres.",
        "The missile was fired 25 times.",
        "Four battalions have it.",
        "Zebras are striped.",
    ],
)
def test_bare_statement_is_not_taken_for_an_attributed_one(sentence: str) -> None:
    assert not is_attributed(sentence)


@pytest.mark.parametrize("text", ["It began in 1982.", "Some 40 came.", "He called it “a great and lasting success”."])
def test_paragraph_with_facts_and_no_citation_is_told(text: str) -> None:
    (message,) = findings(facts(TIED, uncited=(paragraph(text),)))
    assert message.startswith("docs/reports/alpha/one.md:9: WARNING: the paragraph '")


def test_paragraph_that_argues_is_not_told() -> None:
    assert findings(facts(TIED, uncited=(paragraph("A freeze is a statement about change."),))) == []


def test_publication_without_claims_may_leave_paragraphs_uncited() -> None:
    assert findings(facts(occurrence("Round.", mention("abel")), uncited=(paragraph("It began in 1982."),))) == []


def test_listed_paragraph_is_not_told() -> None:
    listed = "- {document: one, begins: It began, reason: opens the chapter}"
    assert findings(facts(TIED, uncited=(paragraph("It began in 1982."),)), listed) == []


def test_exception_for_a_document_covers_all_its_paragraphs() -> None:
    both = (paragraph("It began in 1982."), paragraph("It ended in 1987."))
    assert findings(facts(TIED, uncited=both), "- {document: reports/alpha/one, reason: chronology}") == []


def test_exception_that_fits_nothing_any_more_is_told_with_its_line() -> None:
    (message,) = findings(facts(TIED), "# why\n- {document: one, begins: It began, reason: opens the chapter}")
    assert message == (
        "docs/reports/alpha/uncited.yaml:2: WARNING: 'one' does not have a paragraph that begins 'It began'; "
        "remove the exception or correct it [citator.fact-check]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "- {document: one}",
        "- [",
        "one",
        "- {document: one, reason: }",
        "{document: x}",
        "- {document: [one], reason: a}",
        "- {document: one\0}",
    ],
)
def test_exceptions_that_cannot_be_read_are_told_and_stop_nothing(text: str) -> None:
    (message,) = map(str, read_exceptions(text, "uncited.yaml")[1])
    assert message.startswith("uncited.yaml:1: ")
    assert message.endswith("[citator.fact-check]")


def test_work_without_an_address_is_told_once_where_it_is_first_cited() -> None:
    cited = (occurrence("One.", mention("abel"), line=4), occurrence("Two.", mention("abel", 2), line=8))
    assert findings(facts(*cited, items=(work("abel"),))) == [
        "docs/reports/alpha/one.md:4: WARNING: 'abel' has neither url nor doi; add one, or the keyword no-address where "
        "none is known [citator.no-address]"
    ]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(work("abel", URL="https://example.org/a"), id="with an address"),
        pytest.param(work("abel", DOI="10.5555/a"), id="with a DOI"),
        pytest.param(work("abel", type="book"), id="a book"),
        pytest.param(work("abel", type="article-journal"), id="an article"),
        pytest.param(
            replace(work("abel", type="webpage"), keywords=("primary", "no-address")), id="known to have none"
        ),
        pytest.param(replace(work("abel", type="webpage"), invented=True), id="an invented one"),
    ],
)
def test_work_that_can_be_found_is_not_told(item: CitedItem) -> None:
    assert findings(facts(occurrence("One.", mention("abel")), items=(item,))) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("F001,Again,B,abel", "claim 'F001' repeats line 2; the first one counts; rename one of the two"),
        ("F003,No grade,,abel", "claim 'F003' has no grade; give it one"),
        ("F003,No source,A,", "claim 'F003' names no sources; give their keys, parted by semicolons"),
        (",No id,A,abel", "the row has no id; give it one"),
    ],
)
def test_wrong_row_of_a_claims_table_is_told_with_its_line(row: str, message: str) -> None:
    read, (diagnostic,) = read_claims(f"{CLAIMS}{row}\n", "claims.csv")
    assert (diagnostic.message, str(diagnostic.where)) == (message, "claims.csv:4")
    assert read.claims["F001"].claim == "Apples are round"


def test_an_exception_with_a_list_for_a_name_is_read_without_it() -> None:
    found, told = read_exceptions("- {document: one, reason: known, ? [x, y] : z}\n", "uncited.yaml")
    assert ([entry.document for entry in found.entries], told) == (["one"], ())
