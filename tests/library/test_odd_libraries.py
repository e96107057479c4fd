"""Odd things that happen to libraries: each has the result of a full build, or one line that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from citator.errors import CitatorError
from citator.library.stamp import last_outcome

from .conftest import SmallLibrary, dead_links


def rename_slug(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/beta").rename(library.folder / "docs/reports/delta")
    library.edit("docs/reports/alpha/two.md", "inv:beta", "inv:delta")


def swap_slugs(library: SmallLibrary) -> None:
    reports = library.folder / "docs/reports"
    for old, new in (("alpha", "x"), ("beta", "alpha"), ("x", "beta")):
        (reports / old).rename(reports / new)


def delete_chapter(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/alpha/two.md").unlink()
    library.edit("docs/reports/alpha/index.md", "one\ntwo\n", "one\n")


def change_case_of_a_name(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/alpha/one.md").rename(library.folder / "docs/reports/alpha/One.md")
    library.edit("docs/reports/alpha/index.md", "one\n", "One\n")


def write_line_ends_and_byte_order_mark_of_windows(library: SmallLibrary) -> None:
    for name in ("index", "one"):
        page = library.folder / f"docs/reports/alpha/{name}.md"
        page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))


def lose_results(library: SmallLibrary) -> None:
    for kind in ("objects", "parts", "slots"):
        shutil.rmtree(library.folder / "build/.citator" / kind, ignore_errors=True)


def spoil_records(library: SmallLibrary) -> None:
    for record in (library.folder / "build/.citator").glob("*.pickle"):
        record.write_bytes(b"no pickle")


def leave_one_publication(library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "docs/reports")
    library.edit("docs/summaries/gamma.md", "summary_of: alpha\n", "")


def leave_none(library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "docs/reports")
    shutil.rmtree(library.folder / "docs/summaries")


def name_no_style(library: SmallLibrary) -> None:
    library.edit("conf.py", ', "csl": "apa"', "")


@pytest.mark.parametrize(
    "change",
    [
        rename_slug,
        swap_slugs,
        delete_chapter,
        change_case_of_a_name,
        write_line_ends_and_byte_order_mark_of_windows,
        lose_results,
        spoil_records,
        leave_one_publication,
        leave_none,
        name_no_style,
    ],
)
def test_change_gives_the_bytes_of_a_full_build_without_a_word(
    change: Callable[[SmallLibrary], None], library: SmallLibrary
) -> None:
    change(library)
    outcome = library.build()
    assert (outcome.messages, outcome.failures) == ((), ())
    changed = library.tree()
    shutil.rmtree(library.folder / "build")
    library.build(jobs=1)
    assert library.tree() == changed


def test_site_with_a_new_pdf_has_the_bytes_of_a_full_build(library: SmallLibrary, fonts: Path) -> None:
    formats = ("html", "pdf")
    library.build(formats=formats)
    library.edit("docs/reports/alpha/one.md", "round", "round, and red")
    library.build(formats=formats)
    changed = library.tree()
    shutil.rmtree(library.folder / "build")
    (library.folder / "build/.citator").mkdir(parents=True)
    (library.folder / "build/.citator/fonts").symlink_to(fonts)
    library.build(formats=formats)
    assert library.tree() == changed


def test_library_in_a_folder_with_spaces_and_other_letters(library: SmallLibrary, tmp_path: Path) -> None:
    before = library.tree()
    moved = SmallLibrary(tmp_path / "späces and 中文")
    library.folder.rename(moved.folder)
    shutil.rmtree(moved.folder / "build")
    assert moved.build().failures == ()
    assert moved.tree() == before


def test_every_link_leads_to_a_file_where_names_have_spaces_and_other_letters(library: SmallLibrary) -> None:
    chapter = "# Odd\n\nSee [the next](../alpha/two.md) and [@abel], a {download}`file <some data é.txt>`.\n"
    library.write("docs/reports/alpha/odd chapter é.md", f"(odd)=\n{chapter}\n![A map](<odd map é.svg>)\n")
    library.write("docs/reports/alpha/some data é.txt", "data")
    library.write("docs/reports/alpha/odd map é.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    library.edit("docs/reports/alpha/index.md", "two\n", "two\nodd chapter é\n")
    library.edit("docs/reports/beta/only.md", "striped", "striped, see [](inv:alpha#odd)")
    assert library.build().messages == ()
    assert dead_links(library.site) == set()
    folder = library.site / "reports/alpha"
    assert {path.name for path in folder.glob("odd*")} == {
        f"odd chapter é.{kind}" for kind in ("html", "bib", "ris", "json")
    }
    assert "@incollection{alpha-odd-chapter-é," in (folder / "odd chapter é.bib").read_text("utf-8")
    assert 'name="citation_title" content="Odd"' in library.page("reports/alpha/odd chapter é.html")


def test_sources_behind_a_symbolic_link(library: SmallLibrary, tmp_path: Path) -> None:
    (library.folder / "docs").rename(tmp_path / "elsewhere")
    (library.folder / "docs").symlink_to(tmp_path / "elsewhere")
    library.edit("docs/reports/alpha/one.md", "round", "green")
    assert library.build().built_slugs == ("alpha",)
    assert "Apples are green" in library.page("reports/alpha/one.html")


def test_folder_into_which_nothing_can_be_written_is_one_line(library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "build")
    library.write("build", "a file")
    with pytest.raises(CitatorError, match=r"cannot write into .*build: Not a directory; correct that or name another"):
        library.build()


HOLD = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"


def test_second_build_at_once_is_told_to_name_another_folder_and_can(library: SmallLibrary, tmp_path: Path) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "green")
    command = [sys.executable, "-c", HOLD, library.folder / "build/.citator/lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(
            CitatorError, match=r"another build is using build/\.citator; wait for it or name another --build"
        ):
            library.build()
        assert library.build(build=tmp_path / "elsewhere").failures == ()
        other.kill()


def test_library_without_a_home_page_is_one_line(library: SmallLibrary) -> None:
    (library.folder / "docs/index.md").unlink()
    with pytest.raises(CitatorError, match=r"there is no docs/index\.md; create it"):
        library.build()


def test_design_of_pdfs_outside_the_sources_is_looked_at_and_nothing_else_is_done(library: SmallLibrary) -> None:
    library.write("design/house.typ", "// Nothing is restyled.\n")
    library.edit("conf.py", "html_theme", 'citator_pdf = {"template": "design/house.typ"}\nhtml_theme')
    formats = ("html", "pdf")
    library.build(formats=formats)
    assert last_outcome(library.request(formats=formats)) is not None
    library.write("design/house.typ", "// Nothing at all is restyled.\n")
    assert last_outcome(library.request(formats=formats)) is None
    assert library.build(formats=formats).built == 3


def test_name_of_a_publication_that_cannot_stand_in_an_address_is_told(library: SmallLibrary) -> None:
    os.rename(library.folder / "docs/reports/alpha", library.folder / "docs/reports/Ältere & Neue")
    (message,) = (m for m in library.build().messages if "Ältere" in m)
    assert "cannot stand in an address; rename it with lower-case letters" in message


def test_search_index_of_the_same_pages_has_the_same_bytes(library: SmallLibrary) -> None:
    trees = []
    for _ in range(3):
        shutil.rmtree(library.folder / "build")
        library.build(search=True)
        trees.append(library.tree())
    assert trees[0] == trees[1] == trees[2]
    assert "pagefind/pagefind-entry.json" in trees[0]


def test_a_readme_of_the_repository_is_no_page(library: SmallLibrary) -> None:
    for name in ("docs/README.md", "docs/reports/README.md", "docs/people/Readme.md"):
        library.write(name, "# What lies here\n")
    outcome = library.build()
    assert (outcome.messages, outcome.failures) == ((), ())
    assert not [name for name in library.tree() if "readme" in name.lower()]


def test_library_that_links_to_itself_and_holds_a_pipe_is_built(library: SmallLibrary, tmp_path: Path) -> None:
    for name in ("docs/one", "docs/two", "docs/reports/alpha/three", "docs/summaries/four"):
        (library.folder / name).symlink_to(library.folder / "docs")
    os.mkfifo(library.folder / "docs/reports/alpha/pipe.csv")
    command = [sys.executable, "-m", "citator.cli", "build", "-c", library.folder, "--build", tmp_path / "other"]
    done = subprocess.run([*command, "--format", "html", "--no-search"], timeout=60, capture_output=True, text=True)
    assert (done.returncode, "WARNING" in done.stderr) == (0, False)
