"""The sentences that citations and claims stand in, as the reviewers' sheets have them."""

from __future__ import annotations

import re

from docutils import nodes

from citator.sphinxext.nodes import citator_citation, citator_claim

_SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”’»\")\]]))(?<!\b[A-Z]\.)\s+(?=[“‘«\"'(]?[^\W_a-zа-яё])")
_MARKER = re.compile("\ue000(\\d+)\ue001")
_CLAIM_MARKER = re.compile("\ue002([^\ue003]*)\ue003")


def marked_text(node: nodes.Node) -> str:
    """Return the words of a paragraph with a marker at each citation and claim."""
    parts: list[str] = []
    for child in node.findall():
        if isinstance(child, nodes.Text):
            if not isinstance(child.parent, nodes.footnote_reference):
                parts.append(str(child))
        elif isinstance(child, citator_citation) and "ordinal" in child:
            parts.append(f"\ue000{child['ordinal']}\ue001")
        elif isinstance(child, citator_claim):
            parts.append(f"\ue002{','.join(child['claims'])}\ue003")
    return "".join(parts)


def sentence_of_claim(claim: citator_claim, paragraph: nodes.Node) -> str:
    """Return the sentence of a claim, with the markers in it."""
    text = marked_text(paragraph)
    ids = ",".join(claim["claims"])
    return next((part for part in _SENTENCE_END.split(text) if ids in _CLAIM_MARKER.findall(part)), text)


def ordinals_in(sentence: str) -> list[int]:
    """Return the ordinals of the citations that a sentence with markers holds."""
    return [int(match) for match in _MARKER.findall(sentence)]


def sentence_of_citation(node: nodes.Node, ordinal: int, paragraph: nodes.Node | None) -> str:
    """Return the sentence of a citation, without markers."""
    text = marked_text(paragraph if paragraph is not None else node.parent)
    marker = f"\ue000{ordinal}\ue001"
    return clean(next((part for part in _SENTENCE_END.split(text) if marker in part), text))


def clean(sentence: str) -> str:
    """Return a sentence without markers, and without the spaces that they leave before punctuation."""
    text = " ".join(_CLAIM_MARKER.sub("", _MARKER.sub("", sentence)).split())
    return re.sub(r" +(?=[.,;:!?])", "", text)
