"""A small library of two reports and a summary, built once; each test gets a copy of it with its cache."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from citator.library.build import build
from citator.library.report import Outcome
from citator.library.request import BuildRequest, parse_as_of

FILES = {
    "conf.py": """\
extensions = ["myst_parser", "citator"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
citator_library = {"name": "Small Library", "publisher": "The Publisher", "csl": "apa"}
""",
    "references.bib": """\
@book{abel, author = {Abel, Ann}, title = {On Apples}, publisher = {Orchard}, location = {Bath}, date = {2001}}
@book{zorn, author = {Zorn, Zoe}, title = {On Zebras}, publisher = {Savanna}, location = {York}, date = {2002}}
@book{uncited, author = {Quiet, Quinn}, title = {On Silence}, publisher = {Hush}, location = {Hull}, date = {2003}}
""",
    "docs/index.md": "# Small Library\n",
    "docs/people/ann-able.md": "---\nname: Ann Able\ngiven: Ann\nfamily: Able\n---\n",
    "docs/reports/alpha/index.md": """\
---
type: report
title: Alpha Report
authors: [ann-able]
date: 2026-01-02
---
# Alpha Report

```{toctree}
one
two
```
""",
    "docs/reports/alpha/one.md": "(start)=\n# The first chapter\n\nApples are round [@abel, p. 3].\n",
    "docs/reports/alpha/two.md": "# The second chapter\n\nSee [](inv:beta#start) and zebras [@zorn].\n",
    "docs/reports/beta/index.md": """\
---
type: report
title: Beta Report
authors: [{name: Bob Busy, given: Bob, family: Busy}]
date: 2026-02-03
---
# Beta Report

```{toctree}
only
```
""",
    "docs/reports/beta/only.md": "(start)=\n# Where beta starts\n\nZebras are striped [@zorn].\n",
    "docs/summaries/gamma.md": """\
---
type: summary
title: Gamma in Short
date: 2026-03-04
summary_of: alpha
---
# Gamma in Short

Apples again [@abel].
""",
}


@dataclass
class SmallLibrary:
    """A library in a folder of its own."""

    folder: Path

    def build(self, **options: Any) -> Outcome:
        return build(self.request(**options))

    def request(self, as_of: str = "2026-06-01", **options: Any) -> BuildRequest:
        defaults: dict[str, Any] = {"formats": ("html",), "search": False, "jobs": 2}
        return BuildRequest(self.folder, as_of=parse_as_of(as_of), **{**defaults, **options})

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    @property
    def site(self) -> Path:
        return self.folder / "build" / "site"

    def page(self, name: str) -> str:
        return (self.site / name).read_text("utf-8")

    def tree(self, folder: str = "build/site") -> dict[str, bytes]:
        root = self.folder / folder
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def dead_links(site: Path) -> set[str]:
    """Return the links of all pages that lead to no file of the site, or to no place in a page of it."""
    ids: dict[Path, set[str]] = {}
    dead = set()
    for page in site.rglob("*.html"):
        for link in re.findall(r'\s(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            parts = urlsplit(unescape(link))
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            if parts.scheme or page.name == "404.html":
                continue
            if target.suffix == ".html" and target.is_file() and target not in ids:
                ids[target] = set(re.findall(r'\sid="([^"]*)"', target.read_text("utf-8")))
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in ids.get(target, {""})):
                dead.add(f"{page.relative_to(site)}: {link}")
    return dead


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallLibrary:
    library = SmallLibrary(tmp_path_factory.mktemp("library"))
    for name, text in FILES.items():
        library.write(name, text)
    outcome = library.build()
    assert outcome.failures == (), "\n".join(outcome.details)
    assert outcome.messages == ()
    return library


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the static fonts, which a checkout cuts once."""
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("citator-fonts"))


@pytest.fixture
def library(built: SmallLibrary, fonts: Path, tmp_path: Path) -> SmallLibrary:
    """Give a copy that the test may change."""
    copy = SmallLibrary(tmp_path / "library")
    shutil.copytree(built.folder, copy.folder)
    (copy.folder / "build/.citator/fonts").symlink_to(fonts)
    return copy
