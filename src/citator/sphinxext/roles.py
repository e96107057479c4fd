"""Roles of sphinxcontrib-bibtex (``cite:p``, ``cite:t``, ``footcite`` …), ``{claim}``, ``{pub}`` and ``{download}``."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import system_message
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from citator.csl.syntax import parse_role_citation
from citator.diagnostics import Code, Diagnostic, Where
from citator.model.citation import Citation, Form
from citator.sphinxext.nodes import UNRESOLVED, citator_citation, citator_claim, citator_xref
from citator.sphinxext.publication import citation_locale
from citator.sphinxext.report import note_diagnostic

#: sphinxcontrib-bibtex's names and what each is in CSL's terms; natbib's manual explains them.
FORMS: dict[str, Form] = {
    "": Form.PARENTHETICAL,
    "p": Form.PARENTHETICAL,
    "ps": Form.PARENTHETICAL,
    "t": Form.NARRATIVE,
    "ts": Form.NARRATIVE,
    "ct": Form.NARRATIVE,
    "cts": Form.NARRATIVE,
    "alp": Form.PARENTHETICAL,
    "alps": Form.PARENTHETICAL,
    "label": Form.PARENTHETICAL,
    "labelpar": Form.PARENTHETICAL,
    "year": Form.YEAR_ONLY,
    "yearpar": Form.YEAR_ONLY,
    "author": Form.AUTHOR_ONLY,
    "authors": Form.AUTHOR_ONLY,
    "authorpar": Form.AUTHOR_ONLY,
    "authorpars": Form.AUTHOR_ONLY,
    "cauthor": Form.AUTHOR_ONLY,
    "cauthors": Form.AUTHOR_ONLY,
    "full": Form.FULL,
    "empty": Form.NOCITE,
}

FOOT_FORMS = {name: FORMS[name] for name in ("", "p", "ps", "t", "ts", "ct", "cts")}


class CiteRole(SphinxRole):
    """``{cite:p}`` and its kin: notes the citation, formats nothing."""

    foot = False

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        """Return the placeholder; text that cannot be read stands in the page as it is, and is told."""
        name = self.name.partition(":")[2] if ":" in self.name else ""
        source, line = self.get_source_info()
        where = Where(source, line)
        parsed = parse_role_citation(self.text, citation_locale(self.env._app))
        if parsed.error:
            note_diagnostic(self.env, Diagnostic(Code.MALFORMED_CITATION, parsed.error, where))
        if not parsed.items:
            return [nodes.inline(self.rawtext, self.text, classes=["citator-unresolved"])], []
        citation = Citation(parsed.items, FORMS[name])
        node = citator_citation("", citation=citation, role=name, foot=self.foot, source_text=self.text)
        self.set_source_info(node)
        return [node], []


class FootCiteRole(CiteRole):
    """``{footcite}``: a note in any style."""

    foot = True


class ClaimRole(SphinxRole):
    """``{claim}`F060,F061```: ties a sentence to ids of a claims table and prints nothing."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        """Return a node that the writers never see."""
        node = citator_claim("", claims=[part.strip() for part in self.text.split(",") if part.strip()])
        self.set_source_info(node)
        return [node], []


class PubRole(SphinxRole):
    """``{pub}`slug``` or ``{pub}`text <slug#label>```: a link to a publication of the library or to a place in it."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        """Return a reference that the LINK phase resolves."""
        text, target = "", self.text.strip()
        if target.endswith(">") and "<" in target:
            text, _, target = target[:-1].rpartition("<")
        publication, _, label = target.strip().partition("#")
        node = citator_xref("", publication=publication, label=label)
        node["text"] = text.strip()  # as a keyword it would be docutils' own: a child of the node
        node += nodes.Text(text.strip() or UNRESOLVED)
        self.set_source_info(node)
        return [node], []


class DownloadRole(XRefRole):
    """Sphinx's ``{download}``; in a library, words that are written for a file are words, and its bare name is code."""

    nodeclass = addnodes.download_reference

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[system_message]]:
        """Return the link to the file."""
        if is_ref and self.has_explicit_title and env.config.citator_library:
            node[0] = nodes.inline("", self.title, classes=self.classes)
        return [node], []


def setup(app: Sphinx) -> None:
    """Register the roles that belong to no domain."""
    app.add_role("cite", CiteRole(), override=True)
    app.add_role("footcite", FootCiteRole(), override=True)
    app.add_role("claim", ClaimRole())
    app.add_role("pub", PubRole())
    app.add_role("download", DownloadRole(), override=True)
