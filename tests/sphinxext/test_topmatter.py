"""Front matter is metadata: nothing of it is text of the page, and nothing of it is read as Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .projects import Project

Publication = Callable[..., Project]


def test_an_abstract_is_no_text_of_the_page_and_its_citations_are_none(publication: Publication) -> None:
    page = publication("Text [@art2019].", more="abstract: Of *it* [@rep2020].\n").page("summaries/x/index.html")
    assert page.xpath("//*[contains(@class, 'topic')]") == []
    assert [mark.text_content() for mark in page.xpath("//a[@role='doc-noteref']")] == ["[1]"]


@pytest.mark.parametrize("fields", ["contributors: ['@Org X', 'Able, Ann']\n", "abstract: An <angle>\n"])
def test_no_text_of_it_is_read_as_markdown(fields: str, publication: Publication) -> None:
    built = publication("Text.", more=fields)
    assert not any(word in built.warnings for word in ("unknown citation key", "raw HTML", "Cannot extract"))


def test_a_date_that_is_none_is_told_once(publication: Publication) -> None:
    assert publication("Text.", more="updated: 2026-02-30\n").warnings.count("x.md:6:") == 1
    assert "topmatter" not in publication("Text.", more="updated: 2026-02-30\n").warnings


def test_what_sphinx_asks_of_it_holds(publication: Publication) -> None:
    built = publication({"one.md": "---\ntocdepth: 1\n---\n# One\n\n## Two\n"})
    built.write({"docs/reports/x/alone.md": "---\norphan: true\n---\n# Alone\n"})
    assert built.build("-D", "citator_publication=x").warnings == ""


def test_the_title_of_a_chapter_is_its_heading_where_the_text_has_none(publication: Publication) -> None:
    built = publication({"one.md": "---\ntitle: Only *Here*\n---\n\nText.\n\n## Part\n\nMore.\n"})
    assert built.warnings == ""
    page = built.page("reports/x/one.html")
    assert [heading.get("id") for heading in page.xpath("//section/h1 | //section//h2")] == ["only-here", "part"]
    assert page.xpath("string(//title)").startswith("Only Here – ")


def test_a_title_of_a_chapter_that_the_heading_does_not_say_is_told(publication: Publication) -> None:
    built = publication(
        {"one.md": "---\ntitle: One\n---\n# First\n", "two.md": "---\ntitle: Two *ways*\n---\n# Two *ways*\n"}
    )
    said = "front matter: 'title' is 'One', but the heading 'First' is printed; take one of the two out"
    assert built.warnings == f"docs/reports/x/one.md:2: WARNING: {said} [citator.front-matter]\n"
