"""An edit reads the chapter that it is in and no other, and gives the bytes and messages of a full build."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
import sphinx.locale

from citator.sphinxext.memory import _canonical

from .conftest import SmallLibrary

CHAPTERS = {
    "docs/reports/alpha/one.md": """\
(start)=
# The first chapter

Apples are round [@abel, p. 3].[^n] See {numref}`t-two` and {ref}`second`, and {eq}`e-one`.

```{math}
:label: e-one

a = b
```

```{figure} bars.svg
:name: f-one
:alt: Bars

Bars of a chart.
```

[^n]: A note, see {numref}`f-one`.
""",
    "docs/reports/alpha/two.md": """\
(second)=
# The second chapter

See [](inv:beta#start) and zebras [@zorn], {numref}`f-one` and [the start](#start).

```{table} Kinds of zebras
:name: t-two

| kind | stripes |
|---|---|
| plains | 26 |
```

{download}`data.csv`
""",
    "docs/reports/alpha/bars.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n',
    "docs/reports/alpha/data.csv": "a,b\n1,2\n",
}


@pytest.fixture
def remembered(library: SmallLibrary) -> SmallLibrary:
    for name, text in CHAPTERS.items():
        library.write(name, text)
    assert library.build().messages == ()
    return library


def assert_same_as_full(library: SmallLibrary) -> None:
    outcome = library.build()
    fresh = library.build(build=library.folder / "fresh", jobs=1)
    assert outcome.messages == fresh.messages
    assert library.tree() == library.tree("fresh/site")
    shutil.rmtree(library.folder / "fresh")


@pytest.mark.parametrize("late_pdfs", [False, True])
def test_disk_without_hard_links_has_the_same_site(
    remembered: SmallLibrary, monkeypatch: pytest.MonkeyPatch, late_pdfs: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    remembered.edit("docs/reports/alpha/one.md", "round", "green")
    assert remembered.build(formats=("html", "pdf"), late_pdfs=late_pdfs).failures == ()
    remembered.edit("docs/reports/alpha/two.md", "zebras", "horses")
    assert remembered.build(formats=("html", "pdf"), late_pdfs=late_pdfs).failures == ()
    assert "Apples are green" in remembered.page("reports/alpha/one.html")
    assert "See" in remembered.page("reports/alpha/two.html")
    assert_same_as_full(remembered)


def test_another_pdf_has_no_other_publication_compared(
    remembered: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare(*_: object) -> None:
        raise AssertionError("compared")

    remembered.build(formats=("html", "pdf"))
    monkeypatch.setattr("citator.site.related.related_works", compare)
    remembered.edit("docs/reports/alpha/one.md", "round", "green")
    assert remembered.build(formats=("html", "pdf")).failures == ()
    monkeypatch.undo()
    assert_same_as_full(remembered)


def test_preview_leaves_what_is_left_over_to_the_build_that_follows_it(remembered: SmallLibrary) -> None:
    left = remembered.folder / "build/.citator/tmp/1-1"
    left.mkdir(parents=True)
    remembered.edit("docs/reports/alpha/one.md", "round", "green")
    remembered.build(late_pdfs=True, late_desk=True)
    assert left.is_dir()
    remembered.build()
    assert not left.exists()


def test_drawing_that_the_cache_has_forgotten_is_drawn_again(remembered: SmallLibrary) -> None:
    remembered.build(formats=("html", "pdf"))
    shutil.copyfile(remembered.site / "reports/alpha/alpha.pdf", remembered.folder / "docs/reports/alpha/plan.pdf")
    remembered.edit("docs/reports/alpha/one.md", "Apples are", "![A plan](plan.pdf)\n\nApples are")
    assert remembered.build().messages == ()
    shutil.rmtree(remembered.folder / "build/.citator/read/drawings")
    remembered.edit("docs/reports/alpha/two.md", "zebras", "horses")
    assert_same_as_full(remembered)
    assert list(remembered.site.rglob("plan*.svg")) != []


def state_of_alpha(library: SmallLibrary) -> Path:
    (place,) = (library.folder / "build/.citator/memory").glob("*/*/pages/reports/alpha")
    return place


def test_page_of_another_chapter_is_the_file_of_the_last_build(remembered: SmallLibrary) -> None:
    before = (state_of_alpha(remembered) / "one.html").stat().st_ino
    remembered.edit("docs/reports/alpha/two.md", "zebras [@zorn]", "many zebras [@zorn]")
    remembered.build()
    assert (state_of_alpha(remembered) / "one.html").stat().st_ino == before
    assert "many zebras" in remembered.page("reports/alpha/two.html")


def test_words_that_sphinx_translates_late_are_the_same_when_they_are_read_back() -> None:
    assert _canonical({"index": sphinx.locale.get_translation("sphinx")("Index")}) == _canonical({"index": "Index"})


def test_each_edit_gives_the_bytes_and_messages_of_a_full_build(remembered: SmallLibrary) -> None:
    for name, old, new in (
        ("two.md", "zebras [@zorn]", "many zebras [@zorn]"),
        ("two.md", "Kinds of zebras", "Sorts of zebras"),
        ("one.md", "# The first chapter", "# A first chapter\n\n## With a section"),
        ("one.md", "are round [@abel, p. 3]", "are round [@abel, p. 3; @zorn]"),
        ("bars.svg", "0 0 9 9", "0 0 8 8"),
        ("one.md", ":name: f-one", ":name: f-other"),
        ("two.md", "{numref}`f-one`", "{numref}`f-other`"),
        ("one.md", "{numref}`f-one`", "{numref}`f-other`"),
        ("two.md", "(second)=", "(start)="),
        ("index.md", "Alpha Report", "Alpha Revised"),
    ):
        remembered.edit(f"docs/reports/alpha/{name}", old, new)
        assert_same_as_full(remembered)


def test_entry_of_the_bib_and_an_image_added_beside_the_text_give_the_bytes_of_a_full_build(
    remembered: SmallLibrary,
) -> None:
    remembered.edit("references.bib", "On Zebras", "On Horses")
    assert_same_as_full(remembered)
    remembered.write("docs/reports/alpha/more/bars.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    remembered.edit("docs/reports/alpha/two.md", "See [](inv", "![Bars](more/bars.svg) See [](inv")
    assert_same_as_full(remembered)
    remembered.edit("docs/reports/alpha/one.md", "Apples", "Pears")
    assert_same_as_full(remembered)
