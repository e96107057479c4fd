"""Small Sphinx projects for tests: written, edited and built in a fork, as a shell would build them."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from citator.sphinxext.preloading import preload

# a fork then begins with all that a build imports, which is more than half of what a small build costs
preload()

_FORK = multiprocessing.get_context("fork")

CONF = """
extensions = ["myst_parser", "citator"]
bibtex_bibfiles = ["refs.bib"]
myst_enable_extensions = ["deflist"]
"""
BIB = """
@report{rep2020, author={Smith, Jane}, title={A Report}, institution={Institute}, date={2020-05-01}}
@article{art2019, author={Jones, Bob}, title={An Article}, journaltitle={Journal}, date={2019}, volume={3}}
@book{book2018, author={Абель, Иван}, title={Книга о мире}, publisher={Наука}, year={2018}, keywords={primary}}
"""
LIBRARY = """
extensions = ["myst_parser", "citator"]
html_theme = "furo"
bibtex_bibfiles = ["refs.bib"]
myst_enable_extensions = ["deflist"]
citator_library = {{"name": "Library", "publisher": "Publisher", "csl": "{style}", {options}}}
"""
FRONT_MATTER = """---
type: {type}
title: A Title
authors: [{{name: Ann Able, given: Ann, family: Able}}]
date: 2026-01-02
{more}---
"""
TWO_CHAPTERS = {
    "index.md": "# Book\n\n```{toctree}\na\nb\nrefs\n```\n",
    "a.md": "# Chapter A\n\nText [@rep2020, p. 4].\n",
    "b.md": "# Chapter B\n\nText [@art2019].\n",
    "refs.md": "# References\n\n```{bibliography}\n```\n",
}


def _sphinx(arguments: list[str], pipe: multiprocessing.connection.Connection) -> None:  # type: ignore[name-defined]
    from sphinx.cmd.build import main

    with contextlib.redirect_stderr(io.StringIO()) as errors, contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(arguments)
    pipe.send((code, errors.getvalue(), out.getvalue()))


@dataclass
class Project:
    """A project in a folder."""

    folder: Path
    source: str = ""
    """The folder of the documents, below that of ``conf.py``."""
    builder: str = "html"
    code: int = 0
    warnings: str = ""
    messages: str = ""

    def write(self, files: Mapping[str, str]) -> Project:
        """Write or overwrite files."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            # two edits within the clock's resolution must not look the same to Sphinx
            later = path.stat().st_mtime_ns + 2_000_000_000
            os.utime(path, ns=(later, later))
        return self

    def remove(self, *names: str) -> Project:
        """Delete files."""
        for name in names:
            (self.folder / name).unlink()
        return self

    def replace(self, files: Mapping[str, str]) -> Project:
        """Make the folder hold these files and no others; a file that stays as it was is not touched."""
        old = {path.name: path.read_text("utf-8") for path in self.folder.glob("*.*")} if self.folder.exists() else {}
        self.remove(*(name for name in old if name not in files))
        return self.write({name: text for name, text in files.items() if old.get(name) != text})

    def build(self, *options: str, builder: str = "html", fresh: bool = False, out: str = "out") -> Project:
        """Build with plain ``sphinx-build``; ``code``, ``warnings`` and ``messages`` say how it went."""
        self.builder = builder
        arguments = ["-N", "-b", builder, *(["-E", "-a"] if fresh else []), *options]
        receive, send = _FORK.Pipe(duplex=False)
        process = _FORK.Process(
            target=_sphinx,
            args=([*arguments, *self._places(out)], send),
        )
        process.start()
        self.code, self.warnings, self.messages = receive.recv()
        process.join()
        return self

    def _places(self, out: str) -> list[str]:
        doctrees = self.folder / f"{out}-doctrees"
        return ["-c", str(self.folder), "-d", str(doctrees), str(self.folder / self.source), str(self.out(out))]

    def out(self, name: str = "out") -> Path:
        """Return the output folder."""
        return self.folder.parent / name

    def page(self, name: str, out: str = "out") -> html.HtmlElement:
        """Return the article of a page."""
        tree = html.parse(str(self.out(out) / name))
        found = tree.xpath("//div[@role='main'] | //article[@role='main'] | //main | //div[@class='body']") or [
            tree.getroot()
        ]
        return found[0]

    def text(self, name: str, out: str = "out") -> str:
        """Return the words of a page."""
        return " ".join(self.page(name, out).text_content().split())

    def pages(self, out: str = "out") -> dict[str, str]:
        """Return every page's body as HTML."""
        return {
            path.relative_to(self.out(out)).as_posix(): html.tostring(self.page(str(path), out), encoding="unicode")
            for path in sorted(self.out(out).rglob("*.html"))
            if path.name not in ("genindex.html", "search.html")
        }
