from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citator.bibtex.convert import ask_pandoc
from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.keys import near_keys
from citator.bibtex.reader import item_hash, read_bibliography
from citator.diagnostics import Code, Where

Read = Callable[..., Bibliography]

ONE = "@book{one, title = {One}, date = {2001}}\n"
TWO = "@book{two, title = {Two}, date = {2002}}\n"


def said(bibliography: Bibliography) -> list[str]:
    return [str(diagnostic) for diagnostic in bibliography.diagnostics]


def test_every_item_knows_its_file_and_line(read: Read) -> None:
    bibliography = read(a="\n" + ONE, b=TWO)
    assert [bibliography.items[key].where for key in ("one", "two")] == [Where("a.bib", 2), Where("b.bib", 1)]


def test_a_missing_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    present = tmp_path / "present.bib"
    present.write_text(ONE)
    bibliography = read_bibliography([BibFile(tmp_path / "gone.bib", "gone.bib"), BibFile(present, "present.bib")])
    assert said(bibliography) == [
        "WARNING: cannot find gone.bib; create it or correct bibtex_bibfiles [citator.bib-file-missing]"
    ]
    assert list(bibliography.items) == ["one"]


def test_a_repeated_key_with_other_content_names_both_places_and_the_first_counts(read: Read) -> None:
    bibliography = read(a=ONE, b=TWO + "@book{one, title = {Another One}}\n")
    assert said(bibliography) == [
        "b.bib:2: WARNING: key 'one' repeats a.bib:1 with other content; the first one counts "
        "[citator.bib-duplicate-key]"
    ]
    assert bibliography.items["one"].data["title"] == "One"


def test_an_identical_repetition_is_no_matter(read: Read) -> None:
    assert said(read(a=ONE, b=ONE + TWO)) == []


def test_keys_differ_by_case(read: Read) -> None:
    assert list(read(ONE + ONE.replace("one", "ONE")).items) == ["one", "ONE"]


def test_an_alias_cites_the_same_work_and_is_no_key_of_its_own(read: Read) -> None:
    items = read("@book{one, title = {One}, ids = {uno, eins}}").items
    assert items["uno"].key == "one"
    assert "eins" in items
    assert list(items) == ["one"]


def test_an_alias_that_is_a_key_is_told(read: Read) -> None:
    bibliography = read("@book{one, title = {One}, ids = {two}}\n" + TWO)
    assert said(bibliography) == [
        "sources.bib:1: WARNING: entry 'one' has the alias 'two', which is another entry's key; that entry counts "
        "[citator.bib-duplicate-key]"
    ]
    assert bibliography.items["two"].key == "two"


def test_a_set_is_told_and_is_no_work(read: Read) -> None:
    bibliography = read("@set{both, entryset = {one, two}}\n" + ONE + TWO)
    assert said(bibliography) == [
        "sources.bib:1: WARNING: entry 'both' is a @set, which is no work; cite its members [citator.bib-unknown-type]"
    ]
    assert list(bibliography.items) == ["one", "two"]


def test_an_entry_that_pandoc_refuses_costs_only_itself() -> None:
    sources = [f"@book{{w{number}, title = {{T}}}}" for number in range(5)]
    sources[3] = "@book{w3, title = {"
    assert sorted(ask_pandoc(sources)) == ["w0", "w1", "w2", "w4"]


def test_an_abbreviation_of_one_file_serves_the_next(read: Read) -> None:
    bibliography = read(a="@string{press = {Press}}", b="@book{one, title = {One}, publisher = press}")
    assert bibliography.items["one"].data["publisher"] == "Press"


def test_the_key_of_an_entry_that_failed_is_remembered(read: Read) -> None:
    bibliography = read("@book{lost, title = {Lost\n" + ONE)
    assert bibliography.missing_from_failed == {"lost"}
    assert "lost" not in bibliography.items


def test_keywords_are_for_filters_and_not_in_the_data(read: Read) -> None:
    item = read("@book{one, title = {One}, keywords = {primary, us; nato}}").items["one"]
    assert item.keywords == ("primary", "us", "nato")
    assert "keywords" not in item.fields


def test_inherited_fields_are_the_items_own(read: Read) -> None:
    item = read("@inbook{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, date = {2001}}").items["a"]
    assert dict(item.fields) == {"booktitle": "B", "date": "2001", "title": "A"}


@pytest.mark.parametrize(
    ("content", "codec"),
    [
        ("@book{one, title = {Žluťoučký}, langid = {czech}}".encode("utf-8-sig"), None),
        ("@book{one, title = {Žluťoučký}, langid = {czech}}".encode("utf-16"), None),
        ("% Encoding: Cp1250\n@book{one, title = {Žluťoučký}, langid = {czech}}".encode("cp1250"), "cp1250"),
        ("\n\n@book{one, title = {Žižka „x“}, langid = {czech}}".encode("cp1252"), "windows-1252"),
    ],
)
def test_other_encodings_are_read_and_told(read: Read, content: bytes, codec: str | None) -> None:
    bibliography = read(content)
    title = bibliography.items["one"].data["title"]
    assert title in ("Žluťoučký", "Žižka „x“")
    messages = [d.message.split(";")[1].strip() for d in bibliography.diagnostics if d.code is Code.BIB_ENCODING]
    assert messages == ([f"read as {codec}"] if codec else [])


def test_a_wrong_encoding_names_the_line(read: Read) -> None:
    (diagnostic,) = read(b"\n\n@book{one, title = {M\xfcller}}").diagnostics
    assert diagnostic.where == Where("sources.bib", 3)


def test_line_ends_of_other_systems_count_as_one(read: Read) -> None:
    assert read("\r\n\r\n" + ONE).items["one"].where.line == 3


def test_the_hash_changes_with_content_and_not_with_the_place(read: Read) -> None:
    first, moved = read(ONE).items["one"], read("\n\n" + ONE).items["one"]
    changed = read(ONE.replace("2001", "2003")).items["one"]
    assert item_hash(first) == item_hash(moved) != item_hash(changed)


def test_near_keys_come_nearest_first() -> None:
    assert near_keys("smth2020", ["jones1999", "smith2020", "smith2021", "Smth2020a"]) == [
        "Smth2020a",
        "smith2020",
        "smith2021",
    ]


def test_what_is_unlike_is_not_suggested() -> None:
    assert near_keys("zzz", ["jones1999", "smith2020"]) == []


def test_this_librarys_own_sources_read_without_a_word() -> None:
    path = Path(__file__).parents[2] / "references.bib"
    bibliography = read_bibliography([BibFile(path, "references.bib")])
    assert said(bibliography) == []
    assert len(bibliography.items) == path.read_text("utf-8").count("\n@")
    assert all(item.data.get("title") and item.data.get("type") for item in bibliography.items.values())


@pytest.mark.parametrize("field", ["crossref", "xdata"])
def test_a_long_chain_of_parents_gives_its_first_field_to_the_last(field: str, read: Read) -> None:
    links = [f"@book{{b{place}, title={{T}}, {field}={{b{place + 1}}} }}" for place in range(3000)]
    bibliography = read("\n".join([*links, "@book{b3000, title={T}, publisher={Press} }"]))
    assert bibliography.items["b0"].data["publisher"] == "Press"
    assert bibliography.diagnostics == ()


def test_a_long_circle_of_parents_is_told_where_it_closes(read: Read) -> None:
    links = [f"@book{{b{place}, title={{T}}, crossref={{b{(place + 1) % 2000}}} }}" for place in range(2000)]
    assert [str(said) for said in read("\n".join(links)).diagnostics] == [
        "sources.bib:2000: WARNING: entry 'b1999' inherits from itself through crossref 'b0'; remove one of the fields "
        "[citator.bib-field]"
    ]
