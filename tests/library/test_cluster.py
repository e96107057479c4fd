"""A build on a cluster gives the bytes of a local one, also when a worker dies."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import dask
import fsspec
import pytest
from distributed import LocalCluster
from msgspec import structs

from citator.csl.styles import find_style
from citator.errors import CitatorError
from citator.library.address import AddressStore
from citator.library.build import build
from citator.library.progress import LineProgress

from .conftest import SmallLibrary


@pytest.mark.slow
def test_cluster_gives_the_bytes_of_a_local_build_although_a_worker_is_killed(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    library.build()
    local = library.tree()
    shutil.rmtree(library.folder / "build")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def kill() -> None:
            while not list((library.folder / "shared").glob("bundles/*.json")):
                time.sleep(0.05)
            time.sleep(0.5)
            os.kill(victim, signal.SIGKILL)

        threading.Thread(target=kill).start()
        address = cluster.scheduler_address
        outcome = library.build(scheduler=address, shared_cache=str(library.folder / "shared"))
    assert outcome.failures == ()
    assert outcome.built == 3
    assert library.tree() == local


@pytest.mark.slow
def test_cluster_makes_pdfs_with_the_bytes_of_a_local_build_although_a_worker_is_killed(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    library.build(formats=("html", "pdf"))
    local = library.tree()
    assert "reports/alpha/alpha.pdf" in local
    shutil.rmtree(library.folder / "build")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def kill() -> None:
            while len(list((library.folder / "shared/objects").glob("*.tar"))) < 3:
                time.sleep(0.05)
            time.sleep(0.3)
            os.kill(victim, signal.SIGKILL)
            made.extend((library.folder / "shared").glob("pdf/*.tar"))

        made: list[Path] = []
        killer = threading.Thread(target=kill)
        killer.start()
        outcome = library.build(
            formats=("html", "pdf"),
            scheduler=cluster.scheduler_address,
            shared_cache=str(library.folder / "shared"),
        )
    assert not killer.is_alive()
    assert len(made) < 3, "the worker was killed while PDFs were to be made"
    assert outcome.failures == ()
    assert list((library.folder / "shared/pdf").glob("*.tar"))
    assert library.tree() == local


def test_unreachable_scheduler_is_one_line(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citator.library.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(CitatorError, match=r"the scheduler tcp://127\.0\.0\.1:9 does not answer"):
        library.build(scheduler="tcp://127.0.0.1:9", shared_cache=str(library.folder / "shared"), explain="alpha")


def test_scheduler_needs_a_shared_cache(library: SmallLibrary) -> None:
    with pytest.raises(CitatorError, match="--scheduler needs --cache"):
        library.build(scheduler="tcp://127.0.0.1:9", explain="alpha")


def test_shared_cache_spares_another_machine_the_work(built: SmallLibrary, library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "build")
    library.build(shared_cache=str(library.folder / "shared"))
    site = library.tree()
    shutil.rmtree(library.folder / "build")
    outcome = library.build(shared_cache=str(library.folder / "shared"))
    assert (outcome.built, outcome.reused) == (0, 3)
    assert library.tree() == site


def test_damaged_file_of_the_shared_cache_counts_as_none(library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "build")
    library.build(shared_cache=str(library.folder / "shared"))
    for path in (library.folder / "shared" / "objects").iterdir():
        path.write_bytes(b"not a tar file")
    shutil.rmtree(library.folder / "build")
    assert library.build(shared_cache=str(library.folder / "shared")).built == 3


def test_shared_cache_may_be_at_any_address(library: SmallLibrary) -> None:
    shutil.rmtree(library.folder / "build")
    library.build(shared_cache="memory://cache")
    shutil.rmtree(library.folder / "build")
    assert library.build(shared_cache="memory://cache").built == 0


def test_cache_that_does_not_answer_is_one_line(library: SmallLibrary) -> None:
    with pytest.raises(CitatorError, match=r"the shared cache http://127\.0\.0\.1:9/cache"):
        library.build(shared_cache="http://127.0.0.1:9/cache", explain="alpha")


def test_unreachable_cache_is_one_line(library: SmallLibrary) -> None:
    with pytest.raises(CitatorError, match="cannot use the shared cache nosuch://x"):
        library.build(shared_cache="nosuch://x", explain="alpha")


def local_cluster(workers: int = 1) -> LocalCluster:
    return LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp")


def depend_on_much_outside(library: SmallLibrary) -> None:
    """Have the library depend on a style, a table, an extension and a variable that are not below ``docs/``."""
    library.write("styles/own.csl", find_style("ieee").path.read_text("utf-8"))
    library.write("data/t.csv", "Counted,2026\n")
    (library.folder.parent / "shared.md").write_text("Said in all libraries.\n", "utf-8")
    library.write("_ext/own.py", "def setup(app):\n    app.add_config_value('own', '', 'env')\n")
    conf = (
        (library.folder / "conf.py")
        .read_text("utf-8")
        .replace('"apa"', '"styles/own.csl", "url": os.getenv("SITE_URL")')
    )
    conf = conf.replace('"citator"]', '"citator", "own"]')
    library.write("conf.py", f"import os, sys\nsys.path.insert(0, os.path.abspath('_ext'))\n{conf}")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{csv-table}\n:file: ../../../data/t.csv\n```\n\nApples")
    library.edit("docs/reports/alpha/two.md", "See", "```{csv-table}\n:file: ../../../data/none.csv\n```\n\nSee")
    library.edit("docs/reports/beta/only.md", "Zebras", "```{include} ../../../../shared.md\n```\n\nZebras")


@pytest.mark.slow
def test_cluster_gives_the_bytes_of_a_local_build_of_what_lies_outside_the_sources(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    depend_on_much_outside(library)
    shared = str(library.folder / "shared")
    with local_cluster() as cluster:
        monkeypatch.setenv("SITE_URL", "https://library.example.org/")
        shutil.rmtree(library.folder / "build")
        far = library.build(scheduler=cluster.scheduler_address, shared_cache=shared)
        tree = library.tree()
        shutil.rmtree(library.folder / "build")
    near = library.build()
    assert (far.failures, far.messages) == (near.failures, near.messages)
    assert "none.csv" in "".join(far.messages)
    assert library.tree() == tree
    shutil.rmtree(library.folder / "build")
    assert library.build(shared_cache=shared).built == 0
    assert library.tree() == tree


@pytest.mark.slow
def test_cluster_sees_a_file_that_was_missing_when_it_comes(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "See", "```{csv-table}\n:file: ../../../data/t.csv\n```\n\nSee")
    shared = str(library.folder / "shared")
    with local_cluster() as cluster:
        far = {"scheduler": cluster.scheduler_address, "shared_cache": shared}
        (message,) = library.build(**far).messages
        assert "t.csv" in message
        library.write("data/t.csv", "Counted,2026\n")
        assert library.build(**far).messages == ()
        tree = library.tree()
    shutil.rmtree(library.folder / "build")
    assert library.build().messages == ()
    assert library.tree() == tree


@pytest.mark.slow
def test_cluster_makes_the_pdf_of_an_object_that_was_made_here(library: SmallLibrary) -> None:
    formats = ("html", "pdf")
    library.build(formats=formats)
    library.edit("docs/reports/beta/only.md", "# Where beta starts", "# Where beta begins")
    with local_cluster() as cluster:
        outcome = library.build(
            formats=formats, scheduler=cluster.scheduler_address, shared_cache=str(library.folder / "shared")
        )
    assert outcome.failures == ()
    assert outcome.built_slugs == ("beta",)


def children_of(process: int) -> list[int]:
    """Return the processes that build for a worker."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"citator.library.node" in (place / "cmdline").read_bytes():
                found.append(int(place.name))
    return found


@pytest.mark.slow
def test_process_that_builds_for_a_worker_may_be_killed_and_leaves_no_folder(
    library: SmallLibrary, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    library.edit("references.bib", "On Zebras", "On Horses")
    killed = []
    with dask.config.set({"temporary-directory": str(scratch)}), local_cluster() as cluster:
        (worker,) = cluster.workers.values()

        def kill() -> None:
            while not (nodes := children_of(worker.pid)):
                time.sleep(0.02)
            time.sleep(0.5)
            os.kill(nodes[0], signal.SIGKILL)
            killed.extend(nodes)

        killer = threading.Thread(target=kill)
        killer.start()
        outcome = library.build(scheduler=cluster.scheduler_address, shared_cache=str(library.folder / "shared"))
        killer.join()
        assert len(list(scratch.rglob("citator-node-*"))) == 1
    assert killed
    assert outcome.failures == ()
    assert outcome.built_slugs == ("alpha", "beta")
    assert list(scratch.rglob("citator-node-*")) == []


@pytest.mark.slow
def test_scheduler_that_ends_during_a_build_is_one_line(
    library: SmallLibrary, capfd: pytest.CaptureFixture[str]
) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    scheduler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--port",
            "0",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert scheduler.stderr is not None
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)

    def kill() -> None:
        while not list((library.folder / "shared").glob("bundles/*.json")):
            time.sleep(0.05)
        time.sleep(0.5)
        scheduler.kill()

    threading.Thread(target=kill).start()
    with pytest.raises(CitatorError, match=r"the scheduler tcp://.* has ended; start it and build again"):
        library.build(scheduler=address, shared_cache=str(library.folder / "shared"))
    scheduler.wait()
    scheduler.stderr.close()
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.slow
def test_scheduler_without_workers_is_told_and_then_given_up(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("citator.library.cluster.LOOK_SECONDS", 0.2)
    monkeypatch.setattr("citator.library.cluster.WORKER_SECONDS", 1.0)
    library.edit("references.bib", "On Zebras", "On Horses")
    request = library.request(explain="alpha", shared_cache=str(library.folder / "shared"))
    with local_cluster(workers=0) as cluster, pytest.raises(CitatorError, match="has no worker; start one with"):
        build(structs.replace(request, scheduler=cluster.scheduler_address), LineProgress(sys.stderr))
    assert "has no worker; waiting 1 s for one" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:9", "tcp://127.0.0.1:9"])
def test_wrong_address_of_a_scheduler_is_one_line_and_no_more(address: str, library: SmallLibrary) -> None:
    command = [sys.executable, "-m", "citator.cli", "build", "-c", library.folder, "--explain", "alpha"]
    command += ["--scheduler", address, "--cache", library.folder / "shared"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == f"ERROR: the scheduler {address} does not answer; start it or correct --scheduler\n"


class ReadOnlyFiles:
    """Stands before files that anybody may read and nobody write."""

    def __init__(self, files: Any) -> None:
        self._files = files

    def __getattr__(self, name: str) -> Any:
        def refuse(*args: object, **options: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        return refuse if name in ("makedirs", "pipe_file", "mv") else getattr(self._files, name)


def test_shared_cache_that_may_only_be_read_is_read(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = str(library.folder / "shared")
    shutil.rmtree(library.folder / "build")
    library.build(shared_cache=shared)
    shutil.rmtree(library.folder / "build")
    found = fsspec.core.url_to_fs
    monkeypatch.setattr(fsspec.core, "url_to_fs", lambda address: (ReadOnlyFiles(found(address)[0]), found(address)[1]))
    assert library.build(shared_cache=shared).built == 0
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    outcome = library.build(shared_cache=shared)
    assert (outcome.built_slugs, outcome.failures) == (("beta",), ())
    (line,) = outcome.information
    assert "cannot be written: [Errno 30] Read-only file system; what was made stays on this machine" in line


def test_two_processes_of_one_number_write_into_the_shared_cache_under_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AddressStore(str(tmp_path))
    names = []
    monkeypatch.setattr(store._files, "mv", lambda old, new: names.append(old))
    store.write("one", b"1")
    store.write("one", b"1")
    assert names[0] != names[1]
