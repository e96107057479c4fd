"""What titles and captions say where they stand in one line of plain text: in references, contents, breadcrumbs, records.

There they have no citations and notes, with the space before them, and a formula is what its signs are: ``x²``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.nodes import clean_astext

from citator.sphinxext.mathematics import mathml
from citator.sphinxext.nodes import UNRESOLVED, citator_citation, citator_claim, citator_mention, citator_xref
from citator.sphinxext.surgery import every, remove_with_space

if TYPE_CHECKING:
    from lxml import etree

_DROPPED = (citator_citation, citator_claim, citator_mention, nodes.footnote_reference, nodes.raw)
_TITLES = (nodes.title, nodes.caption, nodes.rubric, nodes.term)
_RAISED = str.maketrans("0123456789+-−=()nikTx′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵏᵀˣ′")
_LOWERED = str.maketrans("0123456789+-−=()aeijkmnx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₘₙₓ")
_SPACED = frozenset("=<>≤≥≈≠≡→∈∼∝")
_APPLIES = "\u2061"
"""The sign that stands unseen between a function and what it is applied to."""


def one_line(node: nodes.Element) -> str:
    """Return the words of a title or caption."""
    if next(every(node, nodes.math, *_DROPPED), None) is None:
        return " ".join(node.astext().split())
    bare = node.deepcopy()
    for part in list(every(bare, *_DROPPED)):
        remove_with_space(part)
    _write_formulas(bare)
    return " ".join(bare.astext().split())


def _write_formulas(node: nodes.Element) -> None:
    for formula in list(every(node, nodes.math)):
        formula.replace_self(nodes.Text(_in_line(formula.astext())))


def _in_line(tex: str) -> str:
    """Return a formula as one line of plain text, ``x²``; one that cannot be set as it was written."""
    from lxml import html  # few titles need it

    written = mathml(tex)
    return _line(html.fragment_fromstring(written)).strip() if written else tex


def _line(node: etree._Element) -> str:
    parts = [_line(child) for child in node]
    match node.tag, parts:
        case "msup", [base, above]:
            return base + _script(above, _RAISED, "^")
        case "msub" | "munder", [base, below]:
            return base + _script(below, _LOWERED, "_")
        case "msubsup" | "munderover", [base, below, above]:
            return base + _script(below, _LOWERED, "_") + _script(above, _RAISED, "^")
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msqrt", _:
            return f"√{_grouped(''.join(parts))}"
        case "mspace", _:
            return " "
    text = "".join(parts) or (node.text or "").strip("\n").replace(_APPLIES, " ")
    return f" {text} " if text in _SPACED else text


def _script(text: str, table: dict[int, int], sign: str) -> str:
    return text.translate(table) if all(ord(letter) in table for letter in text) else f"{sign}{_grouped(text)}"


def _grouped(text: str) -> str:
    return text if text.isalnum() else f"({text.strip()})"


def clean_titles(app: Sphinx, document: nodes.document) -> None:
    """Take our nodes out of titles and tables of contents, which bypass the post-transforms; write what refers to them anew."""
    env = app.env
    docname = env.current_document.docname
    for tree in (env.titles.get(docname), env.longtitles.get(docname), env.tocs.get(docname)):
        if tree is not None:
            for node in list(every(tree, citator_citation, citator_claim)):
                remove_with_space(node)
            for node in list(every(tree, citator_xref)):
                # no link stands in a title, and what a reference without words of its own leads to is not known yet
                node.replace_self(nodes.Text(node["text"] or UNRESOLVED))
            for node in list(every(tree, addnodes.download_reference)):
                node.replace_self(node.children)
    if app.config.citator_library:
        for title in (env.titles[docname], env.longtitles[docname]):
            _write_formulas(title)
    clean = {(anchor, old): new for title in _titles(document) for anchor, old, new in _renamed(title)}
    if clean:
        _rename(app, docname, document, clean)


def _titles(document: nodes.document) -> list[nodes.Element]:
    """Return the titles that hold more than words."""
    found: dict[int, nodes.Element] = {}
    for node in every(document, nodes.math, *_DROPPED):
        current: nodes.Node | None = node.parent
        while current is not None and not isinstance(current, _TITLES):
            current = current.parent
        if isinstance(current, nodes.Element):
            found[id(current)] = current
    return list(found.values())


def _renamed(title: nodes.Element) -> list[tuple[str, str, str]]:
    """Return each anchor of what has the title, the words that Sphinx and MyST take for it, and those that it has."""
    ids = [*title["ids"], *title.parent["ids"]]
    return [(anchor, clean_astext(title), one_line(title)) for anchor in ids]


def _rename(app: Sphinx, docname: str, document: nodes.document, clean: dict[tuple[str, str], str]) -> None:
    labels = app.env.domains.standard_domain.labels
    for name, (place, anchor, words) in labels.items():
        if place == docname and (anchor, words) in clean:
            labels[name] = place, anchor, clean[anchor, words]
    slugs = app.env.metadata[docname].get("myst_slugs", {})
    for slug, (line, anchor, words) in slugs.items():
        slugs[slug] = line, anchor, clean.get((anchor, words), words)
    for reference in every(document, nodes.reference):
        words = reference.astext()
        if (reference.get("refid"), words) in clean:
            classes = reference[0]["classes"] if isinstance(reference[0], nodes.inline) else []
            new = clean[reference["refid"], words]
            reference.children[:] = []
            reference += nodes.inline(new, new, classes=classes)


def setup(app: Sphinx) -> None:
    """Clean titles after Sphinx's own collectors."""
    app.connect("doctree-read", clean_titles, priority=900)
