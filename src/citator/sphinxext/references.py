"""The list of references that an author need not write: a page of a report's own, or the end of a publication of one page.

Whether a report needs the page is known when all is read, whatever has put the citations there. So the page is always
read, with its line in the contents, and both are withdrawn where nothing is cited or an author has placed a list.
"""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from citator.diagnostics import Where
from citator.model.publication import Publication
from citator.sphinxext.anchors import free_id
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.nodes import bibliography_node, citator_bibliography, citator_citation
from citator.sphinxext.project import PublicationProject, automatic_page
from citator.sphinxext.publication import current_publication
from citator.sphinxext.records import BibliographyRecord
from citator.typst.terms import terms

BEFORE_NUMBERING = 100


def give_title(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give the page its title in the publication's language."""
    publication = current_publication(app)
    if publication is not None and docname == automatic_page(app.env):
        source[0] = source[0].format(title=terms(publication.language)["references"])


def complete(app: Sphinx, document: nodes.document) -> None:
    """Add the page to the contents of a report, and the list itself to a publication of one page."""
    publication = current_publication(app)
    docname = app.env.current_document.docname
    if publication is None or docname != publication.root:
        return
    if publication.is_single_page:
        _append_list(document, docname, publication)
    elif references := automatic_page(app.env):
        _last_section(document).append(_contents(docname, references))


def _append_list(document: nodes.document, docname: str, publication: Publication) -> None:
    cited = any(not node.get("foot") for node in document.findall(citator_citation))
    if not cited or next(iter(document.findall(citator_bibliography)), None) is not None:
        return
    record = BibliographyRecord(docname, 0, Where(publication.source), automatic=True)
    title = terms(publication.language)["references"]
    section = nodes.section("", nodes.title("", title), ids=[free_id(document, "references")], citator_automatic=True)
    section += bibliography_node(record)
    _last_section(document).append(section)


def _contents(docname: str, references: str) -> nodes.Element:
    toctree = addnodes.toctree(
        "",
        parent=docname,
        entries=[(None, references)],
        includefiles=[references],
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
        citator_automatic=True,
    )
    return nodes.compound("", toctree, classes=["toctree-wrapper"])


def _last_section(document: nodes.document) -> nodes.Element:
    return next((child for child in reversed(document.children) if isinstance(child, nodes.section)), document)


def reread_contents(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    """Return the document with the contents, if the last build left it with or without the page, and this one may not."""
    return [env.config.root_doc] if citation_domain(env).automatic_page != automatic_page(env) else []


def note_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the list of documents that are read, from which a withdrawn page is taken before anything is written."""
    app.__dict__["citator_reading"] = docnames


def withdraw(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the page and its line in the contents out again, if nothing would stand on it or the author placed a list.

    Returns what is to be written: where the page has come or gone, every page, for all name their neighbours.
    """
    page = automatic_page(env)
    if page is not None and not _is_wanted(env, page):
        env.events.emit("env-purge-doc", env, page)
        env.clear_doc(page)
        cast(PublicationProject, env.project).withdraw()
        docnames: list[str] = app.__dict__["citator_reading"]
        docnames[:] = [docname for docname in docnames if docname != page]
        _take_from_contents(app, env, page)
    domain, page = citation_domain(env), automatic_page(env)
    has_changed = domain.automatic_page != page
    domain.automatic_page = page
    return sorted(env.found_docs) if has_changed else []


def _is_wanted(env: BuildEnvironment, page: str) -> bool:
    documents = [document for docname, document in citation_domain(env).documents.items() if docname != page]
    cited = any(not record.foot for document in documents for record in document.citations)
    return cited and not any(document.bibliographies for document in documents)


def _take_from_contents(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    root = env.config.root_doc
    document = env.get_doctree(root)
    _remove(document)
    app.builder.write_doctree(root, document)
    env._pickled_doctree_cache.pop(root, None)
    _remove(env.tocs[root])
    env.files_to_rebuild.pop(page, None)
    env.toctree_includes[root].remove(page)
    if not env.toctree_includes[root]:
        del env.toctree_includes[root]


def _remove(tree: nodes.Element) -> None:
    """Remove the line, with what holds nothing else."""
    for toctree in [node for node in tree.findall(addnodes.toctree) if node.get("citator_automatic")]:
        node: nodes.Element = toctree
        while node.parent is not None and len(node.parent.children) == 1 and node.parent is not tree:
            node = node.parent
        node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Add the list while documents are read, and withdraw it when all are."""
    app.connect("source-read", give_title)
    app.connect("doctree-read", complete, priority=300)
    app.connect("env-get-outdated", reread_contents)
    app.connect("env-before-read-docs", note_reading)
    app.connect("env-updated", withdraw, priority=BEFORE_NUMBERING)
