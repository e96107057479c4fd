"""Quicker equals of some functions of docutils and Sphinx, for a process that builds one publication and ends.

Each does what the original does, in the same order; half of what Sphinx itself costs is in these.
"""

from __future__ import annotations

import copy
import functools
import importlib.metadata
from collections.abc import Callable, Iterator
from typing import Any

import docutils.frontend
import sphinx.util.docutils
from docutils import nodes
from docutils.utils import DependencyList
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.nodes import NodeMatcher

from citator.sphinxext.numbering import assign_figure_numbers
from citator.sphinxext.surgery import KINDS, find


def _findall(self: nodes.Node) -> Iterator[nodes.Node]:
    """Yield every node of the tree."""
    yield self
    below = [iter(self.children)]
    while below:
        for child in below[-1]:
            yield child
            if child.children:
                below.append(iter(child.children))
                break
        else:
            below.pop()


def _matching(self: NodeMatcher[Any], node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes that a matcher wants; docutils makes a generator for each node where it must ask a function."""
    return filter(self.match, find(node, self.classes or nodes.Node))


def _document(self: Any) -> Any:
    """Return the document that a node is in; docutils climbs by recursion, and falls off the top of a loose tree."""
    node = self
    while node is not None:
        if node._document is not None:
            return node._document
        node = node.parent
    return None


def _setup_child(self: nodes.Node, child: nodes.Node) -> None:
    """Adopt a child; docutils looks for the document four times."""
    child.parent = self
    KINDS.note_child(self, child)
    document = self.document
    if document is not None:
        child.document = document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


def _walkabout(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Walk the tree without a line for the debugger at each step, where nobody asked for them."""
    if visitor.document.reporter.debug_flag:
        return _verbose_walkabout(self, visitor)
    depart, stop = True, False
    try:
        try:
            visitor.dispatch_visit(self)
        except nodes.SkipNode:
            return stop
        except nodes.SkipDeparture:
            depart = False
        try:
            for child in self.children[:]:
                if child.walkabout(visitor):
                    stop = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stop = True
    if depart:
        visitor.dispatch_departure(self)
    return stop


_verbose_walkabout = nodes.Node.walkabout


def _dispatcher(prefix: str, otherwise: Callable[[Any, nodes.Node], None]) -> Callable[[Any, nodes.Node], None]:
    """Return a method that calls a visitor's method for a node, looked for once for each class of nodes."""
    known = f"_citator_{prefix}"

    def dispatch(self: Any, node: nodes.Node) -> None:
        methods = self.__dict__.setdefault(known, {})
        kind = node.__class__
        if kind not in methods:
            names = (f"{prefix}_{base.__name__}" for base in kind.__mro__)
            methods[kind] = next(filter(None, (getattr(self, name, None) for name in names)), None)
        method = methods[kind]
        if method is None:
            otherwise(self, node)
        else:
            method(node)

    return dispatch


def _remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that makes docutils' default settings once for the same components and options."""
    answers: dict[Any, Any] = {}

    def remembered(*components: Any, **options: Any) -> Any:
        defaults = options.get("defaults") or {}
        # among the defaults is the environment itself, of which a process has one; what a component has is its class's
        kinds = [component if isinstance(component, type) else type(component) for component in components]
        key = (kinds, options.keys() - {"defaults"}, [(name, id(value)) for name, value in defaults.items()])
        if (text := repr(key)) not in answers:
            answers[text] = function(*components, **options)
        return _copied(answers[text])

    return remembered


def _copied(settings: Any) -> Any:
    """Return settings of which a document may change what it likes."""
    copied = copy.copy(settings)
    for name, value in vars(settings).items():
        if isinstance(value, list | dict | DependencyList):
            setattr(copied, name, copy.deepcopy(value))
    return copied


def _set_languages(self: HighlightLanguageTransform, **options: Any) -> None:
    """Tell blocks of code their language, where there can be any; Sphinx walks through each document for them."""
    if KINDS.may_be((addnodes.highlightlang, nodes.literal_block)):
        _walk_for_languages(self, **options)


_walk_for_languages = HighlightLanguageTransform.apply


@functools.cache
def _all_entry_points() -> Any:
    return _entry_points()


def _remembered_entry_points(**wanted: Any) -> Any:
    """Return what installed packages offer, of which each look reads the lists of all packages."""
    return _all_entry_points().select(**wanted)


_entry_points = importlib.metadata.entry_points


def install() -> None:
    """Put the quicker functions in the place of the others, once; Sphinx's HTML builder has a name of its own for one."""
    if nodes.Node.walkabout is _walkabout:
        return
    import myst_parser.mdit_to_docutils.base as myst
    import sphinx.builders.html as html
    import sphinx.theming as theming

    targets: tuple[tuple[Any, str, Any], ...] = (
        (nodes.Node, "_fast_findall", find),
        (nodes.Node, "_superfast_findall", _findall),
        (nodes.Node, "walkabout", _walkabout),
        (nodes.Node, "document", property(_document, vars(nodes.Node)["document"].fset)),
        (nodes.Node, "setup_child", _setup_child),
        (NodeMatcher, "findall", _matching),
        (HighlightLanguageTransform, "apply", _set_languages),
        (TocTreeCollector, "assign_figure_numbers", assign_figure_numbers),
        (SphinxTranslator, "dispatch_visit", _dispatcher("visit", nodes.NodeVisitor.dispatch_visit)),
        (SphinxTranslator, "dispatch_departure", _dispatcher("depart", nodes.NodeVisitor.dispatch_departure)),
        (sphinx.util.docutils, "_get_settings", settings := _remembering(sphinx.util.docutils._get_settings)),
        (html, "_get_settings", settings),
        (importlib.metadata, "entry_points", _remembered_entry_points),
        (theming, "entry_points", _remembered_entry_points),
        (myst, "get_default_settings", _remembering(docutils.frontend.get_default_settings)),
    )
    for place, name, function in targets:
        setattr(place, name, function)
    KINDS.watch()
