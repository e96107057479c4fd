"""What only one format prints: notes and lists of the others hold no mark, note or way back that leads to nothing."""

from __future__ import annotations

import re
import zipfile

import pytest

from .conftest import SmallLibrary, dead_links

TEXT = """\
---
type: summary
title: Gamma in Short
date: 2026-03-04
csl: chicago-notes-bibliography
---
# Gamma in Short

First [@abel].

```{only} typst
On paper [@zorn] and noted.[^paper]
```

```{only} html
On the web [@uncited] and noted.[^web]
```

Last [@abel].

[^paper]: A note on paper [@zorn].
[^web]: A note on the web [@uncited].
"""


@pytest.fixture
def parted(library: SmallLibrary) -> SmallLibrary:
    """Return the library with a page of which paper and web print different parts."""
    library.write("docs/summaries/gamma.md", TEXT)
    outcome = library.build(formats=("html", "pdf", "epub"))
    assert outcome.messages == outcome.failures == ()
    return library


def test_each_format_has_the_notes_of_its_own_marks(parted: SmallLibrary) -> None:
    page = parted.page("summaries/gamma/index.html")
    numbers = ["1", "4", "5", "6"]
    assert re.findall(r'href="#fn-(\d+)"', page) == re.findall(r'<li[^>]* id="fn-(\d+)"', page) == numbers
    projects = (parted.folder / "build/.citator/objects").glob("*/*/typst/main.typ")
    [typst] = [text for text in (path.read_text("utf-8") for path in projects) if "On paper" in text]
    assert "A note on paper" in typst
    assert "A note on the web" not in typst


def test_no_link_of_a_page_or_a_book_leads_to_what_another_format_prints(parted: SmallLibrary) -> None:
    assert dead_links(parted.site) == set()
    with zipfile.ZipFile(parted.site / "summaries/gamma/gamma.epub") as book:
        text = book.read("EPUB/text/index.xhtml").decode()
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(re.findall(r'id="([^"]*)"', text))
