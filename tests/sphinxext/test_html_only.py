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
