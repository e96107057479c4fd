"""Works that a style leaves out of its bibliography are listed all the same: every citation leads to an entry."""

from __future__ import annotations

from citator.csl.engine import process
from citator.diagnostics import Where
from citator.model.citation import Citation, CitationItem, CitationScope, CslItem
from citator.model.inline import plain_text


def work(key: str, **data: object) -> CslItem:
    return CslItem(key, data, Where("refs.bib", 1))


WORKS = {
    "zweig": work("zweig", type="book", title="A Book", author=[{"family": "Zweig"}], publisher="House"),
    "paper": work("paper", type="document", title="A Paper", author=[{"literal": "Ministry"}]),
    "abel": work("abel", type="book", title="Another Book", author=[{"family": "Abel"}], publisher="House"),
}
CITED = tuple(Citation((CitationItem(key),), note_number=number) for number, key in enumerate(WORKS, 1))


def test_an_unpublished_paper_stands_in_its_place_in_a_chicago_bibliography() -> None:
    answer = process(CitationScope("chicago-notes-bibliography", CITED, WORKS))
    assert [entry.key for entry in answer.bibliography] == ["abel", "paper", "zweig"]
    assert plain_text(answer.bibliography[1].content).startswith("Ministry. ")


def test_the_styles_own_choice_can_be_had() -> None:
    answer = process(CitationScope("chicago-notes-bibliography", CITED, WORKS, list_all=False))
    assert "paper" not in [entry.key for entry in answer.bibliography if entry.content]
