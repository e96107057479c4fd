"""Documents, sections and titles; the publication's own title stands on its cover."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from citator.sphinxext.pdf.numbers import section_number
from citator.sphinxext.pdf.render import restated
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import call, command, escape, label
from citator.typst.parts import mark_document, mark_entry

_UNSEEN = (nodes.Invisible, nodes.target, nodes.comment)
_SILENT = (*_UNSEEN, nodes.compound, nodes.section)


@renders(addnodes.start_of_file)
def document(writer: Writer, node: addnodes.start_of_file) -> str:
    """Write a document, which may hold the documents of its toctree."""
    with writer.inside(node["docname"]):
        title = writer.env.titles.get(node["docname"])
        number = section_number(writer.env, node["docname"], (), first=True)
        words = " ".join(filter(None, (number, title.astext() if title else "")))
        return mark_document(node["docname"], words, writer.children(node))


@renders(nodes.section)
def section(writer: Writer, node: nodes.section) -> str:
    """Write a section under a heading; the first section of the first document is the publication itself."""
    writer.depth += 1
    try:
        if writer.depth == 1 and writer.docname == writer.publication.root and _is_first(node):
            names = [*_document_label(writer), *writer.anchors(node)]
            anchors = "".join(command("anchor", name) for name in names) + "\n"
            return _opening(writer, node) + anchors + writer.children(node)
        heading = _heading(writer, node)
        if (table := _table_below(node)) is not None:
            writer.above[id(table)], heading = heading, ""
        return heading + writer.children(node)
    finally:
        writer.depth -= 1


def _table_below(node: nodes.section) -> nodes.Node | None:
    """Return the table that a section begins with: it takes the heading along to a page that lies on its side."""
    words = (child for child in node.children if not isinstance(child, (nodes.title, *_UNSEEN)))
    first = next(words, None)
    return first if isinstance(first, nodes.table) else None


def _is_first(node: nodes.section) -> bool:
    """Tell whether no section stands before this one; a second heading of the first level is printed as one."""
    before = node.parent.children[: node.parent.index(node)]
    return not any(isinstance(sibling, nodes.section) for sibling in before)


def _opening(writer: Writer, node: nodes.section) -> str:
    """Give the words before a report's first chapter a heading, the report's own title; a paper has it above them."""
    words = any(isinstance(child, nodes.Body) and not isinstance(child, _SILENT) for child in node.children)
    if not words or writer.publication.is_single_page:
        return ""
    title = writer.publication.title
    return mark_entry(1, title) + call("sec", escape(title), level=1) + "\n"


def _heading(writer: Writer, node: nodes.section) -> str:
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    if title is None:
        return ""
    first = isinstance(node.parent, addnodes.start_of_file)
    number = section_number(writer.env, writer.docname, node["ids"], first=first)
    names = [*(_document_label(writer) if first else []), *writer.anchors(node), *writer.anchors(title)]
    authors = [person.name for person in writer.chapter_authors(writer.docname)] if first else []
    arguments = {"level": max(1, writer.depth - 1), "number": number, "anchors": names, "authors": authors}
    present = {name: item for name, item in arguments.items() if item not in (None, [])}
    entry = mark_entry(max(1, writer.depth - 1), " ".join(filter(None, (number, title.astext()))))
    return writer.block(title, entry + call("sec", restated.title(writer, title), **present))


def _document_label(writer: Writer) -> list[str]:
    name = label(writer.docname)
    return [name] if writer.claim(name) else []


@renders(nodes.title, nodes.subtitle)
def title(writer: Writer, node: nodes.Element) -> str:
    """Leave titles to what they are titles of, and write the others as a line of their own."""
    return "" if isinstance(node.parent, nodes.section) else writer.block(node, call("rubric", writer.inline(node)))


@renders(addnodes.centered)
def centred(writer: Writer, node: nodes.Element) -> str:
    """Write a line in the middle."""
    return writer.block(node, call("centred", writer.inline(node)))


@renders(nodes.rubric)
def rubric(writer: Writer, node: nodes.Element) -> str:
    """Write a heading that is not in the contents."""
    if "sd-tab-label" in node.get("classes", ()):
        return ""
    return writer.block(node, call("rubric", writer.inline(node)))
