"""When citations are processed: works are read before the first document, citations formatted after the last.

``env-get-updated`` is the first event at which Sphinx knows section numbers, which backlinks print; it returns the
documents that show something new, so that an incremental build writes exactly those.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.reader import read_bibliography
from citator.csl.styles import find_style, style_hash
from citator.model.citation import CitationScope, CslItem, FormattedScope, Script
from citator.sphinxext.citations import Project
from citator.sphinxext.domain import bibliography_of, citation_domain
from citator.sphinxext.markdown import install_everywhere, remembered
from citator.sphinxext.process import resolve
from citator.sphinxext.publication import (
    citation_locale,
    current_library,
    current_publication,
    invented_files,
    place_in_front_matter,
)
from citator.sphinxext.report import note_diagnostics
from citator.sphinxext.scopes import Settings
from citator.sphinxext.styles import LIBRARY_DEFAULT, checked_style, is_note_style, lists_decide, project_style
from citator.sphinxext.titles import one_line


def cache_folder(app: Sphinx) -> Path:
    """Return the folder for what is read and formatted once."""
    return Path(app.config.citator_cache or app.doctreedir / "citator")


def read_works(app: Sphinx) -> None:
    """Read the .bib files and teach MyST the Markdown syntax of citations."""
    files = tuple(bib_files(app))
    works = read_bibliography(files, cache=cache_folder(app), encoding=app.config.bibtex_encoding)
    app.__dict__["citator_bibliography"] = works
    note_diagnostics(app.env, works.diagnostics)
    is_known = None if app.config.citator_library else remembered(app, partial(_has_entry, works))
    install_everywhere(app, is_known, citation_locale(app))


def _has_entry(works: Bibliography, key: str) -> bool:
    """Tell whether a .bib has the key, if only in an entry that cannot be read."""
    return key in works.items or key in works.missing_from_failed


def reread_markdown(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    """Return the documents in which ``@key`` has become a citation, or is none any more, as entries came and went."""
    works = bibliography_of(app)
    return [
        docname
        for docname, document in citation_domain(env).documents.items()
        if any(_has_entry(works, key) is not known for key, known in document.looked_up)
    ]


def bib_files(app: Sphinx) -> Iterator[BibFile]:
    """Yield the publication's own .bib files, then the shared ones."""
    publication = current_publication(app)
    if publication is not None:
        folder = Path(publication.source).parent
        for index, name in enumerate(publication.bibliography):
            path, shown = app.confdir / folder / name, (folder / name).as_posix()
            named = None if path.is_file() else place_in_front_matter(app, publication, "bibliography", index)
            yield BibFile(path, shown, name in publication.invented, named, own=True)
    invented = invented_files(app)
    for name in app.config.bibtex_bibfiles or ():
        yield BibFile(app.confdir / name, name, name in invented)


def origin_of(app: Sphinx, work: CslItem) -> str:
    """Return the publication whose own .bib holds a work; nothing for one of the shared files."""
    publication = current_publication(app)
    if publication is None:
        return ""
    folder = Path(publication.source).parent
    own = {(folder / name).as_posix() for name in publication.bibliography}
    return publication.slug if work.where.path in own else ""


def resolve_citations(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Format all citations; return the documents that show something else than before.

    Where nothing has changed that citations depend on, be it that only prose was edited, the last answer stands.
    """
    domain = citation_domain(env)
    works = bibliography_of(app)
    project = _project(app, env, works)
    inputs = (works.digest, *_style_hashes(app, project.settings))
    before = domain.resolution
    if domain.resolved_from != project.fingerprint(*inputs, with_places=bool(before.diagnostics)):
        domain.resolution = resolve(project)
        domain.resolved_from = project.fingerprint(*inputs, with_places=bool(domain.resolution.diagnostics))
    note_diagnostics(env, domain.resolution.diagnostics)
    after = domain.resolution.digests
    return [docname for docname, digest in after.items() if before.digests.get(docname) != digest]


def _style_hashes(app: Sphinx, settings: Settings) -> list[str]:
    return [style_hash(find_style(name, base=app.confdir)) for name in settings.styles]


def _project(app: Sphinx, env: BuildEnvironment, works: Bibliography) -> Project:
    documents = citation_domain(env).documents
    library = current_library(app)
    return Project(
        order=[docname for docname in reading_order(env) if docname in documents],
        documents=documents,
        works=works.items,
        settings=_settings(app),
        section_label=cache(partial(section_label, env)),
        engine=partial(_format, cache=cache_folder(app)),
        failed_keys=works.missing_from_failed,
        bibs={os.path.relpath(file.path, app.confdir): file.name for file in bib_files(app)},
        script=Script(library.script) if library else Script.BOTH,
    )


def _format(scope: CitationScope, cache: Path) -> FormattedScope:
    # where no citation has changed, the engine need not even be imported
    from citator.csl.engine import process

    return process(scope, cache=cache)


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return all documents: first along the toctrees from the root, then the others by name."""
    order: dict[str, None] = {}

    def visit(docname: str) -> None:
        if docname not in order and docname in env.found_docs:
            order[docname] = None
            for child in env.toctree_includes.get(docname, []):
                visit(child)

    visit(env.config.root_doc)
    return [*order, *sorted(env.found_docs - order.keys())]


def section_label(env: BuildEnvironment, docname: str, anchor: str) -> str:
    """Return number and title of a section, as a link to it reads."""
    numbers = env.toc_secnumbers.get(docname, {})
    number = numbers.get(f"#{anchor}") or numbers.get("") or ()
    title = _section_title(env, docname, anchor)
    if title is None:
        title = one_line(env.titles[docname]) if docname in env.titles else docname
    text = " ".join(title.split())
    return f"{'.'.join(map(str, number))} {text}" if number else text


def _section_title(env: BuildEnvironment, docname: str, anchor: str) -> str | None:
    """Return the title of a section, from the table of contents of its document."""
    toc = env.tocs.get(docname)
    if toc is None:
        return None
    for reference in toc.findall(nodes.reference):
        if reference.get("anchorname", "").lstrip("#") == anchor and reference.get("anchorname"):
            return one_line(reference)
    return None


def _settings(app: Sphinx) -> Settings:
    publication = current_publication(app)
    style = project_style(app)
    documents = citation_domain(app.env).documents.values()
    styles = {style, *(one.style for document in documents for one in document.bibliographies if one.style)}
    foot_style = LIBRARY_DEFAULT
    if any(record.foot for document in documents for record in document.citations):
        foot_style = checked_style(app, app.config.citator_foot_style, LIBRARY_DEFAULT)
        styles.add(foot_style)
    return Settings(
        style=style,
        styles=tuple(sorted(styles)),
        note_styles=tuple(sorted(name for name in styles if is_note_style(app, name))),
        foot_style=foot_style,
        locale=citation_locale(app),
        restart_notes=bool(publication and publication.notes == "per-chapter"),
        library=current_library(app) is not None,
        lists_decide=lists_decide(app),
    )


def setup(app: Sphinx) -> None:
    """Read works before documents; resolve after Sphinx has numbered sections and figures."""
    app.connect("builder-inited", read_works)
    app.connect("env-get-outdated", reread_markdown)
    app.connect("env-get-updated", resolve_citations, priority=900)
