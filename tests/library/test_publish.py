"""The flip of the site: all at once, little work for little change, nothing lost by a kill."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from citator.cli import main
from citator.library.publish import Part, publish, tree_state
from citator.library.stamp import MARKER

from .conftest import SmallLibrary


def part(folder: Path, key: str, **files: str) -> Part:
    place = folder / "cache" / key
    for name, text in files.items():
        path = place / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Part(key, place)


def contents(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text() for p in site.rglob("*") if p.is_file() and p.name != MARKER}


def test_site_consists_of_its_parts(tmp_path: Path) -> None:
    parts = {"a": part(tmp_path, "a1", a__index="A"), "b": part(tmp_path, "b1", index="B")}
    publish(tmp_path / "site", parts, tmp_path / "notes")
    assert contents(tmp_path / "site") == {"a/index": "A", "index": "B"}


def test_changed_and_removed_parts_leave_nothing_behind(tmp_path: Path) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    publish(site, {"a": part(tmp_path, "a1", a__old="1"), "b": part(tmp_path, "b1", b__index="B")}, notes)
    publish(site, {"a": part(tmp_path, "a2", a__new="2"), "b": part(tmp_path, "b1")}, notes)
    publish(site, {"a": part(tmp_path, "a3", a__newer="3")}, notes)
    assert contents(site) == {"a/newer": "3"}
    assert not (site / "b").exists()


def test_file_of_two_parts_is_again_that_of_the_one_that_stays_wherever_it_is_laid(tmp_path: Path) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    laid = replace(part(tmp_path, "a1", page="of the publication"), prefix="reports/a")
    elsewhere = replace(part(tmp_path, "b1", page="of another"), prefix="reports/b")
    over = part(tmp_path, "c1", reports__a__page="laid over it")
    publish(site, {"a": laid, "b": elsewhere, "c": over}, notes)
    assert contents(site) == {"reports/a/page": "laid over it", "reports/b/page": "of another"}
    publish(site, {"a": laid, "b": elsewhere, "d": part(tmp_path, "d1", other="new")}, notes)
    publish(site, {"a": laid, "b": elsewhere}, notes)  # into the tree that had the first: two of them take turns
    assert contents(site) == {"reports/a/page": "of the publication", "reports/b/page": "of another"}


@pytest.mark.parametrize("name", ["a\u2028b", "a\x85b", "a\nb", "a b ", os.fsdecode(b"a\xffb")])
def test_file_of_any_name_comes_and_goes(tmp_path: Path, name: str) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    publish(site, {"a": part(tmp_path, "a1", **{name: "odd"})}, notes)
    assert contents(site) == {name: "odd"}
    for key in ("a2", "a3"):
        publish(site, {"a": part(tmp_path, key, index="plain")}, notes)
    assert contents(site) == {"index": "plain"}


def test_name_that_is_no_text_is_told_all_the_same(library: SmallLibrary) -> None:
    library.edit("conf.py", "html_theme", 'html_extra_path = ["extra"]\nhtml_theme')
    library.write("extra/known.txt", "known")
    library.build()
    library.write(os.fsdecode(b"extra/a\xffb.txt"), "odd")
    words = ["build", "-c", str(library.folder), "--format", "html", "--no-search"]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, "extra/a\\udcffb.txt changed" in done.stdout) == (0, True)


def test_site_that_someone_removed_is_made_again(tmp_path: Path) -> None:
    site, notes, parts = tmp_path / "site", tmp_path / "notes", {"a": part(tmp_path, "a1", index="A")}
    publish(site, parts, notes)
    for path in (site / "index", site / MARKER):
        path.unlink()
    site.rmdir()
    assert publish(site, parts, notes)
    assert contents(site) == {"index": "A"}


def test_same_parts_are_not_published_again(tmp_path: Path) -> None:
    parts = {"a": part(tmp_path, "a1", index="A")}
    assert publish(tmp_path / "site", parts, tmp_path / "notes")
    assert not publish(tmp_path / "site", parts, tmp_path / "notes")


def test_tree_that_a_kill_left_half_done_is_made_anew(tmp_path: Path) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    publish(site, {"a": part(tmp_path, "a1", index="1")}, notes)
    half = tmp_path / ".site.next"
    half.mkdir()
    (half / "index").write_text("half")
    (half / "left-over").write_text("x")
    publish(site, {"a": part(tmp_path, "a2", index="2")}, notes)
    assert contents(site) == {"index": "2"}


@pytest.mark.parametrize("command", ["build", "clean"])
def test_folder_that_somebody_else_made_is_neither_replaced_nor_removed(
    library: SmallLibrary, tmp_path: Path, command: str
) -> None:
    page = tmp_path / "web/site/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("mine")
    done = CliRunner().invoke(main, [command, "-c", str(library.folder), "--build", str(tmp_path / "web")])
    told = f"ERROR: {tmp_path}/web/site is not a site that citator made; move it away or name another --build\n"
    assert (done.exit_code, done.stderr) == (1, told)
    assert list((tmp_path / "web").rglob("*")) == [page.parent, page]


def test_flip_of_a_large_site_takes_less_than_a_second(tmp_path: Path) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    parts = {f"p{n}": part(tmp_path, f"k{n}", **{f"r{n}__{page}": "x" for page in range(20)}) for n in range(200)}
    publish(site, parts, notes)
    began = time.process_time()
    publish(site, {**parts, "p7": part(tmp_path, "k7b", r7__0="y")}, notes)
    publish(site, {**parts, "p7": part(tmp_path, "k7c", r7__0="z")}, notes)
    assert time.process_time() - began < 1.0
    assert (site / "r7" / "0").read_text() == "z"


CHURN = """
import sys
from pathlib import Path
from citator.library.publish import Part, publish
folder = Path(sys.argv[1])
for n in range(int(sys.argv[2]), 100000):
    place = folder / "cache" / f"k{n}"
    for name in range(30):
        path = place / f"d{name % 3}" / f"{name}-{n % 4}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(n))
    publish(folder / "site", {"a": Part(f"k{n}", place)}, folder / "notes")
    print(n, flush=True)
"""


def test_kill_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    moments = random.Random(7)
    start = 0
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", CHURN, str(tmp_path), str(start)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        state = tree_state(tmp_path / "site", tmp_path / "notes")
        assert state is not None
        number = state["a"].removeprefix("k")
        assert set(contents(tmp_path / "site").values()) == {number}
        assert len(contents(tmp_path / "site")) == 30
        start = int(number) + 1


@pytest.mark.slow
@pytest.mark.parametrize("formats", [("html",), ("html", "pdf")])
def test_killed_builds_leave_the_old_site_and_a_cache_that_is_right(
    library: SmallLibrary, formats: tuple[str, ...]
) -> None:
    library.build(formats=formats)
    moments = random.Random(11)
    command = [
        sys.executable,
        "-m",
        "citator.cli",
        "build",
        "-c",
        str(library.folder),
        "--no-search",
    ]
    command += [f"--format={name}" for name in formats]
    command += ["--as-of", "2026-06-01", "-q"]
    for n in range(8):
        before = library.tree()
        library.write(
            "docs/reports/alpha/one.md", f"(start)=\n# The first chapter\n\nApples {n} are round [@abel, p. 3].\n"
        )
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.1, 2.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = library.tree()
        assert after == before or f"Apples {n}" in after["reports/alpha/one.html"].decode()
    library.build(formats=formats)
    incremental = library.tree()
    subprocess.run(["rm", "-rf", str(library.folder / "build")], check=True)
    library.build(formats=formats)
    assert library.tree() == incremental


def test_marker_names_no_unpublished_publication(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: 2026-02-03\nstatus: draft")
    library.build()
    assert "publication beta" not in json.loads((library.site / MARKER).read_text())


def test_files_of_the_site_cannot_spoil_the_cache(built: SmallLibrary) -> None:
    mode = os.stat(built.site / "reports/alpha/one.html").st_mode
    assert mode & 0o222 == 0
