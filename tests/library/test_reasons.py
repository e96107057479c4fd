"""What a build says of why a publication was read, written or left alone is true, and names what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.library.freeze import freeze

from .conftest import SmallLibrary


def edit_chapter(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "green")


def add_chapter(library: SmallLibrary) -> None:
    library.write("docs/reports/alpha/three.md", "# Three\n")


def remove_chapter(library: SmallLibrary) -> None:
    (library.folder / "docs/reports/alpha/two.md").unlink()


def edit_conf(library: SmallLibrary) -> None:
    library.write("conf.py", (library.folder / "conf.py").read_text("utf-8") + "# another line\n")


def edit_person(library: SmallLibrary) -> None:
    library.edit("docs/people/ann-able.md", "family: Able", "family: Abler")


def add_docutils_settings(library: SmallLibrary) -> None:
    library.write("docutils.conf", "[parsers]\nline_length_limit: 400\n")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (edit_chapter, "docs/reports/alpha/one.md changed"),
        (add_chapter, "docs/reports/alpha/three.md changed"),
        (remove_chapter, "docs/reports/alpha/two.md is gone"),
        (edit_conf, "conf.py changed"),
        (edit_person, "what its front matter takes from people or the library changed"),
        (add_docutils_settings, "docutils.conf changed"),
    ],
)
def test_reason_names_what_changed(change: Callable[[SmallLibrary], None], reason: str, library: SmallLibrary) -> None:
    library.build()
    change(library)
    assert library.build(explain="alpha").explanation == (f"alpha: read again, because {reason}",)


def test_reason_after_a_move_names_no_file_that_did_not_change(library: SmallLibrary) -> None:
    edit_chapter(library)
    assert library.build().reasons == ("its own files changed",)


def test_other_formats_are_the_reason_for_reading_all_again(library: SmallLibrary) -> None:
    library.build()
    outcome = library.build(formats=("html", "epub"))
    assert outcome.reasons == ("the formats changed from html to html, epub",) * 3


def test_environment_variable_is_named(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    library.write("conf.py", "import os\n" + (library.folder / "conf.py").read_text("utf-8"))
    library.edit("conf.py", '"csl": "apa"', '"csl": "apa", "url": os.getenv("SITE_URL")')
    library.build()
    monkeypatch.setenv("SITE_URL", "https://library.example.org/")
    assert set(library.build().reasons) == {"the environment variable SITE_URL changed"}


def test_publication_that_shows_a_heading_of_another_is_said_to_be_written_again(library: SmallLibrary) -> None:
    formats = ("html", "pdf")
    library.build(formats=formats)
    library.edit("docs/reports/beta/only.md", "# Where beta starts", "# Where beta begins")
    outcome = library.build(formats=formats, explain="alpha")
    assert outcome.explanation == (
        "alpha: not read again, but PDF and pages written again, because beta changed, to which it refers",
    )
    assert "reused 2 (alpha written again)" in outcome.summary


def test_publication_of_which_nothing_changed_is_said_to_be_reused(library: SmallLibrary) -> None:
    edit_chapter(library)
    outcome = library.build(explain="beta")
    assert outcome.explanation == ("beta: reused, for nothing that it is made from changed",)


def test_publication_with_a_damaged_edition_is_said_to_be_built_all_the_same(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.build()
    (page,) = (library.folder / "editions/alpha").rglob("one.html")
    damage(page)
    edit_chapter(library)
    explanation = library.build(explain="alpha").explanation
    assert explanation[0] == "alpha: read again, because docs/reports/alpha/one.md changed"
    assert "one.html" in explanation[1]


def damage(page: Path) -> None:
    page.chmod(0o644)
    page.write_text("spoilt", "utf-8")


def test_name_of_no_publication_is_a_mistake_on_the_command_line(library: SmallLibrary) -> None:
    done = CliRunner().invoke(main, ["build", "-c", str(library.folder), "--explain", "alpa"])
    assert done.exit_code == 2
    assert done.output == "ERROR: there is no publication 'alpa'; did you mean 'alpha'?\n"
