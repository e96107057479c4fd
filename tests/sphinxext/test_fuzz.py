"""An hour of damage to .bib files, citations and pages: no crash, no hang, no silent loss.

``make nightly`` runs it; ``CITATOR_FUZZ=5 make nightly`` spends five minutes instead of sixty. Each part goes through
new examples until its share of the time is over; a failure prints the example and the seed that it came from.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from citator.bibtex.entry import BibFile
from citator.bibtex.reader import read_bibliography
from citator.bibtex.scan import scan
from citator.csl.engine import process
from citator.csl.syntax import narrative_citation_at, parse_pandoc_citation, parse_role_citation
from citator.diagnostics import Where
from citator.model.citation import Citation, CitationItem, CitationScope, CslItem, Form, Locator
from citator.model.inline import plain_text

from .projects import CONF, Project

pytestmark = pytest.mark.nightly

MINUTES = float(os.environ.get("CITATOR_FUZZ", "60"))
PARTS = 5
HANG = 120
"""Seconds after which an example counts as hanging."""
UNSHRUNK = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[phase for phase in Phase if phase is not Phase.shrink],
)
SOURCES = Path(__file__).parents[2] / "references.bib"


@contextmanager
def no_hang() -> Iterator[None]:
    def raise_timeout(*_: object) -> None:
        raise TimeoutError(f"over {HANG} s")

    before = signal.signal(signal.SIGALRM, raise_timeout)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def fuzz(check: Callable[..., None], *strategies: st.SearchStrategy[Any], examples: int) -> None:
    """Try new examples until the part's share of the time is over."""
    end = time.monotonic() + MINUTES * 60 / PARTS
    started = int(time.time())
    for number in range(1_000_000):
        if time.monotonic() > end:
            break

        @seed(started + number)
        @settings(UNSHRUNK, max_examples=examples)
        @given(st.tuples(*strategies))
        def attempt(values: tuple[Any, ...]) -> None:
            with no_hang():
                check(*values)

        attempt()


PIECES = st.sampled_from(
    [
        *r"{}[]()@;,:`\*_–&<>$#%~^|“’ЖÉ王",
        *(
            "\n",
            " ",
            "\u200f",
            "--",
            "p. ",
            "ch. 3",
            "§ 4",
            "{see}",
            "{p. 3}",
            "Abel",
            "![",
            "](",
            "[^n]",
            "https://a.b/@c",
        ),
        *("@a", "[@a]", "[-@a, p. 3; see @b]", "@{a:b}", "{cite:p}`a`", "{cite:t}`{see}a{p. 3},b`", "{footcite}`a`"),
    ]
)
JUNK = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=20).map("".join)


# -- .bib ----------------------------------------------------------------------------------------------------------


def test_scanning_any_text() -> None:
    def check(before: str, inside: str) -> None:
        text = f"{before}\n@book{{one, title = {{{inside}}}}}\n@book{{two, {inside}\n@book{{last, title = {{Last}}}}\n"
        scanned = scan(text, "x.bib")
        assert "last" in {entry.key for entry in scanned.entries}
        assert len(scanned.failed) <= len(scanned.diagnostics)

    fuzz(check, JUNK, st.one_of(JUNK, st.text()), examples=2000)


def test_damage_to_a_real_bib_costs_the_damaged_entries_alone() -> None:
    texts = re.split(r"(?m)^(?=@)", SOURCES.read_text("utf-8"))
    entries = {match[1]: text for text in texts if (match := re.match(r"@\w+\{([^,\s]+),", text))}
    damage = st.tuples(st.floats(0, 1), st.integers(0, 3), st.one_of(st.just(""), JUNK))

    def check(keys: list[str], damages: dict[int, tuple[float, int, str]]) -> None:
        parts = []
        for index, key in enumerate(keys):
            text = entries[key]
            if index in damages:
                where, length, inserted = damages[index]
                at = int(where * len(text))
                text = text[:at] + inserted + text[at + length :]
            parts.append(text.rstrip("\n") + "\n")
        with TemporaryDirectory() as folder:
            path = Path(folder) / "x.bib"
            path.write_text("".join(parts), "utf-8", errors="replace")
            found = read_bibliography([BibFile(path, "x.bib")])
        told = " ".join(diagnostic.message for diagnostic in found.diagnostics)
        for index, key in enumerate(keys):
            if index not in damages:
                assert key in found.items or key in found.missing_from_failed or f"'{key}'" in told, key

    some_keys = st.lists(st.sampled_from(sorted(entries)), unique=True, min_size=3, max_size=12)
    fuzz(check, some_keys, st.dictionaries(st.integers(0, 11), damage, min_size=1, max_size=4), examples=40)


# -- citations -----------------------------------------------------------------------------------------------------


def test_parsing_any_citation() -> None:
    def check(text: str) -> None:
        role = parse_role_citation(text)
        assert role.items or role.error or not text.strip()
        for item in (*role.items, *(parse_pandoc_citation(text) or ())):
            assert item.key
            assert item.key in text
        for place in range(len(text)):
            if found := narrative_citation_at(text, place):
                assert found.start == place < found.end <= len(text)

    fuzz(check, JUNK, examples=3000)


def test_formatting_any_citation_in_any_style() -> None:
    styles = (
        "apa",
        "ieee",
        "chicago-notes-bibliography",
        "oscola",
        "modern-language-association",
        "nlm-citation-sequence",
    )
    labels = ("page", "chapter", "section", "paragraph", "figure", "note", "volume", "verse")
    words = st.from_regex(r"[a-z]{1,8}( [a-zA-Z0-9&<>*_%$#\\]{1,8}){0,3}", fullmatch=True)
    locators = st.none() | st.builds(
        Locator, st.sampled_from(labels), st.from_regex(r"[0-9ivx]{1,4}([–,-][0-9]{1,3})?", fullmatch=True)
    )
    items = st.builds(
        CitationItem,
        st.sampled_from(("a", "b", "c")),
        locators,
        st.just("") | words,
        st.just("") | words.map(lambda text: f", {text}"),
        st.booleans(),
    )
    citations = st.builds(
        Citation, st.lists(items, min_size=1, max_size=3).map(tuple), st.sampled_from(Form), in_place=st.booleans()
    )
    titles = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=30)

    def check(style: str, cited: list[Citation], titles: tuple[str, str, str]) -> None:
        works = {
            key: CslItem(
                key, {"type": "book", "title": title, "author": [{"family": "Abel", "given": "Ann"}]}, Where("x.bib", 1)
            )
            for key, title in zip("abc", titles, strict=True)
        }
        numbered = tuple(Citation(one.items, one.form, number, one.in_place) for number, one in enumerate(cited, 1))
        answer = process(CitationScope(style, numbered, works))
        used = {item.key for one in cited for item in one.items}
        assert {entry.key for entry in answer.bibliography} >= used
        for one, text in zip(cited, answer.citations, strict=True):
            shown = plain_text(text.text) + plain_text(text.note or ())
            assert bool(shown.strip()) is (one.form is not Form.NOCITE), (one, shown)

    fuzz(
        check,
        st.sampled_from(styles),
        st.lists(citations, min_size=1, max_size=8),
        st.tuples(titles, titles, titles),
        examples=30,
    )


# -- pages ---------------------------------------------------------------------------------------------------------


def test_no_page_stops_a_build_or_loses_a_key() -> None:
    forms = st.sampled_from(
        (
            "[@{0}]",
            "[see @{0}, p. 3]",
            "{{cite:p}}`{0}`",
            "{{cite:t}}`{{see}}{0}{{p. 3}}`",
            "{{footcite:p}}`{0}`",
            "@{0}",
            "[-@{0}]",
        )
    )
    places = st.sampled_from(
        (
            "{0}",
            "> {0}",
            "* {0}",
            "## {0}",
            "| {0} |\n|---|\n| x |",
            "Term {0}\n: x {0}",
            "**{0}**",
            "```{{note}}\n{0}\n```",
            "x[^{1}]\n\n[^{1}]: {0}",
        )
    )
    pieces = st.lists(st.tuples(places, forms, JUNK, JUNK), min_size=1, max_size=12)

    def check(pieces: list[tuple[str, str, str, str]], style: str) -> None:
        keys = [f"key{number}x" for number in range(len(pieces))]
        bib = "".join(
            f"@book{{{key}, author = {{Abel, Ann}}, title = {{Title of {key}}}, year = 2001}}\n" for key in keys
        )
        blocks = []
        for (place, form, before, after), key in zip(pieces, keys, strict=True):
            inside = f"Words {_line(before)} {form.format(key)} {_line(after)}"
            blocks.append(place.format(inside, f"n{key}"))
        with TemporaryDirectory() as folder:
            project = Project(Path(folder) / "src")
            text = "# Page\n\n" + "\n\n".join(blocks) + "\n\n# References\n\n```{bibliography}\n```\n"
            project.write({"conf.py": f'{CONF}citator_style = "{style}"\n', "refs.bib": bib, "index.md": text}).build()
            assert project.code == 0, project.warnings
            shown = (project.out() / "index.html").read_text("utf-8")
        for key in keys:
            assert key in shown or key in project.warnings, key

    fuzz(check, pieces, st.sampled_from(("apa", "ieee", "chicago-notes-bibliography")), examples=25)


def _line(text: str) -> str:
    """Keep junk to one line, and from being a target, a comment or a directive that hides what follows."""
    return " ".join(re.sub(r"[`\\<%$]|\]\(|\[\^", "", text).split())
