"""What an author saves while a build runs: the next build shows the sources as they are, whatever this one read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citator.csl.styles import find_style
from citator.errors import CitatorError
from citator.library import discover
from citator.library.address import AddressStore
from citator.library.build import build
from citator.library.bundle import send_bundle
from citator.library.conf import load_conf
from citator.library.freeze import freeze
from citator.library.manifest import Manifest
from citator.library.progress import SilentProgress
from citator.library.stamp import scan

from .conftest import SmallLibrary

ONE = "docs/reports/alpha/one.md"


class Author(SilentProgress):
    """Does something when publications are about to be read, or later: their files have been hashed by then."""

    def __init__(self, save: Callable[[], None], when: str = "reading") -> None:
        self.save = save
        self.when = when

    def phase(self, name: str, total: int) -> None:
        if name == self.when:
            self.save()


def build_while(library: SmallLibrary, save: Callable[[], None]) -> None:
    assert build(library.request(), Author(save)).failures == ()


def test_what_is_saved_while_it_is_read_and_then_undone_is_read_again(library: SmallLibrary) -> None:
    library.edit(ONE, "round", "green")
    build_while(library, lambda: library.edit(ONE, "green", "square"))
    assert "Apples are square" in library.page("reports/alpha/one.html")
    library.edit(ONE, "square", "green")
    assert library.build(explain="alpha").explanation == (
        "alpha: read again, because a file was saved while it was read",
    )
    assert "Apples are green" in library.page("reports/alpha/one.html")


def test_build_after_one_that_was_overtaken_is_never_called_one_without_changes(library: SmallLibrary) -> None:
    library.edit(ONE, "round", "green")
    build_while(library, lambda: library.edit(ONE, "green", "square"))
    library.edit(ONE, "square", "green")
    assert library.build().built_slugs == ("alpha",)
    assert library.build().built_slugs == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/reports/alpha/data.csv", "a,b\n1,2\n"),
        ("docs/shared/data.csv", "a,b\n1,2\n"),
        ("docs/index.md", "# Small Library\n\nWelcome.\n"),
        ("docs/people/ann-able.svg", "<svg/>\n"),
    ],
)
def test_whatever_is_saved_and_undone_is_as_it_is(name: str, text: str, library: SmallLibrary) -> None:
    library.write(name, text)
    library.edit("docs/people/ann-able.md", "name:", "portrait: ann-able.svg\nname:")
    library.write("docs/people/ann-able.svg", "<svg/>\n")
    if name.endswith(".csv"):
        library.edit(ONE, "Apples", f"```{{data-table}} {name.removeprefix('docs')}\n```\n\nApples")
    build_while(library, lambda: library.write(name, f"{text}3,4\n"))
    library.write(name, text)
    library.build()
    assert library.tree() == fresh(library)


def fresh(library: SmallLibrary) -> dict[str, bytes]:
    library.build(build=library.folder / "fresh")
    return library.tree("fresh/site")


def test_title_that_is_saved_while_front_matter_is_read_and_then_undone(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, parse = "docs/reports/alpha/index.md", discover._parse

    def parse_late(conf: object, path: Path, *rest: object) -> object:
        if path == library.folder / index:
            library.edit(index, "title: Alpha", "title: Omega")
        return parse(conf, path, *rest)  # type: ignore[arg-type]

    library.edit(index, "2026-01-02", "2026-01-03")
    monkeypatch.setattr(discover, "_parse", parse_late)
    library.build()
    assert "Omega Report" in library.page("reports/alpha/index.html")
    monkeypatch.undo()
    library.edit(index, "title: Omega", "title: Alpha")
    library.build()
    assert library.tree() == fresh(library)


def test_chapter_that_is_saved_after_it_was_read_is_read_by_the_next_build(library: SmallLibrary) -> None:
    conf = (library.folder / "conf.py").read_text("utf-8")
    library.write(
        "conf.py",
        f"""{conf}
from pathlib import Path

def save(app, doctree):
    flag = Path(app.confdir, "save")
    if flag.exists() and app.env.docname == "reports/alpha/one":
        flag.unlink()
        Path(app.confdir, "{ONE}").write_text("(start)=\\n# The first chapter\\n\\nApples are square.\\n")

def setup(app):
    app.connect("doctree-read", save)
""",
    )
    library.build()
    library.write("save", "")
    library.edit(ONE, "round", "green")
    library.build()
    assert "Apples are green" in library.page("reports/alpha/one.html")
    library.build()
    assert "Apples are square" in library.page("reports/alpha/one.html")


def test_style_of_a_publication_that_is_saved_while_it_is_read_and_then_undone(library: SmallLibrary) -> None:
    styles = {name: find_style(name).path.read_text("utf-8") for name in ("apa", "ieee")}
    library.edit("docs/reports/alpha/index.md", "type: report", "type: report\ncsl: styles/own.csl")
    library.write("styles/own.csl", styles["apa"])
    build_while(library, lambda: library.write("styles/own.csl", styles["ieee"]))
    library.write("styles/own.csl", styles["apa"])
    library.build()
    assert library.tree() == fresh(library)


@pytest.mark.parametrize(
    ("name", "old", "new", "when"),
    [
        ("docs/reports/alpha/index.md", "title: Alpha", "title: Omega", "reading"),
        (ONE, "round", "green", "pages"),
        ("conf.py", "Small", "Big", "front desk"),
    ],
)
def test_nothing_is_published_of_which_a_file_was_saved_meanwhile(
    name: str, old: str, new: str, when: str, library: SmallLibrary
) -> None:
    with pytest.raises(CitatorError, match="'alpha' is not published, for a file was saved while it was made; publish"):
        freeze(library.request(), "alpha", Author(lambda: library.edit(name, old, new), when))
    assert not (library.folder / "editions").exists()
    assert freeze(library.request(), "alpha").record.name == "alpha/1.0"


def test_nothing_is_published_of_which_a_file_was_saved_and_undone_meanwhile(library: SmallLibrary) -> None:
    class Undone(SilentProgress):
        def phase(self, name: str, total: int) -> None:
            if name == "reading":
                library.edit(ONE, "round", "green")
            if name == "pages":
                library.edit(ONE, "green", "round")

    library.edit(ONE, "Apples", "Pears")
    with pytest.raises(CitatorError, match="'alpha' is not published"):
        freeze(library.request(), "alpha", Undone())


def test_file_that_is_saved_while_it_is_sent_to_workers_is_not_sent(library: SmallLibrary, tmp_path: Path) -> None:
    conf = load_conf(library.folder)
    manifest = scan(library.request(), conf.places)
    library.edit(ONE, "round", "green")
    with pytest.raises(CitatorError, match=f"{ONE} was saved while it was sent to the workers; build once more"):
        send_bundle(manifest, conf, AddressStore(str(tmp_path / "shared")))


def test_file_that_comes_or_goes_overtakes_what_was_hashed_and_one_that_is_touched_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    manifest = Manifest()
    manifest.add_folder(folder)
    (folder / "a.md").touch()
    assert not manifest.is_overtaken([folder])
    (folder / "b.md").write_text("b")
    assert manifest.is_overtaken([folder])
    (folder / "b.md").unlink()
    (folder / "a.md").unlink()
    assert manifest.is_overtaken([folder])
    assert manifest.is_overtaken([folder / "a.md"])
