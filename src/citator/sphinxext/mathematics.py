"""Formulas as MathML, which every browser and EPUB reader sets by itself: no script, nothing from a third party.

An author gives the words for those who listen by ``\\alt{…}`` in a formula, or by the option ``:alt:`` of ``{math}``.
"""

from __future__ import annotations

import functools
import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils.math import MathError, pick_math_environment
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.directives import patches
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from citator.diagnostics import Code, Diagnostic, Where
from citator.engines.pandoc import convert_formula
from citator.sphinxext.publication import current_library
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import every, place
from citator.typst.latex import Environment, environments, fault, lost, parse, plain
from citator.typst.math import to_typst_math

if TYPE_CHECKING:
    from lxml import etree

RENDERER = "mathml"
"""What ``html_math_renderer`` calls it."""

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_ALIGNED = re.compile(r"\\(begin|end)\s*\{(?:align|split|eqnarray)\*?\}")
"""Environments that docutils does not know, of one that it knows."""
_WORDS = re.compile(r"\\alt\s*\{([^{}]*)\}")
_UNKNOWN = re.compile(r"\\operatorname\s*\*")
"""What docutils misreads."""
_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")


class MathDirective(patches.MathDirective):
    """Sphinx's directive with the option ``:alt:``."""

    option_spec: ClassVar[dict[str, Any]] = {
        **(patches.MathDirective.option_spec or {}),
        "alt": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the formula with its words."""
        found = super().run()
        for node in found:
            if isinstance(node, nodes.math_block) and "alt" in self.options:
                node["alt"] = self.options["alt"]
        return found


_COLOUR = re.compile(r"(?<!\\)(?:\\\\)*\\color(?![A-Za-z])")
"""The command, not a line break before a word. Neither MathML nor print gets it from the converters; of ``\\textcolor`` they take nothing, which is told by itself."""


def take_words(app: Sphinx, document: nodes.document) -> None:
    """Take the author's words out of each formula, and tell of colours, which no format shows."""
    for node in every(document, nodes.math, nodes.math_block):
        tex = node.astext()
        if words := _WORDS.findall(tex):
            node["alt"] = " ".join(words[-1].split())
            node.children[:] = [nodes.Text(_WORDS.sub("", tex).strip())]
        if _COLOUR.search(tex):
            _tell_of_colour(app, node)


def _tell_of_colour(app: Sphinx, node: nodes.Element) -> None:
    source, line = place(node)
    message = f"the colour in the formula '{' '.join(node.astext().split())}' is not shown; say in words or signs what it tells"
    note_diagnostic(app.env, Diagnostic(Code.MATH, message, Where(source, line) if source else None))


def render_amsmath(renderer: Any, token: Any) -> None:
    """Render a formula that stands alone as MyST does, but label it by its place: MyST takes a new random name each time."""
    env = renderer.sphinx_env
    if env is not None:
        renderer._random_label = lambda: f"{env.docname}-{env.new_serialno('citator-equation')}"
    renderer.render_amsmath(token)


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
    written = mathml(tex, block=block, words=node.get("alt", ""))
    if written is None:
        only = "on web pages" if current_library(self.builder._app) and to_typst_math(tex) is not None else ""
        note_diagnostic(self.builder.env, cannot_set(tex, _where(self, node), only))
    return written or f'<code class="citator-tex">{self.encode(tex)}</code>'


def _where(self: HTML5Translator, node: nodes.Node | None) -> Where:
    while node is not None and not node.line:
        node = node.parent
    source = getattr(node, "source", None) or self.builder.env.doc2path(self.builder.current_docname)
    return Where(str(source), node.line if node is not None else None)


def cannot_set(tex: str, where: Where, only: str) -> Diagnostic:
    """Return what an author is told of a formula: what is not balanced in it, or where alone it cannot be set."""
    formula = f"cannot set the formula '{' '.join(tex.split())}'"
    if wrong := fault(tex):
        return Diagnostic(Code.MATH, f"{formula}: {wrong}; correct it", where)
    return Diagnostic(Code.MATH, f"{formula}{only and f' {only}'}; write it in plainer LaTeX", where)


@functools.lru_cache(maxsize=4096)
def mathml(tex: str, *, block: bool = False, words: str = "") -> str | None:
    """Return a formula as MathML with its TeX, or words, as the alternative; ``None`` where it cannot be set."""
    if fault(tex) is not None:
        return None
    answers = (convert(plain(tex), block) for convert in (_by_docutils, _by_pandoc))
    written = next((answer for answer in answers if answer and _is_whole(tex, answer)), None)
    alternative = escape(words or " ".join(tex.split()))
    return written and written.replace("<math ", f'<math alttext="{alternative}" ', 1)


def _is_whole(tex: str, written: str) -> bool:
    """Tell whether each sign of the formula is seen, and no backslash of a command that was not understood."""
    shown = unescape(re.sub(r"<[^>]*>", "", written))
    return not lost(tex, shown) and shown.count("\\") <= tex.count("backslash") and "\\text" not in shown


def _by_docutils(tex: str, block: bool) -> str | None:
    if _UNKNOWN.search(tex):
        return None
    code = _ALIGNED.sub(r"\\\1{aligned}", _EQUATION.sub("", tex))
    if block and pick_math_environment(code) == "align*":
        code = rf"\begin{{aligned}}{code}\end{{aligned}}"
    try:
        written: str = tex2mathml(code, as_block=block)
    except (MathError, AttributeError, IndexError):  # what it does not know is not always told as such
        return None
    return written


def _by_pandoc(tex: str, block: bool) -> str | None:
    """Return what docutils knows nothing of: arrays, colours, arguments of one sign."""
    from lxml import etree  # few formulas need it

    found = re.search(r"<math .*</math>", convert_formula(tex, "html", "--mathml", display=block) or "", re.DOTALL)
    if found is None:
        return None
    formula = etree.fromstring(found[0])
    etree.strip_elements(formula, f"{_MATHML}annotation")
    etree.strip_tags(formula, f"{_MATHML}semantics")
    for cell in formula.iter(f"{_MATHML}mtd"):
        if "style" in cell.attrib:  # a strict Content-Security-Policy refuses styles within the page
            del cell.attrib["style"]
        cell.set("class", f"citator-{cell.get('columnalign', 'center')}")
    _rule(list(formula.iter(f"{_MATHML}mtable")), list(environments(parse(tex))))
    return etree.tostring(formula, encoding="unicode")


def _rule(tables: list[etree._Element], written: list[Environment]) -> None:
    """Give arrays their rules, which pandoc leaves out."""
    if len(tables) != len(written):
        return
    for table, array in zip(tables, written, strict=True):
        rows = [row.findall(f"{_MATHML}mtd") for row in table.findall(f"{_MATHML}mtr")]
        for above, row in enumerate(rows):
            for before, cell in enumerate(row):
                sides = {
                    "top": above in array.rules,
                    "bottom": above + 1 == len(rows) and above + 1 in array.rules,
                    "left": before in array.uprights,
                    "right": before + 1 == len(row) and before + 1 in array.uprights,
                }
                classes = [cell.get("class", ""), *(f"citator-rule-{side}" for side, drawn in sides.items() if drawn)]
                cell.set("class", " ".join(classes))


def install(app: Sphinx) -> None:
    """Set formulas as MathML, unless ``conf.py`` names another renderer."""
    app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))
    if app.config.html_math_renderer is None:
        app.config.html_math_renderer = RENDERER  # type: ignore[assignment, unused-ignore]


def setup(app: Sphinx) -> None:
    """Let authors say what a formula says."""
    app.add_directive("math", MathDirective, override=True)
    app.connect("doctree-read", take_words)
