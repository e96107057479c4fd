"""The engine's face: pure, cached, safe, never hanging."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from citator.csl import engine as engine_module
from citator.csl.alone import format_groups, format_item
from citator.csl.engine import process
from citator.csl.running import run_in_time
from citator.csl.styles import UnknownStyleError, find_style
from citator.diagnostics import Code
from citator.engines.pandoc import PandocTimeoutError
from citator.model.citation import CitationScope, FormattedScope, Script
from citator.model.inline import EntryLink, Link, plain_text, walk

from .shelf import SHELF, cite, item, notation

ROOT = Path(__file__).parents[2]
SHELF_ITEMS = {key: item(key) for key in SHELF}


def scope(*citations, style="apa", **options):
    return CitationScope(style, citations, SHELF_ITEMS, **options)


PRINT_AN_ANSWER = """
from tests.csl.test_process import cite, process, scope
print(process(scope(cite("@doe; @doe2; @anon", note=1), cite("@smith, p. 3", "narrative", note=2), style="oscola")))
"""


def test_the_same_scope_gives_the_same_answer_whatever_the_order_of_sets():
    command = [sys.executable, "-c", PRINT_AN_ANSWER]
    one, other = (
        subprocess.check_output(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}) for seed in "12"
    )
    assert one == other


def test_an_answer_is_read_back_from_the_cache_as_it_was(tmp_path, monkeypatch):
    asked = scope(cite("@smith, p. 3", note=1), cite("@doe", "narrative", note=2), style="chicago-notes-bibliography")
    first = process(asked, cache=tmp_path)
    monkeypatch.setattr(engine_module, "_process", lambda *_: pytest.fail("the engine was started"))
    assert process(asked, cache=tmp_path) == first


def test_a_citation_that_only_moved_in_its_file_is_taken_from_the_cache(tmp_path, monkeypatch):
    from citator.diagnostics import Where

    process(scope(cite("@doe")), cache=tmp_path)
    monkeypatch.setattr(engine_module, "_process", lambda *_: pytest.fail("the engine was started"))
    process(scope(replace(cite("@doe"), where=Where("a.md", 7))), cache=tmp_path)


@pytest.mark.parametrize(
    "change",
    [{"style": "ieee"}, {"locale": "de-DE"}, {"nocite": ("mid",)}, {"script": Script.ORIGINAL}, {"list_all": False}],
)
def test_whatever_shapes_the_answer_is_part_of_the_key(tmp_path, monkeypatch, change):
    process(scope(cite("@doe")), cache=tmp_path)
    asked = []
    monkeypatch.setattr(engine_module, "_process", lambda *arguments: asked.append(arguments) or FormattedScope((), ()))
    process(scope(cite("@doe"), **change), cache=tmp_path)
    assert len(asked) == 1


def test_a_broken_cache_file_counts_as_none(tmp_path):
    first = process(scope(cite("@doe")), cache=tmp_path)
    for path in tmp_path.rglob("*.json"):
        path.write_text("{")
    assert process(scope(cite("@doe")), cache=tmp_path) == first


def test_an_empty_scope_has_an_empty_answer():
    result = process(scope())
    assert (result.citations, result.bibliography) == ((), ())


def test_an_unknown_style_is_told_with_ids_like_it():
    with pytest.raises(UnknownStyleError, match="unknown citation style 'appa'; did you mean 'apa'"):
        process(scope(style="appa"))


class Slow:
    """A document that the engine formats in time only when the style does not tell names apart."""

    asks = ()
    items = (1, 2, 3)

    def run(self, style, locale, timeout):
        if b"disambiguate-add-names" in style.xml:
            raise PandocTimeoutError(timeout)
        return "formatted"


def test_a_style_that_takes_too_long_is_set_without_disambiguation():
    answer, (diagnostic,) = run_in_time(Slow(), find_style("apa"), "en-US", 0.5)
    assert answer == "formatted"
    assert (diagnostic.code, diagnostic.message) == (
        Code.STYLE_SLOW,
        "formatting 3 works in 'apa' took over 0.5 s; set without disambiguation",
    )


def test_a_call_that_never_ends_is_ended():
    works = [item(f"w{n}", type="book", title="T", author=[{"family": "F", "given": f"G{n}"}]) for n in range(400)]
    asked = CitationScope("apa", tuple(cite(f"@{w.key}") for w in works), {w.key: w for w in works})
    begin = time.monotonic()
    with pytest.raises(Exception, match="cannot format 400 works"):
        process(asked, timeout=0.05)
    assert time.monotonic() - begin < 10


def test_no_address_of_an_item_can_run_anything(format_scope):
    bad = [
        item("a", type="webpage", title="A", URL="javascript:alert(1)"),
        item("b", type="webpage", title="<b>B</b><script>x</script>", URL="data:text/html,x"),
        item("c", type="webpage", title="C", URL="JaVaScRiPt:alert(1)"),
    ]
    result = format_scope("chicago-notes-bibliography", cite("@a; @b; @c", note=1), items=bad)
    nodes = [node for entry in result.bibliography for node in walk(entry.content)]
    nodes += list(walk(result.citations[0].note))
    assert not [node for node in nodes if isinstance(node, Link)]


def test_no_link_stands_in_a_link_in_any_style(format_scope):
    keys = "; ".join(f"@{key}" for key in SHELF)
    for style in ("chicago-notes-bibliography", "oscola", "mhra-notes", "nature", "apa"):
        result = format_scope(style, cite(keys, note=1), cite(keys, "full", note=2), cite(keys, in_place=True))
        trees = [tree for c in result.citations for tree in (c.text, c.note or ())]
        trees += [entry.content for entry in result.bibliography]
        for node in (node for tree in trees for node in walk(tree)):
            if isinstance(node, EntryLink | Link):
                assert not [inner for inner in walk(node.children) if isinstance(inner, EntryLink | Link)]


def test_every_link_to_an_entry_has_an_entry(format_scope):
    letter = item("letter", type="personal_communication", title="Letter", author=[{"family": "Zorn"}])
    for list_all in (True, False):
        result = format_scope("apa", cite("@letter; @doe"), items=[letter], list_all=list_all)
        entries = {entry.key for entry in result.bibliography}
        assert {node.key for node in walk(result.citations[0].text) if isinstance(node, EntryLink)} == entries


def test_a_work_known_by_an_alias_only_is_found():
    result = process(CitationScope("apa", (cite("@old"),), {"old": replace(item("doe"), aliases=("old",))}))
    assert notation(result.citations[0].text) == "({doe|Doe, 2019})"


def test_items_by_themselves_know_nothing_of_each_other():
    style = find_style("apa")
    (entries,) = format_groups([(item("doe2"), item("doe"))], style)
    assert [plain_text(entry.content) for entry in entries] == [
        "Doe, J. (2019). Deterrence Again. Old Press.",
        "Doe, J. (2019). Deterrence. Old Press.",
    ]
    assert entries == (format_item(item("doe2"), style), format_item(item("doe"), style))


def test_groups_of_items_by_themselves_are_cached_one_by_one(tmp_path, monkeypatch):
    from citator.csl import alone

    style = find_style("apa")
    first = format_groups([[item("doe"), item("doe2")]], style, cache=tmp_path)
    formatted = []
    format_alone = alone._format_alone
    monkeypatch.setattr(
        alone, "_format_alone", lambda items, *rest: formatted.extend(items) or format_alone(items, *rest)
    )
    both = format_groups([[item("doe"), item("doe2")], [item("smith")]], style, cache=tmp_path)
    assert ([i.key for i in formatted], both[:1]) == (["smith"], first)


def test_an_item_that_a_style_prints_nothing_of_has_an_entry_by_itself():
    letter = item("letter", type="personal_communication", title="Letter", author=[{"family": "Zorn"}])
    assert "Letter" in plain_text(format_item(letter, find_style("apa")).content)


@pytest.mark.parametrize(
    ("script", "title"),
    [
        (Script.ORIGINAL, "О договоре"),
        (Script.ROMANISED, "O dogovore [On the treaty]"),
        (Script.BOTH, "O dogovore (О договоре) [On the treaty]"),
    ],
)
def test_the_house_switch_decides_which_title_prints(format_scope, script, title):
    custom = {"romanised_title": "O dogovore", "translated_title": "On the treaty"}
    result = format_scope("apa", cite("@mid"), items=[item("mid", custom=custom)], script=script)
    assert (
        plain_text(result.bibliography[0].content)
        == f"МИД России. (2021, February 3). {title}. https://example.org/treaty"
    )


def test_private_fields_never_print(format_scope):
    secret = item("doe", abstract="SECRET", annote="SECRET", custom={"shortauthor": [{"literal": "SECRET"}]})
    result = format_scope("chicago-notes-bibliography", cite("@doe", note=1), items=[secret])
    assert "SECRET" not in repr(result)


@settings(max_examples=15, deadline=None)
@given(
    title=st.text(max_size=40), prefix=st.text(max_size=15), suffix=st.text(max_size=15), locator=st.text(max_size=10)
)
def test_no_text_breaks_the_engine(title, prefix, suffix, locator):
    from citator.model.citation import Citation, CitationItem, Locator

    work = item("x", type="book", title=title, author=[{"family": "Doe"}])
    cited = CitationItem("x", Locator("page", locator) if locator else None, prefix=prefix, suffix=suffix)
    result = process(CitationScope("apa", (Citation((cited,)),), {"x": work}))
    assert len(result.citations) == 1
