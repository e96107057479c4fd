"""The known differences from citeproc-js, each with its cause: a test fails when one is mended, and then it is struck off.

The comparison itself needs node and is ``make oracle``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LIST: dict[str, Any] = yaml.safe_load((ROOT / "bench" / "oracle" / "differences.yaml").read_text("utf-8"))


@pytest.mark.parametrize("style", LIST["differences"])
def test_what_is_listed_as_a_difference_still_is_one(style, monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    from bench.oracle.__main__ import ours

    places = LIST["differences"][style]
    texts = ours(style)
    assert {place: texts[place] for place in places} == {place: listed["citator"] for place, listed in places.items()}


def test_each_difference_has_a_cause_that_is_explained():
    causes = {listed["cause"] for places in LIST["differences"].values() for listed in places.values()}
    assert causes == set(LIST["causes"])
