"""Citations as an author writes them and as a style formats them, in the terms of CSL 1.0.2.

See https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from citator.diagnostics import Diagnostic, Where
from citator.model.inline import Inlines


class Form(StrEnum):
    """How a citation stands in its sentence."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    AUTHOR_ONLY = "author-only"
    YEAR_ONLY = "year-only"
    FULL = "full"
    NOCITE = "nocite"


class Script(StrEnum):
    """The house switch for works in another script: how their authors and titles print."""

    ORIGINAL = "original"
    ROMANISED = "romanised"
    BOTH = "both"


class Locator(Struct, frozen=True):
    """The part of a work that is cited: a CSL locator label and its value, ``Locator("page", "12–14")``."""

    label: str
    value: str


class CitationItem(Struct, frozen=True):
    """One work inside a citation, with the part of it that is cited."""

    key: str
    locator: Locator | None = None
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


class Citation(Struct, frozen=True):
    """One in-text place that cites one or more works (a CSL "cluster")."""

    items: tuple[CitationItem, ...]
    form: Form = Form.PARENTHETICAL
    note_number: int | None = None
    """The number of the note that this citation makes or stands in; citator owns the numbers, not the engine."""
    in_place: bool = False
    """Set in place in short form, without a note and without effect on positions (captions, tables, headings)."""
    where: Where | None = None


class CslItem(Struct, frozen=True):
    """The bibliographic data of one work, as CSL-JSON, with the place that it was read from."""

    key: str
    data: Mapping[str, Any]
    """CSL-JSON without ``id``: ``type``, ``title``, ``author`` … (public fields only)."""
    where: Where
    keywords: tuple[str, ...] = ()
    entry_type: str = ""
    """The BibTeX or BibLaTeX type as written, lower case; filters and exports need it."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The raw public fields, names in lower case and braces in pairs, for filters and BibTeX export."""
    aliases: tuple[str, ...] = ()
    """Other keys (BibLaTeX ``ids``) that cite this work."""
    invented: bool = False
    """From a .bib whose works are marked as invented examples."""


_MARKUP = re.compile(r"</?(?:i|b|sc|sup|sub)>|<span (?:class|style)=\"[^\"<>]*\">|</span>")


def without_markup(csl: Any) -> Any:
    """Return CSL-JSON whose texts are plain, for what knows no markup.

    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
    """
    if isinstance(csl, str):
        return _MARKUP.sub("", csl) if "<" in csl else csl
    if isinstance(csl, Mapping):
        return {name: without_markup(value) for name, value in csl.items()}
    return [without_markup(value) for value in csl] if isinstance(csl, list) else csl


def archived_copy(csl: Mapping[str, Any]) -> str:
    """Return the address of a work's copy in a web archive, whose scheme is a safe one, or nothing."""
    return str(csl.get("custom", {}).get("archive_url", ""))


def scope_locale(language: str) -> str | None:
    """Return the locale of scopes in a language; a bare "en" is Sphinx's own default, no author's wish for a locale."""
    return None if language in ("", "en") else language


class CitationScope(Struct, frozen=True):
    """What one engine call formats: a style, a locale, the citations in reading order and the items they use."""

    style: str
    """The id of a CSL style (``chicago-notes-bibliography``) or a path ending in ``.csl``."""
    citations: tuple[Citation, ...]
    items: Mapping[str, CslItem]
    locale: str | None = None
    """A BCP 47 tag when the author sets a language; ``None`` leaves the style its own default."""
    nocite: tuple[str, ...] = ()
    """Keys that are in the bibliography without a citation."""
    script: Script = Script.BOTH
    list_all: bool = True
    """List works that the style itself leaves out of bibliographies too (Chicago: letters, papers without publisher
    or address), for otherwise their citations would lead nowhere."""
    keep_locators: bool = False
    """Whether a locator stands as words where the style itself prints none: "[Smi20, p. 4]"."""


class FormattedCitation(Struct, frozen=True):
    """What a style made of one citation: text in the sentence, and the text of a note when the style makes notes."""

    text: Inlines
    note: Inlines | None = None
    """As it reads within a sentence."""
    capital: bool = False
    """Whether the note begins with a capital where it begins a sentence: with words of the author, or with "ibid."."""


class BibliographyEntry(Struct, frozen=True):
    """A formatted CSL item: the words of one entry of a bibliography."""

    key: str
    content: Inlines
    label: Inlines = ()
    """The left margin, such as ``[1]``, where the style has one."""


class FormattedScope(Struct, frozen=True):
    """The engine's answer for a scope: citations in the same order, entries in the style's order."""

    citations: tuple[FormattedCitation, ...]
    bibliography: tuple[BibliographyEntry, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    hanging_indent: bool = True
    is_note_style: bool = False
