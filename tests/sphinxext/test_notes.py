"""Citations as a reader meets them: notes, places without notes, titles, lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from .projects import Project

Book = Callable[..., Project]
NOTES = 'citator_style = "chicago-notes-bibliography"\n'
AUTHOR_DATE = 'citator_style = "chicago-author-date"\n'
LIST = "\n\n```{bibliography}\n```\n"


@pytest.fixture
def page(book: Book) -> Callable[..., Project]:
    """A book of one page in a note style, with a bibliography."""
    return lambda text, conf=NOTES: book({"index.md": f"# Book\n\n{text}{LIST}", "i.png": ""}, conf=conf)


def marks(project: Project, page: str = "index.html") -> list[str]:
    return [mark.text_content().strip("[]") for mark in project.page(page).xpath("//a[@role='doc-noteref']")]


def notes(project: Project, page: str = "index.html") -> list[str]:
    items = project.page(page).xpath("//section[@role='doc-endnotes']//li")
    return [f"{item.get('value')} " + " ".join(item.text_content().replace("↩", "").split()) for item in items]


def paragraph(project: Project, number: int = 1) -> str:
    text = project.page("index.html").xpath("(//section//p)[$n]", n=number)[0].text_content()
    return " ".join(text.replace("[", "").replace("]", "").split())


# -- where the notes stand -----------------------------------------------------------------------------------------


def test_a_second_title_is_told_and_notes_and_references_end_the_page_all_the_same(publication: Book) -> None:
    built = publication("Text [@rep2020].\n\n# Another\n\nMore [@art2019].")
    said = "the heading 'Another' is a second title; write ## for it: a file is one chapter [citator.heading]"
    assert built.warnings == f"docs/summaries/x.md:11: WARNING: {said}\n"
    words = built.text("summaries/x/index.html")
    assert words.index("Another") < words.index("More") < words.index("Notes") < words.index("References")


def test_a_heading_on_the_first_page_of_a_report_is_told(publication: Book) -> None:
    built = publication({"one.md": "# One\n"})
    path = built.folder / "docs/reports/x/index.md"
    built.write({"docs/reports/x/index.md": path.read_text("utf-8") + "\n## Part\n"})
    said = "the heading 'Part' stands on the first page of a report; make it bold, or write a chapter of its own"
    assert f"docs/reports/x/index.md:13: WARNING: {said}" in built.build("-D", "citator_publication=x").warnings


# -- where the mark stands -----------------------------------------------------------------------------------------


MARKS = {
    "End [@rep2020].": "End.*",
    "End [@rep2020], more.": "End,* more.",
    "“Quoted” [@rep2020].": "“Quoted”.*",
    "(in brackets [@rep2020]) on.": "(in brackets*) on.",
    "“Quoted [@rep2020].” More.": "“Quoted.”* More.",
    "Middle [@rep2020] goes on.": "Middle* goes on.",
    "Wait [@rep2020]… more.": "Wait…* more.",
    "As @rep2020 says.": "As Smith* says.",
    "See [@nokey].": "See [nokey?].",
}


def test_a_mark_stands_after_punctuation(publication: Book) -> None:
    page = publication("\n\n".join(MARKS)).page("summaries/x/index.html")
    for link in page.xpath("//a[@class='citator-permalink']"):
        link.drop_tree()
    for mark in page.xpath("//a[@role='doc-noteref']"):
        mark.text, mark[:] = "*", []
    assert [text.text_content() for text in page.xpath("//p[starts-with(@id, 'p')]")] == list(MARKS.values())


# -- notes ---------------------------------------------------------------------------------------------------------


def test_authors_notes_and_citations_share_one_sequence(page: Book) -> None:
    project = page("One [@rep2020]. Two.[^a] Three [@art2019].\n\n[^a]: Words.")
    assert marks(project) == ["1", "2", "3"]
    assert notes(project)[1:] == ["2 Words.", "3 Bob Jones, “An Article,” Journal 3 (2019)."]


def test_a_later_citation_is_short(page: Book) -> None:
    assert notes(page("A [@rep2020]. B [@rep2020, p. 9]."))[1] == "2 Smith, A Report, 9."


def test_later_notes_have_the_short_form_of_a_body_where_an_entry_gives_one(book: Book) -> None:
    bib = """
@report{one, author={{Institute for Long Names}}, shortauthor={{ILN}}, title={One Report}, shorttitle={One}, date={2020}}
@report{two, author={{Institute for Long Names}}, shortauthor={{ILN}}, title={Two Reports}, date={2021}}
"""
    text = "A [@one].\n\nB [@two].\n\nC [@one, p. 4].\n\nD [@two; @one]."
    project = book({"index.md": f"# Book\n\n{text}{LIST}"}, conf=NOTES, bib=bib)
    assert notes(project) == [
        "1 Institute for Long Names, One Report (2020).",
        "2 Institute for Long Names, Two Reports (2021).",
        "3 ILN, One, 4.",
        "4 ILN, Two Reports; ILN, One.",
    ]
    entries = [entry.text_content() for entry in project.page("index.html").xpath("//li[starts-with(@id, 'ref-')]")]
    assert all("Institute for Long Names" in entry and "ILN" not in entry for entry in entries)


def test_citations_side_by_side_make_one_note(page: Book) -> None:
    project = page("A [@rep2020] [@art2019].")
    assert notes(project) == ["1 Jane Smith, A Report (Institute, 2020); Bob Jones, “An Article,” Journal 3 (2019)."]
    assert project.page("index.html").xpath("//*[@id='cite-rep2020-1']//*[@id='cite-art2019-1']")


SEE = {
    "A.[^a]\n\n[^a]: [see @rep2020]": "See Jane Smith, A Report (Institute, 2020).",
    "A.[^a]\n\n[^a]: As is known [see @rep2020].": "As is known (see Jane Smith, A Report (Institute, 2020)).",
    "A.[^a]\n\n[^a]: It is known; [see @rep2020].": "It is known; see Jane Smith, A Report (Institute, 2020).",
    "A.[^a]\n\n[^a]: It is known. [see @rep2020].": "It is known. See Jane Smith, A Report (Institute, 2020).",
    "A [see @rep2020] [see @rep2020, p. 3].": "See Jane Smith, A Report (Institute, 2020); see Smith, A Report, 3.",
}


@pytest.mark.parametrize(("text", "note"), SEE.items())
def test_words_before_a_citation_get_a_capital_only_where_they_begin_a_sentence(
    page: Book, text: str, note: str
) -> None:
    assert notes(page(text)) == [f"1 {note}"]


def test_a_stop_inside_quotation_marks_is_dropped_where_the_note_goes_on(page: Book) -> None:
    assert (
        notes(page("A [@art2019]. B [@art2019] [@rep2020]."))[1]
        == "2 Jones, “An Article”; Jane Smith, A Report (Institute, 2020)."
    )


def test_a_citation_in_an_authors_note_stands_in_it(page: Book) -> None:
    project = page("A.[^a]\n\n[^a]: See [@rep2020]. Words [@art2019, p. 3], and more.")
    assert notes(project) == [
        "1 See (Jane Smith, A Report (Institute, 2020)). Words (Bob Jones, “An Article,” Journal 3 (2019): 3), and more."
    ]


def test_narrative_form_in_an_authors_note_names_the_author_and_sets_the_rest_in_parentheses(page: Book) -> None:
    project = page("A.[^a] B.[^b]\n\n[^a]: As @rep2020 argues.\n\n[^b]: @art2019 [p. 3] disagrees.")
    assert notes(project) == [
        "1 As Smith (A Report (Institute, 2020)) argues.",
        "2 Jones (“An Article,” Journal 3 (2019): 3) disagrees.",
    ]


def test_footcite_in_the_sentence_of_an_authors_note_names_the_author_in_any_style(page: Book) -> None:
    project = page("A.[^a]\n\n[^a]: As {footcite:t}`rep2020` argues.", AUTHOR_DATE)
    assert "As Smith (A Report (Institute, 2020)) argues." in project.text("index.html")


def test_an_authors_note_that_is_a_citation_reads_like_one(page: Book) -> None:
    assert notes(page("A.[^a]\n\n[^a]: [@rep2020, p. 4]")) == ["1 Jane Smith, A Report (Institute, 2020), 4."]


def test_a_note_called_in_a_note_is_numbered_after_it(page: Book) -> None:
    project = page("A.[^a] B.[^c] C [@rep2020].\n\n[^a]: Outer.[^b]\n\n[^b]: Inner.\n\n[^c]: Last.")
    assert [note.partition(" ")[0] for note in notes(project)] == ["1", "2", "3", "4"]
    assert notes(project)[1:3] == ["2 Inner.", "3 Last."]


def test_notes_may_call_each_other_and_themselves(publication: Book) -> None:
    project = publication("A.[^a]\n\nB [@rep2020].\n\n[^a]: See [^b].\n\n[^b]: See also [^a] and [^b].")
    assert project.warnings == ""
    assert notes(project, "summaries/x/index.html")[:2] == ["1 See[2].", "2 See also[1] and[2]."]


def test_a_note_called_twice_is_one_note_with_two_ways_back(page: Book) -> None:
    project = page("A.[^a] B.[^a] C [@rep2020].\n\n[^a]: Words.")
    assert marks(project) == ["1", "1", "2"]
    backs = project.page("index.html").xpath("//li[@value='1']//a[@role='doc-backlink']/@href")
    assert backs == ["#fnref-1", "#fnref-1-2"]


def test_narrative_form_names_the_author_in_the_sentence_and_not_in_the_note(page: Book) -> None:
    project = page("As @rep2020 [p. 3] says.")
    assert paragraph(project) == "As Smith1 says."
    assert notes(project) == ["1 A Report (Institute, 2020), 3."]


def test_narrative_form_after_a_citation_names_its_author_in_the_sentence_too(page: Book) -> None:
    project = page("It failed. [@art2019] @rep2020 argues otherwise.")
    assert paragraph(project) == "It failed.1 Smith2 argues otherwise."
    assert notes(project)[1:] == ["2 A Report (Institute, 2020)."]


def test_notes_run_on_through_the_chapters(publication: Book) -> None:
    project = publication({"one.md": "# One\n\nA [@rep2020].\n", "two.md": "# Two\n\nB [@rep2020].\n"})
    assert marks(project, "reports/x/two.html") == ["2"]
    assert notes(project, "reports/x/two.html") == ["2 Smith, A Report."]


def test_notes_that_restart_forget_the_chapter_before(publication: Book) -> None:
    chapters = {"one.md": "# One\n\nA [@rep2020].\n", "two.md": "# Two\n\nB [@rep2020].\n"}
    project = publication(chapters, more="notes: per-chapter\n")
    assert marks(project, "reports/x/two.html") == ["1"]
    assert notes(project, "reports/x/two.html") == ["1 Jane Smith, A Report (Institute, 2020)."]


# -- places without notes ------------------------------------------------------------------------------------------

IN_PLACE = {
    "heading": "## On [@rep2020]",
    "caption": "```{figure} i.png\n:alt: i\n\nFrom [@rep2020]\n```",
    "legend": "```{figure} i.png\n:alt: i\n\nCaption\n\nFrom [@rep2020]\n```",
    "table": "| A |\n|---|\n| From [@rep2020] |",
    "table title": "```{table} From [@rep2020]\n| A |\n|---|\n| b |\n```",
    "term": "From [@rep2020]\n: Meaning.",
    "rubric": "```{rubric} From [@rep2020]\n```",
}
WITH_NOTE = {
    "definition": "Term\n: From [@rep2020].",
    "quotation": "> From [@rep2020].",
    "list": "* From [@rep2020].",
    "box": "```{note}\nFrom [@rep2020].\n```",
}


def test_places_that_take_no_notes_set_the_short_form(page: Book) -> None:
    project = page("\n\n".join(IN_PLACE.values()))
    assert marks(project) == []
    assert project.text("index.html").count("(Smith, A Report)") == len(IN_PLACE)
    links = project.page("index.html").xpath("//a[@role='doc-biblioref']/@href")
    assert links == ["#ref-rep2020"] * len(IN_PLACE)


def test_places_that_take_notes(page: Book) -> None:
    assert marks(page("\n\n".join(WITH_NOTE.values()))) == ["1", "2", "3", "4"]


def test_a_citation_set_in_place_leaves_positions_alone(page: Book) -> None:
    assert notes(page("## On [@rep2020]\n\nA [@rep2020].")) == ["1 Jane Smith, A Report (Institute, 2020)."]


# -- titles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("conf", [NOTES, AUTHOR_DATE])
def test_no_citation_enters_a_title_an_id_or_the_contents(book: Book, conf: str) -> None:
    files = {
        "index.md": "# Book\n\n```{toctree}\na\n```\n\n```{contents}\n```\n",
        "a.md": f"# Chapter [@rep2020] one\n\n## Section @art2019{LIST}",
    }
    project = book(files, conf=conf)
    contents = project.page("index.html").xpath("//div[contains(@class, 'toctree-wrapper')]")[0].text_content()
    assert contents.split() == ["Chapter", "one", "Section"]
    source = (project.out() / "a.html").read_text("utf-8")
    title = source.partition("<title>")[2].partition("</title>")[0]
    assert title.startswith("Chapter one")
    assert '<section id="chapter-one">' in source


# -- forms ---------------------------------------------------------------------------------------------------------


ROLES = {
    "{cite:p}`{see}rep2020{p. 3}`": "(see Smith 2020, 3)",
    "{cite:t}`rep2020`": "Smith (2020)",
    "{cite:alp}`rep2020`": "Smith 2020",
    "{cite:year}`rep2020`": "2020",
    "{cite:yearpar}`rep2020`": "(2020)",
    "{cite:author}`rep2020`": "Smith",
    "{cite:authorpar}`rep2020`": "(Smith)",
    "{cite}`rep2020,art2019`": "(Smith 2020; Jones 2019)",
    "[-@rep2020]": "(2020)",
    "Smith -@rep2020 [p. 3] says, semi-@rep2020.": "Smith (2020, 3) says, semi-Smith (2020).",
    "Silent {cite:empty}`rep2020` words.": "Silent words.",
}


def test_roles_of_sphinxcontrib_bibtex(page: Book) -> None:
    project = page("\n\n".join(ROLES), AUTHOR_DATE)
    paragraphs = project.page("index.html").xpath("//p[not(@class)]")
    assert [text.text_content() for text in paragraphs] == list(ROLES.values())
    assert project.warnings == ""


def test_a_comma_between_two_citations_is_told(publication: Book) -> None:
    built = publication("Text [@rep2020, @art2019], then [@rep2020, p. 3 and @nokey].")
    said = "'@{0}' stands in the words after '@rep2020' and cites nothing; write ; before it: [@rep2020; @{0}]"
    messages = [f"docs/summaries/x.md:9: WARNING: {said.format(key)}" for key in ("art2019", "nokey")]
    assert built.warnings.replace(" [citator.malformed-citation]", "").splitlines() == messages


def test_words_after_a_citation_may_hold_an_at_sign_that_names_no_work_of_the_book(page: Book) -> None:
    assert page("Text [@rep2020, with @override].", AUTHOR_DATE).warnings == ""


def test_locators_are_read_in_the_language_of_the_book(page: Book) -> None:
    project = page("A [@rep2020, S. 4]. B {cite}`rep2020{Kap. 5}`.", NOTES + 'language = "de"\n')
    assert [note.rpartition(", ")[2] for note in notes(project)] == ["4.", "Kap. 5."]


def test_a_silent_citation_puts_its_work_into_the_list_without_a_way_back(page: Book) -> None:
    entry = page("{cite:empty}`rep2020`").page("index.html").xpath("//li[@id='ref-rep2020']")
    assert entry
    assert not entry[0].xpath(".//a[@role='doc-backlink']")


# -- lists ---------------------------------------------------------------------------------------------------------


def test_a_bullet_list_is_where_citations_lead_when_no_other_list_holds_them(book: Book) -> None:
    project = book({"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n:list: bullet\n```\n"}, conf=AUTHOR_DATE)
    page = project.page("index.html")
    assert project.warnings == ""
    assert page.xpath("//ul/li//*[@id='ref-rep2020']")
    assert page.xpath("//a[@role='doc-biblioref']/@href") == ["#ref-rep2020"]


def test_enumerated_lists_go_on_in_the_authors_numerals(book: Book) -> None:
    options = ":list: enumerated\n:enumtype: upperroman\n"
    lists = f"```{{bibliography}}\n{options}:start: 2\n:filter: key == 'rep2020'\n```\n\n```{{bibliography}}\n{options}:start: continue\n:filter: key == 'art2019'\n```\n"
    project = book({"index.md": f"# Book\n\n[@rep2020; @art2019]\n\n{lists}"}, conf=AUTHOR_DATE)
    found = project.page("index.html").xpath("//ol[contains(@class, 'upperroman')]/@start")
    assert found == ["2", "3"]


def test_an_id_stands_once_on_a_page_of_several_lists(book: Book) -> None:
    text = "[@rep2020; @art2019]\n\n```{bibliography}\n```\n\n```{bibliography}\n:filter: key == 'rep2020'\n```\n"
    project = book({"index.md": f"# Book\n\n{text}"}, conf=AUTHOR_DATE)
    ids = project.page("index.html").xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_card_of_a_citation_leads_to_the_list_of_its_own_chapter(publication: Book) -> None:
    chapter = "Text [@rep2020].\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
    project = publication({"one.md": f"# One\n\n{chapter}", "two.md": f"# Two\n\n{chapter}"}, style="ieee")
    tree = html.parse(str(project.out() / "reports/x/two.html"))
    assert tree.xpath("//p[@class='citator-card-links']/a/@href") == ["../../reports/x/two.html#ref-rep2020"]


def test_a_note_of_footcite_leads_to_the_list_of_its_own_chapter(book: Book) -> None:
    text = "# Book\n\nText [@art2019] {footcite:p}`rep2020`.\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
    project = book({"index.md": text}, conf=AUTHOR_DATE)
    links = project.page("index.html").xpath("//a[@role='doc-biblioref']/@href")
    assert links == ["#ref-art2019", "#ref-rep2020"]


def test_a_work_that_the_list_of_a_keyprefix_lacks_is_linked_in_the_list_that_holds_it(book: Book) -> None:
    lists = "```{bibliography}\n```\n\n```{bibliography}\n:keyprefix: b-\n:filter: key == 'art2019'\n```\n"
    project = book({"index.md": f"# Book\n\n[@rep2020] {{cite:p}}`b-rep2020`\n\n{lists}"}, conf=AUTHOR_DATE)
    page = project.page("index.html")
    assert page.xpath("//a[@role='doc-biblioref']/@href") == ["#ref-rep2020", "#ref-rep2020"]


def test_keys_named_in_a_list_are_in_it(book: Book) -> None:
    project = book({"index.md": "# Book\n\n[@rep2020]\n\n```{bibliography}\n\nart2019\n```\n"}, conf=AUTHOR_DATE)
    assert len(project.page("index.html").xpath("//li[starts-with(@id, 'ref-')]")) == 2


def test_notes_of_footcite_stand_where_footbibliography_is(book: Book) -> None:
    text = "A {footcite:p}`rep2020`.\n\n```{footbibliography}\n```\n\nAfter."
    project = book({"index.md": f"# Book\n\n{text}\n"}, conf=AUTHOR_DATE)
    assert project.warnings == ""
    order = project.page("index.html").xpath("//section[@role='doc-endnotes']/following-sibling::p")
    assert [one.text_content() for one in order] == ["After."]


# -- notes that nothing calls -------------------------------------------------------------------------------------


UNCALLED = "Words[^a].\n\n[^a]: A note.\n\n[^b]: Nobody calls this [@rep2020] or[^c].\n\n[^c]: that [@rep2020].\n"


def test_a_citation_in_a_note_that_nothing_calls_stands_in_place(page: Callable[..., Project]) -> None:
    project = page(UNCALLED)
    assert "is not referenced" in project.warnings
    text = project.page("index.html").text_content()
    assert "Nobody calls this (Smith, A Report) or" in text
    assert "that (Smith, A Report)." in text


def test_a_library_leaves_out_a_note_that_nothing_calls(publication: Callable[..., Project]) -> None:
    project = publication(f"{UNCALLED}\nMore [@rep2020].\n")
    assert "is not referenced" in project.warnings
    text = project.page("summaries/x/index.html").text_content()
    assert "A note." in text
    assert "Nobody calls" not in text
