"""Formulas as MathML, which every browser and EPUB reader sets by itself: no script, nothing from a third party."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from docutils import nodes
from docutils.utils.math import MathError, pick_math_environment
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.report import note_diagnostic

RENDERER = "mathml"
"""What ``html_math_renderer`` calls it."""

_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula of the sentence."""
    self.body.append(_formula(self, node))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands by itself, with its number."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({self.encode(get_node_equation_number(self, node))})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(_formula(self, node, block=True) + "</div>\n")
    raise nodes.SkipNode


def _formula(self: HTML5Translator, node: nodes.Element, *, block: bool = False) -> str:
    """Return a formula; TeX as it was written says more than a formula that lacks a part."""
    tex = node.astext()
    written = mathml(tex, block=block)
    if written is None:
        words = f"cannot set the formula '{' '.join(tex.split())}'; write it in plainer LaTeX"
        note_diagnostic(self.builder.env, Diagnostic(Code.MATH, words, _where(self, node)))
    return written or f'<code class="citator-tex">{self.encode(tex)}</code>'


def _where(self: HTML5Translator, node: nodes.Node | None) -> Where:
    while node is not None and not node.line:
        node = node.parent
    source = getattr(node, "source", None) or self.builder.env.doc2path(self.builder.current_docname)
    return Where(str(source), node.line if node is not None else None)


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


def install(app: Sphinx) -> None:
    """Set formulas as MathML, unless ``conf.py`` names another renderer."""
    app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))
    if app.config.html_math_renderer is None:
        app.config.html_math_renderer = RENDERER  # type: ignore[assignment, unused-ignore]
