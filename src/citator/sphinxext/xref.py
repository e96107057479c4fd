"""References into other publications, which the LINK phase resolves: ``[text](inv:<slug>#label)``, ``{pub}``, and paths.

A path leads out of a publication where its document is none of the publication's own: ``[](../beta/one.md#intro)``,
``{doc}`/reports/beta/one```. Whether there is such a file is not asked here: it must not shape this publication.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from citator.sphinxext.nodes import UNRESOLVED, citator_xref
from citator.sphinxext.publication import current_publication

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


def setup(app: Sphinx) -> None:
    """Find the paths before what the document holds is noted."""
    app.connect("doctree-read", find_paths, priority=350)
