"""Stores of editions that are damaged, incomplete or in the wrong place: all is told, and nothing damaged reaches the site."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from citator.errors import CitatorError
from citator.library.edition import from_bytes, to_bytes
from citator.library.edition_address import open_store
from citator.library.editions import EditionStore, format_sums, parse_sums
from citator.library.freeze import freeze, verify, verify_library
from citator.library.keys import digest_bytes

from .conftest import SmallLibrary, dead_links


@pytest.fixture(scope="module")
def shelved(built: SmallLibrary, tmp_path_factory: pytest.TempPathFactory) -> SmallLibrary:
    """Give a library with two editions."""
    library = SmallLibrary(tmp_path_factory.mktemp("shelved") / "library")
    shutil.copytree(built.folder, library.folder)
    freeze(library.request(), "alpha")
    freeze(library.request(), "gamma")
    library.build()
    return library


@pytest.fixture
def kept(shelved: SmallLibrary, tmp_path: Path) -> SmallLibrary:
    """Give a copy that the test may change."""
    copy = SmallLibrary(tmp_path / "library")
    shutil.copytree(shelved.folder, copy.folder)
    return copy


def test_list_of_a_store_is_checked_by_sha256sum(kept: SmallLibrary) -> None:
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=kept.folder / "editions", capture_output=True)
    assert done.stdout.decode() == "alpha/1.0/edition.json: OK\ngamma/1.0/edition.json: OK\n"


def rewritten(folder: Path, **values: object) -> None:
    """Change what the record of an edition says."""
    record = json.loads((folder / "edition.json").read_bytes())
    (folder / "edition.json").write_text(json.dumps({**record, **values}))


def with_other_bytes(folder: Path) -> None:
    """Change a page of an edition and, with it, its checksum."""
    (folder / "site/one.html").write_text("other")
    files = json.loads((folder / "edition.json").read_bytes())["files"]
    rewritten(folder, files={**files, "one.html": digest_bytes(b"other")})


DAMAGE = {
    "changed with its checksum": (with_other_bytes, "editions/alpha/1.0/edition.json is not as it was published"),
    "works": (
        lambda folder: (folder / "works.json").write_text("[]"),
        "editions/alpha/1.0: works.json is not as it was published; restore it",
    ),
    "record deleted": (
        lambda folder: (folder / "edition.json").unlink(),
        "editions/alpha/1.0/edition.json is missing; restore it",
    ),
    "edition deleted": (
        lambda folder: shutil.rmtree(folder),
        "editions/alpha/1.0 is missing; restore it, or take it out of editions/SHA256SUMS if it is to go for ever",
    ),
    "date": (lambda folder: rewritten(folder, date="x"), "edition.json cannot be read (Invalid RFC3339 encoded date"),
    "files": (lambda folder: rewritten(folder, files=None), "edition.json cannot be read (Expected `object`"),
    "no JSON": (lambda folder: (folder / "edition.json").write_text("{"), "edition.json cannot be read (Input data"),
    "not in the list": (
        lambda folder: (folder.parents[1] / "SHA256SUMS").write_bytes(b""),
        "editions/alpha/1.0/edition.json is not in SHA256SUMS; if it is as it was published, add it: "
        "sha256sum alpha/1.0/edition.json >> SHA256SUMS",
    ),
    "elsewhere": (lambda folder: folder.rename(folder.with_name("3.0")), "edition.json is of alpha/1.0; restore it"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_edition_is_told_costs_itself_alone_and_stays_as_the_site_has_it(
    kept: SmallLibrary, damage: str
) -> None:
    harm, message = DAMAGE[damage]
    good = kept.tree("build/site/reports/alpha/v1.0")
    harm(kept.folder / "editions/alpha/1.0")
    count, problems = verify(EditionStore(kept.folder / "editions"))
    assert count >= 2
    assert any(message in problem for problem in problems), problems
    outcome = kept.build()
    assert any(message in failure for failure in outcome.failures), outcome.failures
    assert kept.tree("build/site/reports/alpha/v1.0") == good
    assert (kept.site / "summaries/gamma/v1.0/index.html").exists()


def test_damaged_edition_is_not_linked_where_there_is_no_good_copy(kept: SmallLibrary) -> None:
    with_other_bytes(kept.folder / "editions/alpha/1.0")
    shutil.rmtree(kept.folder / "build")
    kept.build()
    assert not (kept.site / "reports/alpha/v1.0").exists()
    assert "v1.0" not in kept.page("reports/alpha/index.html")
    assert dead_links(kept.site) == set()


def test_restored_edition_takes_the_place_of_the_bytes_that_the_site_had(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    folder = library.folder / "editions/alpha/1.0"
    good, sums = library.tree("editions/alpha/1.0"), (folder.parents[1] / "SHA256SUMS").read_bytes()
    with_other_bytes(folder)
    (folder.parents[1] / "SHA256SUMS").unlink()
    assert library.build().failures == ()
    assert library.page("reports/alpha/v1.0/one.html") == "other"
    (folder.parents[1] / "SHA256SUMS").write_bytes(sums)
    assert library.build().failures != ()
    for name, content in good.items():
        (folder / name).write_bytes(content)
    assert library.build().failures == ()
    assert (library.site / "reports/alpha/v1.0/one.html").read_bytes() == good["site/one.html"]


def test_sources_of_an_edition_come_back_when_it_is_restored(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    library.edit("docs/reports/beta/index.md", "date:", 'version: "1.1"\ndate:')
    library.edit("docs/reports/beta/only.md", " [@zorn]", "")
    library.edit("docs/reports/alpha/two.md", " [@zorn]", "")
    library.build()
    whole, works = library.tree(), library.folder / "editions/beta/1.0/works.json"
    good = works.read_bytes()
    works.write_text("[]")
    shutil.rmtree(library.folder / "build/.citator/desk")
    assert library.build().failures != ()
    works.write_bytes(good)
    library.build()
    assert library.tree() == whole


def test_store_that_lost_its_editions_is_told_and_the_site_keeps_them(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.build()
    (library.folder / "editions").rename(library.folder / "edtions")
    told = "editions has no edition alpha/1.0, which the site serves; restore it or correct the name of the store"
    assert any(told in failure for failure in library.build().failures)
    assert (library.site / "reports/alpha/v1.0/one.html").exists()
    (problem,) = verify_library(library.request())[1]
    assert problem.startswith(told)


def test_verify_says_that_there_is_no_store_of_that_name(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    with pytest.raises(CitatorError, match=r"there is no edition at edtions; correct --editions"):
        verify_library(library.request(editions="edtions"))


def test_edition_that_was_taken_out_of_the_list_and_the_store_leaves_the_site(kept: SmallLibrary) -> None:
    shutil.rmtree(kept.folder / "editions/alpha")
    sums = parse_sums((kept.folder / "editions/SHA256SUMS").read_bytes())
    (kept.folder / "editions/SHA256SUMS").write_bytes(format_sums({"gamma/1.0": sums["gamma/1.0"]}))
    assert kept.build().failures == ()
    assert not (kept.site / "reports/alpha/v1.0").exists()


def test_store_from_before_there_was_a_list_is_served_and_gets_one(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    folder = library.folder / "editions"
    old = {"slug", "version", "path", "title", "date", "lock", "files"}
    record = json.loads((folder / "alpha/1.0/edition.json").read_bytes())
    (folder / "alpha/1.0/edition.json").write_text(json.dumps({name: record[name] for name in old}))
    (folder / "SHA256SUMS").unlink()
    shutil.rmtree(library.folder / "docs/reports/alpha")
    assert library.build().failures == ()
    assert "Alpha Report" in library.page("reports/alpha/index.html")
    assert verify(EditionStore(folder))[1] == [
        "editions/SHA256SUMS is missing; restore it, or let the next citator publish write it"
    ]
    freeze(library.request(), "gamma")
    assert verify(EditionStore(folder)) == (2, [])


def test_missing_version_cannot_be_published_again(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    shutil.rmtree(library.folder / "editions/alpha")
    with pytest.raises(CitatorError, match=r"'alpha' cannot be published: editions/alpha/1\.0 is missing; restore it"):
        freeze(library.request(), "alpha")


def test_what_a_killed_publish_left_is_no_edition_and_goes_with_the_next(library: SmallLibrary) -> None:
    debris = library.folder / "editions/alpha/.1.0.4711"
    debris.mkdir(parents=True)
    (debris / "edition.json").write_text("{")
    assert verify(EditionStore(library.folder / "editions")) == (0, [])
    assert library.build().failures == ()
    freeze(library.request(), "alpha")
    assert [path.name for path in (library.folder / "editions/alpha").iterdir()] == ["1.0"]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["editions", "file://{folder}/far"])
def test_kill_at_any_moment_of_a_publish_leaves_a_whole_edition_or_none(place: str, library: SmallLibrary) -> None:
    place = place.format(folder=library.folder)
    moments = random.Random(5)
    store = open_store(place, library.folder, library.folder / "copies")
    command = [sys.executable, "-m", "citator.cli", "publish", "-c", str(library.folder), "--as-of", "2026-06-01"]
    for number in range(8):
        library.edit("docs/reports/alpha/index.md", "date:", f'version: "2.{number}"\ndate:')
        process = subprocess.Popen([*command, "--editions", place, "alpha"], stdout=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.2, 4))
        process.kill()
        process.wait()
        library.edit("docs/reports/alpha/index.md", f'version: "2.{number}"\n', "")
        told = verify(store)[1]
        assert all("is not in SHA256SUMS" in line or "SHA256SUMS is missing" in line for line in told), told
    freeze(library.request(editions=place), "alpha")
    assert "alpha/1.0" in store.listing()


def test_store_that_cannot_be_written_is_one_line_and_leaves_nothing(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("citator.library.editions.os.rename", full)
    with pytest.raises(CitatorError, match=r"cannot write into editions: No space left on device; correct that and"):
        freeze(library.request(), "alpha")
    assert list((library.folder / "editions").rglob("*")) == []


def test_store_that_is_a_file_is_one_line(library: SmallLibrary) -> None:
    (library.folder / "editions").write_text("")
    with pytest.raises(CitatorError, match=r"cannot write into editions: Not a directory"):
        freeze(library.request(), "alpha")


def test_record_is_read_as_it_is_written(library: SmallLibrary) -> None:
    data = to_bytes(freeze(library.request(), "alpha").record)
    assert to_bytes(from_bytes(data, "edition.json")) == data
