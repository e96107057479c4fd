"""Words in another language than the publication's, ``[Договор]{lang=ru}``: a class of the node, as docutils has it.

docutils writes the class ``language-ru`` as the attribute ``lang``, the PDF's writer as a change of language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from docutils import nodes
from docutils.utils.smartquotes import smartchars
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_PREFIX = "language-"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_class(tag: str) -> str:
    """Return the class of a node whose words are in the language of a BCP 47 tag."""
    return _PREFIX + tag


def language_of(node: nodes.Node) -> str | None:
    """Return the tag of the language that a node is in, where it has one of its own."""
    classes: list[str] = node.get("classes", []) if isinstance(node, nodes.Element) else []
    if not classes:  # as most are, and a page asks each of its elements
        return None
    tags = (name.removeprefix(_PREFIX) for name in classes if name.startswith(_PREFIX))
    return next((tag for tag in tags if _TAG.fullmatch(tag)), None)


def quotation_marks(language: str) -> Sequence[str]:
    """Return what opens and closes a quotation, and one within it, as docutils and Sphinx have them for a BCP 47 tag."""
    tag = language.replace("_", "-").lower()
    quotes: Mapping[str, Sequence[str]] = smartchars.quotes
    return quotes.get(tag) or quotes.get(tag.partition("-")[0]) or quotes["en"]


def install(parser: MarkdownIt) -> None:
    """Read ``{lang=ru}`` after a phrase or before a paragraph; MyST itself passes on classes and names only."""
    parser.core.ruler.push("citator_languages", _note_languages)


def _note_languages(state: StateCore) -> None:
    _note(state.tokens)


def _note(tokens: Iterable[Token]) -> None:
    for token in tokens:
        tag = token.attrs.get("lang") if token.attrs else None
        if isinstance(tag, str) and _TAG.fullmatch(tag):
            token.attrJoin("class", language_class(tag))
        _note(token.children or ())
