"""Whatever an author edits, the pages of the next build are those of a fresh build, and of a fresh parallel one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .projects import CONF, Project

Book = Callable[..., Project]
LIST = "# References\n\n```{bibliography}\n```\n"
#: to shrink a failure takes hundreds of builds; the sources of a failing example are small as they are
UNSHRUNK = [phase for phase in Phase if phase is not Phase.shrink]
AUTHOR_YEAR = 'bibtex_reference_style = "author_year"\n'


def toctree(*docnames: str) -> str:
    return "# Book\n\n```{toctree}\n" + "\n".join(docnames) + "\n```\n"


# -- the defects that were reproduced with sphinxcontrib-bibtex 2.7 ------------------------------------------------


def test_a_changed_year_reaches_the_chapters_that_cite_it(book: Book) -> None:
    entry = "@misc{{a, author={{Smith, Jane}}, title={{T}}, year={{{0}}}}}"
    files = {"index.md": toctree("a", "refs"), "a.md": "# A\n\n[@a]\n", "refs.md": LIST}
    project = book(files, bib=entry.format(2020), conf=AUTHOR_YEAR)
    project.write({"refs.bib": entry.format(1999)}).build()
    assert "(Smith 1999)" in project.text("a.html")
    assert "1999" in project.text("refs.html")


def test_a_new_key_in_a_chapter_reaches_the_list(book: Book) -> None:
    files = {"index.md": toctree("a", "refs"), "a.md": "# A\n\n[@rep2020]\n", "refs.md": LIST}
    project = book(files)
    project.write({"a.md": "# A\n\n[@rep2020; @art2019]\n"}).build()
    assert project.page("refs.html").xpath("//li[@id='ref-art2019']")


def test_a_removed_chapter_takes_its_works_and_backlinks_along(book: Book) -> None:
    files = {"a.md": "# A\n\n[@rep2020]\n", "b.md": "# B\n\n[@art2019] [@rep2020]\n", "refs.md": LIST}
    project = book({"index.md": toctree("a", "b", "refs"), **files})
    project.remove("b.md").write({"index.md": toctree("a", "refs")}).build()
    page = project.page("refs.html")
    assert page.xpath("//li[starts-with(@id, 'ref-')]/@id") == ["ref-rep2020"]
    assert page.xpath("//a[@role='doc-backlink']/text()") == ["A"]


def test_an_edited_style_file_reaches_every_citation(book: Book) -> None:
    style = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>S</title><id>s</id></info><citation><layout prefix="{0}"><text variable="title"/></layout></citation><bibliography><layout><text variable="title"/></layout></bibliography></style>'
    files = {"index.md": "# B\n\n[@rep2020]\n\n```{bibliography}\n```\n", "my.csl": style.format("&lt;")}
    project = book(files, conf='citator_style = "my.csl"\n')
    assert "<A report" in project.text("index.html")
    project.write({"my.csl": style.format("&gt;")}).build()
    assert ">A report" in project.text("index.html")


def test_a_message_keeps_its_line_when_words_above_it_change(book: Book) -> None:
    project = book({"index.md": "# B\n\n{cite:p}`nokey`\n"})
    assert "index.md:3: WARNING: unknown citation key 'nokey'" in project.warnings
    project.write({"index.md": "# B\n\nMore words.\n\n{cite:p}`nokey`\n"}).build()
    assert "index.md:5: WARNING: unknown citation key 'nokey'" in project.warnings
    assert "index.md:5: WARNING: unknown citation key 'nokey'" in project.build().warnings


# -- any edits -----------------------------------------------------------------------------------------------------

CHAPTERS = ("a", "b", "c")
KEYS = ("rep2020", "art2019", "book2018", "Smith1999")
SENTENCES = (
    "Plain words.",
    "Words [@{0}, p. 4].",
    "As @{0} says. Joined [@{1}] [@{0}, p. 5].",
    "Both [see @{0}; @{1}, ch. 2].",
    "In a note {{footcite:p}}`{0}`.",
    "{{cite:t}}`{0}` and {{cite:alp}}`{1}`.",
    "A footnote.[^n]\n\n[^n]: See [@{0}].",
    "Silent {{cite:empty}}`{0}`.",
    "## Section citing [@{0}]",
)
TYPES = ("report", "misc", "book")
LISTS = (
    "```{bibliography}\n```",
    "```{bibliography}\n:filter: docname in docnames\n```",
    "```{bibliography}\n:all:\n```",
    '```{bibliography}\n:filter: cited and type % "report"\n:list: bullet\n```',
    "",
)
STYLES = (
    "",
    AUTHOR_YEAR,
    'citator_style = "ieee"\n',
    'citator_style = "chicago-notes-bibliography"\n',
    'citator_style = "chicago-notes-bibliography"\ncitator_foot_style = "oscola"\n',
)


@dataclass
class Draft:
    """A book in the making, as the edits have left it."""

    chapters: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    list_: str = LISTS[0]
    style: str = ""

    @property
    def docnames(self) -> set[str]:
        """The documents there are."""
        return {"index", "refs", *self.chapters}

    def files(self) -> dict[str, str]:
        """Return the book's sources."""
        entries = (
            f"@{fields['type']}{{{key}, author={{{fields['author']}}}, title={{{fields['title']}}}, year={{{fields['year']}}}}}"
            for key, fields in self.entries.items()
        )
        return {
            "conf.py": CONF + self.style,
            "refs.bib": "\n".join(entries) + "\n",
            "index.md": toctree(*sorted(self.chapters), "refs"),
            "refs.md": f"# References\n\n{self.list_}\n",
            **{
                f"{name}.md": f"# Chapter {name}\n\n" + "\n\n".join(text) + "\n" for name, text in self.chapters.items()
            },
        }


keys = st.sampled_from((*KEYS, "unknown"))
sentences = st.builds(lambda text, one, two: text.format(one, two), st.sampled_from(SENTENCES), keys, keys)
# one footnote a chapter: a second definition of [^n] would be MyST's to tell of
texts = st.lists(sentences, max_size=3).filter(lambda text: sum("[^n]:" in sentence for sentence in text) < 2)
entries = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "author": st.sampled_from(("Smith, Jane", "Jones, Bob and Smith, Jane", "Абель, Иван")),
        "title": st.sampled_from(("A Title", "Another Title", "Книга")),
        "year": st.sampled_from(("2018", "2019", "2020")),
    }
)

Edit = tuple[str, str, object]
edits: st.SearchStrategy[Edit] = st.one_of(
    st.tuples(st.just("chapter"), st.sampled_from(CHAPTERS), texts),
    st.tuples(st.just("remove chapter"), st.sampled_from(CHAPTERS), st.none()),
    st.tuples(st.just("entry"), st.sampled_from(KEYS), entries),
    st.tuples(st.just("remove entry"), st.sampled_from(KEYS), st.none()),
    st.tuples(st.just("list"), st.just(""), st.sampled_from(LISTS)),
    st.tuples(st.just("style"), st.just(""), st.sampled_from(STYLES)),
)
drafts = st.builds(
    Draft,
    chapters=st.dictionaries(st.sampled_from(CHAPTERS), texts, min_size=1, max_size=3),
    entries=st.dictionaries(st.sampled_from(KEYS), entries, min_size=1),
    list_=st.sampled_from(LISTS),
    style=st.sampled_from(STYLES),
)


def apply(draft: Draft, edit: Edit) -> None:
    """Change the draft as an author would."""
    kind, name, value = edit
    match kind:
        case "chapter":
            draft.chapters[name] = value  # type: ignore[assignment]
        case "remove chapter":
            draft.chapters.pop(name, None)
        case "entry":
            draft.entries[name] = value  # type: ignore[assignment]
        case "remove entry":
            draft.entries.pop(name, None)
        case "list":
            draft.list_ = str(value)
        case "style":
            draft.style = str(value)


def check_incremental_equals_fresh(draft: Draft, steps: list[list[Edit]]) -> None:
    """Build after each step, in one process and in two by turns; compare each page with those of a fresh build.

    At last a fresh build in two processes must give the same pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "src").replace(draft.files()).build()
        for number, step in enumerate(steps):
            for edit in step:
                apply(draft, edit)
            incremental = project.replace(draft.files()).build(*(("-j2",) if number % 2 == 0 else ()))
            assert incremental.code == 0, incremental.warnings
            # Sphinx leaves the page of a removed chapter on disk, which no page links to
            pages = {name: page for name, page in incremental.pages().items() if name[:-5] in draft.docnames}
            fresh = project.build(fresh=True, out="fresh").pages("fresh")
            shutil.rmtree(project.out("fresh"))
            assert pages == fresh
        parallel = project.build("-j2", fresh=True, out="parallel").pages("parallel")
        assert parallel == fresh


steps = st.lists(st.lists(edits, min_size=1, max_size=2), min_size=1, max_size=2)


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(drafts, steps)
def test_incremental_full_and_parallel_builds_give_the_same_pages(draft: Draft, steps: list[list[Edit]]) -> None:
    check_incremental_equals_fresh(draft, steps)


@pytest.mark.nightly
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(drafts, st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=5))
def test_many_edits_in_a_row_never_leave_a_stale_page(draft: Draft, steps: list[list[Edit]]) -> None:
    check_incremental_equals_fresh(draft, steps)
