"""A German library at an address: what stands around its publications speaks German, and machines find all of it."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys

import pytest

from citator.library.freeze import freeze

from .conftest import SmallLibrary


@pytest.fixture
def german(library: SmallLibrary) -> SmallLibrary:
    """Return the library with an address, of which one report was called otherwise before."""
    library.edit("conf.py", '"csl"', '"url": "https://library.example.org/", "language": "de", "csl"')
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02\n", "date: 2026-01-02\nformerly: [reports/omega]\n")
    return library


def test_redirects_and_outline_speak_the_language_of_the_library(german: SmallLibrary) -> None:
    german.build()
    for name, title in (("index", "Alpha Report"), ("one", "The first chapter – Alpha Report")):
        page = german.page(f"reports/omega/{name}.html")
        assert f'Diese Publikation ist umgezogen: <a href="../alpha/{name}.html">{title}</a>' in page
    assert re.findall("^## (.*)$", german.page("llms.txt"), re.MULTILINE) == ["Kurzfassung", "Forschungsbericht"]


def test_a_frozen_page_leads_to_the_current_version_in_the_language_of_the_publication(german: SmallLibrary) -> None:
    german.edit("docs/reports/alpha/index.md", "formerly", "language: fr\nformerly")
    freeze(german.request(), "alpha")
    german.build()
    page = german.page("reports/alpha/v1.0/one.html")
    assert "Ceci est la version 1.0 du 2 janvier 2026, conservée telle qu’elle a paru. <a href=" in page
    assert '"../index.html">Voir la version actuelle et les corrections éventuelles.</a>' in page


def test_links_to_headings_and_tables_are_named_in_german(german: SmallLibrary) -> None:
    german.write("docs/reports/alpha/one.md", "(start)=\n# Eins\n\n```{table} Zahlen\n| A |\n|---|\n| b |\n```\n")
    german.build()
    titles = re.findall(r'class="headerlink"[^>]* title="([^"]*)"', german.page("reports/alpha/one.html"))
    assert titles == ["Link zu dieser Überschrift", "Link zu dieser Tabelle"]


def test_the_front_desk_has_a_picture_and_the_days_of_what_it_shows(german: SmallLibrary) -> None:
    german.build()
    image = "https://library.example.org/_art/library.png"
    for name in ("index.html", "people/index.html", "people/ann-able/index.html", "sources/index.html"):
        assert f'<meta property="og:image" content="{image}">' in german.page(name)
    picture = (german.site / "_art/library.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    days = dict(
        re.findall("<loc>https://library.example.org/([^<]*)</loc><lastmod>([^<]*)", german.page("sitemap.xml"))
    )
    assert days[""] == days["sources/"] == "2026-03-04"
    assert days["people/ann-able/"] == "2026-01-02"


GERMAN_CHAPTER = """\
(start)=
# Erstes Kapitel

Siehe {numref}`bild` und {numref}`tafel` [@abel].

```{figure} p.svg
:name: bild
:alt: Ein Quadrat.

Ein Bild.
```

```{list-table} Eine Tafel
:name: tafel
:header-rows: 1

* - A
* - b
```

```{note}
Ein Hinweis.
```
"""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def in_german(library: SmallLibrary) -> str:
    """Return the text of a chapter's page, and put that of the PDF's source behind it."""
    library.edit("docs/reports/alpha/index.md", "type: report\n", "type: report\nlanguage: de-AT\n")
    library.write("docs/reports/alpha/one.md", GERMAN_CHAPTER)
    library.write("docs/reports/alpha/p.svg", SQUARE)
    assert library.build(formats=("html", "pdf", "epub")).messages == ()
    return re.sub(r"<[^>]*>", "", library.page("reports/alpha/one.html"))


def test_captions_and_references_to_them_say_the_same_on_page_and_paper(library: SmallLibrary) -> None:
    page = in_german(library)
    assert "Siehe Abbildung 1 und Tabelle 1" in page
    assert re.search(r"Abbildung 1\s*Ein Bild", page)
    assert re.search(r"Tabelle 1\s*Eine Tafel", page)


def test_boxes_and_the_bibliography_have_titles_in_the_language_of_the_publication(library: SmallLibrary) -> None:
    page = in_german(library)
    assert re.search(r"Bemerkung|Hinweis\s+Ein Hinweis", page)
    references = library.page("reports/alpha/references.html")
    assert re.search(r"<h1[^>]*>(<[^>]*>[^<]*</[^>]*>)?Literaturverzeichnis", references)
    assert 'aria-label="Literaturverzeichnis"' in references
    assert "Literaturverzeichnis" in library.page("reports/alpha/index.html")


def test_a_format_of_captions_in_the_configuration_holds_on_page_and_paper(library: SmallLibrary) -> None:
    library.edit("conf.py", "html_theme", 'numfig_format = {"figure": "Bild %s"}\nhtml_theme')
    assert "Siehe Bild 1 und Tabelle 1" in in_german(library)
    projects = (library.folder / "build/.citator/objects").glob("*/*/typst/publication.json")
    assert "Bild" in {json.loads(data.read_text("utf-8"))["terms"]["figure"] for data in projects}


def test_a_publication_that_is_built_alone_says_what_has_changed_in_its_own_language(library: SmallLibrary) -> None:
    library.edit("docs/summaries/gamma.md", "type: summary\n", "type: summary\nlanguage: de\n")
    library.edit("docs/summaries/gamma.md", "Apples", "```{deprecated} 1.2\nAlt.\n```\n\nApples")
    # a process of its own, which has imported nothing of Sphinx yet
    command = [sys.executable, "-m", "citator.cli", "build", "-q", "-c", library.folder, "--format", "html"]
    built = subprocess.run([*command, "--no-search", "--as-of", "2026-06-01"], capture_output=True, text=True)
    assert built.stdout + built.stderr == ""
    assert "Veraltet ab Version 1.2" in library.page("summaries/gamma/index.html")
