"""What a reading system needs beyond the web page: ``epub:type``, and XML that parses.

Reading systems open notes as pop-ups where ``epub:type`` says ``noteref`` and ``footnote``; the roles that our HTML carries
say the same to a browser (https://www.w3.org/TR/epub-ssv-11/, https://www.w3.org/TR/dpub-aria-1.1/).
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from lxml import etree, html
from sphinx.application import Sphinx

TYPES = {
    "doc-noteref": "noteref",
    "doc-footnote": "footnote",
    "doc-endnotes": "footnotes",
    "doc-biblioref": "biblioref",
    "doc-bibliography": "bibliography",
    "doc-backlink": "backlink",
}
"""The structural type of each role; the notes of a chapter stand in a section that the web calls end notes."""

_ROLE = re.compile(r'\brole="(doc-[a-z]+)"(?! epub:type)')
_NOTE = '<li class="citator-note"'
NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def with_types(body: str) -> str:
    """Return the HTML of a page with ``epub:type`` beside each role, and on each note."""

    def typed(match: re.Match[str]) -> str:
        kind = TYPES.get(match[1])
        return f'{match[0]} epub:type="{kind}"' if kind else match[0]

    return _ROLE.sub(typed, body).replace(_NOTE, f'{_NOTE} epub:type="footnote"')


def well_formed(body: str) -> str:
    """Return HTML as XML: what an author wrote as raw HTML need not be."""
    try:
        etree.fromstring(f"<div {NAMESPACES}>{body}</div>")
    except etree.XMLSyntaxError:
        parts = html.fragments_fromstring(body)
        return "".join(
            part if isinstance(part, str) else etree.tostring(part, encoding="unicode", method="xml") for part in parts
        )
    return body


def add_types(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the pages of Sphinx's own ``epub`` builder their types."""
    if app.builder.name == "epub" and "body" in context:
        context["body"] = with_types(context["body"])


def setup(app: Sphinx) -> None:
    """Serve the EPUB of any other project."""
    app.connect("html-page-context", add_types)
