"""Glue to Sphinx: roles, directives, the citation domain, post-transforms, the PDF builder, HTML templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def modules() -> tuple[Any, ...]:
    """Import the modules of the extension, in the order in which they are set up."""
    from citator.sphinxext import (
        anchors,
        appendix_numbers,
        builder,
        chart,
        citing,
        collect,
        compat,
        corrections,
        datatable,
        directives,
        doctrees,
        domain,
        headings,
        leftovers,
        look,
        mathematics,
        namedfile,
        nodes,
        options,
        pictures,
        plain,
        publication,
        references,
        resolve,
        roles,
        safety,
        styles,
        subfigures,
        titles,
        warnings,
        xref,
    )
    from citator.sphinxext.epub import semantics

    return (
        options,
        warnings,
        compat,
        nodes,
        domain,
        roles,
        directives,
        datatable,
        namedfile,
        chart,
        pictures,
        subfigures,
        anchors,
        publication,
        headings,
        references,
        leftovers,
        collect,
        titles,
        citing,
        styles,
        resolve,
        doctrees,
        plain,
        safety,
        xref,
        mathematics,
        appendix_numbers,
        corrections,
        builder,
        look,
        semantics,
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every module of the extension."""
    for module in modules():
        module.setup(app)
    return {"version": "0.1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
