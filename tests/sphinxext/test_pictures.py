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


def subfigures(*parts: str, end: str = "All of them [@rep2020].") -> str:
    return "\n".join(("`````{subfigures}", *parts, end, "`````"))


def figure(caption: str) -> str:
    return f"```{{figure}} x.svg\n:alt: A square.\n\n{caption}\n```\n"


def shown(publication: Callable[..., Project], text: str) -> Project:
    project = publication(text)
    return project.write({"docs/summaries/x.svg": SQUARE}).build("-D", "citator_publication=x", fresh=True)


def test_subfigures_without_a_figure_are_told_and_show_what_they_hold(publication: Callable[..., Project]) -> None:
    project = shown(publication, subfigures("```{image} x.svg\n:alt: A square.\n```\n"))
    assert "x.md:9: WARNING: {subfigures} holds no figure; write each picture in it as a {figure}" in project.warnings
    page = project.page("summaries/x/index.html")
    assert (page.xpath("//figure"), len(page.xpath("//img[@alt='A square.']"))) == ([], 1)
    assert "All of them" in project.text("summaries/x/index.html")


def test_subfigures_beyond_z_have_two_letters(publication: Callable[..., Project]) -> None:
    project = shown(publication, subfigures(*(figure(f"Part {number}.") for number in range(28))))
    assert project.warnings == ""
    text = project.text("summaries/x/index.html")
    assert "(z) Part 25." in text
    assert "(ab) Part 27." in text


def test_a_label_before_a_figure_within_a_figure_is_that_figures(publication: Callable[..., Project]) -> None:
    parts = subfigures(f"(one)=\n{figure('Part one.')}", f"(two)=\n{figure('Part two.')}")
    project = shown(publication, f"{parts}\n\nSee [](#one) and {{ref}}`two`.\n")
    assert project.warnings == ""
    assert "See Part one. and Part two.." in project.text("summaries/x/index.html")
    ids = project.page("summaries/x/index.html").xpath("//div[contains(@class, 'citator-subfigure')]/@id")
    assert {"one", "two"} <= set(ids)


def test_a_citation_in_the_caption_of_a_figure_within_a_figure_makes_no_note(
    publication: Callable[..., Project],
) -> None:
    project = shown(publication, subfigures(figure("Part one [@rep2020].\n\nIts legend [@rep2020].")))
    text = project.text("summaries/x/index.html")
    assert "Part one (Smith, A Report). Its legend (Smith, A Report)." in text
    assert project.page("summaries/x/index.html").xpath("//a[@role='doc-noteref']") == []
