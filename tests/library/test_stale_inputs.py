"""Whatever a site is made of besides its publications' own texts: when it changes, comes or goes, the site follows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import SmallLibrary

ONE, INDEX = "docs/reports/alpha/one.md", "docs/reports/alpha/index.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"><rect width="{0}" height="9"/></svg>'
SECRET = "---\ntype: report\ntitle: Secret\ndate: 2026-01-01\nstatus: draft\n{0}---\n# Secret\n"
OTHER = "---\ntype: report\ntitle: Old\ndate: 2026-01-01\n---\n# Old\n"
Change = Callable[[SmallLibrary], None]


def assert_same_as_fresh(library: SmallLibrary, folder: Path) -> None:
    """Build, and compare with a build of a copy that has never been built."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(library.folder, folder, ignore=lambda parent, _: ["build"] * (parent == str(library.folder)))
    incremental, full = library.build(), SmallLibrary(folder)
    fresh = full.build(jobs=1)
    assert library.tree() == full.tree()
    assert incremental.messages == fresh.messages


def written(name: str, text: str) -> Change:
    return lambda library: library.write(name, text)


def removed(name: str) -> Change:
    def remove(library: SmallLibrary) -> None:
        path = library.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return remove


def edited(name: str, old: str, new: str) -> Change:
    return lambda library: library.edit(name, old, new)


def all_of(*changes: Change) -> Change:
    def change(library: SmallLibrary) -> None:
        for one in changes:
            one(library)

    return change


HOME = all_of(
    written("docs/index.md", "# Small\n\n```{include} _intro.md\n```\n\n![Bar](bar.svg)\n\nAs [@abel] and [@later].\n"),
    written("docs/_intro.md", "Welcome.\n"),
    written("docs/bar.svg", SVG.format(10)),
)
EXTRA = all_of(
    edited("conf.py", "bibtex_bibfiles", 'html_extra_path = ["extra"]\nbibtex_bibfiles'),
    written("extra/robots-extra.txt", "a"),
    written("extra/.well-known/security.txt", "Contact: a"),
)
AS_DRAFT = edited("docs/reports/beta/only.md", "striped", "striped, see {pub}`secret`,")
PEOPLE = edited(ONE, "(start)=", "---\nauthors: [zoe-zed]\n---\n(start)=")
EXCLUDED = edited("conf.py", "html_theme", 'exclude_patterns = ["reports/beta", "**/two.md"]\nhtml_theme')
BETA = "docs/reports/beta/index.md"
RELATED = all_of(
    edited(INDEX, "date:", "related: [beta]\ndate:"),
    edited(BETA, "date:", "topics: [zoology]\nthumbnail: card.svg\ndate:"),
    written("docs/reports/beta/card.svg", SVG.format(10)),
)
ZOE = written("docs/people/zoe-zed.md", "---\nname: Zoe Zed\ngiven: Zoe\nfamily: Zed\n---\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(HOME, written("docs/_intro.md", "Hello.\n"), id="a file that the home page includes"),
        pytest.param(HOME, written("docs/bar.svg", SVG.format(20)), id="a picture of the home page"),
        pytest.param(HOME, edited("references.bib", "2001", "1901"), id="a work that the home page cites"),
        pytest.param(HOME, edited("references.bib", "uncited", "later"), id="a work that the home page lacked"),
        pytest.param(all_of(AS_DRAFT, written("docs/reports/secret.md", SECRET.format(""))),
                     removed("docs/reports/secret.md"), id="a draft that is referred to and goes"),
        pytest.param(AS_DRAFT, written("docs/reports/secret.md", SECRET.format("")), id="a draft that comes"),
        pytest.param(PEOPLE, ZOE, id="the page of a chapter's author"),
        pytest.param(all_of(PEOPLE, ZOE), removed("docs/people/zoe-zed.md"), id="the page of an author that goes"),
        pytest.param(
            all_of(edited(ONE, "@abel", "@apple"), edited("references.bib", "{abel, ", "{abel, ids = {apple}, ")),
            edited("references.bib", "uncited", "apple"),
            id="an alias that becomes a key",
        ),
        pytest.param(edited(ONE, "@abel", "@abell"), edited("references.bib", "{abel,", "{aaabell,"), id="a likely key"),
        pytest.param(
            all_of(edited(ONE, "Apples", "![Bar](/shared/bar.*)\n\nApples"), written("docs/shared/bar.gif", "GIF89a")),
            written("docs/shared/bar.svg", SVG.format(10)),
            id="a better format of a picture",
        ),
        pytest.param(
            all_of(edited(INDEX, "date:", "thumbnail: /shared/card.svg\ndate:"), written("docs/shared/card.svg", SVG.format(10))),
            written("docs/shared/card.svg", SVG.format(20)),
            id="a card that lies elsewhere",
        ),
        pytest.param(
            edited(INDEX, "date:", "thumbnail: card.svg\ncover: card.svg\ndate:"),
            written("docs/reports/alpha/card.svg", SVG.format(10)),
            id="card and cover that were missing",
        ),
        pytest.param(
            edited(ONE, "Apples", "```{data-table} /shared/d.csv\n```\n\nApples"),
            written("docs/shared/d.csv", "a,b\n1,2\n"),
            id="a file of data that was missing",
        ),
        pytest.param(
            all_of(edited(ONE, " [@abel, p. 3]", ""), edited("conf.py", 's.bib"', 's.bib", "more.bib"')),
            written("more.bib", "@book{more, title = {More}, date = {2004}}\n"),
            id="a shared bibliography that was missing",
        ),
        pytest.param(
            all_of(edited(INDEX, "one\n", "one\nbuild/three\n"), written("docs/reports/alpha/build/three.md", "# Three\n\nA.\n")),
            written("docs/reports/alpha/build/three.md", "# Three\n\nB.\n"),
            id="a chapter in a folder named build",
        ),
        pytest.param(RELATED, edited(BETA, "date:", "status: withdrawn\ndate:"), id="a related publication that is withdrawn"),
        pytest.param(RELATED, edited(BETA, "thumbnail: card.svg\n", ""), id="a related publication's picture that goes"),
        pytest.param(RELATED, edited(BETA, "zoology", "botany"), id="a related publication's topic"),
        pytest.param(EXTRA, written("extra/.well-known/security.txt", "Contact: b"), id="a hidden file that is served"),
        pytest.param(all_of(), EXCLUDED, id="pages that are excluded"),
        pytest.param(EXCLUDED, edited("conf.py", '"reports/beta", "**/two.md"', ""), id="pages that no longer are"),
    ],
)  # fmt: skip
def test_a_change_is_seen(before: Change, after: Change, library: SmallLibrary, tmp_path: Path) -> None:
    before(library)
    assert_same_as_fresh(library, tmp_path / "fresh")
    after(library)
    assert_same_as_fresh(library, tmp_path / "fresh")


def test_what_a_pdf_wears_may_come_later(library: SmallLibrary, fonts: Path) -> None:
    look = {"logo": "mark.svg", "template": "own.typ", "fonts": "type"}
    library.write("conf.py", f"{(library.folder / 'conf.py').read_text('utf-8')}citator_pdf = {look}\n")
    formats = ("html", "pdf")
    told = {message.split(": ", 2)[2] for message in library.build(formats=formats).messages}
    remedy = "create it or correct its name [citator.front-matter]"
    assert told == {f"citator_pdf: cannot find {name}; {remedy}" for name in look.values()}
    library.write("mark.svg", SVG.format(10))
    library.write("own.typ", "// nothing yet\n")
    library.write("type/readme.txt", "")
    assert {message.split(": ", 2)[2] for message in library.build(formats=formats).messages} == {
        "citator_pdf: type holds no font (.otf, .ttf, .otc, .ttc); put one there [citator.front-matter]"
    }
    shutil.copy(next(fonts.rglob("*.ttf")), library.folder / "type/Added.TTF")
    assert library.build(formats=formats).messages == ()
    projects = library.folder.glob("build/.citator/objects/*/*/typst")
    assert any((project / "fonts/Added.TTF").is_file() and (project / "logo.svg").is_file() for project in projects)


def test_a_file_that_two_parts_of_a_site_have_is_there_until_both_are_gone(
    library: SmallLibrary, tmp_path: Path
) -> None:
    EXTRA(library)
    library.write("extra/reports/alpha/one.html", "<title>Extra</title>")
    for change in (
        written("extra/robots-extra.txt", "b"),
        removed("extra/reports/alpha/one.html"),
        edited("docs/reports/beta/only.md", "striped", "nice"),
        edited(ONE, "round", "green"),
    ):
        assert_same_as_fresh(library, tmp_path / "fresh")
        change(library)
    assert_same_as_fresh(library, tmp_path / "fresh")


def test_a_former_address_where_another_publication_stands_is_told_and_not_taken(
    library: SmallLibrary, tmp_path: Path
) -> None:
    library.write("docs/reports/old.md", OTHER)
    library.edit(INDEX, "type: report", "formerly: [reports/old]\ntype: report")
    (message,) = library.build().messages
    assert message == (
        f"{INDEX}:1: WARNING: formerly: 'reports/old' is the address of docs/reports/old.md; take it out "
        "[citator.front-matter]"
    )
    assert "<h1" in library.page("reports/old/index.html")
    library.edit(INDEX, "formerly: [reports/old]\n", "")
    assert_same_as_fresh(library, tmp_path / "fresh")
    assert "<h1" in library.page("reports/old/index.html")


@pytest.mark.parametrize("slip", ["date: someday\n", "date: [\n", "typ: report\n"])
def test_a_topic_that_only_a_draft_has_stays_hidden_when_the_draft_cannot_be_read(
    slip: str, library: SmallLibrary
) -> None:
    library.write("docs/topics/hush.md", "---\ntitle: Hush\n---\nQuiet.\n")
    library.write("docs/reports/secret/index.md", SECRET.format(f"topics: [hush]\n{slip}"))
    library.build()
    assert not (library.site / "topics/hush").exists()
    assert not any(b"Hush" in content for content in library.tree().values())
