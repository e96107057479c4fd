"""No text from a .bib or from Markdown puts script or an unsafe link into a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from citator.sphinxext.safety import is_safe

from .projects import Project

Book = Callable[..., Project]


@pytest.mark.parametrize(
    "address",
    [
        "https://a.org",
        "http://a.org",
        "mailto:a@b.org",
        "doi:10.1/x",
        "ftp://a.org",
        "a.html",
        "../b/",
        "#x",
        "//a.org/",
        "?q=a:b",
        "",
    ],
)
def test_safe_addresses(address: str) -> None:
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "java\nscript:x",
        " javascript:x",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_unsafe_addresses(address: str) -> None:
    assert not is_safe(address)


ATTACKS = {
    "figure": "```{{figure}} i.png\n:target: {0}\n:alt: i\n\nCaption\n```",
    "image": "```{{image}} i.png\n:target: {0}\n:alt: i\n```",
    "reStructuredText": "```{{eval-rst}}\n`text <{0}>`_\n```",
    "toctree": "```{{toctree}}\ntext <{0}>\n```",
    "download": "{{download}}`text <{0}>`",
    "formula": "{{math}}`\\href{{{0}}}{{x}}`",
    "link": "[text]({0})",
}


@pytest.mark.parametrize("syntax", ATTACKS)
def test_no_syntax_links_to_a_script(book: Book, syntax: str) -> None:
    address = "javascript://%0aalert(1)"
    project = book({"index.md": f"# B\n\n{ATTACKS[syntax].format(address)}\n", "i.png": ""})
    page = project.page("index.html")
    assert not [value for value in page.xpath("//@href | //@src") if value.lower().startswith("javascript")]
    assert "\\href{javascript" not in page.text_content()


def test_an_unsafe_target_is_told_with_its_line_and_the_figure_stays(book: Book) -> None:
    project = book({"index.md": f"# B\n\n{ATTACKS['figure'].format('javascript:alert(1)')}\n", "i.png": ""})
    assert "index.md:3: WARNING: the address 'javascript:alert(1)' is not linked" in project.warnings.replace(
        f"{project.folder}/", ""
    )
    assert "[citator.unsafe-url]" in project.warnings
    assert project.page("index.html").xpath("//figure//img")


def test_a_foreign_book_keeps_raw_html_and_says_so_once(book: Book) -> None:
    files = {
        "index.md": "# B\n\n```{toctree}\na\n```\n\n<b class='mine'>x</b>\n",
        "a.md": "# A\n\n<i class='mine'>y</i>\n",
    }
    project = book(files)
    assert project.page("index.html").xpath("//b[@class='mine']")
    assert project.warnings == ""
    assert project.messages.count("keeps the raw HTML") == 1


def test_a_library_shows_a_raw_directive_as_text_and_tells(publication: Book) -> None:
    project = publication("```{raw} html\n<script>alert(1)</script>\n```")
    page = project.page("summaries/x/index.html")
    assert not page.xpath(".//script")
    assert "<script>alert(1)</script>" in page.text_content()
    assert "docs/summaries/x.md:9: WARNING: raw HTML is shown as text" in project.warnings


def test_a_library_shows_html_in_markdown_and_in_raw_roles_as_text(publication: Book) -> None:
    text = "A <b class='mine'>b</b>\n\n<div class='mine'>x</div>\n\n```{eval-rst}\n.. role:: h(raw)\n   :format: html\n\n:h:`<i class='mine'>`\n```"
    page = publication(text).page("summaries/x/index.html")
    assert not page.xpath("//*[@class='mine']")


def test_a_library_may_allow_html(publication: Book) -> None:
    project = publication(
        "```{raw} html\n<b class='mine'>x</b>\n```\n\n<i class='mine'>y</i>", options='"allow_html": True'
    )
    assert len(project.page("summaries/x/index.html").xpath("//*[@class='mine']")) == 2


def test_raw_latex_is_no_html(publication: Book) -> None:
    assert publication("```{raw} latex\n\\newpage\n```").warnings == ""


@pytest.mark.parametrize("options", ["", '"allow_html": True'])
@pytest.mark.parametrize(
    "text",
    [
        "Here <!-- secret --> there",
        "Here\n<!-- secret\n\nsecret -->\nthere",
        "<!-- secret --> Here there",
        "- Here\n\n  <!-- secret\n  secret -->\n  there",
        "Here <!-- secret\nsecret --> there",
        "```{note}\nHere there\n<!-- secret -->\n```",
        "| Here | there |\n|---|---|\n| a | b <!-- secret --> |",
    ],
)
def test_a_comment_in_a_library_is_never_published(publication: Book, text: str, options: str) -> None:
    project = publication(text, options=options)
    page = project.page("summaries/x/index.html")
    assert project.warnings == ""
    assert "secret" not in html.tostring(page, encoding="unicode")
    assert re.search(r"Here1?\s+there", page.text_content())


def test_a_tag_in_the_markdown_of_a_library_is_told_at_its_line(publication: Book) -> None:
    project = publication("Here\nis <b class='mine'>bold</b>.\n\n<details>\n\nHidden.\n\n</details>")
    assert "docs/summaries/x.md:10: WARNING: raw HTML, '<b>', is shown as text" in project.warnings
    assert "docs/summaries/x.md:12: WARNING: raw HTML, '<details>', is shown as text" in project.warnings
    assert project.warnings.count("WARNING") == 2


def test_a_comment_without_an_end_is_told(publication: Book) -> None:
    project = publication("Here <!-- there\n\nMore.")
    assert "docs/summaries/x.md:9: WARNING: raw HTML, '<!--', is shown as text; end the comment" in project.warnings
    assert "More." in project.page("summaries/x/index.html").text_content()


def test_a_sign_that_begins_no_tag_is_not_told(publication: Book) -> None:
    assert publication("a < b, <https://example.org>, \\<key>, `<tag>` and 1<2>1").warnings == ""
