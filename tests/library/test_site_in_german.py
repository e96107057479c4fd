"""A German library at an address: what stands around its publications speaks German, and machines find all of it."""

from __future__ import annotations

import re
import struct

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
