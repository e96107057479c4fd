"""Text within a line: emphasis, code, links."""

from __future__ import annotations

from urllib.parse import quote

from docutils import nodes
from msgspec.structs import replace
from sphinx import addnodes

from citator.diagnostics import Code, Diagnostic
from citator.model.addresses import is_safe, is_said
from citator.sphinxext.nodes import citator_break, citator_struck, citator_task, citator_xref
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.errors import mark_own_typst
from citator.typst.markup import Value, call, command, content, escape, string
from citator.typst.syntax import fault_of_syntax

_FUNCTIONS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "emph",
    nodes.strong: "strong",
    nodes.superscript: "super",
    nodes.subscript: "sub",
    nodes.title_reference: "emph",
    citator_struck: "strike",
}
_CLASSES = {
    "smallcaps": "smallcaps",
    "kbd": "keyboard",
    "citator-unresolved": "problem",
    "strike": "strike",
    "underline": "underline",
    "mark": "marked",
    "guilabel": "interface",
    "menuselection": "interface",
    "versionmodified": "emph",
}


@renders(*_FUNCTIONS)
def styled(writer: Writer, node: nodes.Element) -> str:
    """Write a change of style."""
    function = next(name for kind, name in _FUNCTIONS.items() if isinstance(node, kind))
    return call(function, writer.children(node))


@renders(nodes.inline)
def inline(writer: Writer, node: nodes.inline) -> str:
    """Write a span: small capitals, or what else its classes say."""
    text = writer.children(node)
    classes: list[str] = node.get("classes", [])
    for name in classes:
        if name in _CLASSES:
            text = call(_CLASSES[name], text)
    return text


@renders(citator_break)
def hard_break(writer: Writer, node: citator_break) -> str:
    """Break the line."""
    return command("linebreak")


@renders(citator_task)
def box_of_a_task(writer: Writer, node: citator_task) -> str:
    """Print nothing: the box is the marker of its item."""
    return ""


@renders(nodes.literal)
def literal(writer: Writer, node: nodes.literal) -> str:
    """Write code within a line; a keyboard key is a literal with a class."""
    if "kbd" in node.get("classes", ()):
        return call("keyboard", escape(node.astext()))
    return command("cell-code" if _in_cell(node) else "code", node.astext())


def _in_cell(node: nodes.Node) -> bool:
    around = node.parent
    while around is not None and not isinstance(around, nodes.entry | nodes.section):
        around = around.parent
    return isinstance(around, nodes.entry)


@renders(nodes.abbreviation, nodes.acronym, nodes.generated, addnodes.manpage)
def plain(writer: Writer, node: nodes.Element) -> str:
    """Write the text alone."""
    text = writer.children(node)
    explanation = node.get("explanation")
    return f"{text} {escape(f'({explanation})')}" if explanation else text


@renders(nodes.problematic)
def problematic(writer: Writer, node: nodes.Element) -> str:
    """Mark what docutils could not read."""
    return call("problem", writer.children(node))


@renders(nodes.reference)
def reference(writer: Writer, node: nodes.reference) -> str:
    """Write a link within the publication or to the web; one whose end is not in the PDF is text."""
    return link(writer, node, writer.children(node))


def link(writer: Writer, node: nodes.Element, text: str) -> str:
    """Make text, or an image, the link that a reference is."""
    address = node.get("refuri", "")
    if node.get("refid") or address.startswith("%"):
        docname, _, anchor = address.removeprefix("%").partition("#")
        target = writer.target(
            node.get("refdocname") or docname or writer.docname, node.get("refid") or node.get("refid_there") or anchor
        )
        return call("goto" if "entry_key" in node else "jump", text, target=target) if target and text else text
    if not is_safe(address) or not text:
        return text
    shown = is_said(address, node.astext())
    options: dict[str, Value] = {}
    if not shown:
        options = {"shown": False, "in_note": writer.in_note}
    return call("weblink", text, url=address, **options)


@renders(addnodes.download_reference)
def download(writer: Writer, node: nodes.Element) -> str:
    """Link to a file of the site: at its address, or beside the PDF where the site has none."""
    text = writer.children(node)
    if "filename" not in node:
        return link(writer, node, text)
    site, path = writer.site, f"_downloads/{quote(node['filename'])}"
    address = f"{site.rstrip('/')}/{writer.publication.path}/{path}" if site else path
    return call("weblink", text, url=address, shown=not site, in_note=writer.in_note)


@renders(citator_xref)
def xref(writer: Writer, node: citator_xref) -> str:
    """Leave a reference into another publication to the template, which reads where it leads, and its title."""
    given = "true" if node.get("text") else "false"
    words = content(writer.children(node))
    return f"#citator-xref({string(node['publication'])}, {string(node['label'])}, given: {given}, {words.code});"


@renders(nodes.target)
def target(writer: Writer, node: nodes.target) -> str:
    """Write a place to link to; its anchors are written with every node's."""
    return writer.children(node)


@renders(nodes.image)
def image_in_line(writer: Writer, node: nodes.image) -> str:
    """Write an image: in its line, or as a block of its own."""
    from citator.sphinxext.pdf.render.figures import picture

    code = picture(writer, node)
    if not code:
        return ""
    if isinstance(node.parent, nodes.TextElement) and len(node.parent.children) > 1:
        return f"#box({code});"
    return writer.block(node, f"#{code};")


@renders(nodes.raw)
def raw(writer: Writer, node: nodes.raw) -> str:
    """Write source that is meant for Typst, or show it where Typst cannot read it; other formats are for other builders."""
    if "typst" not in node.get("format", "").split():
        return ""
    source, where = node.astext(), writer.where(node)
    in_line = isinstance(node.parent, nodes.TextElement)
    if fault := fault_of_syntax(source):
        line, message = fault
        told = where if in_line or where.line is None else replace(where, line=where.line + line)
        told_words = f"Typst cannot read your {{raw}} typst: {message}; correct it, it is printed as it was written"
        writer.diagnostics.append(Diagnostic(Code.PDF_TYPST, told_words, told))
        return command("code", source) if in_line else writer.block(node, command("listing", source))
    return f"{source}\n" if in_line else mark_own_typst(source, where)


@renders(nodes.system_message)
def system_message(writer: Writer, node: nodes.Element) -> str:
    """Print nothing: Sphinx has told the author."""
    return ""


@renders(addnodes.pending_xref)
def unresolved(writer: Writer, node: nodes.Element) -> str:
    """Write the words of a reference that leads nowhere; Sphinx has told the author."""
    return writer.children(node)
