"""The translator of a library's pages: an element that it does not know costs that element, never the publication."""

from __future__ import annotations

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import place


class LibraryTranslator(HTML5Translator):
    """Sphinx's own, which stops the build at an element that has no writer for HTML; so it does in any other project."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Tell of the element, and print its text alone."""
        if not self.config.citator_library:
            super().unknown_visit(node)
        source, line = place(node)
        message = f"a page cannot show the element '{type(node).__name__}'; its text is printed alone"
        where = Where(source, line) if source else None
        note_diagnostic(self.builder.env, Diagnostic(Code.HTML_NODE, message, where))
        if not node.children:
            self.body.append(self.encode(node.astext()))

    def unknown_departure(self, node: nodes.Node) -> None:
        """Add nothing: the children are written."""
