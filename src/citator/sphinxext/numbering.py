"""A quicker equal of Sphinx's numbering of figures: it asks every domain about every element, of which few can have a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util import url_re

from citator.sphinxext.surgery import find

SectionNumber = tuple[int, ...]
_ask_every_domain = TocTreeCollector.assign_figure_numbers


def assign_figure_numbers(self: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    """Give each figure below a numbered toctree its number, and return the documents where one has changed."""
    if any(_asks_otherwise(domain) for domain in env.domains.sorted()):
        return _ask_every_domain(self, env)
    before, env.toc_fignumbers = env.toc_fignumbers, {}
    if not env.config.numfig:
        return []
    counters: dict[tuple[str, SectionNumber], int] = defaultdict(int)
    for docname, section, node in _numbered(env, env.config.root_doc, (), set()):
        kind = _kind_of(env, node)
        if kind and node["ids"]:
            section = section[: env.config.numfig_secnum_depth]
            counters[kind, section] += 1
            numbers = env.toc_fignumbers.setdefault(docname, {}).setdefault(kind, {})
            numbers[node["ids"][0]] = (*section, counters[kind, section])
    return [docname for docname, numbers in env.toc_fignumbers.items() if numbers != before.get(docname)]


def _asks_otherwise(domain: Domain) -> bool:
    """Tell whether a domain has a rule of its own for what can be numbered."""
    return not isinstance(domain, StandardDomain) and (
        type(domain).get_enumerable_node_type is not Domain.get_enumerable_node_type
    )


def _numbered(
    env: BuildEnvironment, docname: str, number: SectionNumber, seen: set[str]
) -> Iterator[tuple[str, SectionNumber, nodes.Element]]:
    """Yield what can have a number, in the order of reading, with its document and the number of its section."""
    if docname in seen:
        return
    seen.add(docname)
    enumerable = (kind for domain in env.domains.sorted() for kind in domain.enumerable_nodes)
    # a container may be a listing with a caption
    kinds: set[type] = {nodes.section, nodes.container, addnodes.toctree, *enumerable}
    no_pages = {"self", *env.domains.standard_domain._virtual_doc_names}
    numbers = env.toc_secnumbers.get(docname, {})
    within: dict[int, SectionNumber] = {}
    for node in find(env.get_doctree(docname), tuple(kinds)):
        assert isinstance(node, nodes.Element)
        around = _around(node, within, number)
        if isinstance(node, nodes.section):
            within[id(node)] = tuple(numbers.get(f"#{node['ids'][0]}", numbers.get("")) or around)
        elif isinstance(node, addnodes.toctree):
            for _, below in node["entries"]:
                if below not in no_pages and not url_re.match(below):
                    yield from _numbered(env, below, around, seen)
        else:
            yield docname, around, node


def _around(node: nodes.Node, within: dict[int, SectionNumber], otherwise: SectionNumber) -> SectionNumber:
    """Return the number of the section that a node stands in."""
    above = node.parent
    while above is not None and id(above) not in within:
        above = above.parent
    return within[id(above)] if above is not None else otherwise


def _kind_of(env: BuildEnvironment, node: nodes.Element) -> str | None:
    """Return under which name a node is counted; the standard domain's needs a title."""
    for domain in env.domains.sorted():
        kind = domain.get_enumerable_node_type(node)
        if kind and not (isinstance(domain, StandardDomain) and not domain.get_numfig_title(node)):
            return kind
    return None
