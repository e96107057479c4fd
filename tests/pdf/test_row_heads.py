"""The first column of a table is tagged as heads of its rows where the author says that it is one."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
from showcase import FILES, FLOATS, Built, compile_built

STUB = """
```{list-table} Tides
:header-rows: 1
:stub-columns: 1

* - Place
  - Spring
* - Bergen
  - 1
* - Oslo
  - 2
```
"""


def test_a_stub_column_heads_its_rows(
    library: Callable[..., Built], fonts: Path, typst_process: ProcessPoolExecutor
) -> None:
    built = library(FILES | {"docs/reports/tides/floats.md": FLOATS + STUB})
    pdf, messages = typst_process.submit(compile_built, built, fonts).result()
    assert messages == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)
        heads = [node for node in document.objects if scope(node) == "/Row"]
        assert len(heads) == 2
        assert all(str(head.ID) in names for head in heads)
        headed = [
            [str(name) for name in cell.A[0].Headers]
            for cell in document.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == "/TD" and "/A" in cell
        ]
        assert [str(head.ID) for head in heads] == [
            names[-1] for names in headed if names and names[-1].startswith("R")
        ]


def scope(node: Any) -> str | None:
    """Return the scope of a table's head."""
    if not isinstance(node, pikepdf.Dictionary) or node.get("/S") != "/TH":
        return None
    return next((str(part.Scope) for part in node.A if "/Scope" in part), None)
