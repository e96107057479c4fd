"""What is meant for one sheet of paper prints on one."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from citator.library.discover import Found
from citator.library.forks import run_forked
from citator.library.tasks import Failure
from citator.model.publication import Publication
from citator.sphinxext.application import ReadRequest, read_publication_object
from citator.sphinxext.preloading import preload
from citator.typst.compile import compile_project

from .shelf import ROOT


@pytest.mark.parametrize(("slug", "most"), [("notice-absence-payload", 2), ("three-proposals", 3)])
def test_short_publication_keeps_to_its_pages(
    slug: str, most: int, publications: Mapping[str, Found], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    publication = publications[slug].publication

    def read(_: str) -> None:
        read_publication_object(ReadRequest(ROOT, publication, tmp_path / "object", tmp_path / "cache"))

    preload()
    for _, result in run_forked(read, [slug], 1):
        assert not isinstance(result, Failure), result.details
    assert request.config.cache is not None
    fonts = Path(request.config.cache.mkdir("citator-fonts"))
    # Typst must not run in this process: one that has compiled can never fork, and other tests fork
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(count_pages, tmp_path / "object" / "typst", publication, fonts).result() <= most


def count_pages(project: Path, publication: Publication, fonts: Path) -> int:
    """Return the number of pages of the edition for the screen."""
    return compile_project(project, edition="screen", publication=publication, fonts_cache=fonts, links={}).pages
