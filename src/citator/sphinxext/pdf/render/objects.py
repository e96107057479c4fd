"""Descriptions of programs (Sphinx's object descriptions), which a handbook may hold."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import call, command, escape


@renders(addnodes.desc)
def description(writer: Writer, node: addnodes.desc) -> str:
    """Write signatures and what they mean."""
    return writer.children(node)


@renders(addnodes.desc_signature)
def signature(writer: Writer, node: addnodes.desc_signature) -> str:
    """Write a signature as code."""
    return writer.block(node, call("rubric", command("code", node.astext())))


@renders(addnodes.desc_content)
def body(writer: Writer, node: addnodes.desc_content) -> str:
    """Write what a signature means."""
    return writer.block(node, call("blockquote", writer.children(node).strip() + "\n"))


@renders(addnodes.desc_inline, addnodes.desc_name)
def name(writer: Writer, node: nodes.Element) -> str:
    """Write a part of a signature that stands in a sentence."""
    return escape(node.astext())
