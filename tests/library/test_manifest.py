"""The manifest of files notices content, not time."""

from __future__ import annotations

import os
import time
from pathlib import Path

from citator.library.manifest import Manifest


def scanned(folder: Path, store: Path) -> Manifest:
    manifest = Manifest.load(store)
    manifest.add_folder(folder)
    return manifest


def test_same_content_with_another_time_is_the_same(tmp_path: Path) -> None:
    folder, store = tmp_path / "docs", tmp_path / "manifest"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    scanned(folder, store).save(store)
    os.utime(folder / "a.md", (1, 1))
    assert scanned(folder, store).same_as_saved()


def test_change_within_one_tick_of_the_clock_is_noticed(tmp_path: Path) -> None:
    folder, store = tmp_path / "docs", tmp_path / "manifest"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    scanned(folder, store).save(store)
    stat = (folder / "a.md").stat()
    (folder / "a.md").write_text("b")
    os.utime(folder / "a.md", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert not scanned(folder, store).same_as_saved()


def test_new_and_removed_files_are_changes(tmp_path: Path) -> None:
    folder, store = tmp_path / "docs", tmp_path / "manifest"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    scanned(folder, store).save(store)
    (folder / "b.md").write_text("b")
    assert not scanned(folder, store).same_as_saved()
    (folder / "b.md").unlink()
    (folder / "a.md").unlink()
    assert not scanned(folder, store).same_as_saved()


def test_unmoved_files_are_not_read_again(tmp_path: Path) -> None:
    folder, store = tmp_path / "docs", tmp_path / "manifest"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    time.sleep(0.1)
    scanned(folder, store).save(store)
    assert not scanned(folder, store).reread


def test_damaged_manifest_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "manifest").write_bytes(b"\x80garbage")
    assert Manifest.load(tmp_path / "manifest").entries == {}


def test_hidden_files_and_back_up_copies_do_not_count(tmp_path: Path) -> None:
    for name in (".#a.md", "a.md~", ".git"):
        (tmp_path / name).write_text("x")
    assert scanned(tmp_path, tmp_path / "none").entries == {}


def test_links_of_a_folder_into_itself_are_not_followed_and_those_to_another_are(tmp_path: Path) -> None:
    docs, other = tmp_path / "docs", tmp_path / "other"
    for folder in (docs / "deep", other):
        folder.mkdir(parents=True)
        (folder / "a.md").write_text("a")
    for name in ("one", "two", "deep/three"):
        (docs / name).symlink_to(docs)
    for name in ("here", "there"):
        (docs / name).symlink_to(other)
    found = scanned(docs, tmp_path / "none").below(docs)
    assert [name for name, _ in found] == ["deep/a.md", "here/a.md", "there/a.md"]


def test_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    manifest = scanned(tmp_path, tmp_path / "none")
    assert (manifest.entries, manifest.digest(tmp_path / "pipe")) == ({}, None)
