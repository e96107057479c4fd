"""A fence that is never closed takes the rest of the page with it, and is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .projects import Project

Publication = Callable[..., Project]
COLONS = "'language': 'en'}\nmyst_enable_extensions = ['colon_fence']\n_ = {"


def told(project: Project) -> list[tuple[int, str]]:
    """Return line and mark of each fence that is told; the text begins in line 9."""
    found = re.findall(r"x\.md:(\d+): WARNING: (\S+) is never closed .*\[citator\.open-fence\]", project.warnings)
    return [(int(line) - 8, mark) for line, mark in found]


def test_directives_within_each_other_that_have_the_same_fence_are_told(publication: Publication) -> None:
    project = publication("```{note}\n```{tip}\nText.\n```\n```\n\n## A heading\n\nText [@rep2020].")
    assert told(project) == [(2, "```{tip}"), (5, "```")]


def test_an_open_fence_of_colons_is_told(publication: Publication) -> None:
    assert told(publication("::::{note}\n:::{tip}\nText.\n:::\n\nMore.", options=COLONS)) == [(1, "::::{note}")]


@pytest.mark.parametrize(
    "text",
    [
        "````{note}\n```{tip}\nText.\n```\n````",
        "```python\n\n```",
        "```\n```",
        "~~~~\nx\n~~~~~",
        "- A\n\n  ```python\n  x\n  ```\n\n> ```python\n> x\n>\n> ```\n",
        "````md\n```{note}\n````",
        "::::{note}\n:::{tip}\nText.\n:::\n::::",
        "```{note}\nText with ``code``.\n\n```\n",
    ],
)
def test_what_is_closed_is_not_told(publication: Publication, text: str) -> None:
    assert publication(text + "\n\nThe end.", options=COLONS).warnings == ""
