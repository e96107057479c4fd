"""Whatever a file holds: nothing raises, nothing is lost silently, and a broken entry costs only itself.

The nightly fuzz (``tests/sphinxext/test_fuzz.py``) goes on where these stop.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.latex import balanced
from citator.bibtex.reader import read_bibliography
from citator.bibtex.scan import scan

KEYS = st.from_regex(r"[a-z]{1,4}[0-9]{1,3}", fullmatch=True)
PIECES = st.sampled_from(
    ["{", "}", '"', "\\", "%", "#", "@", ",", "=", "$", "&", "_", "^", "~", " and ", "\n", "(", ")", "\\{", "{\\'e}"]
)
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map("".join)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters='{}"\\@', exclude_categories=["Cc", "Cs"]), max_size=30)
FIELDS = ("title", "author", "url", "doi", "date", "note", "titleaddon", "howpublished", "pages", "langid", "journal")
DAMAGE = st.sampled_from(
    [
        "@book{KEY, title = {Open}",
        '@book{KEY, title = "Open}',
        "@book{KEY, title = {A {B}, year = 2001}",
        "@book{KEY, a = {",
    ]
)


def read_text(text: str) -> Bibliography:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sources.bib"
        path.write_bytes(text.encode("utf-8", "replace"))
        return read_bibliography([BibFile(path, "sources.bib")])


@given(st.one_of(TEXT, st.text()))
@settings(max_examples=400, deadline=None)
def test_scanning_any_text_never_raises(text: str) -> None:
    scan("@book{one, title = {" + text + "}}\n@book{two, " + text + "}\n" + text, "sources.bib")


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_reading_any_field_never_raises_and_loses_no_entry(text: str) -> None:
    value = balanced(text).replace("@", "")
    keys = [*FIELDS, "last"]
    bibliography = read_text(
        "".join(f"@article{{{name}, {name} = {{{value}}}}}\n" for name in FIELDS) + "@book{last, }"
    )
    assert set(bibliography.items) | bibliography.missing_from_failed == set(keys)
    assert "last" in bibliography.items
    json.dumps({key: dict(bibliography.items[key].data) for key in bibliography.items}).encode()


@given(st.lists(st.tuples(KEYS, st.one_of(st.none(), DAMAGE), WORDS), unique_by=lambda entry: entry[0], max_size=12))
@settings(max_examples=60, deadline=None)
def test_entries_in_are_entries_out_and_entries_reported(entries: list[tuple[str, str | None, str]]) -> None:
    text = "".join(
        damage.replace("KEY", key) + "\n" if damage else f"@book{{{key}, title = {{{words}}}, year = 2001}}\n"
        for key, damage, words in entries
    )
    scanned = scan(text, "sources.bib")
    assert [entry.key for entry in scanned.entries] == [key for key, damage, _ in entries if damage is None]
    assert list(scanned.failed) == [key for key, damage, _ in entries if damage]
    assert len(scanned.diagnostics) == len(scanned.failed)


@given(WORDS)
@example("$$")
@example("$ $")
@settings(max_examples=60, deadline=None)
def test_plain_words_come_out_as_they_went_in(words: str) -> None:
    # Quotes, dashes, ties and <markup> mean something in LaTeX and in CSL; white space is folded; ² becomes <sup>.
    words = unicodedata.normalize("NFKC", words)
    plain = " ".join("".join(c for c in words if c.isalpha() or c in " .,;:%&#_$^()[]!/").split())
    plain = plain.replace("$", "") if plain.count("$") > 1 else plain  # $A$ is mathematics
    item = read_text(f"@misc{{one, title = {{{{Начало {plain} конец}}}}}}").items["one"]
    assert item.data["title"] == " ".join(f"Начало {plain} конец".split())
