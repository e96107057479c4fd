"""A book that knows nothing of libraries, with sphinxcontrib.bibtex replaced by citator: the same works, only right."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from .projects import BIB, TWO_CHAPTERS, Project

Book = Callable[..., Project]
AUTHOR_YEAR = 'bibtex_reference_style = "author_year"\n'


def one_page(text: str) -> dict[str, str]:
    return {"index.md": f"# Book\n\n{text}\n\n```{{bibliography}}\n```\n"}


def test_a_silent_build_of_two_chapters(book: Book) -> None:
    assert book(TWO_CHAPTERS).warnings == ""


def test_report_and_biblatex_fields_do_not_stop_the_build(book: Book) -> None:
    project = book(one_page("[@rep2020] [@art2019]"), conf=AUTHOR_YEAR)
    assert (project.code, project.warnings) == (0, "")
    assert "Jones, Bob. 2019. “An Article.” Journal 3." in project.text("index.html")


def test_works_below_a_repeated_key_are_kept(book: Book) -> None:
    bib = "@misc{a, title={First}, year={2001}}\n@misc{a, title={Second}, year={2002}}\n@misc{b, title={Below}, year=2003}"
    project = book(one_page("[@b]"), bib=bib)
    assert "Below" in project.text("index.html")
    assert "refs.bib:2: WARNING: key 'a' repeats refs.bib:1" in project.warnings


def test_an_unclosed_brace_costs_one_entry(book: Book) -> None:
    bib = "@misc{bad, title={Open, year={2001}\n\n@misc{good, title={Good}, year={2002}}"
    project = book(one_page("[@good]"), bib=bib)
    assert "Good" in project.text("index.html")
    assert "refs.bib:1: WARNING:" in project.warnings


def test_a_citation_leads_to_the_list_on_its_own_page(book: Book) -> None:
    page = "# {0}\n\n[@rep2020]\n\n```{{bibliography}}\n:filter: docname in docnames\n```\n"
    project = book({"index.md": "# B\n\n```{toctree}\na\nb\n```\n", "a.md": page.format("A"), "b.md": page.format("B")})
    for name in ("a.html", "b.html"):
        assert project.page(name).xpath("//a[@role='doc-biblioref']/@href") == ["#ref-rep2020"]


def test_every_entry_leads_back_to_other_chapters_by_section(book: Book) -> None:
    project = book(TWO_CHAPTERS)
    links = project.page("refs.html").xpath("//li[@id='ref-rep2020']//a[@role='doc-backlink']")
    assert [(link.get("href"), link.text) for link in links] == [("a.html#cite-rep2020-1", "Chapter A")]


def test_items_keep_the_authors_order(book: Book) -> None:
    project = book(one_page("{cite:p}`{see}rep2020{p. 3},{also}art2019`"), conf=AUTHOR_YEAR)
    assert "(see Smith 2020, 3; also Jones 2019)" in project.text("index.html")


def test_an_unknown_key_is_shown_and_told_with_near_keys(book: Book) -> None:
    project = book(one_page("See {cite:p}`rep2021`."))
    assert "[rep2021?]" in project.text("index.html")
    assert "index.md:3: WARNING: unknown citation key 'rep2021'; did you mean 'rep2020'" in project.warnings.replace(
        f"{project.folder}/", ""
    )


@pytest.mark.parametrize("text", ["{cite:p}`a b c`", "{cite:p}`,,`", "{cite:t}`{see}`", "{cite:p}``", "{footcite}`}`"])
def test_a_malformed_citation_never_stops_the_build(book: Book, text: str) -> None:
    project = book(one_page(f"Text {text}."))
    assert project.code == 0


def test_no_address_of_a_bib_becomes_a_script(book: Book) -> None:
    bib = "@misc{x, title={T \\url{javascript:alert(1)}}, url={javascript:alert(2)}, year={2001}}\n@misc{y, title={Y}, url={data:text/html,<script>}}"
    project = book(one_page("[@x; @y]"), bib=bib)
    assert project.page("index.html").xpath("//a[starts-with(@href, 'javascript') or starts-with(@href, 'data')]") == []


def test_markdown_syntax_fires_only_for_known_keys(book: Book) -> None:
    project = book(one_page("A @decorator and a@b.org and `@rep2020` and @rep2020."), conf=AUTHOR_YEAR)
    assert "A @decorator and a@b.org and @rep2020 and Smith (2020)." in project.text("index.html")


def test_a_line_that_begins_with_a_citation_and_a_colon_defines_no_link(book: Book) -> None:
    project = book(one_page("[@rep2020]: yes\n\n[@rep2020, p. 3]: it says\nmore."), conf=AUTHOR_YEAR)
    assert "(Smith 2020): yes (Smith 2020, 3): it says more." in project.text("index.html")


def test_a_definition_of_a_link_may_have_an_at_sign(book: Book) -> None:
    text = "# Book\n\n[The types][@types/node].\n\n[@types/node]: https://example.org/types\n"
    assert 'href="https://example.org/types"' in (book({"index.md": text}).out() / "index.html").read_text("utf-8")


@pytest.mark.parametrize("address", ["https://example.org/a", "./a.md"])
@pytest.mark.parametrize("space", ["", " "])
def test_an_address_behind_citation_and_colon_defines_a_link(space: str, address: str, book: Book) -> None:
    project = book(one_page(f"Words.\n\n[@rep2020]:{space}{address}"), conf=AUTHOR_YEAR)
    assert "Smith" not in project.text("index.html")


def test_footcite_makes_a_note_in_an_author_date_book(book: Book) -> None:
    project = book(one_page("Text {footcite:p}`rep2020`."), conf=AUTHOR_YEAR)
    assert project.page("index.html").xpath("//a[@role='doc-noteref']/text()") == ["1"]
    assert "Jane Smith, A Report (Institute, 2020)" in project.text("index.html")


def test_filters_split_a_bibliography(book: Book) -> None:
    text = '[@rep2020; @book2018]\n\n```{bibliography}\n:filter: cited and keywords % "primary"\n```\n\nRest\n\n```{bibliography}\n:filter: cited and not keywords % "primary"\n```\n'
    project = book({"index.md": f"# Book\n\n{text}"})
    lists = project.page("index.html").xpath("//section[@role='doc-bibliography']")
    assert [one.xpath(".//li/@id") for one in lists] == [["ref-book2018"], ["ref-rep2020"]]


def test_a_filter_finds_the_year_of_works_that_have_a_date(book: Book) -> None:
    text = '[@rep2020; @art2019; @book2018]\n\n```{bibliography}\n:filter: year < "2020"\n```\n'
    project = book({"index.md": f"# Book\n\n{text}"})
    assert set(project.page("index.html").xpath("//li/@id")) == {"ref-art2019", "ref-book2018"}


@pytest.mark.parametrize("filter_", ["year > 2000", 'title % "("'])
def test_a_filter_that_fails_is_told_at_its_line_and_the_list_shows_all_cited_works(filter_: str, book: Book) -> None:
    built = book({"index.md": f"# Book\n\n[@rep2020]\n\n```{{bibliography}}\n:filter: {filter_}\n```\n"})
    assert built.warnings.startswith("index.md:5: WARNING: cannot ")
    assert "; the list shows all cited works [citator.bibliography-filter]" in built.warnings
    assert built.page("index.html").xpath("//*[@id='ref-rep2020']")


def test_a_number_in_a_chapter_is_that_of_the_list_it_leads_to_where_the_chapters_own_list_lacks_the_work(
    book: Book,
) -> None:
    own = "```{bibliography}\n:filter: docname in docnames and not keywords % 'primary'\n```\n"
    project = book(
        {
            "index.md": "# Book\n\n```{toctree}\na\nb\nrefs\n```\n",
            "a.md": "# A\n\nText [@art2019] [@book2018].\n",
            "b.md": f"# B\n\nText [@book2018] [@rep2020].\n\n{own}",
            "refs.md": "# References\n\n```{bibliography}\n```\n",
        },
        conf='citator_style = "ieee"\n',
    )
    links = project.page("b.html").xpath("//a[@role='doc-biblioref']")
    assert [(link.text_content(), link.get("href")) for link in links] == [
        ("[2]", "refs.html#ref-book2018"),
        ("[3]", "#ref-rep2020"),
    ]
    labels = {
        entry.get("id"): entry.find_class("citator-entry-label")[0].text_content()
        for name in ("b.html", "refs.html")
        for entry in project.page(name).xpath("//li[starts-with(@id, 'ref-')]")
    }
    assert labels == {"ref-art2019": "[1]", "ref-book2018": "[2]", "ref-rep2020": "[3]"}


def test_all_lists_works_that_nobody_cites(book: Book) -> None:
    project = book({"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:all:\n```\n"})
    assert len(project.page("index.html").xpath("//li[starts-with(@id, 'ref-')]")) == 3


def test_notcited_lists_the_others(book: Book) -> None:
    project = book(
        {"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:cited:\n```\n\n```{bibliography}\n:notcited:\n```\n"}
    )
    lists = project.page("index.html").xpath("//section[@role='doc-bibliography']")
    assert [len(one.xpath(".//li")) for one in lists] == [1, 2]


@pytest.mark.parametrize(("style", "label"), [("ieee", "[A1]"), ("nature", "A1")])
def test_a_prefix_of_labels_stands_inside_the_brackets_of_the_style(style: str, label: str, book: Book) -> None:
    text = "# Book\n\n[@rep2020]\n\n```{bibliography}\n:labelprefix: A\n```\n"
    page = book({"index.md": text}, conf=f'citator_style = "{style}"\n').page("index.html")
    assert page.xpath("string(//section//p)").strip() == label


def test_each_number_in_the_text_has_the_prefix_of_the_list_that_holds_its_work(book: Book) -> None:
    lists = "".join(
        f"```{{bibliography}}\n:filter: {wanted}\n:labelprefix: {prefix}\n```\n\n"
        for prefix, wanted in (("P", 'cited and keywords % "primary"'), ("S", 'cited and not keywords % "primary"'))
    )
    text = f"# Book\n\n[@rep2020; @book2018]\n\n{lists}"
    page = book({"index.md": text}, conf='citator_style = "ieee"\n').page("index.html")
    assert page.xpath("string(//section//p)").strip() == "[S1], [P2]"
    assert [label.text_content() for label in page.find_class("citator-entry-label")] == ["[P2]", "[S1]"]


def test_a_keyprefix_makes_a_scope_of_its_own(book: Book) -> None:
    text = "{cite:p}`rep2020` {cite:p}`b-rep2020`\n\n```{bibliography}\n```\n\n```{bibliography}\n:keyprefix: b-\n:labelprefix: B\n```\n"
    project = book(
        {"index.md": f"# Book\n\n{text}"}, conf='bibtex_reference_style = "number"\nbibtex_default_style = "unsrt"\n'
    )
    assert project.warnings == ""
    assert project.page("index.html").xpath("//a[@role='doc-biblioref']/@href") == ["#ref-rep2020", "#ref-b-rep2020"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[@rep2020][^n]", "(Smith 2020)[1]"),
        ("[@rep2020][@art2019]", "(Smith 2020)(Jones 2019)"),
        ("@rep2020[^n]", "Smith (2020)[1]"),
        ("@rep2020 [p. 3][^n]", "Smith (2020, 3)[1]"),
    ],
)
def test_a_citation_may_have_a_note_or_another_citation_right_behind_it(text: str, words: str, book: Book) -> None:
    project = book(one_page(f"Words {text}.\n\nEnd.[^n]\n\n[^n]: Noted."), conf=AUTHOR_YEAR)
    assert (project.warnings, f"Words {words}." in project.text("index.html")) == ("", True)


def test_brackets_before_a_label_that_is_defined_are_a_link(book: Book) -> None:
    text = "The [see @rep2020][there].\n\n[there]: https://example.org/"
    assert 'href="https://example.org/"' in book(one_page(text)).pages()["index.html"]


def test_a_nested_link_is_told(book: Book) -> None:
    project = book(one_page("[@rep2020](https://example.org) and [text [@rep2020]](https://example.org)"))
    assert project.warnings.count("[citator.nested-link]") == 2


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex", "epub", "text", "man", "texinfo", "xml"])
def test_every_builder_of_sphinx_works(book: Book, builder: str) -> None:
    project = book(TWO_CHAPTERS, builder=builder, conf='version = "1"\nepub_show_urls = "no"\n')
    assert project.code == 0, project.warnings


def test_latex_has_citations_notes_and_lists(book: Book) -> None:
    project = book(
        {**TWO_CHAPTERS, "a.md": "# A\n\nText [@rep2020, p. 4].\n"},
        builder="latex",
        conf='citator_style = "chicago-notes-bibliography"\n',
    )
    tex = next(project.out().glob("*.tex")).read_text("utf-8")
    assert "\\begin{footnote}[1]" in tex
    assert "\\sphinxstyleemphasis{A Report}} (Institute, 2020), 4" in tex or "A Report" in tex
    assert "\\detokenize{refs:ref-rep2020}" in tex


def test_missing_bib_file_is_told_once(book: Book) -> None:
    project = book(one_page("Text."), conf='bibtex_bibfiles = ["refs.bib", "gone.bib"]\n')
    assert project.warnings.count("gone.bib") == 1
    assert project.code == 0


def test_an_unknown_style_names_near_ones(book: Book) -> None:
    project = book(one_page("[@rep2020]"), conf='citator_style = "chicago-nots-bibliography"\n')
    assert "conf.py:" in project.warnings
    assert "'chicago-notes-bibliography'" in project.warnings
    assert "Smith" in project.text("index.html")


def test_a_parallel_build_gives_the_same_pages(book: Book) -> None:
    project = book(TWO_CHAPTERS)
    serial = project.pages()
    parallel = project.build("-j2", fresh=True, out="parallel").pages("parallel")
    assert parallel == serial


def test_an_old_environment_of_sphinxcontrib_bibtex_is_not_used(book: Book) -> None:
    project = book(TWO_CHAPTERS, bib=BIB.replace("@report", "@techreport"))
    project.write({"conf.py": 'extensions = ["myst_parser", "sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["refs.bib"]\n'})
    project.build()
    project.write({"conf.py": 'extensions = ["myst_parser", "citator"]\nbibtex_bibfiles = ["refs.bib"]\n'})
    project.build()
    assert project.code == 0
    assert project.page("a.html").xpath("//a[@role='doc-biblioref']/@href") == ["refs.html#ref-rep2020"]


def listed(project: Project, page: str) -> list[str]:
    """The works of the lists of a page."""
    return sorted(project.page(page).xpath("//li/@id"))


def test_a_list_of_the_works_of_a_file_leaves_out_those_of_a_file_whose_name_ends_alike(book: Book) -> None:
    conf = 'bibtex_bibfiles = ["refs.bib", "morerefs.bib"]\n'
    page = "# B\n\n[@rep2020; @more]\n\n```{bibliography} refs.bib\n```\n"
    project = book({"index.md": page, "morerefs.bib": "@misc{more, title={More}, year={2001}}"}, conf=conf)
    assert listed(project, "index.html") == ["ref-rep2020"]


@pytest.mark.parametrize("name", ["../refs.bib", "/refs.bib", "refs.bib"])
def test_a_file_of_a_list_is_named_from_the_document_or_from_above(name: str, book: Book) -> None:
    page = f"# B\n\n[@rep2020]\n\n```{{bibliography}} {name}\n```\n"
    project = book({"index.md": "# B\n\n```{toctree}\nsub/a\n```\n", "sub/a.md": page})
    assert (listed(project, "sub/a.html"), project.warnings) == (["ref-rep2020"], "")


def test_a_list_of_the_works_of_an_unknown_file_is_told_with_what_was_meant(book: Book) -> None:
    project = book({"index.md": "# B\n\n```{bibliography} ref.bib\n:all:\n```\n"})
    told = "a list asks for works of 'ref.bib', which is none of the .bib files in use; did you mean 'refs.bib'?"
    assert f"index.md:3: WARNING: {told}" in project.warnings


def test_a_list_of_the_works_of_a_file_takes_up_an_entry_that_moves_there(book: Book) -> None:
    conf = 'bibtex_bibfiles = ["refs.bib", "more.bib"]\n'
    page = "# B\n\n[@rep2020]\n\n```{bibliography} more.bib\n```\n\n```{bibliography}\n```\n"
    project = book({"index.md": page, "more.bib": ""}, conf=conf)
    project.write({"more.bib": BIB, "refs.bib": ""}).build()
    assert len(project.page("index.html").xpath("//section[@role='doc-bibliography']")) == 2


def test_a_list_that_no_page_prints_any_more_is_led_to_from_no_page_that_was_written_before(book: Book) -> None:
    project = book(TWO_CHAPTERS)
    os.utime(project.folder / "a.md", (1, 1))  # else the page is written because it seems older than its source
    assert "refs.html#ref-rep2020" in project.build().pages()["a.html"]
    only = TWO_CHAPTERS["refs.md"].replace("```{bib", "````{only} latex\n```{bib") + "````\n"
    project.write({"refs.md": only}).build()
    assert "ref-rep2020" not in project.pages()["a.html"]
