"""References into other publications, which the LINK phase resolves: ``[text](inv:<slug>#label)``, ``{pub}``, and paths.

A path leads out of a publication where its document is none of the publication's own: ``[](../beta/one.md#intro)``,
``{doc}`/reports/beta/one```. Whether there is such a file is not asked here: it must not shape this publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from citator.diagnostics import Code, Diagnostic, Where
from citator.frontmatter import read_publication
from citator.frontmatter.first_pages import find_first_page
from citator.model.anchors import heading_name
from citator.model.facts import HIDDEN
from citator.model.publication import Status
from citator.site.words import say
from citator.sphinxext.nodes import UNRESOLVED, citator_xref
from citator.sphinxext.publication import current_library, current_publication, is_alone
from citator.sphinxext.report import note_diagnostic

_DOCUMENT = re.compile(r"(?P<path>[^#]+)\.md(?:#(?P<fragment>.*))?")


def render_link(renderer: Any, token: Any) -> None:
    """Render a Markdown link; ``inv:<slug>#label`` is a publication of the library, no intersphinx inventory."""
    href = str(token.attrGet("href") or "")
    if not href.startswith("inv:"):
        renderer.render_link(token)
        return
    publication, _, label = unquote(href.removeprefix("inv:")).partition("#")
    node = citator_xref("", publication=publication, label=label)
    renderer.add_line_and_source_path(node, token)
    with renderer.current_node_context(node, append=True):
        if token.info != "auto":
            renderer.render_children(token)
    node["text"] = node.astext()
    if not node.children:
        node += nodes.Text(UNRESOLVED)


def find_paths(app: Sphinx, document: nodes.document) -> None:
    """Make references of the paths that lead out of the publication, or from the home page into one."""
    if not app.config.citator_library:
        return
    for pending in list(document.findall(addnodes.pending_xref)):
        target = _target(app.env, pending)
        if target is not None and not _is_own(app, target.partition("#")[0]):
            node = citator_xref("", publication="", label=target)
            node.source, node.line = pending.source, pending.line
            node["text"] = pending.astext() if pending["refexplicit"] else ""
            node += pending.children if node["text"] else [nodes.Text(UNRESOLVED)]
            pending.replace_self(node)


def note_headings(app: Sphinx, document: nodes.document) -> None:
    """Let ``[](one.md#a-heading)`` find headings within a publication as LINK finds those of others; MyST knows labels alone."""
    if not app.config.citator_library:
        return
    known = app.env.metadata[app.env.current_document.docname].setdefault("myst_slugs", {})
    for section in document.findall(nodes.section):
        title = section.next_node(nodes.title)
        words = title.astext() if title is not None else ""
        names = {name: name for name in section["ids"]} | {heading_name(words): section["ids"][0]}
        for name, anchor in names.items():
            known.setdefault(name, (section.line, anchor, words))


def _target(env: BuildEnvironment, pending: addnodes.pending_xref) -> str | None:
    """Return the document that a reference names, with its fragment: what MyST found, what it did not find, and ``{doc}``."""
    domain, kind, target = pending.get("refdomain"), pending.get("reftype"), str(pending["reftarget"])
    if kind == "doc":
        return docname_join(env.current_document.docname, target)
    if kind != "myst":
        return None
    if domain == "doc":
        return f"{target}#{pending['reftargetid']}" if pending.get("reftargetid") else target
    match = _DOCUMENT.fullmatch(target)
    if domain or match is None:
        return None
    path = PurePosixPath(env.relfn2path(f"{match['path']}.md", env.current_document.docname)[0])
    return f"{path.with_suffix('')}#{match['fragment']}" if match["fragment"] else str(path.with_suffix(""))


def _is_own(app: Sphinx, docname: str) -> bool:
    publication = current_publication(app)
    if publication is None or publication.is_single_page:
        return docname == str(app.config.root_doc)
    return docname.startswith(f"{publication.path}/")


def install(parser: MarkdownIt) -> None:
    """Make a parser that MyST has made read ``inv:`` as a publication."""
    parser.add_render_rule("render_link", render_link, fmt="docutils")


class ResolveAlone(SphinxPostTransform):
    """Gives references the title of their publication in plain ``sphinx-build``, which makes nothing to lead to."""

    # before ResolveCitations (5) and WritePlainly (6)
    default_priority = 4

    def is_supported(self) -> bool:
        """Tell whether no LINK phase will follow."""
        return is_alone(self.app)

    def run(self, **kwargs: Any) -> None:
        """Replace each reference by its words; one that names nothing is told and marked."""
        for node in list(self.document.findall(citator_xref)):
            written = "#".join(filter(None, (node["publication"], node["label"])))
            title = self._title(node["publication"], node["label"].partition("#")[0])
            if title is None:
                where = Where(node.source or str(self.env.doc2path(self.env.docname)), node.line)
                message = f"no publication '{written}'; correct it"
                note_diagnostic(self.env, Diagnostic(Code.UNKNOWN_PUBLICATION, message, where))
                node.replace_self(nodes.inline("", node["text"] or f"[{written}?]", classes=["citator-unresolved"]))
            else:
                node.replace_self(nodes.inline("", node["text"] or title))

    def _title(self, slug: str, docname: str) -> str | None:
        library, docs, confdir = current_library(self.app), self.app.srcdir, self.app.confdir
        sources = [find_first_page(docs, slug)] if slug else _first_documents(docs, docname)
        for source in sources:
            if library is not None and source is not None and source.exists():
                publication, _ = read_publication(source, docs=docs, confdir=confdir, library=library, people={})
                if publication is not None:
                    return (
                        publication.title
                        if publication.status in (Status.PUBLISHED, Status.WITHDRAWN)
                        else say(self.config.language, HIDDEN)
                    )
        return None


def _first_documents(docs: Path, docname: str) -> Iterator[Path]:
    """Yield where the front matter of the publication that holds a document may stand."""
    while docname:
        yield docs / docname / "index.md"
        yield docs / f"{docname}.md"
        docname = docname.rpartition("/")[0]


def setup(app: Sphinx) -> None:
    """Find the paths before what the document holds is noted."""
    app.connect("doctree-read", find_paths, priority=350)
    app.connect("doctree-read", note_headings)
    app.add_post_transform(ResolveAlone)
