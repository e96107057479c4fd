"""Small Typst projects, written by hand, and the publication that they belong to."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citator.model.publication import Contributor, Publication, Series
from citator.typst.compile import CompiledPdf, compile_project
from citator.typst.matter import publication_data

Apart = Callable[..., Any]
"""Calls a function in a process of its own: ``apart(evaluate, "1 + 1", root=folder)``."""

PUBLICATION = Publication(
    slug="tides",
    path="reports/tides",
    root="reports/tides/index",
    source="docs/reports/tides/index.md",
    type="report",
    title="Tides & Treaties",
    date=datetime.date(2026, 11, 23),
    authors=(Contributor("Ada Example", family="Example"), Contributor("李彬")),
    series=Series("Research Papers", "4"),
    publisher="The Institute",
    copyright="The Institute",
    license="CC-BY-4.0",
    doi="10.5555/tides",
    language="en-GB",
)
PREAMBLE = '#import "/citator/house.typ": *\n#show: publication\n'


def write_project(folder: Path, body: str, publication: Publication = PUBLICATION, **data: Any) -> Path:
    """Write a project whose main file holds ``body`` under the house template."""
    project = folder / "project"
    project.mkdir(exist_ok=True)
    (project / "main.typ").write_text(PREAMBLE + body, "utf-8")
    (project / "publication.json").write_text(json.dumps(publication_data(publication, **data)), "utf-8")
    return project


def compiled(
    folder: Path,
    body: str,
    *,
    fonts: Path,
    edition: str = "screen",
    publication: Publication = PUBLICATION,
    **options: Any,
) -> CompiledPdf:
    """Return what a project with ``body`` compiles to."""
    links = options.pop("links", {})
    project = write_project(folder, body, publication)
    for name, data in options.pop("files", {}).items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_bytes(data)
    return compile_project(project, edition=edition, publication=publication, fonts_cache=fonts, links=links, **options)
