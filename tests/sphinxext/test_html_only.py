"""What Markdown can say and docutils cannot reaches every writer: hard breaks, struck words, boxes of tasks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .projects import Project

EXTENSIONS = 'myst_enable_extensions = ["strikethrough", "tasklist"]\n'
TITLE = "A title\\\nof two lines\n===\n\n"
WORDS = "Line one\\\nline two. It is ~~not~~ so.\n\n- [ ] to count\n- [x] to look\n"


@pytest.mark.parametrize(
    ("builder", "file", "words"),
    [
        ("text", "index.txt", ["A title of two lines", "Line one line two.", "~~not~~", "[ ] to count", "[x] to look"]),
        ("html", "index.html", ["Line one<br />\nline two.", "<s>not</s>", "<title>A title of two lines"]),
    ],
)
def test_every_writer_says_what_was_written(
    builder: str, file: str, words: list[str], book: Callable[..., Project]
) -> None:
    project = book({"index.md": TITLE + WORDS}, conf=EXTENSIONS, builder=builder)
    text = (project.out() / file).read_text("utf-8")
    assert project.warnings == ""
    assert [word for word in words if word not in text] == []


def test_a_box_of_a_task_tells_a_screen_reader_its_state(publication: Callable[..., Project]) -> None:
    project = publication("", options="", more="language: de\n")
    project.write({"conf.py": (project.folder / "conf.py").read_text().replace('["deflist"]', '["tasklist"]')})
    source = project.folder / "docs/summaries/x.md"
    project.write({"docs/summaries/x.md": source.read_text("utf-8") + "- [ ] eins\n- [x] zwei\n"})
    page = project.build("-D", "citator_publication=x").page("summaries/x/index.html")
    assert page.xpath("//input/@aria-label") == ["zu tun", "erledigt"]
    assert page.xpath("//input/@checked") == ["checked"]


def test_addresses_and_long_names_of_code_may_break_after_their_signs(publication: Callable[..., Project]) -> None:
    text = "See <https://example.org/a-b/1-2?c=d&e=f> and `docs/reports/a_file.md`, not `:cited:` or A/B.\n"
    project = publication(text).build("-D", "citator_publication=x")
    page = project.page("summaries/x/index.html")
    (link,) = page.xpath("//a[contains(@href, 'example.org/a-b')]")
    assert [link.text, *(seam.tail for seam in link.xpath("wbr"))] == [
        *("https://", "example.", "org/", "a-b/", "1-", "2?", "c=", "d&", "e=", "f"),
    ]
    pieces = [[code.text, *(seam.tail for seam in code.xpath("wbr"))] for code in page.xpath("//code/span")]
    assert pieces == [["docs/", "reports/", "a_", "file.", "md"], [":cited:"]]


def test_a_book_that_is_no_library_is_written_as_sphinx_writes_it(book: Callable[..., Project]) -> None:
    project = book({"index.md": "# A title\n\nSee `docs/reports/a_file.md` and <https://example.org/a-b>.\n"})
    assert "<wbr" not in (project.out() / "index.html").read_text("utf-8")
