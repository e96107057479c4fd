"""Pictures that lack a file or words are told, wherever they stand; names of files are as authors write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .projects import FRONT_MATTER, Project

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
MISSING = "cannot find the image {name}; create it or correct its name"


def test_pictures_of_the_home_page_are_told_as_those_of_other_pages(publication: Callable[..., Project]) -> None:
    project = publication("Text.")
    project.write({"docs/index.md": "# Desk\n\n![](x.svg)\n\n![](y.svg)\n", "docs/x.svg": SQUARE}).build(fresh=True)
    how = "write ![what it shows](x.svg), or :decorative:"
    assert [line for line in project.warnings.splitlines() if "docs/index.md" in line] == [
        f"docs/index.md:3: WARNING: image 'x.svg' has no alternative text; {how} [citator.missing-alt]",
        f"docs/index.md:5: WARNING: {MISSING.format(name='y.svg')} [citator.missing-file]",
    ]


@pytest.mark.parametrize("directive", ["figure", "image"])
def test_the_name_of_a_picture_may_hold_spaces(publication: Callable[..., Project], directive: str) -> None:
    project = publication(f"```{{{directive}}} mein bild ü.svg\n:alt: Bild\n```\n")
    assert MISSING.format(name="mein bild ü.svg") in project.warnings
    project.write({"docs/summaries/mein bild ü.svg": SQUARE}).build("-D", "citator_publication=x", fresh=True)
    assert project.warnings == ""
    assert project.page("summaries/x/index.html").xpath("//div[@class='citator-text']//img/@alt") == ["Bild"]


def test_no_picture_without_words_has_its_path_read_out(publication: Callable[..., Project]) -> None:
    project = publication("Text.")
    text = "```{figure} x.svg\nA square.\n```\n\n```{image} x.svg\n```\n\nIn a line ![](x.svg).\n"
    project.write({"docs/summaries/x.svg": SQUARE})
    project.write({"docs/summaries/x.md": FRONT_MATTER.format(type="summary", more="") + f"# A Title\n\n{text}"})
    project.build("-D", "citator_publication=x", fresh=True)
    assert project.page("summaries/x/index.html").xpath("//div[@class='citator-text']//img/@alt") == ["", "", ""]
