"""Which sentence a citation or a claim stands in."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from citator.sphinxext.nodes import citator_citation, citator_claim
from citator.sphinxext.sentences import clean, sentence_of_citation, sentence_of_claim


def paragraph(text: str) -> nodes.paragraph:
    """A paragraph with a citation at each ``[1]``, by its ordinal, and a claim at each ``{F1}``."""
    parts = re.split(r"(\[\d\]|\{\w+\})", text)
    made: list[nodes.Node] = []
    for part in parts:
        if part.startswith("["):
            made.append(citator_citation("", ordinal=int(part[1:-1])))
        elif part.startswith("{"):
            made.append(citator_claim("", claims=[part[1:-1]]))
        elif part:
            made.append(nodes.Text(part))
    return nodes.paragraph("", "", *made)


@pytest.mark.parametrize(
    "text",
    [
        "One fact [1]. Another [2].",
        "One fact.[1] Another.[2]",
        "One fact. [1] Another. [2]",
        "One fact.[1]{F1} Another.{F2}[2]",
    ],
)
def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before_it(text: str) -> None:
    words = paragraph(text)
    assert [sentence_of_citation(node, node["ordinal"], words) for node in words.findall(citator_citation)] == [
        "One fact.",
        "Another.",
    ]


def test_a_claim_that_two_sentences_are_tied_to_is_found_in_each() -> None:
    words = paragraph("One fact{F1} [1]. Another{F1} [2].")
    claims = words.findall(citator_claim)
    assert [clean(sentence_of_claim(claim, words)) for claim in claims] == ["One fact.", "Another."]
