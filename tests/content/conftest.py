"""Reads the library's own report and summaries once, each in a fork, into a folder of the tests."""

from __future__ import annotations

import json

import pytest

from citator.library.conf import load_conf
from citator.library.discover import Found, discover
from citator.library.forks import run_forked
from citator.library.request import BuildRequest
from citator.library.stamp import scan
from citator.library.tasks import Failure
from citator.model.facts import Facts, from_json
from citator.sphinxext.application import ReadRequest, read_publication_object
from citator.sphinxext.preloading import preload

from .shelf import ROOT


@pytest.fixture(scope="session")
def publications() -> dict[str, Found]:
    """Give the report and the summaries; the handbook argues nothing that needs a source."""
    conf = load_conf(ROOT)
    found = discover(conf, scan(BuildRequest(ROOT), conf.watched), "", {}).publications
    return {slug: one for slug, one in found.items() if one.publication.path.startswith(("reports/", "summaries/"))}


@pytest.fixture(scope="session")
def library(publications: dict[str, Found], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    """Give the facts records by slug."""
    out = tmp_path_factory.mktemp("objects")

    def read(slug: str) -> None:
        publication = publications[slug].publication
        read_publication_object(ReadRequest(ROOT, publication, out / slug, out / "cache", pdf=False))

    preload()
    for slug, result in run_forked(read, publications, 2):
        assert not isinstance(result, Failure), f"{slug}: {result.details}"
    return {slug: from_json(Facts, json.loads((out / slug / "facts.json").read_bytes())) for slug in publications}


@pytest.fixture(scope="session")
def report(library: dict[str, Facts]) -> Facts:
    """Give the facts record of the report."""
    return library["freeze-notify-renounce"]
