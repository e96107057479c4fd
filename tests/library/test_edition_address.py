"""Editions kept at an address rather than in a folder beside ``conf.py``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.errors import CitatorError
from citator.library.freeze import freeze, verify_library
from citator.library.keys import digest_bytes

from .conftest import SmallLibrary

PLACE = "memory://archive/editions"


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()


def at_address(library: SmallLibrary, place: str = PLACE) -> None:
    library.edit("conf.py", '"csl"', f'"editions": "{place}", "csl"')


def test_edition_at_an_address_has_the_bytes_of_one_in_a_folder(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    files = library.tree("editions/alpha/1.0")
    shutil.rmtree(library.folder / "editions")
    freeze(library.request(editions=PLACE), "alpha")
    memory = fsspec.filesystem("memory")
    for name, content in files.items():
        assert memory.cat_file(f"/archive/editions/alpha/1.0/{name}") == content, name


def test_build_takes_editions_from_the_address_and_a_fresh_clone_too(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    library.build()
    frozen = library.tree("build/site/reports/alpha/v1.0")
    assert "one.html" in frozen
    shutil.rmtree(library.folder / "build")
    library.build()
    assert library.tree("build/site/reports/alpha/v1.0") == frozen


def test_build_without_changes_does_nothing_until_another_machine_publishes(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    library.build()
    assert not library.build().changed
    other = SmallLibrary(library.folder.parent / "other")
    shutil.copytree(library.folder, other.folder)
    freeze(other.request(), "beta")
    assert library.build().changed
    assert (library.site / "reports/beta/v1.0/only.html").exists()


def test_published_version_cannot_be_published_again(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    with pytest.raises(CitatorError, match=r"version 1\.0 of 'alpha' is published and never changes"):
        freeze(library.request(), "alpha")


def test_verify_reads_every_byte_at_the_address(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    assert verify_library(library.request()) == (1, [])
    memory, site = fsspec.filesystem("memory"), "/archive/editions/alpha/1.0/site"
    memory.pipe_file(f"{site}/one.html", b"other")
    memory.rm_file(f"{site}/two.html")
    memory.pipe_file(f"{site}/new.html", b"new")
    memory.pipe_file("/archive/editions/alpha/1.0/new.html", b"new")
    name = f"{PLACE}/alpha/1.0"
    assert verify_library(library.request())[1] == [
        f"{name}: site/one.html is not as it was published; restore it",
        f"{name}: site/two.html is missing; restore it",
        f"{name}: new.html is no part of the edition; remove it",
        f"{name}: site/new.html is no part of the edition; remove it",
    ]


def test_damaged_edition_is_told_and_mends_itself_once_it_is_restored(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    memory, page = fsspec.filesystem("memory"), "/archive/editions/alpha/1.0/site/one.html"
    good = memory.cat_file(page)
    memory.pipe_file(page, b"other")
    (failure,) = library.build().failures
    assert "one.html is not as it was published" in failure
    assert not (library.site / "reports/alpha/v1.0").exists()
    memory.pipe_file(page, good)
    assert library.build().failures == ()
    assert (library.site / "reports/alpha/v1.0/one.html").read_bytes() == good


def forged(**values: Any) -> None:
    """Have the record of the one edition in the store, and the store's list, say something else."""
    memory, name = fsspec.filesystem("memory"), "alpha/1.0/edition.json"
    record = json.loads(memory.cat_file(f"/archive/editions/{name}"))
    data = json.dumps({**record, **values}).encode()
    memory.pipe_file(f"/archive/editions/{name}", data)
    memory.pipe_file("/archive/editions/SHA256SUMS", f"{digest_bytes(data)}  {name}\n".encode())


def everything(library: SmallLibrary) -> dict[str, bytes]:
    """Return all that lies around the site and the copies of editions, these left out."""
    files = {path: path.read_bytes() for path in library.folder.parent.rglob("*") if path.is_file()}
    ours = (library.folder / "build/site", library.folder / "build/.site.next", library.folder / "build/.citator")
    return {str(path): data for path, data in files.items() if not any(path.is_relative_to(place) for place in ours)}


OUTSIDE: dict[str, dict[str, Any]] = {
    "path": {"path": "../../out"},
    "version": {"version": "../../../out"},
    "file": {"files": {"../../../../../out.html": digest_bytes(b"evil")}},
    "absolute file": {"files": {"/tmp/citator-out.html": digest_bytes(b"evil")}},
    "publication": {"publication": {"slug": "alpha", "path": "../../out"}},
    "way": {"leads_to": ["people/../../../out.html"]},
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_edition_that_names_a_place_outside_is_told_and_writes_nothing_there(library: SmallLibrary, what: str) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    shutil.rmtree(library.folder / "docs/reports/alpha")
    memory = fsspec.filesystem("memory")
    memory.store["/archive/editions/alpha/1.0/site/../../../../../out.html"] = memory.store[
        "/archive/editions/alpha/1.0/site/one.html"
    ]
    forged(**OUTSIDE[what])
    before = everything(library)
    (failure,) = (line for line in library.build().failures if "edition.json" in line)
    assert "alpha/1.0/edition.json cannot be read (" in failure
    assert everything(library) == before


def test_file_that_the_store_keeps_in_no_edition_is_told_and_removes_nothing(library: SmallLibrary) -> None:
    at_address(library)
    freeze(library.request(), "alpha")
    memory = fsspec.filesystem("memory")
    memory.store["/archive/editions/../../edition.json"] = memory.store["/archive/editions/alpha/1.0/edition.json"]
    assert library.build().failures == (
        f"..: {PLACE}/../../edition.json is no edition: its slug '..' is not a slug; "
        "use lower-case letters a–z, digits and hyphens; remove it",
    )
    assert (library.site / "reports/alpha/v1.0/one.html").exists()


def test_store_may_be_the_root_of_its_address(library: SmallLibrary) -> None:
    at_address(library, "memory://")
    freeze(library.request(), "alpha")
    assert library.build().failures == ()
    assert (library.site / "reports/alpha/v1.0/one.html").exists()
    assert verify_library(library.request()) == (1, [])


def test_command_line_names_another_store(library: SmallLibrary) -> None:
    place = f"file://{library.folder / 'elsewhere'}"
    assert freeze(library.request(editions=place), "alpha").advice == f"it is kept at {place}/alpha/1.0/"
    assert (library.folder / "elsewhere/alpha/1.0/site/one.html").exists()
    assert not (library.folder / "editions").exists()
    told = CliRunner().invoke(main, ["verify", "-c", str(library.folder), "--editions", "elsewhere"])
    assert told.output == "1 editions, 0 problems\n"


def test_folder_elsewhere_serves_as_well(library: SmallLibrary) -> None:
    at_address(library, "archive/frozen")
    assert freeze(library.request(), "alpha").advice == "commit archive/frozen/alpha/1.0/ and archive/frozen/SHA256SUMS"
    library.build()
    assert (library.site / "reports/alpha/v1.0/one.html").exists()
    assert not library.build().changed


def test_address_that_cannot_be_used_is_one_line(library: SmallLibrary) -> None:
    at_address(library, "nosuch://x")
    with pytest.raises(CitatorError, match=r"cannot use the store of editions nosuch://x: .*; correct --editions"):
        library.build()


def test_address_that_does_not_answer_is_one_line(library: SmallLibrary) -> None:
    at_address(library, "http://127.0.0.1:9/editions")
    with pytest.raises(CitatorError, match=r"store of editions http://127\.0\.0\.1:9/editions"):
        library.build()
