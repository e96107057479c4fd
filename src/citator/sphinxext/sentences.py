"""The sentences that citations and claims stand in, as the reviewers' sheets have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from citator.sphinxext.nodes import citator_citation, citator_claim

_STOP = r"(?:(?<=[.!?…])|(?<=[.!?…][”’»\")\]]))(?<!\b[A-Z]\.)"
_MARKERS = r"(?P<markers>(?:\s*(?:\ue000\d+\ue001|\ue002[^\ue003]*\ue003))*)"
"""What stands between a stop and the next sentence belongs to the sentence before: "It is known.[@smith] But …"."""
_SENTENCE_END = re.compile(rf"{_STOP}{_MARKERS}\s+(?=[“‘«\"'(]?[^\W_a-zа-яё])")
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


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[start : end.end("markers")]
        start = end.end()
    yield text[start:]


def sentence_of_claim(claim: citator_claim, paragraph: nodes.Node) -> str:
    """Return the sentence of a claim, with the markers in it."""
    text = marked_text(paragraph)
    # the same claim may be tied to several sentences of a paragraph
    before = next(index for index, one in enumerate(paragraph.findall(citator_claim)) if one is claim)
    for sentence in _sentences(text):
        before -= len(_CLAIM_MARKER.findall(sentence))
        if before < 0:
            return sentence
    return text


def ordinals_in(sentence: str) -> list[int]:
    """Return the ordinals of the citations that a sentence with markers holds."""
    return [int(match) for match in _MARKER.findall(sentence)]


def sentence_of_citation(node: nodes.Node, ordinal: int, paragraph: nodes.Node | None) -> str:
    """Return the sentence of a citation, without markers."""
    text = marked_text(paragraph if paragraph is not None else node.parent)
    return clean(next((sentence for sentence in _sentences(text) if ordinal in ordinals_in(sentence)), text))


def clean(sentence: str) -> str:
    """Return a sentence without markers, and without the spaces that they leave before punctuation."""
    text = " ".join(_CLAIM_MARKER.sub("", _MARKER.sub("", sentence)).split())
    return re.sub(r" +(?=[.,;:!?])", "", text)
