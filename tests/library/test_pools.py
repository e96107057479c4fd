"""Forked and spawned workers: results, failures, deaths."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

from citator.errors import CitatorError
from citator.library import pools
from citator.library.forks import run_forked
from citator.library.pools import SpawnPool
from citator.library.tasks import Failure


def test_each_task_runs_in_a_process_of_its_own() -> None:
    results = dict(run_forked(lambda _: os.getpid(), [1, 2, 3], jobs=2))
    assert len(set(results.values())) == 3
    assert os.getpid() not in results.values()


def test_failure_of_one_task_stops_no_other() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise CitatorError("two is wrong; take another")
        return number

    results = dict(run_forked(work, [1, 2, 3], jobs=2))
    assert results[1] == 1
    assert results[3] == 3
    assert isinstance(results[2], Failure)
    assert results[2].message == "two is wrong; take another"


def test_killed_worker_is_a_failure_with_its_cause() -> None:
    ((_, result),) = run_forked(lambda _: os.kill(os.getpid(), signal.SIGKILL), [1], jobs=1)
    assert result == Failure("its worker was ended by SIGKILL; perhaps the memory ran out")


def test_full_disk_is_named() -> None:
    def work(_: int) -> None:
        raise OSError(28, "No space left on device", "reports/a.html")

    ((_, result),) = run_forked(work, [1], jobs=1)
    assert isinstance(result, Failure)
    assert result.message == "No space left on device: reports/a.html"


def test_two_forks_run_at_once() -> None:
    both = multiprocessing.get_context("fork").Barrier(2, timeout=30)
    assert sorted(place for _, place in run_forked(lambda _: both.wait(), [1, 2], jobs=2)) == [0, 1]


def test_what_workers_print_is_dropped() -> None:
    code = "import os; from citator.library.forks import run_forked; list(run_forked(lambda _: os.write(2, b'noise'), [1], 1))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stderr == b""


def double(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def die(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_spawned_worker_lives_through_many_tasks() -> None:
    pool = SpawnPool(double, jobs=1)
    results = dict(pool.run([1, 2, 3]))
    pool.close()
    assert [result[0] for result in results.values()] == [2, 4, 6]
    assert len({result[1] for result in results.values()}) == 1


def test_spawned_worker_is_replaced_before_it_grows(monkeypatch: object) -> None:
    monkeypatch.setattr(pools, "MAX_TASKS", 2)  # type: ignore[attr-defined]
    pool = SpawnPool(double, jobs=1)
    results = dict(pool.run([1, 2, 3]))
    pool.close()
    assert len({result[1] for result in results.values()}) == 2


def test_dead_spawned_worker_is_replaced() -> None:
    pool = SpawnPool(die, jobs=1)
    results = dict(pool.run([1, 2]))
    pool.close()
    assert isinstance(results[1], Failure)
    assert results[2] == 2


def test_spawned_worker_that_died_idle_is_replaced() -> None:
    pool = SpawnPool(double, jobs=1)
    ((_, (_, worker)),) = pool.run([1])  # type: ignore[misc]
    os.kill(worker, signal.SIGKILL)
    ((_, (answer, other)),) = pool.run([2])  # type: ignore[misc]
    pool.close()
    assert (answer, other != worker) == (4, True)


def die_once(note: Path) -> str:
    if not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_task_whose_worker_was_killed_is_given_to_another(tmp_path: Path) -> None:
    pool = SpawnPool(die_once, jobs=1)
    results = dict(pool.run([tmp_path / "note"]))
    pool.close()
    assert results == {tmp_path / "note": "done"}
