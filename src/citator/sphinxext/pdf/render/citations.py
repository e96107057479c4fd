"""Citations, notes and bibliographies: the words and numbers are fixed; the page is found by the template."""

from __future__ import annotations

from docutils import nodes

from citator.model.languages import is_right_to_left
from citator.sphinxext.nodes import (
    citation_text,
    citator_backlinks,
    citator_bibliography,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
    citator_mention,
)
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.glyphs import work_comment
from citator.typst.markup import Value, call, code_call, content, escape, label
from citator.typst.parts import mark_bibliography


@renders(citation_text)
def citation(writer: Writer, node: citation_text) -> str:
    """Write a citation; among words from right to left it is kept from them, for it may be in Latin letters."""
    text = writer.children(node)
    return call("isolated", text) if is_right_to_left(writer.publication.language) else text


@renders(citator_entry_label, citator_entry_content)
def words(writer: Writer, node: nodes.Element) -> str:
    """Write the formatted words."""
    return writer.children(node)


@renders(citator_mention)
def mention(writer: Writer, node: citator_mention) -> str:
    """Write a mention with its anchors, whose pages the entry names."""
    docname = node.get("docname") or writer.docname
    names = [[label(docname, anchor), f"{docname}#{anchor}"] for anchor in node["ids"]]
    fresh = [pair for pair in names if writer.claim(pair[0])]
    return call("mention", writer.children(node), names=fresh, keys=list(node.get("keys", ())))


@renders(nodes.footnote_reference)
def mark(writer: Writer, node: nodes.footnote_reference) -> str:
    """Write a note where it is first called, and its mark alone afterwards."""
    docname = node.get("docname") or writer.docname
    name = label(docname, node.get("refid", ""))
    note = writer.places.get(name)
    number = node.astext()
    writer.anchors(node)
    if not isinstance(note, nodes.footnote):
        return call("super", number)
    if name in writer.notes_set:
        return call_again(number, name)
    writer.notes_set.add(name)
    writer.claim(name)
    writer.anchors(note)
    outer = writer.in_note, writer.verbatim
    writer.in_note, writer.verbatim = True, False
    with writer.inside(docname):
        body = "".join(writer.render(child) for child in note.children if not isinstance(child, nodes.label))
    writer.in_note, writer.verbatim = outer
    return call("note", body.strip() + "\n", number=number, anchor=name)


def call_again(number: str, name: str) -> str:
    """Return the mark of a note that is called again."""
    return f"#{code_call('note-again', number=number, target=name)};"


@renders(nodes.footnote)
def footnote(writer: Writer, node: nodes.footnote) -> str:
    """Print nothing: the note stands where it is called."""
    return ""


@renders(nodes.citation)
def docutils_citation(writer: Writer, node: nodes.citation) -> str:
    """Write a citation of reStructuredText's own."""
    mark = next((child for child in node.children if isinstance(child, nodes.label)), None)
    rest = [child for child in node.children if child is not mark]
    shown = f"[{mark.astext()}] " if mark is not None else ""
    return writer.block(node, escape(shown) + "".join(map(writer.render, rest)).strip())


@renders(citator_bibliography)
def bibliography(writer: Writer, node: citator_bibliography) -> str:
    """Write a list of works."""
    entries: list[str] = [f"{writer.render(child)}, " for child in node.children]
    options = [f"hanging: {str(node.get('hanging', True)).lower()}"]
    if title := _list_title(writer, node):
        options.append(f"title: {content(title).code}")
    call = f"#bibliography-list({', '.join(options)}, {''.join(entries)});"
    return mark_bibliography(writer.block(node, call))


def _list_title(writer: Writer, node: citator_bibliography) -> str:
    """Return the title of the section that holds one list of several, such as "Primary sources"; it heads the list of a chapter's own PDF."""
    section = node.parent
    if not isinstance(section, nodes.section) or not isinstance(section.parent, nodes.section):
        return ""
    title = section.next_node(nodes.title)
    return escape(title.astext()) if title is not None else ""


@renders(citator_entry)
def entry(writer: Writer, node: citator_entry) -> str:
    """Write an entry; its backlinks become the pages that cite it."""
    options: dict[str, Value] = {"anchors": list(writer.anchors(node))}
    body = ""
    for child in node.children:
        if isinstance(child, citator_entry_label):
            options["label"] = content(writer.inline(child))
        elif isinstance(child, citator_backlinks):
            pairs: list[tuple[str, str]] = child.get("targets", [])
            targets = [writer.target(docname, anchor) for docname, anchor in pairs]
            options["cited"] = [name for name in targets if name]
        else:
            body += writer.render(child)
    return work_comment(node.get("key", "")) + code_call("bibentry", body.strip() + "\n", **options)
