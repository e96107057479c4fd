"""What is built again, what is reused, and what readers get."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from citator.engines.typst import draw_png
from citator.sphinxext import application

from .conftest import FILES, SmallLibrary


def test_site_has_the_pages_of_the_contract(built: SmallLibrary) -> None:
    names = set(built.tree())
    assert {
        "index.html",
        "people/ann-able/index.html",
        "sources/index.html",
        "reports/alpha/index.html",
        "reports/alpha/one.html",
        "reports/alpha/references.html",
        "reports/alpha/alpha.bib",
        "reports/alpha/alpha.ris",
        "reports/alpha/alpha.json",
        "summaries/gamma/index.html",
        "publications.json",
        "robots.txt",
    } <= names


def test_first_publication_of_the_handbook_is_built_without_a_message(tmp_path: Path) -> None:
    handbook = Path(__file__).parents[2] / "docs/handbook"
    text = (handbook / "getting-started.md").read_text("utf-8")
    library = SmallLibrary(tmp_path)
    library.write("references.bib", (handbook / "examples.bib").read_text("utf-8"))
    for name, content in re.findall(
        r"`(conf\.py|docs/[^`]+\.md)`[^`]*\n```(?:python|md)\n(.+?)^```$", text, re.M | re.S
    ):
        library.write(name, content)
    outcome = library.build()
    assert (outcome.built_slugs, outcome.messages) == (("first",), ())


def test_second_build_does_nothing(library: SmallLibrary) -> None:
    library.build()
    before = library.site.stat().st_ino
    outcome = library.build()
    assert (outcome.built, outcome.reused, outcome.changed) == (0, 3, False)
    assert library.site.stat().st_ino == before


def test_touching_all_files_changes_nothing(library: SmallLibrary) -> None:
    library.build()
    for name in FILES:
        os.utime(library.folder / name)
    assert library.build().built == 0


def test_edited_chapter_builds_its_publication_alone(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "green")
    outcome = library.build()
    assert outcome.built_slugs == ("alpha",)
    assert "Apples are green" in library.page("reports/alpha/one.html")


def test_entry_that_nobody_cites_builds_nothing(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Silence", "On Noise")
    assert library.build().built_slugs == ()


def test_entry_builds_the_publications_that_cite_it(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    assert library.build().built_slugs == ("alpha", "beta")
    assert "On horses" in library.page("reports/beta/references.html")


def test_incremental_build_gives_the_bytes_of_a_full_one(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "Where beta starts", "Where beta begins")
    library.edit("references.bib", "On Apples", "On Pears")
    library.build()
    incremental = library.tree()
    shutil.rmtree(library.folder / "build")
    library.build(jobs=1)
    assert library.tree() == incremental


def test_pdfs_are_named_in_the_order_of_the_front_matter_whichever_is_done_first(
    library: SmallLibrary, fonts: Path
) -> None:
    front = "docs/reports/alpha/index.md"
    library.edit("conf.py", '"csl"', '"url": "https://example.org/", "csl"')
    editions = "[chapters, large-print, brief, deposit, review, print, screen]"
    library.edit(front, "date:", "abstract: Of apples.\npdf: {editions: [print, deposit]}\ndate:")
    library.build(formats=("html", "pdf"))
    library.edit(front, "[print, deposit]", editions)
    library.build(formats=("html", "pdf"))
    for name, jobs in (("two", 2), ("one", 1)):
        (library.folder / name / ".citator").mkdir(parents=True)
        (library.folder / name / ".citator/fonts").symlink_to(fonts)
        assert library.build(formats=("html", "pdf"), build=library.folder / name, jobs=jobs).failures == ()
        assert library.tree(f"{name}/site") == library.tree(), name
    named = re.findall(r"alpha[a-z-]*\.pdf", library.page("reports/alpha/linkset.json"))
    assert list(dict.fromkeys(named)) == [
        *("alpha-chapter-one.pdf", "alpha-chapter-two.pdf", "alpha-large-print.pdf", "alpha-brief.pdf"),
        *("alpha-deposit.pdf", "alpha-review.pdf", "alpha-print.pdf", "alpha.pdf"),
    ]


def test_library_in_another_place_reuses_the_cache(built: SmallLibrary, library: SmallLibrary) -> None:
    outcome = library.build()
    assert (outcome.built, outcome.reused) == (0, 3)
    assert library.tree() == built.tree()


def test_explanation_names_what_changed(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    outcome = library.build(explain="beta")
    assert outcome.explanation == ("beta: read again, because entry 'zorn' changed",)


def test_publication_whose_worker_dies_keeps_its_last_good_pages_and_stops_nobody(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = application.read_publication_object

    def die_for_beta(request: application.ReadRequest) -> object:
        if request.publication.slug == "beta":
            os.kill(os.getpid(), signal.SIGKILL)
        return read(request)

    monkeypatch.setattr(application, "read_publication_object", die_for_beta)
    library.edit("docs/reports/alpha/one.md", "round", "green")
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    outcome = library.build()
    assert outcome.failures == (
        "docs/reports/beta/index.md: its worker was ended by SIGKILL; perhaps the memory ran out",
    )
    assert "Apples are green" in library.page("reports/alpha/one.html")
    assert "Zebras are striped" in library.page("reports/beta/only.html")


def test_diagnostics_of_a_reused_publication_are_told_again(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "@abel", "@abell")
    first = library.build()
    assert any("docs/reports/alpha/one.md:4" in message and "abell" in message for message in first.messages)
    library.edit("docs/reports/beta/only.md", "striped", "nice")
    assert library.build().messages == first.messages
    assert library.build().messages == first.messages


def test_message_of_a_key_that_a_shared_file_has_twice_keeps_its_lines_when_the_file_changes(
    library: SmallLibrary,
) -> None:
    library.edit("references.bib", "uncited", "zorn")
    (message,) = library.build().messages
    assert message.startswith("references.bib:3: WARNING: key 'zorn' repeats references.bib:2")
    library.edit("references.bib", "@book{abel", "\n@book{abel")
    assert library.build().messages == (message.replace("bib:3", "bib:4").replace("bib:2", "bib:3"),)


def with_own_works(library: SmallLibrary, entries: str) -> None:
    """Give beta a .bib of its own, and cite from it."""
    library.write("docs/reports/beta/own.bib", entries)
    library.edit("docs/reports/beta/index.md", "date:", "bibliography: [own.bib]\ndate:")
    library.edit("docs/reports/beta/only.md", "@zorn", "@mine")


def test_an_alias_that_becomes_the_key_of_a_shared_entry_is_told_at_once(library: SmallLibrary) -> None:
    with_own_works(library, "@book{mine, title = {Mine}, date = {1999}, ids = {other}}\n")
    assert library.build().messages == ()
    library.edit("references.bib", "@book{abel", "@book{other, title = {Another}, date = {2000}}\n@book{abel")
    (message,) = library.build().messages
    assert "docs/reports/beta/own.bib:1: WARNING: entry 'mine' has the alias 'other'" in str(message)


def test_a_key_of_a_publications_own_stands_before_a_shared_one_without_a_word(library: SmallLibrary) -> None:
    with_own_works(library, "@book{mine, title = {Mine}, date = {1999}}\n@book{other, title = {Other}}\n")
    library.edit("docs/reports/beta/only.md", "@mine", "@other")
    shared = "@book{other, title = {Another}, ids = {mine}, date = {2000}}\n@book{abel"
    library.edit("references.bib", "@book{abel", shared)
    assert library.build().messages == ()
    assert "<em>Other</em>" in library.page("reports/beta/references.html")


def test_a_work_that_takes_fields_from_a_shared_entry_follows_it(library: SmallLibrary) -> None:
    with_own_works(library, "@incollection{mine, title = {Mine}, crossref = {abel}, pages = {1--2}}\n")
    library.build()
    assert "On apples" in library.page("reports/beta/references.html")
    library.edit("references.bib", "On Apples", "On Pears")
    library.build()
    assert "On pears" in library.page("reports/beta/references.html")


def test_two_publications_with_one_slug_are_told(library: SmallLibrary) -> None:
    library.write("docs/summaries/alpha.md", FILES["docs/summaries/gamma.md"].replace("summary_of: alpha\n", ""))
    (failure,) = library.build().failures
    assert failure.startswith("docs/summaries/alpha.md: the slug 'alpha' is taken by docs/reports/alpha/index.md")


def test_removed_publication_leaves_the_site(library: SmallLibrary) -> None:
    (library.folder / "docs/summaries/gamma.md").unlink()
    library.build()
    assert not (library.site / "summaries/gamma").exists()
    assert "Gamma in Short" not in library.page("index.html")


def test_invented_entries_of_a_shared_file_are_left_out_of_the_sources_pages(library: SmallLibrary) -> None:
    library.write("examples.bib", "@book{ghost, author = {Ghost, Gus}, title = {On Nothing}, date = {2009}}\n")
    library.edit("conf.py", '"references.bib"', '"references.bib", "examples.bib"')
    library.edit("conf.py", '"csl"', '"invented": ["examples.bib"], "csl"')
    library.edit("docs/reports/beta/only.md", "striped", "striped as a ghost [@ghost]")
    assert library.build().messages == ()
    assert "On nothing" in library.page("reports/beta/references.html")
    assert not any(b"Ghost" in page for name, page in library.tree().items() if name.startswith("sources/"))


def test_reviewers_files_build_nothing(library: SmallLibrary) -> None:
    for name, text in (("fact-check.csv", "key,verdict\n"), ("uncited.yaml", "[]\n"), ("claims.csv", "id,claim\n")):
        library.write(f"docs/reports/alpha/{name}", text)
    assert library.build().built_slugs == ()


def test_reviewers_file_that_a_chapter_shows_builds_its_publication(library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/claims.csv", "id,claim\nC1,Apples are round\n")
    table = "Apples\n\n```{csv-table} Claims\n:file: claims.csv\n```\n\nApples"
    library.edit("docs/reports/alpha/one.md", "Apples", table)
    library.build()
    library.write("docs/reports/alpha/claims.csv", "id,claim\nC1,Apples are green\n")
    assert library.build().built_slugs == ("alpha",)
    assert "Apples are green" in library.page("reports/alpha/one.html")


def test_process_that_forks_draws_no_picture_for_it_would_hang(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(page: str, *, root: Path) -> bytes:
        (library.folder / "drawn.txt").open("a").write(f"{os.getpid()}\n")
        return draw_png(page, root=root)

    monkeypatch.setattr("citator.library.pictures.draw_png", draw)
    library.edit("conf.py", '"csl"', '"url": "https://example.org", "csl"')
    library.edit("docs/reports/alpha/index.md", "date:", "thumbnail: card.svg\ndate:")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="{}"/></svg>'
    for height in (1, 2):
        library.write("docs/reports/alpha/card.svg", picture.format(height))
        assert library.build().failures == ()
    drawn = (library.folder / "drawn.txt").read_text().split()
    assert len(drawn) > 1
    assert str(os.getpid()) not in drawn
