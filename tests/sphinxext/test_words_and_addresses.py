"""An @ within a word or an address cites nothing, and long text without blanks costs little."""

from __future__ import annotations

import time

import pytest
from markdown_it import MarkdownIt

from citator.sphinxext.markdown import TOKEN, install

PARSER = install(MarkdownIt(), None, None)


def _cites(text: str) -> bool:
    (_, inline, _) = PARSER.parse(text)
    return any(token.type == TOKEN for token in inline.children or [])


@pytest.mark.parametrize("text", ["a@b", "write to jo_@b", "https://a.org/~@b", "see WWW.a.org/-@b", "git+ssh://a/(@b"])
def test_an_at_sign_in_a_word_or_an_address_is_no_citation(text: str) -> None:
    assert not _cites(text)


@pytest.mark.parametrize("text", ["@b", "as @b says", "(@b)", "https://a.org @b", "a—@b"])
def test_an_at_sign_at_the_beginning_of_a_word_is_one(text: str) -> None:
    assert _cites(text)


@pytest.mark.parametrize("piece", ["a @b ", ".@", "a.@", "x" * 1000 + " @b ", "://@", "-@"])
def test_hostile_text_costs_little(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    start = time.process_time()
    PARSER.parse(text)
    assert time.process_time() - start < 10
