"""Whatever shapes a publication from outside its folder: its change gives the bytes of a full build, and only its change."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from citator.csl.styles import find_style
from citator.library.conf import load_conf
from citator.library.keys import PARTS, SEARCH, plain_name
from citator.library.stamp import last_outcome

from .conftest import SmallLibrary

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><title>{}</title></svg>'
EXTENSION = """\
from words import WORD

def setup(app):
    app.add_config_value("shown", "", "env")
    app.connect("source-read", lambda app, docname, text: text.__setitem__(0, text[0].replace("round", WORD)))
"""
OWN_MODULES = "import os, sys\nsys.path.insert(0, os.path.abspath('_ext'))\n"


def set_up(library: SmallLibrary, before: str = "", **options: str) -> None:
    """Put lines before and options after what conf.py says."""
    lines = "".join(f"{name} = {value}\n" for name, value in options.items())
    library.write("conf.py", before + (library.folder / "conf.py").read_text("utf-8") + lines)


def write_style(library: SmallLibrary, id: str) -> None:
    library.write("styles/own.csl", find_style(id).path.read_text("utf-8"))


def style_of_the_library(library: SmallLibrary) -> Callable[[], None]:
    write_style(library, "apa")
    library.edit("conf.py", '"csl": "apa"', '"csl": "styles/own.csl"')
    return lambda: write_style(library, "ieee")


def style_of_a_publication(library: SmallLibrary) -> Callable[[], None]:
    write_style(library, "apa")
    library.edit("docs/reports/alpha/index.md", "type: report", "type: report\ncsl: styles/own.csl")
    return lambda: write_style(library, "ieee")


def style_of_a_list(library: SmallLibrary) -> Callable[[], None]:
    write_style(library, "apa")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{bibliography}\n:style: styles/own.csl\n```\n\nApples")
    return lambda: write_style(library, "ieee")


def logo(library: SmallLibrary) -> Callable[[], None]:
    library.write("art/logo.svg", LOGO.format("one"))
    set_up(library, html_logo='"art/logo.svg"')
    return lambda: library.write("art/logo.svg", LOGO.format("two"))


def favicon(library: SmallLibrary) -> Callable[[], None]:
    library.write("art/icon.svg", LOGO.format("one"))
    set_up(library, html_favicon='"art/icon.svg"')
    return lambda: library.write("art/icon.svg", LOGO.format("two"))


def own_extension(library: SmallLibrary) -> Callable[[], None]:
    library.write("_ext/own.py", EXTENSION.replace("from words import WORD", "WORD = 'green'"))
    set_up(library, OWN_MODULES)
    library.edit("conf.py", '"citator"]', '"citator", "own"]')
    return lambda: library.edit("_ext/own.py", "green", "brown")


def module_of_an_own_extension(library: SmallLibrary) -> Callable[[], None]:
    library.write("_ext/own.py", EXTENSION)
    library.write("_ext/words.py", "WORD = 'green'\n")
    set_up(library, OWN_MODULES)
    library.edit("conf.py", '"citator"]', '"citator", "own"]')
    return lambda: library.write("_ext/words.py", "WORD = 'brown'\n")


def module_that_conf_imports(library: SmallLibrary) -> Callable[[], None]:
    library.write("_ext/settings.py", "NAME = 'One Library'\n")
    set_up(library, f"{OWN_MODULES}from settings import NAME\n")
    library.edit("conf.py", '"Small Library"', "NAME")
    return lambda: library.write("_ext/settings.py", "NAME = 'Two Library'\n")


def module_that_conf_would_import(library: SmallLibrary) -> Callable[[], None]:
    set_up(library, f"{OWN_MODULES}try:\n    from settings import NAME\nexcept ImportError:\n    NAME = 'None'\n")
    library.edit("conf.py", '"Small Library"', "NAME")
    return lambda: library.write("_ext/settings.py", "NAME = 'One Library'\n")


def file_that_conf_reads(library: SmallLibrary) -> Callable[[], None]:
    library.write("name.txt", "One Library")
    set_up(library, "import pathlib\n")
    library.edit("conf.py", '"Small Library"', "pathlib.Path('name.txt').read_text()")
    return lambda: library.write("name.txt", "Two Library")


def file_that_conf_asks_for(library: SmallLibrary) -> Callable[[], None]:
    set_up(library, "import pathlib\n")
    library.edit("conf.py", '"Small Library"', "'Full Library' if pathlib.Path('full').exists() else 'Small Library'")
    return lambda: library.write("full", "")


def name_in_a_folder_that_conf_lists(library: SmallLibrary) -> Callable[[], None]:
    library.write("bib/one.bib", (library.folder / "references.bib").read_text("utf-8"))
    set_up(library, "import glob\n", bibtex_bibfiles='sorted(glob.glob("bib/*.bib"))')
    library.edit("docs/reports/alpha/one.md", "round", "round [@two]")
    return lambda: library.write("bib/two.bib", "@book{two, title = {On Pears}, date = {1999}}\n")


def docutils_settings(library: SmallLibrary) -> Callable[[], None]:
    return lambda: library.write("docutils.conf", "[parsers]\nline_length_limit: 40\n")


def table_outside_the_sources(library: SmallLibrary) -> Callable[[], None]:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{csv-table}\n:file: ../../../data/t.csv\n```\n\nApples")
    return lambda: library.write("data/t.csv", "one,two\n")


def table_of_other_reports(library: SmallLibrary) -> Callable[[], None]:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{csv-table}\n:file: /data/t.csv\n```\n\nApples")
    return lambda: library.write("docs/data/t.csv", "one,two\n")


def included_text_outside_the_sources(library: SmallLibrary) -> Callable[[], None]:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} ../../../shared/text.md\n```\n\nApples")
    return lambda: library.write("shared/text.md", "A shared sentence.\n")


def listing_outside_the_sources(library: SmallLibrary) -> Callable[[], None]:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{literalinclude} ../../../shared/a.py\n```\n\nApples")
    return lambda: library.write("shared/a.py", "print()\n")


OUTSIDE = (
    style_of_the_library,
    style_of_a_publication,
    style_of_a_list,
    logo,
    favicon,
    own_extension,
    module_of_an_own_extension,
    module_that_conf_imports,
    module_that_conf_would_import,
    file_that_conf_reads,
    file_that_conf_asks_for,
    name_in_a_folder_that_conf_lists,
    docutils_settings,
    table_outside_the_sources,
    table_of_other_reports,
    included_text_outside_the_sources,
    listing_outside_the_sources,
)


@pytest.mark.parametrize("arrange", OUTSIDE)
def test_change_of_what_shapes_a_publication_gives_the_bytes_of_a_full_build(
    arrange: Callable[[SmallLibrary], Callable[[], None]], library: SmallLibrary
) -> None:
    change = arrange(library)
    first = library.build()
    before = library.tree()
    assert first.failures == ()
    assert last_outcome(library.request()) is not None, "what conf.py looks at is not there at a second look"
    assert library.build(search=False, explain="alpha").built == 0
    change()
    assert last_outcome(library.request()) is None
    library.build()
    changed = library.tree()
    assert changed != before
    shutil.rmtree(library.folder / "build")
    library.build(jobs=1)
    assert library.tree() == changed


def test_environment_variable_that_conf_reads_shapes_every_publication(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(library, "import os\n")
    library.edit("conf.py", '"csl": "apa"', '"csl": "apa", "url": os.getenv("SITE_URL")')
    library.build()
    assert last_outcome(library.request()) is not None
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    assert last_outcome(library.request()) is not None
    monkeypatch.setenv("SITE_URL", "https://library.example.org/")
    assert last_outcome(library.request()) is None
    library.build()
    changed = library.tree()
    assert "https://library.example.org/reports/alpha/" in library.page("reports/alpha/index.html")
    shutil.rmtree(library.folder / "build")
    library.build(jobs=1)
    assert library.tree() == changed


def test_what_conf_leaves_behind_in_the_process_shapes_no_build(library: SmallLibrary) -> None:
    import os
    import sys

    library.write("_ext/settings.py", "NAME = 'One Library'\n")
    set_up(library, f"{OWN_MODULES}import settings\nos.environ['LEFT_BEHIND'] = '1'\n")
    library.build()
    assert "settings" not in sys.modules
    assert "LEFT_BEHIND" not in os.environ


def test_copy_of_the_environment_for_a_program_is_no_question(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import os, subprocess\nsubprocess.run(['true'], env={**os.environ, 'X': '1'}, check=True)\n"
    set_up(library, program)
    library.build()
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    assert last_outcome(library.request()) is not None


def test_new_version_of_an_installed_extension_is_read_with(library: SmallLibrary, tmp_path: Path) -> None:
    packages = tmp_path / "site-packages"

    def install(version: str, word: str) -> None:
        shutil.rmtree(packages, ignore_errors=True)
        (packages / f"odd_words-{version}.dist-info").mkdir(parents=True)
        (packages / f"odd_words-{version}.dist-info/METADATA").write_text(f"Name: odd-words\nVersion: {version}\n")
        (packages / f"odd_words-{version}.dist-info/top_level.txt").write_text("installed_words\n")
        (packages / "installed_words.py").write_text(EXTENSION.replace("from words import WORD", f"WORD = '{word}'"))

    def build() -> str:
        command = [sys.executable, "-B", "-m", "citator.cli", "build", "-c", str(library.folder), "--format", "html"]
        search = os.pathsep.join((str(packages), os.environ.get("PYTHONPATH", "")))
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": search}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return library.page("reports/alpha/one.html")

    library.edit("conf.py", '"citator"]', '"citator", "installed_words"]')
    install("1.0", "green")
    assert "Apples are green" in build()
    install("1.1", "brown")
    assert "Apples are brown" in build()


def test_all_that_citator_requires_is_in_the_keys() -> None:
    beside = {"click", "rich", "watchfiles", "fsspec"}  # words, waiting and ways to files
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    found = {re.split(r"[^\w.-]", line)[0] for line in project["dependencies"]}
    assert {plain_name(name) for name in found} - {*PARTS, *SEARCH} == beside


def test_conf_may_make_a_folder_and_remove_it(library: SmallLibrary) -> None:
    set_up(
        library,
        "import pathlib, tempfile\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    pathlib.Path(folder, 'inner').mkdir()\n"
        "    pathlib.Path(folder, 'inner', 'name.txt').write_text('x')\n",
    )
    assert library.build().failures == ()
    assert last_outcome(library.request()) is not None


def test_version_of_an_installed_package_is_no_path_on_this_machine(library: SmallLibrary) -> None:
    set_up(library, "from importlib.metadata import version\nrelease = version('sphinx')\n")
    importlib.metadata.FastPath.__new__.cache_clear()  # as in a process that has not asked for versions
    looked = load_conf(library.folder).looked
    assert looked.files == (library.folder.resolve() / "docutils.conf",)
    assert any(folder.name == "site-packages" for folder in looked.folders)


def test_page_does_not_show_from_where_citator_was_called(
    library: SmallLibrary, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.edit("docs/reports/alpha/one.md", "Apples", "```{csv-table}\n:file: ../../../data/t.csv\n```\n\nApples")
    outcome = library.build()
    here = library.tree()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    shutil.rmtree(library.folder / "build")
    assert library.build().messages == outcome.messages
    assert library.tree() == here
