"""``citator publish``: what it says, what it refuses and what it makes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.errors import CitatorError
from citator.library.freeze import freeze

from .conftest import SmallLibrary


def published(library: SmallLibrary, *words: str) -> tuple[int, str]:
    """Return the exit code and all that ``citator publish`` says."""
    done = CliRunner().invoke(main, ["publish", "-c", str(library.folder), "--as-of", "2026-06-01", *words])
    return done.exit_code, done.output


@pytest.mark.parametrize("version", ["1 0", "../../x", "1.0#a?b"])
def test_version_that_is_none_is_refused_with_its_line(library: SmallLibrary, version: str) -> None:
    library.edit("docs/reports/beta/index.md", "date:", f'version: "{version}"\ndate:')
    with pytest.raises(CitatorError) as told:
        freeze(library.request(), "beta")
    assert str(told.value) == (
        f"docs/reports/beta/index.md:5: front matter: 'version' '{version}' is not a version; begin it with a digit, "
        "as in 1.0 or 2-beta, without spaces or slashes; 'beta' can be published when that is corrected"
    )
    assert not (library.folder / "editions").exists()


def test_publish_tells_warnings_and_refuses_them_when_it_is_strict(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/only.md", "@zorn", "@nobody")
    code, said = published(library, "beta", "--strict")
    assert code == 1
    assert "docs/reports/beta/only.md:4: WARNING: unknown citation key 'nobody'" in said
    assert "ERROR: 'beta' is not published, for there are warnings and --strict was given" in said
    assert not (library.folder / "editions").exists()
    code, said = published(library, "beta")
    assert code == 0
    assert "unknown citation key 'nobody'" in said
    assert {"beta.pdf", "beta.epub"} <= {path.name for path in (library.folder / "editions/beta/1.0/site").iterdir()}


def test_publish_makes_all_formats_and_takes_no_others(library: SmallLibrary) -> None:
    code, said = published(library, "beta", "--format", "html")
    assert code == 2
    assert "No such option" in said


def test_current_version_in_another_style_than_its_edition_is_told(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    library.edit("conf.py", '"apa"', '"chicago-author-date"')
    (message,) = library.build().messages
    assert (
        "version 1.0 was published and its sources have changed since (the style, now chicago-author-date)" in message
    )


def test_store_in_memory_is_told_to_end_with_the_command(library: SmallLibrary) -> None:
    advice = freeze(library.request(editions="memory://passing"), "gamma").advice
    assert advice == "memory://passing ends with this command; publish it again to a place that lasts"
