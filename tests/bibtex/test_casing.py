from __future__ import annotations

import pytest

from citator.bibtex.casing import NOCASE_END, NOCASE_START, Casing, cased


def sentence_case(title: str, *names: str) -> str:
    marked = cased(title, Casing.SENTENCE, names)
    return marked.replace(NOCASE_START, "<").replace(NOCASE_END, ">").replace("{", "").replace("}", "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Agreement to End {INF} Inspections Signed", "Agreement to end INF inspections signed"),
        ("Between a Rock and a Hard Place: Europe", "Between a rock and a hard place: Europe"),
        ("Are We There Yet? Notes on a Journey", "Are we there yet? Notes on a journey"),
        ("{U.S.} Withdrawal from the Treaty", "U.S. withdrawal from the treaty"),
        ("Missiles vs. Budgets in Practice", "Missiles vs. budgets in practice"),
        ("Long-Range Missile Tests---Post {INF}", "Long-range missile tests---post INF"),
        ("A Plan for Vitamin C and NATO", "A plan for vitamin C and NATO"),
        ("Talks in December and on Monday", "Talks in December and on Monday"),
        ("What's New about McDonald and iPods", "What's new about McDonald and iPods"),
        ("Runs on {macOS} and {to} the End", "Runs on <macOS> and <to> the end"),
        ("{U.S.} {to} Deploy Missiles {of NATO}", "U.S. <to> deploy missiles <of NATO>"),
        ("The {United States of America} at Sea", "The United States of America at sea"),
        ("A \\emph{Homo Sapiens} Study", "A \\emphHomo Sapiens study"),
        ("{A description of things not seen}", "<A description of things not seen>"),
        ("[A description of Things in Lviv]", "<[A description of Things in Lviv]>"),
        ("Second use of the Oreshnik, near Lviv", "Second use of the Oreshnik, near Lviv"),
    ],
)
def test_english_titles_come_to_sentence_case(title: str, expected: str) -> None:
    assert sentence_case(title) == expected


def test_the_entrys_own_names_keep_their_capitals() -> None:
    title = "Statement by the North Atlantic Council on Missiles"
    assert sentence_case(title, "North Atlantic Council") == "Statement by the North Atlantic Council on missiles"


def test_a_title_in_a_named_language_is_left_alone() -> None:
    assert cased("La Fin des Missiles", Casing.KEEP) == "{La Fin des Missiles}"
