"""The translator of a library's pages: an element that it does not know costs that element, never the publication."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.languages import direction
from citator.site.inline import breakable, breakable_code
from citator.site.words import say
from citator.sphinxext.languages import language_of
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import place


class LibraryTranslator(HTML5Translator):
    """Sphinx's own, which stops the build at an element that has no writer for HTML; so it does in any other project."""

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Say of words in another language which way they are written, where that is not the way of the text around them."""
        if (language := language_of(node)) and direction(language) != self._direction_around(node):
            attributes.setdefault("dir", direction(language))
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Name the link to a heading or a table in the language of the page, where Sphinx's catalogue has English alone."""
        super().add_permalink_ref(node, say(self.config.language, title) if self.config.citator_library else title)

    def _direction_around(self, node: nodes.Element) -> str:
        outer = node.parent
        while outer is not None:
            if language := language_of(outer):
                return direction(language)
            outer = outer.parent
        return direction(self.config.language)

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

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture; one without words has an empty text, not its path, which docutils would have read out.

        The caption of its figure describes it then, or nothing does, which the author has been told.
        """
        if self.config.citator_library:
            node.setdefault("alt", "")
        super().visit_image(node)

    def visit_Text(self, node: nodes.Text) -> None:
        """Write text; in a library, long words of a machine may break after their signs."""
        start = len(self.body)
        super().visit_Text(node)
        if self.config.citator_library:
            written = "".join(self.body[start:])
            self.body[start:] = [breakable_code(written) if self.protect_literal_text else breakable(written)]
