"""Any text survives: nothing that an author writes becomes markup or code."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typst_project import Apart

from citator.engines.typst import evaluate
from citator.model.inline import Emphasis, EntryLink, Link, SmallCaps, Span, Text
from citator.typst.inline import to_typst
from citator.typst.markup import call, code_call, command, content, escape, flowing, label, string, value

READ_BACK = """{
  let words(it) = {
    if type(it) == str { it }
    else if it == [ ] { " " }
    else if it.has("text") { if type(it.text) == str { it.text } else { words(it.text) } }
    else if it.has("children") { it.children.map(words).join("") }
    else if it.has("body") { words(it.body) }
    else { "<" + repr(it.func()) + ">" }
  }
  %s.map(it => { let found = words(it); if found == none { "" } else { found } })
}"""
TEXTS = st.lists(st.text(max_size=40), min_size=20, max_size=60)


def as_printed(texts: list[str], apart: Apart, root: Path) -> list[str]:
    contents = "".join(f"[x{escape(text)}x], " for text in texts)
    return [text[1:-1] for text in apart(evaluate, READ_BACK % f"({contents})", root=root)]


def collapsed(text: str) -> str:
    import re

    return re.sub(r"[ \t\r\n\f\v]+", " ", "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    texts=[
        "#panic()",
        "= heading",
        "- item",
        "// gone",
        "/* gone */",
        "1. one",
        "$x$",
        "@key",
        "<label>",
        "*b* _i_ `c`",
    ]
)
@example(
    texts=[
        "\\",
        "~",
        "--",
        "---",
        "...",
        "-?",
        "'quoted' \"twice\"",
        "[",
        "]",
        "https://example.org/*",
        "\\u{41}",
        "a\u00adb",
    ]
)
@given(texts=TEXTS)
def test_any_text_is_printed_as_it_is_written(texts: list[str], apart: Apart, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    printed = as_printed(texts, apart, tmp_path_factory.getbasetemp())
    assert printed == [collapsed(text) for text in texts]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), min_size=20, max_size=60)
)
def test_any_string_is_the_same_in_typst(texts: list[str], apart: Apart, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    found = apart(evaluate, value(texts), root=tmp_path_factory.getbasetemp())
    assert found == texts


def test_values_are_typst_values(apart: Apart, tmp_path: Path) -> None:
    given_values = {"a b": [1, 2.5, True, None, "x"], "empty": [], "none": {}}
    assert apart(evaluate, value(given_values), root=tmp_path) == json.loads(json.dumps(given_values))


def test_a_bracket_after_a_call_is_text() -> None:
    assert call("emph", "a") + escape("(b)[c]") == "#emph[a];(b)\\[c\\]"


def test_names_are_spelt_as_in_typst() -> None:
    assert code_call("sec", "T", page_number=3) == "sec(page-number: 3)[T]"


def test_content_is_a_value() -> None:
    assert call("fig", caption=content("a")) == "#fig(caption: [a]);"


def test_arguments_may_go_by_position() -> None:
    assert command("anchor", 'a"b') == '#anchor("a\\"b");'


def test_labels_of_two_documents_never_meet() -> None:
    assert len({label("a/b", "c"), label("a", "b/c"), label("a.b", "c"), label("a/b.c"), label("A/b", "c")}) == 5


def test_a_null_character_is_written_by_its_code() -> None:
    assert string("\0") == '"\\u{0}"'


def test_formatted_text_keeps_its_styles_and_links() -> None:
    text = (
        SmallCaps((Text("Abel"),)),
        Text(", "),
        Emphasis((Link("https://doi.org/10.1", (Text("Title"),)),)),
        Span((Text("Книга"),), lang="ru"),
        EntryLink("a:b", (Text("[1]"),)),
    )
    assert to_typst(text, "refs") == (
        "#smallcaps[Abel];, "
        '#emph[#weblink(url: "https://doi.org/10.1")[Title];];'
        '#in-language(lang: "ru")[Книга];'
        '#goto(target: "refs:ref-a.2e.3a.2e.b")[\\[1\\]];'
    )


@pytest.mark.parametrize(
    "word",
    [
        "Sozialversicherungsfachangestellten",
        "(Rechtsschutzversicherungsgesellschaften),",
        "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsgesetz.",
        "EU-Arbeiterunfallversicherungs-Anstalt",
    ],
)
def test_a_long_word_of_a_language_is_left_to_its_hyphenation(word: str) -> None:
    assert flowing(f"Die {word} hier") == escape(f"Die {word} hier")


@pytest.mark.parametrize(
    "word",
    [
        "/home/someone/library/docs/reports",
        "getElementsByTagNameAndClassNameOf",
        "d41d8cd98f00b204e9800998ecf8427e",
        "ACGTACGTACGTACGTACGTACGTACGTACGTACGT",
    ],
)
def test_a_long_word_of_a_machine_may_break_anywhere(word: str) -> None:
    assert flowing(f"see {word} here") == f"see {command('long-word', word)} here"
