"""What follows the numbered chapters has numbers of its own, the same on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html
from showcase import FILES, INDEX, Built

ANNEX = """(ch-annex)=
# Annex

```{list-table} Levels
:name: tab-annex

* - a
  - b
```

See {numref}`tab-annex` and {numref}`tab-one`.
"""
FILES_WITH_ANNEX = FILES | {
    "docs/reports/tides/index.md": INDEX + "\n```{toctree}\nannex\n```\n",
    "docs/reports/tides/annex.md": ANNEX,
}


def test_a_table_after_the_chapters_is_numbered_with_a_letter(library: Callable[..., Built]) -> None:
    built = library(FILES_WITH_ANNEX)
    assert built.messages == []
    page = html.fromstring((built.project.parent / "html/reports/tides/annex.html").read_bytes())
    words = " ".join(page.text_content().split())
    assert "Table A.1" in words
    assert "See Table A.1 and Table 3.1." in words
    assert 'number: "A.1"' in built.typst
    assert "Table A\\.1" in built.typst


def test_a_publication_without_numbered_chapters_has_plain_numbers(library: Callable[..., Built]) -> None:
    plain = {**FILES_WITH_ANNEX, "docs/reports/tides/index.md": INDEX.replace(":numbered:\n", "")}
    assert 'number: "A.1"' not in library(plain).typst
