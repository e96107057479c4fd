"""The language of a project's own words, which Sphinx prints: titles of admonitions, "Figure 2.1"."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import sphinx
from docutils.languages import get_language
from sphinx import locale
from sphinx.config import Config
from sphinx.domains import changeset

from citator.typst.terms import terms

CAPTIONS = {"figure": "figure", "table": "table", "code-block": "listing"}
"""What Sphinx calls a kind of numbered thing (``numfig_format``), and the name of its word in print."""
_CATALOGS = Path(sphinx.__file__).parent / "locale"
_BEFORE_THE_NUMBER = re.compile(r"(?P<word>.*\S)\s*(?:%s|\{number\})")


def speak(config: Config, language: str) -> None:
    """Have Sphinx speak a language (a BCP 47 tag), and name figures and tables on pages as on paper.

    Sphinx loads its words before an extension can say in which language; "Fig." and "Abb." are its own short forms. What
    ``conf.py`` sets as ``numfig_format`` stands.
    """
    config.language = language.replace("-", "_")
    locale.translators.pop(("general", "sphinx"), None)
    locale.init([_CATALOGS], config.language)
    if isinstance(changeset.versionlabels["deprecated"], str):  # said in the language of conf.py, when it was imported
        importlib.reload(changeset)
    # docutils has fewer languages, and tells of another one when it first hears of it; none of its words are printed
    get_language(config.language)
    words = terms(language)
    config.numfig_format = {kind: f"{words[name]} %s" for kind, name in CAPTIONS.items()} | config.numfig_format


def caption_words(config: Config) -> dict[str, str]:
    """Return the words that stand before the numbers of captions, by their names in print."""
    formats = {
        name: _BEFORE_THE_NUMBER.fullmatch(config.numfig_format.get(kind, "")) for kind, name in CAPTIONS.items()
    }
    return {name: found["word"] for name, found in formats.items() if found}
