"""Puts the documents of a publication together into one tree, in the order of its contents.

Each document is resolved by itself, as for HTML, so that its citations and numbers are the same; only then do documents
take the places of the toctrees that name them. Each part keeps its docname.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from citator.sphinxext.nodes import citator_bibliography


def assemble(env: BuildEnvironment, builder: Builder, root: str) -> addnodes.start_of_file:
    """Return the tree of the publication whose first document is ``root``."""
    return _part(env, builder, root, set())


def _part(env: BuildEnvironment, builder: Builder, docname: str, seen: set[str]) -> addnodes.start_of_file:
    seen.add(docname)
    doctree = env.get_doctree(docname)
    env.apply_post_transforms(doctree, docname)
    builder.post_process_images(doctree)
    for toctree in list(doctree.findall(addnodes.toctree)):
        names = [name for _, name in toctree["entries"] if name and name in env.all_docs and name not in seen]
        parts = [_part(env, builder, name, seen) for name in names if name not in seen]
        place = _wrapper(toctree)
        place.parent.replace(place, parts)
    return addnodes.start_of_file("", *doctree.children, docname=docname)


def _wrapper(toctree: addnodes.toctree) -> nodes.Element:
    parent = toctree.parent
    return parent if isinstance(parent, nodes.compound) and len(parent.children) == 1 else toctree


def remove_bibliographies(tree: nodes.Element) -> None:
    """Take the lists of works out of a tree, and the sections that held nothing else: the notes name every work."""
    for bibliography in list(tree.findall(citator_bibliography)):
        place = bibliography.parent
        place.remove(bibliography)
        while isinstance(place, nodes.section) and not any(_says_something(child) for child in place.children):
            place, empty = place.parent, place
            place.remove(empty)


def _says_something(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.title | nodes.target | nodes.comment)
