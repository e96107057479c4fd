"""The author as a sentence names them, for styles whose citations are numbers or labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citator.csl.pandoc_ast import cite_block, cite_content, pandoc_citation, run_citeproc, to_inlines
from citator.csl.shortnames import short_names_only
from citator.model.inline import Inlines

STYLE = b"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Names</title><id>names</id></info>
<citation et-al-min="4" et-al-use-first="1"><layout>
  <names variable="author">
    <name form="short" and="text" delimiter-precedes-last="never"/>
    <substitute><names variable="editor"/><names variable="translator"/><text variable="title" form="short"/></substitute>
  </names>
</layout></citation></style>"""


def format_names(
    ids: Sequence[str], items: Sequence[Mapping[str, Any]], locale: str, *, timeout: float
) -> Mapping[str, Inlines]:
    """Return "Smith and Doe", "Smith et al." or, for want of any name, the short title, for each id."""
    if not ids:
        return {}
    blocks = run_citeproc(
        [cite_block([pandoc_citation(id)], in_note=False) for id in ids],
        style=STYLE,
        items=[short_names_only(item) for item in items if item["id"] in ids],
        locale=locale,
        timeout=timeout,
    )
    return {id: to_inlines(cite_content(block), {}) for id, block in zip(ids, blocks, strict=False)}
