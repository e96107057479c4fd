"""A library with a report in the note style and a summary of one page, built once with its books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag
from zipfile import ZipFile

import pytest
from lxml import etree

from citator.library.build import build
from citator.library.report import Outcome
from citator.library.request import BuildRequest, parse_as_of

NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.w3.org/1998/Math/MathML",
}
FILES = {
    "conf.py": """\
extensions = ["myst_parser", "citator"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["dollarmath"]
citator_library = {"name": "Small Library", "publisher": "The Publisher", "csl": "chicago-notes-bibliography"}
""",
    "references.bib": """\
@book{abel, author = {Abel, Ann}, title = {On Apples}, publisher = {Orchard}, location = {Bath}, date = {2001}}
@book{mir, author = {Иванов, Пётр}, title = {Книга о мире}, publisher = {Наука}, location = {Москва}, date = {2018}}
@book{heping, author = {王, 小明}, title = {和平论}, publisher = {人民出版社}, location = {北京}, date = {2019}}
""",
    "docs/index.md": "# Small Library\n",
    "docs/reports/alpha/index.md": """\
---
type: report
title: Alpha & Omega
subtitle: First and Last
authors:
  - {name: Ann Able, given: Ann, family: Able}
editors:
  - {name: The Editors}
date: 2026-01-02
research_closed: 2025-12
version: "1.2"
license: CC-BY-4.0
copyright: The Publisher
keywords: [apples]
series: {title: Fruit Papers, number: "7"}
---
# Alpha & Omega

This report is about apples.

```{toctree}
:numbered:

one
чай и кофе
```
""",
    "docs/reports/alpha/one.md": """\
---
authors:
  - {name: Carl Chapter, given: Carl, family: Chapter}
---
(start)=
# The first chapter

## Round things

Apples are round [@abel, p. 3]. Peace is a book [@mir]. So it is in Chinese: 和平 [@heping].[^own]

[^own]: A note of the author's own, with [@abel].

The share is $p < 1$ and

$$\\operatorname{Var}(p) = \\frac{p}{n}$$

but $\\unheardof{x}$.

:::{figure} Apple+pie.svg
:alt: A circle

An apple, from above
:::

:::{only} html
For the web alone.
:::

:::{only} epub
For the book alone.
:::

See the [](#two), and {pub}`gamma`, and [that summary](inv:gamma).
""".replace(":::", "```"),
    "docs/reports/alpha/Apple+pie.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>\n'
    ),
    "docs/reports/alpha/чай и кофе.md": "(two)=\n# The second chapter\n\nApples again [@abel].\n",
    "docs/summaries/gamma.md": """\
---
type: summary
title: Gamma in Short
date: 2026-03-04
doi: 10.5555/gamma
corrections: [{date: 2026-05-06, note: A word was wrong.}]
---
# Gamma in Short

## Why

Apples again [@abel].
""",
}


@dataclass(frozen=True)
class Book:
    """An EPUB, opened."""

    path: Path

    def texts(self) -> dict[str, str]:
        with ZipFile(self.path) as archive:
            names = [name for name in archive.namelist() if not name.endswith(".png")]
            return {name: archive.read(name).decode("utf-8") for name in names}

    def page(self, name: str) -> etree._Element:
        return etree.fromstring(self.texts()[f"EPUB/{name}"].encode())

    def find(self, name: str, path: str) -> list[Any]:
        found: list[Any] = self.page(name).xpath(path, namespaces=NAMESPACES)
        return found

    def words(self, name: str) -> str:
        return " ".join("".join(self.page(name).itertext()).split())

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield each link inside the book: the page that has it, the file and the id that it names."""
        for name, text in self.texts().items():
            if not name.endswith(".xhtml"):
                continue
            for address in etree.fromstring(text.encode()).xpath("//@href | //@src"):
                target, fragment = urldefrag(str(address))
                if "://" not in target:
                    parts = [part for part in (Path(name).parent / unquote(target)).parts if target]
                    yield name, _normal(parts) if parts else name, unquote(fragment)


def _normal(parts: list[str]) -> str:
    path: list[str] = []
    for part in parts:
        if part == "..":
            path.pop()
        else:
            path.append(part)
    return "/".join(path)


@dataclass(frozen=True)
class SmallLibrary:
    """A library in a folder of its own."""

    folder: Path

    def write(self, files: dict[str, str]) -> SmallLibrary:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return self

    def build(self, *formats: str) -> Outcome:
        outcome = build(
            BuildRequest(self.folder, formats=("html", *formats), search=False, jobs=1, as_of=parse_as_of("2026-06-01"))
        )
        assert outcome.failures == (), "\n".join(outcome.details)
        return outcome

    @property
    def site(self) -> Path:
        return self.folder / "build" / "site"

    @property
    def alpha(self) -> Book:
        return Book(self.site / "reports" / "alpha" / "alpha.epub")

    @property
    def gamma(self) -> Book:
        return Book(self.site / "summaries" / "gamma" / "gamma.epub")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> SmallLibrary:
    library = SmallLibrary(tmp_path_factory.mktemp("library")).write(FILES)
    [message] = library.build("epub").messages
    assert "one.md:18: WARNING: cannot set the formula '\\unheardof{x}'" in message
    return library


@pytest.fixture(scope="session")
def alpha(library: SmallLibrary) -> Book:
    """Give the book of the report."""
    return library.alpha


@pytest.fixture(scope="session")
def gamma(library: SmallLibrary) -> Book:
    """Give the book of the one-page summary."""
    return library.gamma
