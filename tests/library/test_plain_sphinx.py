"""One publication of a library with plain ``sphinx-build``, for debugging and for hosts that insist on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import FILES, SmallLibrary, dead_links


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    library = SmallLibrary(tmp_path)
    for name, text in FILES.items():
        library.write(name, text)
    return tmp_path


def sphinx_build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-N", "-c", ".", "docs", "out", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_one_publication_is_built_with_its_citations(sources: Path) -> None:
    done = sphinx_build(sources, "-D", "citator_publication=alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Abel, 2001" in (sources / "out/reports/alpha/one.html").read_text("utf-8").replace("</a>", "")
    assert (sources / "out/reports/alpha/references.html").exists()
    assert not (sources / "out/reports/beta").exists()


def test_a_person_of_the_same_name_is_no_publication(sources: Path) -> None:
    SmallLibrary(sources).write("docs/people/gamma.md", "---\nname: Gamma Ray\n---\n")
    done = sphinx_build(sources, "-D", "citator_publication=gamma")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Gamma in Short" in (sources / "out/summaries/gamma/index.html").read_text("utf-8")


def test_the_page_of_references_comes_and_goes_in_a_folder_built_before(sources: Path) -> None:
    library, page = SmallLibrary(sources), Path("reports/alpha/references.html")
    library.edit("docs/reports/alpha/two.md", "[@zorn]", "")
    for number, text in enumerate(("# One\n\nWords.\n", "# One\n\nWords [@abel].\n", "# One\n\nWords.\n")):
        library.write("docs/reports/alpha/one.md", text)
        fresh = sources / f"fresh-{number}"
        assert sphinx_build(sources, "-D", "citator_publication=alpha").stderr == ""
        shutil.copytree(sources / "docs", fresh / "docs")
        for name in ("conf.py", "references.bib"):
            shutil.copy(sources / name, fresh)
        assert sphinx_build(fresh, "-D", "citator_publication=alpha").stderr == ""
        assert (fresh / "out" / page).exists() == ("abel" in text)
        pages = sorted(file.relative_to(fresh) for file in fresh.glob("out/reports/alpha/*.html"))
        assert [(sources / file).read_text("utf-8") for file in pages] == [
            (fresh / file).read_text("utf-8") for file in pages
        ]


def test_reference_into_another_publication_prints_its_title(sources: Path) -> None:
    SmallLibrary(sources).edit("docs/reports/alpha/two.md", "and zebras", "and [](../../summaries/gamma.md) and zebras")
    assert sphinx_build(sources, "-D", "citator_publication=alpha").stderr == ""
    page = (sources / "out/reports/alpha/two.html").read_text("utf-8")
    assert "See <span>Beta Report</span> and <span>Gamma in Short</span> and zebras" in page
    assert "citator:xref" not in page


def test_reference_to_nothing_is_told_and_one_to_a_draft_does_not_name_it(sources: Path) -> None:
    library = SmallLibrary(sources)
    library.edit("docs/reports/beta/index.md", "type: report", "type: report\nstatus: draft")
    library.edit("docs/reports/alpha/two.md", "and zebras", "and {pub}`bta` and zebras")
    done = sphinx_build(sources, "-D", "citator_publication=alpha")
    message = "docs/reports/alpha/two.md:3: WARNING: no publication 'bta'; correct it [citator.unknown-publication]"
    assert done.stderr.splitlines()[0].endswith(message)
    page = (sources / "out/reports/alpha/two.html").read_text("utf-8")
    assert "See <span>a publication that is not yet public</span> and" in page
    assert '<span class="citator-unresolved">[bta?]</span>' in page


@pytest.mark.parametrize("options", [(), ("-D", "citator_publication=alpha"), ("-D", "citator_publication=gamma")])
def test_every_link_leads_to_a_page_that_was_built(sources: Path, options: tuple[str, ...]) -> None:
    assert sphinx_build(sources, *options).returncode == 0
    assert dead_links(sources / "out") == set()


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub"])
def test_builder_that_a_library_has_no_use_for_is_refused(sources: Path, builder: str) -> None:
    done = sphinx_build(sources, "-b", builder, "-D", "citator_publication=alpha")
    assert done.returncode != 0
    assert f"a library has no '{builder}' pages; build with -b html, or 'citator build' for the site" in done.stderr
    assert not list((sources / "out").glob("**/*.*html"))


def test_home_page_alone_says_how_the_rest_is_built(sources: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-c", ".", "docs", "out"]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, check=True)
    assert "-D citator_publication=<slug> builds a publication, 'citator build' the library" in done.stdout


def test_its_typst_project_is_written_by_a_builder_of_its_own(sources: Path) -> None:
    done = sphinx_build(sources, "-b", "citator-typst", "-D", "citator_publication=alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Apples are round" in (sources / "out/alpha/main.typ").read_text("utf-8")


def test_without_a_publication_the_front_desk_is_built(sources: Path) -> None:
    done = sphinx_build(sources)
    assert (done.returncode, done.stderr) == (0, "")
    assert (sources / "out/index.html").exists()
    assert not (sources / "out/reports").exists()


@pytest.mark.parametrize("slug", ["alhpa", "Alpha", "alph*"])
def test_unknown_publication_is_told_with_what_was_meant(slug: str, sources: Path) -> None:
    done = sphinx_build(sources, "-D", f"citator_publication={slug}")
    assert done.returncode != 0
    assert f"there is no publication '{slug}'; did you mean 'alpha'?" in done.stderr


@pytest.mark.parametrize("slug", ["..", "/", "reports", "index", "reports/alpha"])
def test_what_is_no_name_of_a_publication_is_told_with_those_there_are(slug: str, sources: Path) -> None:
    done = sphinx_build(sources, "-D", f"citator_publication={slug}")
    assert f"there is no publication '{slug}'; there are alpha, beta, gamma" in done.stderr


def test_a_library_that_is_no_mapping_is_told(sources: Path) -> None:
    done = sphinx_build(sources, "-D", "citator_library=Library")
    assert "citator_library in conf.py is no mapping; write citator_library = {'name': …" in done.stderr


@pytest.mark.parametrize("option", ["", "language=fr"])
def test_sphinx_speaks_the_language_of_the_publication(option: str, sources: Path) -> None:
    library = SmallLibrary(sources)
    library.edit("docs/reports/alpha/index.md", "type: report", "type: report\nlanguage: de")
    library.edit("docs/reports/alpha/two.md", "[@zorn]", "[@zorn].\n\n```{deprecated} 1.0\nGone.\n```\n")
    options = ("-D", option) if option else ()
    assert sphinx_build(sources, "-D", "citator_publication=alpha", *options).returncode == 0
    assert "Veraltet ab Version 1.0: " in (sources / "out/reports/alpha/two.html").read_text("utf-8")
