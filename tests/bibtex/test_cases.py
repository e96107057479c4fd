"""Every case file holds entries as a program or a person writes them, and what must come out.

``items`` lists for each key the values that are claimed (null: absent); ``diagnostics`` is the whole list, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from citator.bibtex.entry import Bibliography

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [(path.stem, case) for path in FILES for case in yaml.safe_load(path.read_text("utf-8"))]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{stem}: {case['title']}") for stem, case in CASES])
def test_case(case: dict[str, Any], read: Callable[..., Bibliography]) -> None:
    bibliography = read(case["input"])
    assert [str(said) for said in bibliography.diagnostics] == case.get("diagnostics", [])
    assert list(bibliography.items) == list(case["items"])
    for key, claims in case["items"].items():
        data = bibliography.items[key].data
        assert {name: data.get(name) for name in claims} == claims
