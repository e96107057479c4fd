"""What a build shows while it runs and says when it is over."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from citator.library.progress import LineProgress, SilentProgress, TerminalProgress, progress_on
from citator.library.report import Outcome

from .conftest import SmallLibrary


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def command(library: SmallLibrary, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "citator.cli", "build", "-c", str(library.folder), "--format", "html", "--no-search"]
    return subprocess.run([*words, "--as-of", "2026-06-01", *options], capture_output=True, text=True, check=True)


def test_terminal_shows_phase_publications_done_and_warnings_and_is_left_clean() -> None:
    screen = Terminal()
    progress = TerminalProgress(screen, delay=0)
    progress.phase("reading", 2)
    progress.step("alpha", warnings=3)
    shown = screen.getvalue()
    for words in ("reading", "1/2", "3 warnings", "alpha"):
        assert words in shown
    progress.clear()
    assert screen.getvalue().endswith("\x1b[2K")


def test_build_that_is_over_soon_shows_no_bar() -> None:
    screen = Terminal()
    progress = TerminalProgress(screen)
    progress.phase("reading", 1)
    progress.step("alpha")
    progress.clear()
    assert screen.getvalue() == ""


def test_log_gets_a_line_for_each_phase() -> None:
    log = io.StringIO()
    progress = LineProgress(log)
    progress.phase("reading", 2)
    progress.step("alpha")
    progress.phase("front desk", 1)
    assert log.getvalue() == "reading: 2\n"


def test_each_stream_gets_what_suits_it() -> None:
    assert isinstance(progress_on(Terminal()), TerminalProgress)
    assert isinstance(progress_on(io.StringIO()), LineProgress)
    assert isinstance(progress_on(Terminal(), quiet=True), SilentProgress)


def test_quiet_build_prints_warnings_alone(library: SmallLibrary) -> None:
    assert command(library, "--quiet").stdout == ""
    library.edit("docs/reports/alpha/one.md", "@abel", "@abell")
    told = command(library, "--quiet")
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert "unknown citation key 'abell'" in line


def test_last_line_says_what_was_built_and_why_and_what_was_reused(library: SmallLibrary) -> None:
    library.edit("references.bib", "On Zebras", "On Horses")
    said = "built 2 (alpha: entry 'zorn' changed; beta: entry 'zorn' changed), reused 1; build/site/index.html"
    summary = library.build().summary
    assert summary.startswith(said.rpartition("; ")[0])


def test_site_is_named_from_where_the_command_is_given(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library.folder)
    assert library.build().summary.endswith("; build/site/index.html")
    monkeypatch.chdir(library.folder / "docs")
    assert library.build().summary.endswith("; ../build/site/index.html")


def test_many_new_publications_are_only_counted() -> None:
    reasons = ("it is new",) * 4
    assert Outcome(built=4, built_slugs=("a", "b", "c", "d"), reasons=reasons, site="x").summary == (
        "built 4 (4 new), reused 0; x/index.html"
    )


def test_many_publications_are_counted_by_reason() -> None:
    reasons = ("it is new",) * 4 + ("entry 'smith2020' changed",) * 2 + ("docs/a.md changed", "docs/b.md changed")
    outcome = Outcome(built=8, built_slugs=tuple("abcdefgh"), reasons=reasons, reused=5, again=("x", "y", "z", "w"))
    assert outcome.summary.startswith(
        "built 8 (4 new; 2 because entry 'smith2020' changed; 2 for other reasons), reused 5 (4 written again); "
    )
