"""Words that are printed again elsewhere: a title in contents and running heads, a caption in its list, a table's head on each page.

There they have no links, notes and labels: a note would be printed twice, a label would be there twice, and a running head
is an artifact, which may hold no link (ISO 32000-1, 14.8.2.2). Where this makes a difference both are written.
"""

from __future__ import annotations

import re

from docutils import nodes

from citator.sphinxext.nodes import citator_mention, citator_xref
from citator.sphinxext.pdf.writer import Writer
from citator.sphinxext.surgery import every, position, remove_with_space
from citator.typst.markup import command, content

_LINKED = (nodes.footnote_reference, nodes.reference, citator_mention, citator_xref)
_LONG = 120
"""Letters of a caption that takes more than a line of a list."""
_SENTENCE = re.compile(r".*?[^\W\d_]{3}[)\]\N{RIGHT DOUBLE QUOTATION MARK}]?[.!?](?=\s+[^\Wa-z\d_])", re.DOTALL)
"""Up to the first end of a sentence: after a word of three letters, which leaves most abbreviations in peace."""
_BRACKETS = ("(", "[", "\N{FULLWIDTH LEFT PARENTHESIS}")


def title(writer: Writer, node: nodes.Element) -> str:
    """Return the markup of a title; its citations are never restated, as in the titles of web pages."""
    return _both(writer, node, dropped=(nodes.footnote_reference, citator_mention))


def caption(writer: Writer, node: nodes.Element) -> str:
    """Return the markup of a caption; of a long one the first sentence is restated, with a citation that is a part of it ("after Abel")."""
    return _both(writer, node, shortened=len(node.astext()) > _LONG)


def cell(writer: Writer, node: nodes.Element) -> str:
    """Return the markup of a cell in the head of a table."""
    return _both(writer, node)


def _both(
    writer: Writer,
    node: nodes.Element,
    *,
    dropped: tuple[type[nodes.Element], ...] = (nodes.footnote_reference,),
    shortened: bool = False,
) -> str:
    words = writer.inline(node)
    linked = (isinstance(part, _LINKED) or part["ids"] for part in node.findall(nodes.Element) if part is not node)
    if not shortened and not any(linked):
        return words
    bare = node.deepcopy()
    bare.parent = node.parent  # it stands at the same place, for messages
    for part in list(every(bare, nodes.Element)):
        part["ids"] = []
        if isinstance(part, dropped) or _is_aside(part):
            remove_with_space(part)
        elif isinstance(part, nodes.reference | citator_mention):
            index = position(part)
            part.parent[index : index + 1] = part.children
    if shortened:
        _keep_first_sentence(bare)
    # a cell may end with a comment, which must not take the bracket in
    end = "\n" if isinstance(node, nodes.entry) else ""
    return command("restated", content(writer.inline(bare) + end), content(words + end))


def _keep_first_sentence(node: nodes.Element) -> None:
    for index, part in enumerate(node.children):
        if isinstance(part, nodes.Text) and (found := _SENTENCE.match(part.astext())):
            node[index:] = [nodes.Text(found[0].rstrip("."))]
            return


def _is_aside(node: nodes.Element) -> bool:
    """Tell whether a citation stands in brackets, or is a raised number."""
    raised = node.next_node(nodes.superscript) is not None
    return isinstance(node, citator_mention) and (raised or node.astext().startswith(_BRACKETS))
