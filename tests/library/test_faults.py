"""A publication that fails costs itself: it is told with its cause, the others are built, the site keeps its last good pages."""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.library import desk, serve, write
from citator.library.cache import Cache
from citator.library.manifest import write_atomically
from citator.library.prune import prune
from citator.library.report import Outcome
from citator.sphinxext import application

from .conftest import SmallLibrary


def edited(library: SmallLibrary) -> SmallLibrary:
    """Change both reports, so that both are built again."""
    library.edit("docs/reports/alpha/one.md", "round", "green")
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    return library


def alpha_is_new_and_beta_is_as_it_was(library: SmallLibrary) -> bool:
    return "Apples are green" in library.page("reports/alpha/one.html") and "Zebras are striped" in library.page(
        "reports/beta/only.html"
    )


def test_full_disk_while_a_publication_is_read(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    read = application.read_publication_object

    def no_room_for_beta(request: application.ReadRequest) -> object:
        if request.publication.slug == "beta":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "only.html")
        return read(request)

    monkeypatch.setattr(application, "read_publication_object", no_room_for_beta)
    outcome = edited(library).build()
    assert outcome.failures == ("docs/reports/beta/index.md: No space left on device: only.html",)
    assert alpha_is_new_and_beta_is_as_it_was(library)


def test_full_disk_while_pages_are_filled(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = write.write_pages

    def no_room_for_beta(task: write.PageTask, *rest: object) -> None:
        if task.slug == "beta":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "only.html")
        fill(task, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "write_pages", no_room_for_beta)
    outcome = edited(library).build()
    assert outcome.failures == ("docs/reports/beta/index.md: No space left on device: only.html",)
    assert alpha_is_new_and_beta_is_as_it_was(library)


@pytest.mark.parametrize("remove", [lambda cache: prune(cache, ()), Cache.clear], ids=["prune", "clean"])
def test_results_of_which_a_kill_left_a_half_cost_a_build_only_time(
    remove: Callable[[Cache], None], library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove_half(folder: Path, **_: object) -> None:
        for path in Path(folder).rglob("*.json"):
            path.unlink()

    cache = Cache(library.folder / "build/.citator")
    for place in (*cache.folder.glob("objects/??/*"), *cache.folder.glob("shell/??/*")):
        os.utime(place, (0, 0))
    with monkeypatch.context() as killed:
        killed.setattr("shutil.rmtree", remove_half)
        remove(cache)
    assert edited(library).build().failures == ()
    assert "Apples are green" in library.page("reports/alpha/one.html")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_disk_that_is_really_full_leaves_the_old_site(library: SmallLibrary, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine allows no mounts")
    try:
        command = [sys.executable, "-m", "citator.cli", "build", "-q", "-c", library.folder, "--build", disk]
        command += ["--format", "html", "--no-search", "--as-of", "2026-06-01"]
        assert subprocess.run(command, capture_output=True).returncode == 0
        before = (disk / "site/reports/beta/only.html").read_bytes()
        library.edit("docs/reports/beta/only.md", "striped", "spotted")
        with open(disk / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(b"x" * 4096)
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert (disk / "site/reports/beta/only.html").read_bytes() == before
        (disk / "filler").unlink()
        assert subprocess.run(command, capture_output=True).returncode == 0
        assert b"spotted" in (disk / "site/reports/beta/only.html").read_bytes()
    finally:
        subprocess.run(["umount", disk], check=True)


def no_room(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "there")


@pytest.mark.parametrize(
    "place",
    [
        "library.publish.link",
        "library.cache.Cache.put",
        "library.ledger.write_atomically",
        "csl.cache.tempfile.mkstemp",
    ],
)
def test_full_disk_in_the_process_that_builds_is_one_line(
    place: str, library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.tree()
    edited(library)
    library.edit("docs/reports/alpha/index.md", "title: Alpha Report", "title: Alpha Story")
    monkeypatch.setattr(f"citator.{place}", no_room)
    words = ["build", "-c", str(library.folder), "--format", "html", "--no-search", "--as-of", "2026-06-01"]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert "ERROR: No space left on device: there; correct that and run it again" in done.stderr.splitlines()
    if place != "library.ledger.write_atomically":
        assert library.tree() == before
    monkeypatch.undo()
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "Alpha Story" in library.page("reports/alpha/index.html")


def test_full_disk_does_not_end_the_preview(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(library)
    monkeypatch.setattr("citator.library.publish.link", no_room)
    serve._rebuild(library.request(), None, "pages", serve.Teller())
    assert "ERROR: No space left on device: there" in capsys.readouterr().err


def test_half_a_file_is_not_left_and_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(path: Path, data: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="No space left") as raised:
        write_atomically(tmp_path / "ledger", b"all of it")
    assert raised.value.filename == str(tmp_path / "ledger")
    assert list(tmp_path.iterdir()) == []


def broken_picture() -> bytes:
    """Return a PNG whose head is that of 400 by 300 pixels, and whose pixels are nothing that can be unpacked."""
    size = struct.pack(">IIBBBBB", 400, 300, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", b"no pixels"), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def test_pdf_that_typst_refuses_costs_itself_and_the_last_good_one_stays(library: SmallLibrary) -> None:
    library.build(formats=("html", "pdf"))
    good = {slug: (library.site / f"reports/{slug}/{slug}.pdf").read_bytes() for slug in ("alpha", "beta")}
    (library.folder / "docs/reports/beta/broken.png").write_bytes(broken_picture())
    library.edit("docs/reports/beta/only.md", "Zebras are", "![Stripes](broken.png)\n\nZebras now are")
    library.edit("docs/reports/alpha/one.md", "round", "green")
    outcome = library.build(formats=("html", "pdf"))
    (failure,) = outcome.failures
    assert failure.startswith("docs/reports/beta/only.md:4: cannot read an image")
    assert (failure.endswith("; until then there is no new PDF"), outcome.messages) == (True, ())
    assert (library.site / "reports/beta/beta.pdf").read_bytes() == good["beta"]
    assert (library.site / "reports/alpha/alpha.pdf").read_bytes() != good["alpha"]
    assert "Zebras now are" in library.page("reports/beta/only.html")
    words = ["build", "-q", "-c", str(library.folder), "--format", "html", "--format", "pdf", "--no-search"]
    assert CliRunner().invoke(main, [*words, "--as-of", "2026-06-01", "--strict"]).exit_code == 1


def test_chapter_that_python_cannot_read_is_told(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/beta/only.md").write_bytes(b"# Where beta starts\n\nZebras \xff\xfe are striped.\n")
    library.edit("docs/reports/alpha/one.md", "round", "green")
    outcome = library.build()
    told = [*outcome.failures, *outcome.messages]
    assert any("reports/beta/only" in line or "reports/beta/index.md" in line for line in told), told
    assert "Apples are green" in library.page("reports/alpha/one.html")


@pytest.mark.parametrize(
    ("outcome", "strict", "code"),
    [
        (Outcome(messages=("a.md:1: WARNING: x",)), False, 0),
        (Outcome(messages=("a.md:1: WARNING: x",)), True, 1),
        (Outcome(failures=("a.md: no",)), False, 1),
        (Outcome(), True, 0),
    ],
)
def test_exit_code_says_how_it_went(
    outcome: Outcome, strict: bool, code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("citator.library.build.build", lambda *_: outcome)
    words = ["build", "-c", str(tmp_path), *(["--strict"] if strict else [])]
    assert CliRunner().invoke(main, words).exit_code == code
