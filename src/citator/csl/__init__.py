"""Citation styles: from a scope of citations to formatted text, through any style of the Citation Style Language."""

from citator.csl.alone import format_item, format_items
from citator.csl.engine import process
from citator.csl.locators import parse_locator
from citator.csl.styles import Style, UnknownStyleError, find_style, style_hash
from citator.csl.syntax import (
    NarrativeCitation,
    RoleCitation,
    find_narrative_citations,
    narrative_citation_at,
    parse_pandoc_citation,
    parse_role_citation,
)

__all__ = [
    "NarrativeCitation",
    "RoleCitation",
    "Style",
    "UnknownStyleError",
    "find_narrative_citations",
    "find_style",
    "format_item",
    "format_items",
    "narrative_citation_at",
    "parse_locator",
    "parse_pandoc_citation",
    "parse_role_citation",
    "process",
    "style_hash",
]
