"""Corrections at their place: what front matter says under ``corrections:`` stands beside the words that it is about."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from citator.diagnostics import Code, Diagnostic
from citator.errors import did_you_mean, names_near
from citator.model.anchors import correction_anchor
from citator.model.publication import Correction, Publication
from citator.site.words import corrected, say
from citator.sphinxext.publication import current_publication, place_in_front_matter
from citator.sphinxext.report import note_diagnostic

BLOCKS = (nodes.section, nodes.document, nodes.list_item, nodes.block_quote, nodes.definition, nodes.admonition)
"""In these a note can stand; the place of one that begins deeper, in a cell or a caption, is after all of that."""


def places_of(env: BuildEnvironment, publication: Publication) -> dict[int, tuple[str, str]]:
    """Return docname and anchor of the place that each correction names; one that names none, or an unknown one, has none."""
    found = {
        number: _place(env, publication, correction.where)
        for number, correction in enumerate(publication.corrections, 1)
        if correction.where
    }
    return {number: place for number, place in found.items() if place is not None}


def path_in_site(app: Sphinx, docname: str) -> str:
    """Return the path of a page as a file has it: a link escapes it where it is written, once."""
    return unquote(app.builder.get_target_uri(docname))


def correction_urls(app: Sphinx, publication: Publication) -> tuple[str, ...]:
    """Return, for each correction, the path in the site of the note at its place; empty where it has none."""
    places = places_of(app.env, publication)
    numbers = range(1, len(publication.corrections) + 1)
    return tuple(
        f"{path_in_site(app, places[number][0])}#{correction_anchor(number)}" if number in places else ""
        for number in numbers
    )


def _place(env: BuildEnvironment, publication: Publication, where: str) -> tuple[str, str] | None:
    """Find a label, else ``chapter.md#anchor``, else an anchor of the publication's first page."""
    label = env.domains.standard_domain.anonlabels.get(where.lower())
    if label is not None and label[0] in env.all_docs:
        return label
    file, _, anchor = where.partition("#")
    folder = posixpath.dirname(publication.root)
    docname = posixpath.normpath(posixpath.join(folder, file.removesuffix(".md"))) if file else publication.root
    if docname not in env.all_docs or (anchor and _target(env.get_doctree(docname), anchor) is None):
        return None
    return docname, anchor


def _target(document: nodes.document, anchor: str) -> nodes.Element | None:
    if not anchor:
        return document.next_node(nodes.section)
    return next((node for node in document.findall(nodes.Element) if anchor in node.get("ids", ())), None)


class ShowCorrections(SphinxPostTransform):
    """Puts a note after each paragraph, figure or heading that a correction names, in every format."""

    default_priority = 400

    def run(self, **kwargs: object) -> None:
        """Insert the notes of this document."""
        publication = current_publication(self.app)
        if publication is None:
            return
        for number, (docname, anchor) in places_of(self.env, publication).items():
            target = _target(self.document, anchor) if docname == self.env.docname else None
            if target is not None:
                correction = publication.corrections[number - 1]
                _insert(target, _note(correction, number, publication.language))


def _insert(target: nodes.Element, note: nodes.admonition) -> None:
    if isinstance(target, nodes.section):
        target.insert(1 if isinstance(target.next_node(), nodes.title) else 0, note)
        return
    while not isinstance(target.parent, BLOCKS):
        target = target.parent
    target.parent.insert(target.parent.index(target) + 1, note)


def _note(correction: Correction, number: int, language: str) -> nodes.admonition:
    title = corrected(correction.kind, correction.date, language).rstrip(".。")
    said = [(say(language, words), text) for words, text in _texts(correction)]
    return nodes.admonition(
        "",
        nodes.title("", title),
        nodes.paragraph("", correction.note),
        *(nodes.paragraph("", "", nodes.strong("", words), nodes.Text(f" {text}")) for words, text in said),
        classes=["citator-correction"],
        ids=[correction_anchor(number)],
    )


def _texts(correction: Correction) -> Iterator[tuple[str, str]]:
    if correction.was:
        yield "It said:", correction.was
    if correction.now:
        yield "It says:", correction.now


def tell_of_unknown_places(app: Sphinx, env: BuildEnvironment) -> None:
    """Say of each correction whose place is not in the publication where it is written."""
    publication = current_publication(app)
    if publication is None or not any(correction.where for correction in publication.corrections):
        return
    known = places_of(env, publication)
    for number, correction in enumerate(publication.corrections, 1):
        if correction.where and number not in known:
            near = names_near(correction.where, env.domains.standard_domain.anonlabels)
            hint = did_you_mean(near, "name a label, or a chapter and an anchor as in one.md#p3")
            message = f"the publication has no place '{correction.where}' for its correction; {hint}"
            where = place_in_front_matter(app, publication, "corrections", number - 1, "where")
            note_diagnostic(env, Diagnostic(Code.UNKNOWN_LABEL, message, where))


def setup(app: Sphinx) -> None:
    """Register the transform and the check."""
    app.add_post_transform(ShowCorrections)
    app.connect("env-check-consistency", tell_of_unknown_places)
