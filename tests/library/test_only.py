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


FRONT = "---\ntype: summary\ntitle: Gamma in Short\ndate: 2026-03-04\ncsl: {style}\n---\n# Gamma in Short\n\n"
LIST = "````{{only}} {format}\n```{{bibliography}}\n{options}```\n````\n\n"
PAPER, WEB = LIST.format(format="typst or epub", options=""), LIST.format(format="html", options="")


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography"])
@pytest.mark.parametrize(("lists", "led"), [(PAPER, ["book"]), (WEB, ["page"]), (WEB + PAPER, ["page", "book"])])
def test_citations_lead_to_the_list_that_their_format_prints(
    lists: str, led: list[str], style: str, library: SmallLibrary
) -> None:
    library.write("docs/summaries/gamma.md", f"{FRONT.format(style=style)}Known [@abel].\n\n{lists}")
    outcome = library.build(formats=("html", "pdf", "epub"))
    assert outcome.messages == outcome.failures == ()
    with zipfile.ZipFile(library.site / "summaries/gamma/gamma.epub") as book:
        texts = {
            "page": library.page("summaries/gamma/index.html"),
            "book": book.read("EPUB/text/index.xhtml").decode(),
        }
    assert [name for name, text in texts.items() if 'href="#ref-abel"' in text] == led
    assert [name for name, text in texts.items() if text.count('id="ref-abel"') == 1] == led
    assert dead_links(library.site) == set()


def test_a_list_in_a_footnote_is_printed(library: SmallLibrary) -> None:
    text = "Known.[^n]\n\n[^n]: See these [@abel].\n\n    ```{bibliography}\n    ```\n"
    library.write("docs/summaries/gamma.md", FRONT.format(style="apa") + text)
    assert library.build().messages == ()
    assert dead_links(library.site) == set()
    assert 'id="ref-abel"' in library.page("summaries/gamma/index.html")
