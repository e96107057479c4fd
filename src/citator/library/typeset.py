"""WRITE, in a worker: compiles one PDF; it imports little, for every worker imports it anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from citator.model.facts import PdfFacts, to_json
from citator.model.publication import Publication

if TYPE_CHECKING:
    from citator.diagnostics import Diagnostic


CITATION_PAGES = "citation-pages.json"
"""The file beside a PDF that has the page of each citation: ``<docname>#cite-<key>-<n>`` → page."""


class PdfTask(Struct, frozen=True):
    """One edition of a publication's PDF, as a worker gets it."""

    publication: Publication
    edition: str
    project: Path
    fonts: Path
    links: dict[str, dict[str, dict[str, Any]]]
    key: str
    out: Path
    confdir: Path | None = None
    bibfiles: tuple[str, ...] = ()
    """The .bib files of the library, relative to ``confdir``; messages name their lines."""


class PdfResult(Struct, frozen=True):
    """What a worker answers; without facts Typst refused the document, and the diagnostics say why."""

    facts: PdfFacts | None
    diagnostics: tuple[Diagnostic, ...]


def pdf_name(publication: Publication, edition: str) -> str:
    """Return the file name of an edition: ``inf.pdf`` for the screen, ``inf-print.pdf`` for another.

    A chapter, ``chapters:reports/inf/history``, is ``inf-chapter-history.pdf``.
    """
    _, _, docname = edition.partition(":")
    if docname:
        chapter = docname.removeprefix(f"{publication.path}/").replace("/", "-")
        return f"{publication.slug}-chapter-{chapter}.pdf"
    return f"{publication.slug}.pdf" if edition == "screen" else f"{publication.slug}-{edition}.pdf"


def compile_one(task: PdfTask, *, again: bool = False) -> PdfResult:
    """Compile a PDF into ``task.out``; runs in a worker that lives long and keeps the fonts.

    With ``again`` it keeps what Typst knows of the document too.
    """
    from citator.typst.compile import compile_project
    from citator.typst.places import AuthorsFiles

    folder = os.path.dirname(task.publication.source)
    own = (f"{folder}/{name}" for name in task.publication.bibliography)
    done = compile_project(
        task.project,
        edition=task.edition,
        publication=task.publication,
        fonts_cache=task.fonts,
        links=task.links,
        again=again,
        sources=AuthorsFiles(task.confdir, (*own, *task.bibfiles)),
    )
    if not done.pdf:
        return PdfResult(None, done.diagnostics)
    publication = task.publication
    name = pdf_name(publication, task.edition)
    facts = PdfFacts(f"{publication.path}/{name}", task.edition, done.pages, len(done.pdf))
    (task.out / name).write_bytes(done.pdf)
    record = {"facts": to_json(facts), "diagnostics": to_json(done.diagnostics)}
    (task.out / "pdf.json").write_text(json.dumps(record, sort_keys=True), "utf-8")
    (task.out / CITATION_PAGES).write_text(json.dumps(done.citation_pages, sort_keys=True), "utf-8")
    return PdfResult(facts, done.diagnostics)
