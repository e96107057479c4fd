"""Any edits of a library: an incremental build in two processes gives the bytes of a full one in one process."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .conftest import FILES, SmallLibrary

UNSHRUNK = [phase for phase in Phase if phase is not Phase.shrink]  # an example takes seconds
CHAPTERS = {"one": "alpha", "two": "alpha", "three": "alpha", "only": "beta"}
KEYS = ("abel", "zorn", "own", "later")
SENTENCES = (
    "Plain words.",
    "Words [@{0}, p. 4].",
    "As @{0} says. Joined [@{1}] [@{0}, p. 5].",
    "In a note {{footcite:p}}`{0}`.",
    "A footnote.[^n]\n\n[^n]: See [@{0}; @{1}].",
    "Silent {{cite:empty}}`{0}` and a claim {{claim}}`F001`.",
    "See [](inv:beta#start) and {{pub}}`gamma`.",
    "```{{bibliography}}\n```",
)
STYLES = ("apa", "ieee", "chicago-notes-bibliography")


@dataclass
class Draft:
    """A library in the making, as the edits have left it."""

    chapters: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    own: str | None = None
    """The title of the work that beta's own .bib has under a key of the shared one."""
    style: str = "apa"

    def files(self) -> dict[str, str]:
        """Return the library's sources."""
        parts = {slug: [name for name in self.chapters if CHAPTERS[name] == slug] for slug in ("alpha", "beta")}
        files = dict(FILES)
        files["conf.py"] = FILES["conf.py"].replace('"apa"', f'"{self.style}"')
        files["references.bib"] = "".join(
            f"@book{{{key}, author = {{Writer, Wanda}}, title = {{{title}}}, date = {{2001}}}}\n"
            for key, title in self.entries.items()
        )
        for slug, old in (("alpha", "one\ntwo"), ("beta", "only")):
            index = f"docs/reports/{slug}/index.md"
            files[index] = FILES[index].replace(f"```{{toctree}}\n{old}", "```{toctree}\n" + "\n".join(parts[slug]))
        if self.own is not None:
            index = files["docs/reports/beta/index.md"]
            files["docs/reports/beta/index.md"] = index.replace("date:", "bibliography: [own.bib]\ndate:")
            files["docs/reports/beta/own.bib"] = f"@book{{own, title = {{{self.own}}}, date = {{1999}}}}\n"
        for name in ("one", "two", "only"):
            del files[f"docs/reports/{CHAPTERS[name]}/{name}.md"]
        for name, text in self.chapters.items():
            label = "(start)=\n" if name == "only" else ""
            files[f"docs/reports/{CHAPTERS[name]}/{name}.md"] = (
                f"{label}# Chapter {name}\n\n" + "\n\n".join(text) + "\n"
            )
        return files


keys = st.sampled_from((*KEYS, "unknown"))
sentences = st.builds(lambda text, one, two: text.format(one, two), st.sampled_from(SENTENCES), keys, keys)
# one footnote a chapter: a second definition of [^n] would be MyST's to tell of
texts = st.lists(sentences, max_size=3).filter(lambda text: sum("[^n]:" in sentence for sentence in text) < 2)
titles = st.sampled_from(("On Apples", "On Pears"))
edits = st.one_of(
    st.tuples(st.just("chapter"), st.sampled_from(tuple(CHAPTERS)), texts),
    st.tuples(st.just("remove chapter"), st.sampled_from(("one", "two", "three")), st.none()),
    st.tuples(st.just("entry"), st.sampled_from(KEYS), titles),
    st.tuples(st.just("remove entry"), st.sampled_from(KEYS), st.none()),
    st.tuples(st.just("own"), st.just(""), st.none() | titles),
    st.tuples(st.just("style"), st.just(""), st.sampled_from(STYLES)),
)
drafts = st.builds(
    Draft,
    chapters=st.fixed_dictionaries({"one": texts, "only": texts}),
    entries=st.dictionaries(st.sampled_from(KEYS), titles, min_size=2),
    own=st.none() | titles,
    style=st.sampled_from(STYLES),
)
Edit = tuple[str, str, object]


def apply(draft: Draft, edit: Edit) -> None:
    """Change the draft as an author would."""
    kind, name, value = edit
    match kind:
        case "chapter":
            draft.chapters[name] = value  # type: ignore[assignment]
        case "remove chapter":
            draft.chapters.pop(name, None)
        case "entry":
            draft.entries[name] = str(value)
        case "remove entry":
            draft.entries.pop(name, None)
        case "own":
            draft.own = value  # type: ignore[assignment]
        case "style":
            draft.style = str(value)


def write(library: SmallLibrary, files: dict[str, str]) -> None:
    """Make the library hold these sources and no others."""
    for path in [*library.folder.glob("*.*"), *library.folder.glob("docs/**/*.*")]:
        if path.is_file() and path.relative_to(library.folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        library.write(name, text)


def check_incremental_equals_full(draft: Draft, steps: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library, full = SmallLibrary(Path(folder) / "a"), SmallLibrary(Path(folder) / "b")
        write(library, draft.files())
        library.build()
        for step in steps:
            for edit in step:
                apply(draft, edit)
            write(library, draft.files())
            incremental = library.build()
            shutil.rmtree(full.folder, ignore_errors=True)
            write(full, draft.files())
            fresh = full.build(jobs=1)
            assert library.tree() == full.tree()
            assert incremental.messages == fresh.messages
            assert incremental.failures == fresh.failures == ()


steps = st.lists(edits, min_size=1, max_size=3)


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(drafts, steps)
def test_any_edits_of_a_library_leave_no_stale_page(draft: Draft, step: list[Edit]) -> None:
    check_incremental_equals_full(draft, [step])


@pytest.mark.nightly
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(drafts, st.lists(steps, min_size=1, max_size=4))
def test_many_edits_of_a_library_in_a_row_leave_no_stale_page(draft: Draft, steps: list[list[Edit]]) -> None:
    check_incremental_equals_full(draft, steps)
