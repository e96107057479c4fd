"""The HTML translator for EPUB: mathematics as MathML, for no script runs in a book."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import quoteattr

from docutils import nodes
from docutils.utils.math import MathError, pick_math_environment
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")


class EpubTranslator(HTML5Translator):
    """Sphinx's translator, with our nodes registered for HTML."""

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """Write a formula of the sentence."""
        self.body.append(mathml(node.astext()) or self._code(node))
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        """Write a formula that stands by itself, with its number."""
        self.body.append(self.starttag(node, "div", CLASS="math"))
        if node.get("number"):
            self.body.append(f'<span class="eqno">({self.encode(get_node_equation_number(self, node))})</span> ')
        self.body.append((mathml(node.astext(), block=True) or self._code(node)) + "</div>\n")
        raise nodes.SkipNode

    def _code(self, node: Any) -> str:
        """Return TeX as it was written, which says more than a formula that lacks a part."""
        return f'<code class="citator-tex">{self.encode(node.astext())}</code>'


def mathml(tex: str, *, block: bool = False) -> str | None:
    """Return a formula as MathML that also holds its TeX, or ``None`` where a command is not known."""
    code = _EQUATION.sub("", tex)
    if block and pick_math_environment(code) == "align*":
        code = rf"\begin{{aligned}}{code}\end{{aligned}}"
    try:
        written: str = tex2mathml(code, as_block=block)
    except MathError:
        return None
    return written.replace("<math ", f"<math alttext={quoteattr(' '.join(tex.split()))} ", 1)
