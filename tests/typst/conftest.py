"""Typst runs in a process of its own: a process that has compiled must never fork, and other tests fork."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from typst_project import Apart


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    """Return a function that calls another one in a process of its own: ``apart(evaluate, "1 + 1", root=folder)``."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda function, *args, **kwargs: pool.submit(function, *args, **kwargs).result()


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the static fonts, which a checkout cuts once."""
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("citator-fonts"))
