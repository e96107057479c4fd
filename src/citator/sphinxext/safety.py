"""Keeps script out of pages: links of safe schemes only and, in a library, no HTML but our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.addresses import SAFE_SCHEMES
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.namedfile import NamedRaw
from citator.sphinxext.publication import current_library
from citator.sphinxext.report import note_diagnostic
from citator.sphinxext.surgery import every, place

logger = logging.getLogger("citator")

#: Browsers pass over these within a scheme: https://url.spec.whatwg.org/#concept-basic-url-parser
_IGNORED = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HREF = re.compile(r"\\(?:href|url)\s*\{\s*([^{}]*?)\s*\}")


def is_safe(address: str) -> bool:
    """Tell whether a link may lead there: an address of a safe scheme, or one without a scheme (relative, fragment)."""
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme is None or scheme[1].lower() in SAFE_SCHEMES


def unlink(env: BuildEnvironment, document: nodes.Element) -> None:
    """Replace links to unsafe addresses by their content, and tell of each."""
    for node in list(every(document, nodes.reference, addnodes.download_reference)):
        address = str(node.get("refuri", ""))
        if not is_safe(address):
            _tell(env, node, address)
            node.replace_self(node.children or nodes.Text(address))
    for toctree in document.findall(addnodes.toctree):
        for entry in list(toctree["entries"]):
            if not is_safe(str(entry[1])) and entry[1] not in env.found_docs:
                _tell(env, toctree, str(entry[1]))
                toctree["entries"].remove(entry)
    for formula in list(every(document, nodes.math, nodes.math_block)):
        for address in _unsafe_in(formula.astext()):
            _tell(env, formula, address)
        safe = _HREF.sub(lambda match: match.group() if is_safe(match[1]) else "", formula.astext())
        if safe != formula.astext():
            formula.children[:] = [nodes.Text(safe)]


def _unsafe_in(formula: str) -> Iterator[str]:
    return (match[1] for match in _HREF.finditer(formula) if not is_safe(match[1]))


def _tell(env: BuildEnvironment, node: nodes.Element, address: str) -> None:
    source, line = place(node)
    message = f"the address '{' '.join(address.split())[:60]}' is not linked; write one that begins with https:"
    note_diagnostic(env, Diagnostic(Code.UNSAFE_URL, message, Where(source, line) if source else None))


def check_document(app: Sphinx, document: nodes.document) -> None:
    """Check what the author wrote, once, with its line."""
    unlink(app.env, document)


class UnlinkUnsafe(SphinxPostTransform):
    """Checks the links that came from elsewhere: citations, inventories, other extensions."""

    # after Sphinx and every extension have resolved references
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Replace what may not be linked by its text."""
        unlink(self.env, self.document)


class NoRawHtml(NamedRaw):
    """``{raw} html`` in a library: shows its text and tells; other formats pass, for they reach no page."""

    def run(self) -> list[nodes.Node]:
        """Return the HTML as a listing."""
        if "html" not in self.arguments[0].lower().split():
            settings = self.state.document.settings
            settings.raw_enabled = True
            try:
                return list(super().run())
            finally:
                settings.raw_enabled = False
        env: BuildEnvironment = self.state.document.settings.env
        source, line = self.state_machine.get_source_and_line(self.lineno)
        message = "raw HTML is shown as text; write it in Markdown, or set allow_html in citator_library"
        note_diagnostic(env, Diagnostic(Code.RAW_HTML, message, Where(str(source), line)))
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text)] if text else []


def refuse_html(app: Sphinx) -> None:
    """Take the raw directive and the raw role from a library that does not allow HTML."""
    library = current_library(app)
    if library is not None and not library.allow_html:
        app.add_directive("raw", NoRawHtml, override=True)
        # the role asks docutils' own setting, and shows its text when it is off
        app.env.settings["raw_enabled"] = False


def tell_of_html(app: Sphinx, env: BuildEnvironment) -> None:
    """Say once that a foreign book keeps the HTML in its Markdown."""
    if current_library(app) is None and any(document.has_html for document in citation_domain(env).documents.values()):
        logger.info("citator keeps the raw HTML of this book's Markdown; a library would refuse it")


def setup(app: Sphinx) -> None:
    """Check when a document is read, before Sphinx copies its contents, and when it is written."""
    app.connect("builder-inited", refuse_html)
    app.connect("doctree-read", check_document, priority=200)
    app.connect("env-updated", tell_of_html)
    app.add_post_transform(UnlinkUnsafe)
