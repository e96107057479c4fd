"""A hundred and twenty citations of the invented works, with everything that a citation may have."""

from __future__ import annotations

from citator.model.citation import Citation, CitationItem, Locator

LOCATORS = [
    None, Locator("page", "12"), None, Locator("page", "12-14"), Locator("chapter", "3"), None, Locator("section", "5"),
    Locator("page", "xii"), None, Locator("paragraph", "7"), Locator("figure", "2"), Locator("page", "7, 9"), None,
    Locator("note", "4"), Locator("volume", "2"), Locator("verse", "16"), None, Locator("page", "33"),
    Locator("article-locator", "6"), Locator("table", "1"), None, Locator("sub-verbo", "range"), Locator("line", "9"),
]  # fmt: skip
PREFIXES = ["", "", "", "See", "", "", "", "For a contrary view, see", "", "", "", "", "Cf."]
SUFFIXES = ["", "", "", "", " (emphasis added)", "", "", "", "", " and elsewhere", ""]
SIZES = [1, 1, 2, 1, 1, 3, 1, 1, 1, 2, 1, 1, 4]
WORKS = 60
COUNT = 120


def clusters() -> list[Citation]:
    """Return the citations in reading order, each in a note; now and then a note of the author stands between."""
    note, result = 0, []
    for number in range(COUNT):
        note += 2 if number % 7 == 6 else 1
        result.append(Citation(tuple(_items(number)), note_number=note))
    return result


def _items(number: int) -> list[CitationItem]:
    size = SIZES[number % len(SIZES)]
    if number % 4 == 3:  # the work before again: ibid., or a short note soon after
        first = _first_work(number - 1)
    elif number % 10 == 9:
        first = _first_work(number - 8)
    else:
        first = _first_work(number)
    return [_item(number, step, f"w{(first + step * 11) % WORKS:02d}") for step in range(size)]


def _first_work(number: int) -> int:
    return number * 17 % WORKS


def _item(number: int, step: int, key: str) -> CitationItem:
    turn = number * 3 + step
    return CitationItem(
        key,
        LOCATORS[turn % len(LOCATORS)],
        prefix=PREFIXES[turn % len(PREFIXES)] if step == 0 else "",
        suffix=SUFFIXES[turn % len(SUFFIXES)],
        suppress_author=number % 17 == 5 and step == 0,
    )
