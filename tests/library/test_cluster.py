"""A build on a cluster gives the bytes of a local one, also when a worker dies."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from citator.errors import CitatorError

from .conftest import SmallLibrary


@pytest.mark.slow
def test_cluster_gives_the_bytes_of_a_local_build_although_a_worker_is_killed(library: SmallLibrary) -> None:
    from distributed import LocalCluster

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
    from distributed import LocalCluster

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
