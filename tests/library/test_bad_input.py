"""An author's mistake is told with file and line, and costs nothing but itself."""

from __future__ import annotations

import re

import pytest

from citator.errors import CitatorError, UnknownPublicationError

from .conftest import SmallLibrary, dead_links


def messages(library: SmallLibrary, **options: object) -> list[str]:
    outcome = library.build(**options)
    return [*map(str, outcome.messages), *outcome.failures]


def told(library: SmallLibrary, *parts: str) -> bool:
    """Tell whether one message of a build holds all the parts, and no message is a traceback."""
    found = messages(library)
    assert not any("Traceback" in message for message in found)
    assert any(all(part in message for part in parts) for message in found), found
    return True


def others_are_there(library: SmallLibrary) -> bool:
    return "Zorn, Z." in library.page("reports/beta/references.html")


def test_an_unknown_key_is_marked_in_the_page(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "@abel", "@abell")
    assert told(library, "docs/reports/alpha/one.md:4", "unknown citation key 'abell'", "did you mean 'abel'")
    assert "[abell?]" in library.page("reports/alpha/one.html")
    assert others_are_there(library)


def test_an_unknown_key_in_running_text_offers_the_escape(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples are", "@someone says that apples are")
    assert told(library, "docs/reports/alpha/one.md:4", "\\@someone")


def test_a_broken_entry_costs_itself(library: SmallLibrary) -> None:
    library.edit("references.bib", "@book{uncited, author = {Quiet, Quinn},", "@book{uncited, author = {Quiet, Quinn,")
    assert told(library, "references.bib:3", "uncited")
    assert others_are_there(library)


def test_a_key_whose_entry_could_not_be_read_is_said_to_be_there(library: SmallLibrary) -> None:
    library.edit("references.bib", "title = {On Apples}", "title = {On Apples")
    assert told(library, "docs/reports/alpha/one.md:4", "could not be read")


def test_an_unknown_style_is_replaced_by_the_librarys(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report\n", "type: report\ncsl: chicagoo\n")
    message = (
        "unknown citation style 'chicagoo'; 'apa' is used; did you mean 'chicago-note' or 'chicago-notes'? [citator"
    )
    assert told(library, f"docs/reports/alpha/index.md:3: WARNING: {message}")
    assert "(Abel, 2001, p. 3)" in library.page("reports/alpha/one.html").replace("</a>", "").replace("\xa0", " ") or (
        "Abel, 2001" in library.page("reports/alpha/one.html")
    )


def test_a_missing_file_of_a_style_is_told_with_what_to_do(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report\n", "type: report\ncsl: styles/own.csl\n")
    remedy = "'apa' is used; create it or correct its name"
    assert told(library, "docs/reports/alpha/index.md:3", "cannot find the citation style 'styles/own.csl'", remedy)


def test_a_file_that_is_no_style_is_told_where_it_is_named(library: SmallLibrary) -> None:
    library.write("styles/own.csl", "<html/>")
    library.edit("docs/reports/alpha/index.md", "type: report\n", "type: report\ncsl: styles/own.csl\n")
    assert told(
        library, "docs/reports/alpha/index.md:3", "own.csl is no CSL style: its root is <html>", "'apa' is used"
    )


def test_missing_front_matter_costs_the_publication(library: SmallLibrary) -> None:
    library.edit("docs/summaries/gamma.md", "title: Gamma in Short\n", "")
    assert told(library, "docs/summaries/gamma.md:", "title")
    assert others_are_there(library)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("date: 2026-01-02", "date: someday", "5"),
        ("type: report", "type: report\nstatus: pubished", "3"),
        ("type: report", "type: report\nlanguage: english please", "3"),
    ],
)
def test_a_wrong_field_is_told_at_its_line(library: SmallLibrary, old: str, new: str, line: str) -> None:
    library.edit("docs/reports/alpha/index.md", old, new)
    assert told(library, f"docs/reports/alpha/index.md:{line}")
    assert others_are_there(library)


def test_a_missing_image_is_told(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "![A map](map.png)\n\nApples")
    assert told(library, "docs/reports/alpha/one.md:4", "map.png")


def test_a_missing_bibliography_is_told(library: SmallLibrary) -> None:
    (library.folder / "references.bib").unlink()
    assert told(library, "references.bib", "cannot find")
    assert "[abel?]" in library.page("reports/alpha/one.html")


def test_a_dead_reference_into_another_publication_is_told(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/two.md", "inv:beta#start", "inv:beta#strat")
    assert told(library, "docs/reports/alpha/two.md:3", "strat", "start")


def test_an_include_of_itself_is_told(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} one.md\n```\n\nApples")
    assert told(
        library, "docs/reports/alpha/one.md:4: the file includes itself in a circle; take one of the includes out"
    )
    assert others_are_there(library)


def test_a_circle_of_includes_over_two_files_is_told(library: SmallLibrary) -> None:
    library.write("docs/_shared/there.md", "There.\n\n```{include} /_shared/back.md\n```\n")
    library.write("docs/_shared/back.md", "Back.\n\n```{include} /_shared/there.md\n```\n")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} /_shared/there.md\n```\n\nApples")
    assert told(library, "docs/_shared/back.md:3: the file includes itself in a circle")
    assert others_are_there(library)


def test_a_chapter_that_is_not_utf_8_is_told_at_its_line(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/alpha/two.md").write_bytes(b"# Two\n\nOne line.\n\nZ\xfcrich.\n")
    assert told(library, "docs/reports/alpha/two.md:5: not UTF-8 from here on; save it as UTF-8")
    assert "The second chapter" in library.page("reports/alpha/two.html")
    assert others_are_there(library)


def test_a_home_page_that_is_not_utf_8_is_told_at_its_line_and_the_old_one_stays(library: SmallLibrary) -> None:
    (library.folder / "docs/index.md").write_bytes(b"# Library\n\nZ\xfcrich.\n")
    assert told(library, "docs/index.md:3: not UTF-8 from here on; save it as UTF-8")
    assert "Small Library" in library.page("index.html")


def test_an_included_file_that_is_not_utf_8_is_one_line_without_the_folder_of_the_machine(
    library: SmallLibrary,
) -> None:
    (library.folder / "docs/_shared").mkdir()
    (library.folder / "docs/_shared/words.md").write_bytes(b"Z\xfcrich.\n")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} /_shared/words.md\n```\n\nApples")
    (message,) = messages(library)
    assert message.startswith(
        'docs/reports/alpha/one.md:4: WARNING: Directive "include": error reading file: docs/_shared/words.md'
    )
    assert message.endswith("; save it as UTF-8 [docutils]")
    assert "\n" not in message


def test_a_missing_bibliography_of_a_publication_is_told_where_it_is_named(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report", "bibliography:\n- own.bib\ntype: report")
    assert told(
        library,
        "docs/reports/alpha/index.md:3: WARNING: cannot find docs/reports/alpha/own.bib; create it or correct 'bibliography'",
    )
    library.edit("docs/reports/alpha/index.md", "bibliography:", "subtitle: Round\nbibliography:")
    assert told(library, "docs/reports/alpha/index.md:4: WARNING: cannot find docs/reports/alpha/own.bib")


def test_unknown_publications_in_front_matter_are_told_and_drafts_are_not(library: SmallLibrary) -> None:
    library.edit("docs/summaries/gamma.md", "summary_of: alpha", "summary_of: alhpa\nrelated: [secret, beta, nix]")
    library.edit("docs/people/ann-able.md", "family: Able", "family: Able\nrelated_to: [secret, betta]")
    library.write(
        "docs/reports/secret.md", "---\ntype: report\ntitle: Hush\ndate: 2026-01-02\nstatus: draft\n---\n# Hush\n"
    )
    assert [message for message in library.build().messages if "publication" in message] == [
        "docs/people/ann-able.md:5: WARNING: front matter: no publication 'betta'; did you mean 'beta'? [citator.unknown-publication]",
        "docs/summaries/gamma.md:5: WARNING: front matter: no publication 'alhpa'; did you mean 'alpha'? [citator.unknown-publication]",
        "docs/summaries/gamma.md:6: WARNING: front matter: no publication 'nix'; correct it [citator.unknown-publication]",
    ]


def test_a_topic_needs_no_page_unless_another_is_nearly_named_so(library: SmallLibrary) -> None:
    library.write("docs/topics/sea-level.md", "---\ntitle: Sea level\n---\n")
    library.edit("docs/summaries/gamma.md", "summary_of: alpha", "summary_of: alpha\ntopics: [moon, sea-levle]")
    assert list(library.build().messages) == [
        "docs/summaries/gamma.md:6: WARNING: front matter: topic 'sea-levle' has no page; did you mean 'sea-level'? "
        "Else create docs/topics/sea-levle.md [citator.front-matter]"
    ]


def test_a_missing_thumbnail_is_told_where_it_is_named(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report", "type: report\nthumbnail: card.png\ncover: /cover.png")
    assert told(
        library, "docs/reports/alpha/index.md:3: WARNING: cannot find card.png; create it or correct 'thumbnail'"
    )
    assert told(library, "docs/reports/alpha/index.md:4: WARNING: cannot find /cover.png; create it or correct 'cover'")


def test_in_place_of_a_missing_picture_one_is_drawn(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report", "type: report\nthumbnail: card.png\ncover: /cover.png")
    library.edit("docs/reports/beta/index.md", "type: report", "type: report\nrelated: [alpha]")
    library.build()
    assert dead_links(library.site) == set()
    assert "_art/alpha.svg" in library.page("index.html")
    assert "citator-hero-drawn" in library.page("reports/alpha/index.html")


def test_a_message_of_docutils_is_one_line(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", '```{csv-table}\n:header: a,b\n1,2,"3\n4\n```\n\nApples')
    assert messages(library) == [
        'docs/reports/alpha/one.md:4: WARNING: Error with CSV data in "csv-table" directive: unexpected end of data [docutils]'
    ]


def test_a_chapter_in_a_folder_that_is_named_as_a_version_is_told_why_it_is_left_out(library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/v1.0/old.md", "# Old\n")
    library.edit("docs/reports/alpha/index.md", "two\n", "two\nv1.0/old\n")
    assert told(
        library,
        "docs/reports/alpha/index.md:9",
        "excluded document",
        "a folder that is named as a version is kept for editions",
    )


def test_raw_html_is_text_in_a_library(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "<script>alert(1)</script> Apples")
    library.build()
    assert "<script>alert" not in library.page("reports/alpha/one.html")


def test_contents_of_docutils_are_told_and_cost_nothing_else(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{eval-rst}\n.. contents:: Here\n```\n\nApples")
    assert told(library, "docs/reports/alpha/one.md:4", "'contents' does nothing within {eval-rst}")
    assert "round" in library.page("reports/alpha/one.html")


EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive


class diagram(nodes.General, nodes.Element):
    pass


class Diagram(Directive):
    has_content = True

    def run(self):
        return [diagram("", nodes.paragraph("", " ".join(self.content)))]


class Broken(Directive):
    def run(self):
        raise LookupError("no such thing")


def setup(app):
    app.add_directive("diagram", Diagram)
    app.add_directive("broken", Broken)
"""


def with_extension(library: SmallLibrary, text: str) -> None:
    library.write("diagrams.py", EXTENSION)
    path = "import sys; from pathlib import Path; sys.path.insert(0, str(Path(__file__).parent))\n"
    library.edit(
        "conf.py",
        'extensions = ["myst_parser", "citator"]',
        path + 'extensions = ["myst_parser", "citator", "diagrams"]',
    )
    library.edit("docs/reports/alpha/one.md", "Apples", f"{text}\n\nApples")


@pytest.mark.parametrize("title", ["## Data {download}`a.csv`", "## Data {download}`words <a.csv>`"])
def test_a_download_in_a_heading_is_one_in_the_heading_alone(title: str, library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/a.csv", "a,b\n1,2\n")
    library.write("docs/reports/alpha/two.md", f"# The second\n\n{title}\n\nWords.\n")
    assert messages(library) == []
    assert dead_links(library.site) == set()


def test_a_reference_to_an_index_of_sphinx_is_told_for_a_library_has_none(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "See {ref}`genindex`.\n\nApples")
    assert told(library, "docs/reports/alpha/one.md:4", "undefined label: 'genindex'")
    assert dead_links(library.site) == set()


def test_an_element_without_a_writer_is_told_and_its_text_is_printed(library: SmallLibrary) -> None:
    with_extension(library, "```{diagram}\nA and B\n```")
    assert told(library, "docs/reports/alpha/one.md:", "a page cannot show the element 'diagram'")
    assert "A and B" in library.page("reports/alpha/one.html")


def test_an_extension_that_fails_names_its_place(library: SmallLibrary) -> None:
    with_extension(library, "```{broken}\n```")
    assert told(
        library,
        "docs/reports/alpha/one.md:4: {broken} cannot be processed: LookupError: no such thing; correct it or leave it out",
    )
    assert others_are_there(library)


def test_what_is_nested_too_deep_is_no_circle_of_includes(library: SmallLibrary) -> None:
    with_extension(library, "```{broken}\n```")
    library.edit("diagrams.py", 'LookupError("no such thing")', "RecursionError")
    assert told(library, "docs/reports/alpha/one.md: something in it is nested too deep to be processed; take it apart")


def test_an_extension_that_fails_in_an_included_file_names_that(library: SmallLibrary) -> None:
    with_extension(library, "```{include} _words.md\n```")
    library.write("docs/reports/alpha/_words.md", "Words.\n\n```{broken}\n```\n")
    assert told(library, "docs/reports/alpha/_words.md:3: {broken} cannot be processed: LookupError: no such thing")


@pytest.mark.parametrize(
    "mistake",
    [
        "{ref}`nowhere`",
        "{numref}`nowhere`",
        "{eq}`nowhere`",
        "{term}`nothing`",
        "{doc}`nowhere`",
        "{download}`nowhere.zip`",
        "{nosuchrole}`x`",
        "[words](#nowhere)",
        "## Second\n\n#### Fourth",
        "Called[^b].",
        "[^b]: Not called.",
        "[^b]: One.\n\n[^b]: Two[^b].",
        "(a)=\n## One\n\n(a)=\n## Two",
        "```{figure} a.png\n:name: fig-a\n:alt: A\n```\n\n{numref}`fig-a`",
        "```{only} html and\nWords.\n```",
        "As @decorator says.",
        "```{nosuch}\n```",
        "```{figure}\n```",
        "```{image} a.png\n:with: 3\n```",
        "```{include} nowhere.md\n```",
        "```{literalinclude} nowhere.py\n```",
        "```{csv-table}\n:file: nowhere.csv\n```",
        "```{toctree}\nnowhere\n```",
        "```{list-table}\n* - a\n  - b\n* - c\n```",
        "```{code-block} python\n:emphasize-lines: 99\nx = 1\n```",
        "```nolanguage\nx\n```",
        "```{eval-rst}\n*a\n```",
        "```{eval-rst}\n`x`_\n```",
        "```{eval-rst}\n|x|\n```",
        "````{figure} /people/../a.png\n:alt: A\n\n```{note}\nNo caption.\n```\n````",
        "> ```{topic} Topic\n> Words.\n> ```",
        "```{note}\n```",
        "> Words.\n>\n> ---\n>\n> More.",
        "![]()",
        "```{figure} a.png\n:alt: A\n:align: up\n```",
        "```{footbibliography}\nWords.\n```",
        "```{code-block} python\n:emphasize-lines: a\nx = 1\n```",
        "{index}`!`",
        "```{list-table}\n:header-rows: 3\n\n* - a\n```",
        "```{list-table}\n```",
        "```{list-table}\n:widths: 1\n\n* - a\n  - b\n```",
    ],
)
def test_what_sphinx_finds_wrong_is_told_with_its_place_and_with_a_remedy(mistake: str, library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples are round", f"{mistake}\n\nApples are round")
    found = messages(library)
    assert found
    for message in found:
        assert re.match(r"docs/reports/alpha/one\.md:\d+: WARNING: [^;]+; \w+ ", message), message


def test_a_footnote_that_is_not_there_is_told_once(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "round[^none]")
    (message,) = messages(library)
    assert 'Unknown target name: "none"' in message


def test_a_label_that_stands_twice_in_a_file_is_told_with_the_line_of_the_first(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "(start)=\n## Again\n\nApples")
    assert told(library, 'Duplicate explicit target name: "start", as in line 1; give one of them another name')


def test_a_chapter_that_stands_twice_in_the_contents_is_told_to_be_taken_out(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "one\n", "one\none\n")
    assert told(library, "duplicated entry found in toctree: reports/alpha/one; take one of the two out")


def test_the_code_of_an_extension_is_told_once(library: SmallLibrary) -> None:
    library.edit("conf.py", '"citator"]', '"sphinx_design", "citator"]')
    library.edit("docs/reports/alpha/one.md", "Apples", "```{card}\nHead\n^^^\nBody\n```\n\nApples")
    (message,) = messages(library)
    assert message.count("[design.card_legacy]") == 1


def test_a_tab_in_front_matter_is_told_to_be_spaces(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "date:", "series:\n\ttitle: Papers\ndate:")
    assert told(library, "docs/reports/alpha/index.md:6:", "; write spaces in place of the tab")


def test_a_library_without_a_theme_has_furo(library: SmallLibrary) -> None:
    library.edit("conf.py", 'html_theme = "furo"\n', "")
    assert messages(library) == []
    assert "furo" in library.page("reports/alpha/one.html")


def test_another_theme_is_told_in_one_line(library: SmallLibrary) -> None:
    library.edit("conf.py", 'html_theme = "furo"', 'html_theme = "alabaster"')
    (message,) = messages(library)
    assert message.startswith("conf.py:2: WARNING: html_theme is 'alabaster'")


def test_a_brief_of_nothing_is_told_and_not_made(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "type: report\n", "type: report\npdf: {editions: [brief]}\n")
    outcome = library.build(formats=("html", "pdf"))
    (message,) = map(str, outcome.messages)
    assert message.startswith("docs/reports/alpha/index.md: WARNING: the brief has no text; write key_findings")
    assert outcome.failures == ()
    assert not list(library.site.rglob("*-brief.pdf"))


def test_a_pdf_edition_that_there_is_not_is_told_where_it_is_named(library: SmallLibrary) -> None:
    library.edit(
        "docs/reports/alpha/index.md", "type: report\n", "type: report\npdf:\n  editions:\n  - screen\n  - screeen\n"
    )
    (failure,) = library.build(formats=("html", "pdf")).failures
    assert failure == (
        "docs/reports/alpha/index.md:6: front matter: there is no PDF edition 'screeen'; did you mean 'screen'? "
        "There are screen, print, review, deposit, large-print, brief, chapters"
    )
    assert (library.site / "reports/alpha/alpha.pdf").exists()


def test_a_portrait_that_is_missing_is_told_and_not_shown(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "name: Ann Able", "name: Ann Able\nportrait: gone.png")
    assert told(
        library,
        "docs/people/ann-able.md:3: WARNING: cannot find the portrait docs/people/gone.png; create it or correct",
    )
    assert "portrait" not in re.sub(r'class="[^"]*"', "", library.page("people/ann-able/index.html"))


def test_a_chapter_named_as_its_publication_leaves_that_its_records(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/index.md", "one\n", "one\nalpha\n")
    library.write("docs/reports/alpha/alpha.md", "# A chapter\n\nWords.\n")
    assert told(
        library, "docs/reports/alpha/alpha.md:1: WARNING: a chapter has the name of its publication", "rename it"
    )
    assert "title = {{Alpha Report}}" in library.page("reports/alpha/alpha.bib")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"apa"', '"nix"', "conf.py: 'csl' in citator_library: unknown citation style 'nix'; name one of"),
        ('["references.bib"]', '"references.bib"', "conf.py:3: bibtex_bibfiles is one string and no list; put it"),
        (
            "html_theme",
            'exclude_patterns = "beta"\nhtml_theme',
            "conf.py:2: exclude_patterns is one string and no list",
        ),
        ('["myst_parser", "citator"]', '"citator"', "conf.py:1: extensions is one string and no list; put it"),
        ('["references.bib"]', "[5]", "conf.py:3: bibtex_bibfiles names 5, which is no string; write it as one"),
        (
            "html_theme",
            "html_static_path = 5\nhtml_theme",
            "conf.py:2: html_static_path is of the type int and no list",
        ),
        (
            "html_theme",
            "html_logo = 5\nhtml_theme",
            "conf.py:2: html_logo names 5, which is no string; write it as one",
        ),
        (
            "html_theme",
            "exclude_patterns = (name for name in ['beta'])\nhtml_theme",
            "conf.py:2: exclude_patterns is of the type generator and no list; write the strings themselves in brackets",
        ),
        (
            "html_theme",
            "citator_pdf = {'fonts': (name for name in ['beta'])}\nhtml_theme",
            "conf.py:2: citator_pdf holds a value that cannot be kept (cannot pickle 'generator' object)",
        ),
    ],
)
def test_a_mistake_in_conf_py_that_stops_everything_says_where_and_what_to_do(
    old: str, new: str, message: str, library: SmallLibrary
) -> None:
    library.edit("conf.py", old, new)
    with pytest.raises(CitatorError, match=re.escape(message)):
        library.build()


def test_a_library_without_a_first_page_is_told_before_anything_is_made(library: SmallLibrary) -> None:
    (library.folder / "docs/index.md").unlink()
    library.edit("docs/reports/alpha/one.md", "round", "green")
    objects = sorted((library.folder / "build/.citator/objects").glob("*/*"))
    with pytest.raises(CitatorError, match=r"there is no docs/index\.md; create it with a heading"):
        library.build()
    assert sorted((library.folder / "build/.citator/objects").glob("*/*")) == objects


def test_a_publication_that_a_command_names_and_the_library_lacks_is_told_with_those_that_there_are(
    library: SmallLibrary,
) -> None:
    with pytest.raises(UnknownPublicationError, match="there is no publication 'nix'; there are alpha, beta, gamma"):
        library.build(explain="nix")
