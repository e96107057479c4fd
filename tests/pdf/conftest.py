"""A showcase with every element, read once and compiled once; each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from showcase import FILES, Built, compile_built, read_library


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the static fonts, which a checkout cuts once."""
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("citator-fonts"))


@pytest.fixture(scope="session")
def typst_process() -> Iterator[ProcessPoolExecutor]:
    """Give Typst a process of its own: one that has compiled must never fork, and other tests fork."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., Built]:
    """Return a function that writes a library and reads its one publication: ``library({"docs/summaries/tides.md": …})``."""

    def make(files: dict[str, str | bytes], slug: str = "tides") -> Built:
        return read_library(tmp_path, files, slug)

    return make


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the showcase, read but not compiled."""
    return read_library(tmp_path_factory.mktemp("showcase"), FILES, "tides")


@pytest.fixture(scope="session")
def showcase_pdf(showcase: Built, fonts: Path, typst_process: ProcessPoolExecutor) -> bytes:
    """Return the showcase's PDF for the screen."""
    pdf, messages = typst_process.submit(compile_built, showcase, fonts).result()
    assert messages == []
    return pdf
