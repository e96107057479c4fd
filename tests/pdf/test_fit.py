"""Nothing is printed over the edge of the page or over something else, however long it is; what must be made smaller is told."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from showcase import SQUARE, Built, compile_built
from test_mistakes import paper

pytestmark = pytest.mark.tool("pdftotext")

LEFT, RIGHT = 44 * 72 / 25.4, (210 - 38) * 72 / 25.4
"""The edges of the text, in points."""
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
_PAGE = 1000
"""More than the height of a page: pages are measured as if each stood below the one before it."""
FORMULA = " + ".join("abcdefghijklmnopqrstuvwxyz" * 2)


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


@pytest.fixture
def made(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor, tmp_path: Path
) -> Callable[..., tuple[Path, list[str]]]:
    """Return a function that makes the PDF of a text, and returns it with all messages."""

    def make(text: str, edition: str = "screen", title: str = "Tides") -> tuple[Path, list[str]]:
        files = {name: str(words).replace("title: Tides", f"title: {title}") for name, words in paper(text).items()}
        built = library(files | {"docs/summaries/a.svg": SQUARE})
        pdf, messages = typst_process.submit(compile_built, built, fonts, edition).result()
        (tmp_path / "a.pdf").write_bytes(pdf)
        return tmp_path / "a.pdf", [*built.messages, *messages]

    return make


def words(pdf: Path) -> list[Word]:
    run = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True)
    return [
        Word(left, top + page * _PAGE, right, bottom + page * _PAGE, text)
        for page, lines in enumerate(run.stdout.split("<page ")[1:])
        for found in _WORD.findall(lines)
        for left, top, right, bottom, text in [(*map(float, found[:4]), found[4])]
    ]


def plain(pdf: Path) -> str:
    """Return the text as it is copied, without the ends of lines."""
    run = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", run.stdout)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        (f"See https://example.org/{'a' * 160} here.", f"https://example.org/{'a' * 160}"),
        (f"See <https://example.org/{'a' * 160}>.", f"https://example.org/{'a' * 160}"),
        (f"A word.[^n]\n\n[^n]: See {'some_part.of_a_name.' * 9}", "some_part.of_a_name." * 9),
        (f"See `{'some_part.of_a_name.' * 9}end`.", f"{'some_part.of_a_name.' * 9}end"),
        (f"```python\nname = '{'abc' * 60}'\n```", f"name='{'abc' * 60}'"),
        (f"```\n{'some_part_of_a_path_' * 9}\n```", "some_part_of_a_path_" * 9),
    ],
)
def test_a_long_word_is_broken_and_copied_as_it_is(
    text: str, copied: str, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    pdf, messages = made(text)
    assert messages == []
    assert [word.text for word in words(pdf) if word.right > RIGHT + 1] == []
    assert copied in plain(pdf)


def test_a_long_word_of_a_language_is_hyphenated_in_a_line_and_in_a_cell(
    made: Callable[..., tuple[Path, list[str]]],
) -> None:
    word = "Rechtsschutzversicherungsgesellschaften"
    rows = "| Ort | Zahl | Jahr | Name |\n|---|---|---|---|\n" + f"| {word} | {word} | {word} | {word} |\n"
    pdf, messages = made(f"{{lang=de}}\n{f'So ({word}), ' * 12}\n\n{{lang=de}}\n{rows}")
    assert messages == []
    assert not overlapping(pdf)
    assert [found.text for found in words(pdf) if found.text.endswith("\u00ad")]


@pytest.mark.parametrize("edition", ["screen", "large-print", "review"])
def test_a_listing_in_a_cell_a_list_or_a_box_stays_in_its_room(
    edition: str, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    code = "compute_the_total(values, start_of_it, stop_of_it_or_its_end_whichever_is_the_first)"
    cells = f"* - ```python\n    {code}\n    ```\n  - Words that explain it, more than a few.\n"
    item, box = f"- An item\n\n  ```\n  {code}\n  ```", f"```{{note}}\n:::{{code}}\n{code}\n:::\n```"
    pdf, messages = made(f"```{{list-table}}\n{cells * 2}```\n\n{item}\n\n{box}", edition)
    assert messages == []
    assert not overlapping(pdf)
    right = {"screen": RIGHT, "large-print": (210 - 22) * 72 / 25.4, "review": (210 - 56) * 72 / 25.4}[edition]
    assert [word.text for word in words(pdf) if word.right > right + 1 and "¶" not in word.text] == []
    assert plain(pdf).count(re.sub(r"\s", "", code)) == 4, "what is copied is the code"


def test_code_in_a_table_stays_in_its_column(made: Callable[..., tuple[Path, list[str]]]) -> None:
    rows = "| `some_option_of_a_very_very_long_name_indeed` | What it does, in so many words that the cell takes two lines or more of them. |\n"
    pdf, messages = made(f"| Option | Meaning |\n|---|---|\n{rows * 2}")
    assert messages == []
    assert not overlapping(pdf)


WORDS_OF_A_CELL = "What they do, in so many words that the cell takes two lines or more of them."


@pytest.mark.parametrize(
    ("shares", "code"),
    [("40 60", "`:cited:`, `:notcited:`, `:all:`"), ("30 70", "`publications.json`, `robots.txt`")],
)
def test_code_in_a_narrow_column_stays_in_it_in_large_print(
    shares: str, code: str, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    pdf, messages = made(
        f"```{{list-table}}\n:widths: {shares}\n\n* - {code}\n  - {WORDS_OF_A_CELL}\n```", "large-print"
    )
    assert messages == []
    assert not overlapping(pdf)
    assert code.replace("`", "").replace(" ", "") in plain(pdf)


def test_a_column_has_room_for_a_month_where_others_can_spare_it(made: Callable[..., tuple[Path, list[str]]]) -> None:
    rows = [
        f"* - {date}\n  - Proposal\n  - {WORDS_OF_A_CELL}\n" for date in ("19 September 2024", "26 January 2025", "")
    ]
    table = f"```{{list-table}}\n:widths: 12 18 70\n\n{''.join(rows)}```"
    for edition in ("screen", "review", "large-print"):
        pdf, _ = made(table, edition)
        assert {"September", "January", "Proposal"} <= {word.text for word in words(pdf)}


def test_short_code_is_not_divided_and_stands_apart(made: Callable[..., tuple[Path, list[str]]]) -> None:
    code = ", ".join(f"`pt. n{number}`" for number in range(40))
    pdf, _ = made(f"```{{list-table}}\n* - {code}\n  - {WORDS_OF_A_CELL}\n```")
    found = words(pdf)
    starts, ends = ([word for word in found if re.fullmatch(part, word.text)] for part in (r"pt\.", r"n\d+"))
    assert [round(word.top) for word in starts] == [round(word.top) for word in ends]
    comma = next(word for word in found if word.text == ",")
    assert starts[1].left - comma.right > 2.5


def test_a_long_name_in_code_is_divided_after_a_sign_where_a_line_has_room(
    made: Callable[..., tuple[Path, list[str]]],
) -> None:
    for before in range(0, 30, 3):
        pdf, _ = made(f"{'a' * before} words of `citeproc_disambiguation` and `disambiguatingnames`.", "large-print")
        assert {"disambiguation", "citeproc_disambiguation"} & {word.text for word in words(pdf)}
        assert "disambiguatingnames." in {word.text for word in words(pdf)}


def test_the_name_of_a_field_stays_before_its_value(made: Callable[..., tuple[Path, list[str]]]) -> None:
    pdf, _ = made(":a_long_field name of some words that go on: its value\n", "large-print")
    assert not overlapping(pdf)
    name = [word for word in words(pdf) if word.text in ("name", "of")]
    assert 0 < name[1].left - name[0].right < 6, "its words stand as far apart as others"


@pytest.mark.parametrize("edition", ["screen", "large-print", "review"])
def test_a_table_of_too_many_columns_is_made_smaller_and_told(
    edition: str, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    table = ["|".join(f"{word}{column}" for column in range(16)) for word in ("column", "word")]
    pdf, messages = made(f"|{table[0]}|\n|{'---|' * 16}\n|{table[1]}|", edition)
    assert [message.partition("WARNING: ")[2] for message in messages] == [
        "the table has 16 columns, too many for a page; give it :class: landscape, or divide it [citator.pdf-size]"
    ]
    assert not overlapping(pdf)


def test_a_table_in_large_print_turns_its_page_before_its_type_is_small(
    made: Callable[..., tuple[Path, list[str]]],
) -> None:
    head = "|".join(("Number", "Parliament", "Decision", "Confirmation", "Verification", "Reciprocity", "Publication"))
    table = f"|{head}|\n|{'---|' * 7}\n|{'word|' * 7}"
    pdf, messages = made(f"Text.\n\n## Measures\n\n{table}\n\nMore.", "large-print")
    assert messages == []
    found = words(pdf)
    heights = {word.text: word.bottom - word.top for word in found}
    assert heights["Verification"] >= 16
    run = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    turned = next(page for page in run.stdout.split("\f") if "Verification" in page)
    assert "Measures" in turned, "the heading goes with its table"


@pytest.mark.parametrize("edition", ["screen", "review"])
def test_a_line_of_code_that_is_far_indented_stays_in_its_box(
    edition: str, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    line = f"{' ' * 24}return compute_the_total_of_all_values_in_a_table_now(1)"
    pdf, _ = made(f"```python\nif first:\n{line}\n```", edition)
    right = RIGHT if edition == "screen" else (210 - 56) * 72 / 25.4
    assert max(word.right for word in words(pdf) if word.text.startswith(("return", "compute"))) < right


def test_a_mark_of_a_citation_is_not_parted_from_its_key(made: Callable[..., tuple[Path, list[str]]]) -> None:
    for before in range(30):
        pdf, _ = made(f"{'a' * before} `[see@key2019somewhere.and@other]`")
        run = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
        assert not re.search(r"@\n", run.stdout)


def test_the_number_of_a_paragraph_stands_beside_its_first_line(made: Callable[..., tuple[Path, list[str]]]) -> None:
    pdf, _ = made("\n\n".join(f"Paragraph {'words ' * 40}" for _ in range(40)), "review")
    found = words(pdf)
    for number, line in zip(
        [word for word in found if word.text.startswith("¶")],
        [word for word in found if word.text == "Paragraph"],
        strict=True,
    ):
        assert line.top < number.bottom <= line.bottom + 1


def test_numbers_of_paragraphs_stand_below_each_other_whatever_their_paragraphs_stand_in(
    made: Callable[..., tuple[Path, list[str]]],
) -> None:
    terms = (
        f"A long term\n: Its definition {'of words ' * 20}\n\n```{{glossary}}\ntide\n  Water {'that moves ' * 20}\n```"
    )
    text = "Text.\n\n- An item\n\n  of two.\n\n> Said.\n\n{lang=ar}\nهذه فقرة باللغة العربية\n\n"
    pdf, _ = made(text + terms, "review")
    places = [word for word in words(pdf) if word.text.startswith("¶")]
    assert len(places) == 7
    assert len({round(word.left) for word in places}) == 1
    assert (210 - 56) * 72 / 25.4 < places[0].left < places[0].right < 210 * 72 / 25.4


@pytest.mark.tool("pdffonts")
def test_each_script_has_a_face_that_knows_its_forms(made: Callable[..., tuple[Path, list[str]]]) -> None:
    pdf, messages = made("नमस्ते and كتاب and ספר and 条约, **नमस्ते كتاب ספר**.\n")
    assert messages == []
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    assert {"Amiri", "FrankRuhlLibre", "NotoSansDevanagari", "NotoSansCJKsc"} <= set(re.findall(r"\+(\w+)-", fonts))
    assert not re.search("DejaVu|CMMath", fonts)


def test_code_in_a_script_with_marks_is_as_wide_as_its_parts(made: Callable[..., tuple[Path, list[str]]]) -> None:
    pdf, _ = made("One `हि` and `हिहिहिहिहिहि` more.\n")
    one, six = (word for word in words(pdf) if re.match("[\u0900-\u097f]", word.text))
    assert six.right - six.left == pytest.approx(6 * (one.right - one.left), rel=0.02), "no mark is torn off its letter"


@pytest.mark.parametrize("edition", ["screen", "large-print"])
def test_a_long_title_leaves_the_foot_on_its_page(edition: str, made: Callable[..., tuple[Path, list[str]]]) -> None:
    title = "Proposals of the states that have signed the treaty on the limits of what may be stationed " * 3
    pdf, _ = made("Text.", edition, title.strip())
    foot = [word for word in words(pdf) if word.text == "Version" and word.top % _PAGE > 297 * 72 / 25.4 - 80]
    assert foot
    first = [word for word in words(pdf) if word.top < _PAGE]
    lines = {round(word.top) for word in first if word.top >= foot[0].top - 40}
    assert len(lines) <= 2
    assert max(word.bottom % _PAGE for word in words(pdf)) < 297 * 72 / 25.4 - 20


def test_a_long_formula_is_made_smaller_and_told(made: Callable[..., tuple[Path, list[str]]]) -> None:
    pdf, messages = made(f"Text.\n\n$$\n{FORMULA} = 1\n$$ (eq-long)\n")
    assert messages == [
        "docs/summaries/tides.md:10: WARNING: a formula is wider than the page; it is set smaller: "
        "break it into lines with \\\\ [citator.pdf-size]"
    ]
    assert [word.text for word in words(pdf) if word.right > RIGHT + 1 or word.left < LEFT - 1] == []
    assert not overlapping(pdf)


def test_a_formula_that_fits_is_not_told(made: Callable[..., tuple[Path, list[str]]]) -> None:
    _, messages = made("$$\n" + FORMULA[:70] + "a = 1\n$$\n")
    assert messages == []


def test_an_image_wider_than_the_measure_is_made_to_fit(library: Callable[..., Built]) -> None:
    built = library(paper("```{image} a.svg\n:alt: A square.\n:width: 150%\n```") | {"docs/summaries/a.svg": SQUARE})
    assert built.messages == [
        "docs/summaries/tides.md:8: WARNING: image 'a.svg' has a width of 150%, more than a page holds; "
        "it is made to fit: write :width: 100% [citator.pdf-size]"
    ]
    assert "width: 100%" in built.typst


def overlapping(pdf: Path) -> list[tuple[str, str]]:
    """Return words that are printed over each other."""
    found = words(pdf)
    return [
        (one.text, other.text)
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if one.left < other.right - 1
        and other.left < one.right - 1
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.3 * (one.bottom - one.top)
    ]


def test_words_of_a_table_head_are_not_divided(made: Callable[..., tuple[Path, list[str]]]) -> None:
    cells = ["Host", "Pershing II launchers", "Cruise missiles", "Status", "Sources"]
    body = "".join(f"{'* -' if n == 0 else '  -'} {cell}\n" for n, cell in enumerate(cells))
    table = f"```{{list-table}}\n:header-rows: 1\n:widths: 17 13 13 25 32\n\n{body}{body.replace(cells[1], '108')}```\n"
    pdf, messages = made(table, "review")
    assert messages == []
    assert {"Pershing", "launchers", "missiles"} <= {word.text for word in words(pdf)}


@pytest.mark.parametrize(
    ("cell", "count", "broad"), [("few", 3, False), ("so many words that they need room " * 4, 9, True)]
)
def test_a_table_of_many_columns_goes_into_the_margins_only_where_its_words_need_them(
    cell: str, count: int, broad: bool, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    row = f"|{f'{cell}|' * 5}\n"
    pdf, messages = made(f"Text.\n\n|{'What|' * 5}\n|{'---|' * 5}\n{row * count}")
    assert messages == []
    assert (min(word.left for word in words(pdf) if word.text == "What") < LEFT - 20) is broad


@pytest.mark.parametrize(("width", "least"), [("40%", 0.4), ("10%", 1 / 3)])
def test_the_caption_of_a_figure_at_the_right_is_as_wide_as_its_picture_or_a_third_of_the_measure(
    width: str, least: float, made: Callable[..., tuple[Path, list[str]]]
) -> None:
    caption = f"A caption {'of words ' * 20}\n\nSource: nobody."
    pdf, messages = made(f"```{{figure}} a.svg\n:alt: A square.\n:align: right\n:width: {width}\n\n{caption}\n```")
    assert messages == []
    edge = RIGHT - least * (RIGHT - LEFT)
    first, source = (next(word for word in words(pdf) if word.text == text) for text in ("Figure", "Source:"))
    assert first.left == pytest.approx(edge, abs=2)
    assert source.left == pytest.approx(edge, abs=2)
