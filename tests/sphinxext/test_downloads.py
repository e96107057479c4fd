"""The words of a link to a file are set as words in a library, and as Sphinx sets them elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html

from .projects import Project

TEXT = "See {download}`the table <conf.py>` and {download}`/conf.py`."


def links(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Return the element inside each link to a file, with its words."""
    return [
        (inner.tag, inner.text_content()) for (inner,) in page.xpath("//a[@download and contains(@class, 'reference')]")
    ]


def test_words_for_a_file_are_no_code_and_its_name_is(publication: Callable[..., Project]) -> None:
    project = publication(TEXT.replace("conf.py", "summaries/x.md").replace("<", "</"))
    assert links(project.page("summaries/x/index.html")) == [("span", "the table"), ("code", "/summaries/x.md")]


def test_a_book_that_is_no_library_keeps_the_look_of_sphinx(book: Callable[..., Project]) -> None:
    project = book({"index.md": f"# Book\n\n{TEXT}\n"})
    assert links(project.page("index.html")) == [("code", "the table"), ("code", "/conf.py")]
