"""A brief is one sheet, and its notes may stand without a list of works."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from showcase import Built, compile_built

FRONT = """\
---
type: {type}
title: Tides
authors: [The house]
date: 2026-11-23
status: published
csl: {csl}
pdf: {{bibliography: {bibliography}}}
---

# Tides

"""
TEXT = "The sea rises twice a day [@abel]. " + "It has done so for as long as anybody can say. " * 20 + "\n\n"


def brief(type: str = "brief", csl: str = "chicago-notes-bibliography", bibliography: str = "true") -> dict[str, str]:
    return {"docs/summaries/tides.md": FRONT.format(type=type, csl=csl, bibliography=bibliography) + TEXT * 10}


def test_front_matter_takes_the_list_of_works_out_of_a_pdf_with_notes(library: Callable[..., Built]) -> None:
    built = library(brief(bibliography="false"))
    assert built.messages == []
    assert "#bibliography-list(" not in built.typst
    assert "References" not in built.typst
    assert "#note(" in built.typst


def test_pdf_has_a_list_of_works_when_front_matter_does_not_say_otherwise(library: Callable[..., Built]) -> None:
    assert "#bibliography-list(" in library(brief()).typst


def test_list_of_works_stays_where_citations_are_not_notes(library: Callable[..., Built]) -> None:
    assert "#bibliography-list(" in library(brief(csl="apa", bibliography="false")).typst


@pytest.mark.parametrize(("kind", "pages"), [("brief", 2), ("summary", 4)])
def test_brief_is_one_sheet_where_a_summary_takes_more(
    kind: str, pages: int, library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(brief(type=kind, bibliography="false"))
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert messages == []
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == pages
