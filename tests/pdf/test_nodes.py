"""What an author writes is printed as it is meant: breaks, struck words, tasks, code, sizes and sides of pictures."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from showcase import CONF, Built

PAPER = "---\ntype: summary\ntitle: Tides\ndate: 2026-11-23\n---\n# Tides\n\n"
EVERY = CONF + 'myst_enable_extensions += ["strikethrough", "tasklist"]\n'


@pytest.fixture
def printed(library: Callable[..., Built]) -> Callable[[str], str]:
    """Return a function that reads a paper of which nothing is told, and gives its Typst without anchors and places."""

    def read(text: str) -> str:
        built = library({"conf.py": EVERY, "docs/index.md": "# Library\n", "docs/summaries/tides.md": PAPER + text})
        assert built.messages == []
        return re.sub(r"\n?// @src [^\n]*|#p\([^)]*\);", "", built.typst)

    return read


@pytest.mark.parametrize("written", ["Line one\\\nline two", "Line one  \nline two"])
def test_a_hard_break_breaks_the_line(written: str, printed: Callable[[str], str]) -> None:
    assert "Line one#linebreak();line two" in printed(written)


def test_words_that_are_struck_out_print_struck_out(printed: Callable[[str], str]) -> None:
    assert "It is #strike[not]; so\\." in printed("It is ~~not~~ so.\n")


def test_a_task_that_is_done_looks_done(printed: Callable[[str], str]) -> None:
    assert "#tasks(done: (false, true, none,), " in printed("- [ ] to count\n- [x] to look\n- no task\n")


@pytest.mark.parametrize(
    "written",
    [
        "Energy is $E = mc^2 \\alt{energy and mass are one}$.\n",
        "Energy is {math}`E = mc^2 \\alt{energy and mass are one}`.\n",
        "$$\nE = mc^2 \\alt{energy and mass\nare one}\n$$\n",
        "```{math}\n:alt: energy and mass are one\n\nE = mc^2\n```\n",
    ],
)
def test_a_formula_is_read_in_the_words_of_its_author(written: str, printed: Callable[[str], str]) -> None:
    text = printed(written)
    assert 'alt: "energy and mass are one", ' in text
    assert "$ E = m c^(2) $" in text


def test_a_formula_is_read_in_english_and_tagged_so_where_its_language_has_no_words(
    library: Callable[..., Built],
) -> None:
    head = PAPER.replace("type: ", "language: it\ntype: ")
    built = library({"docs/index.md": "# Library\n", "docs/summaries/tides.md": head + "La somma $a + b$.\n"})
    assert '#in-language(lang: "en")[#formula(alt: "a plus b", $ a + b $.body);];' in built.typst
