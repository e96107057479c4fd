"""The text of a person's page is the biography: on the site, and among the authors of a PDF."""

from __future__ import annotations

from pathlib import Path

from citator.frontmatter import read_person
from citator.frontmatter.biography import read_biography
from citator.model.inline import Link, from_json, plain_text

PAGE = """\
---
name: Ann Able
---

# Ann Able

Ann Able *writes* on
[apples](https://example.org/) and [pears](tel:1). <!-- ask her -->

She lives in **Bath**.
"""


def test_biography_is_the_text_below_the_name() -> None:
    assert [plain_text(from_json(paragraph)) for paragraph in read_biography(PAGE)] == [
        "Ann Able writes on apples and pears.",
        "She lives in Bath.",
    ]


def test_links_of_a_biography_are_safe() -> None:
    links = [node.url for node in from_json(read_biography(PAGE)[0]) if isinstance(node, Link)]
    assert links == ["https://example.org/"]


def test_page_of_front_matter_alone_has_no_biography(tmp_path: Path) -> None:
    (tmp_path / "ann.md").write_text("---\nname: Ann Able\n---\n", "utf-8")
    person, _ = read_person(tmp_path / "ann.md")
    assert person is not None
    assert person.biography == ()
