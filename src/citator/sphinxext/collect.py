"""Reads the citations, footnotes and lists off a document just parsed, into its record in the domain."""

from __future__ import annotations

from docutils import nodes
from msgspec.structs import replace
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from citator.diagnostics import Where
from citator.model.anchors import paragraph_anchor
from citator.model.facts import ForeignLink
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.markdown import LOOKED_UP
from citator.sphinxext.nodes import (
    citator_bibliography,
    citator_citation,
    citator_notes,
    citator_xref,
)
from citator.sphinxext.occurrences import Occurrences, is_in_place, relative_path_of
from citator.sphinxext.only import condition_of
from citator.sphinxext.records import BibliographyRecord, CitationRecord, DocumentRecord
from citator.sphinxext.report import relative_path
from citator.sphinxext.surgery import ancestor, every

#: Paragraphs in these are no paragraphs of the text.
UNNUMBERED = (
    nodes.footnote,
    nodes.table,
    nodes.caption,
    nodes.legend,
    nodes.figure,
    nodes.field,
    nodes.docinfo,
    nodes.sidebar,
)
#: These must know their page when a builder puts several together.
OF_A_PAGE = (citator_citation, citator_bibliography, citator_notes, nodes.footnote, nodes.footnote_reference)


def collect(app: Sphinx, document: nodes.document) -> None:
    """Store the record of the document that Sphinx has just read."""
    env = app.env
    docname = env.current_document.docname
    in_library = bool(env.config.citator_library)
    if in_library:
        number_paragraphs(document)
    for node in every(document, *OF_A_PAGE):
        node["docname"] = docname
    reader = Occurrences(docname, str(env.doc2path(docname)), in_place=_is_landing(env, docname), in_library=in_library)
    reader.read(document)
    domain = citation_domain(env)
    domain.documents[docname] = DocumentRecord(
        citations=tuple(_relative(app, record) for record in reader.citations),
        events=tuple(reader.events),
        bibliographies=_number_bibliographies(app, docname, document),
        uncited=tuple(replace(words, file=relative_path(app, words.file)) for words in reader.uncited),
        foreign_links=tuple(
            ForeignLink(
                node["publication"],
                node["label"],
                _relative_where(app, Where(relative_path_of(node, reader.source), node.line)),
            )
            for node in document.findall(citator_xref)
        ),
        words=_count_words(document),
        has_html=any("html" in raw.get("format", "").split() for raw in document.findall(nodes.raw)),
        looked_up=tuple(sorted((env.current_document.get(LOOKED_UP) or {}).items())),
    )


def number_paragraphs(document: nodes.document) -> None:
    """Give each paragraph of the text its number and its anchor ``p<n>``."""
    number = 0
    for paragraph in document.findall(nodes.paragraph):
        if ancestor(paragraph, *UNNUMBERED) or is_in_place(paragraph) or not paragraph.astext().strip():
            continue
        number += 1
        paragraph["number"] = number
        paragraph["ids"].append(paragraph_anchor(number))


def _is_landing(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether the document is a landing page, whose abstract takes no notes."""
    return bool(env.config.citator_library) and docname == env.config.root_doc and docname.endswith("/index")


def _number_bibliographies(app: Sphinx, docname: str, document: nodes.document) -> tuple[BibliographyRecord, ...]:
    records = []
    for ordinal, node in enumerate(document.findall(citator_bibliography), 1):
        record: BibliographyRecord = node["record"]
        where, condition = _relative_where(app, record.where), condition_of(node)
        node["record"] = replace(record, docname=docname, ordinal=ordinal, where=where, condition=condition)
        records.append(node["record"])
    return tuple(records)


def _relative(app: Sphinx, record: CitationRecord) -> CitationRecord:
    where = record.citation.where
    assert where is not None
    return replace(record, citation=replace(record.citation, where=_relative_where(app, where)))


def _relative_where(app: Sphinx, where: Where) -> Where:
    return replace(where, path=relative_path(app, where.path))


def _count_words(document: nodes.document) -> int:
    return sum(len(str(text).split()) for text in document.findall(nodes.Text))


def setup(app: Sphinx) -> None:
    """Read citations after all transforms of reading."""
    app.connect("doctree-read", collect, priority=400)
