"""Writes our nodes as HTML: citations, bibliographies with their way back, notes, slots and links to be resolved.

Roles follow DPUB-ARIA 1.1 (https://www.w3.org/TR/dpub-aria-1.1/), where ``doc-biblioentry`` and ``doc-endnote`` are
deprecated in favour of plain list items.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from citator.model.languages import is_right_to_left
from citator.site.words import say
from citator.sphinxext.nodes import (
    citation_text,
    citator_backlinks,
    citator_bibliography,
    citator_break,
    citator_entry,
    citator_entry_content,
    citator_entry_label,
    citator_mention,
    citator_notes,
    citator_slot,
    citator_struck,
    citator_task,
    citator_xref,
)

Visit = Callable[[HTML5Translator, Any], None]


class citator_biblioref(nodes.inline):  # noqa: N801 (docutils names nodes in lower case)
    """A link from a citation to its entry, with the role that docutils' ``reference`` cannot carry."""


class citator_note(nodes.General, nodes.Element):  # noqa: N801
    """One note of the page's list."""


class citator_permalink(nodes.inline):  # noqa: N801
    """A paragraph's permanent link, ``target``; for the mouse only, as it would double the stops of a keyboard."""


class citator_scroller(nodes.General, nodes.Element):  # noqa: N801
    """The box in which a wide table scrolls; ``name`` is what a screen reader calls it."""


class citator_figure_links(nodes.General, nodes.Element):  # noqa: N801
    """The links under a figure; ``image`` is the picture's path as the environment knows it."""


def cited_keys(doctree: nodes.document) -> list[str]:
    """Return the keys of the works cited on a page, in the order of their first mention."""
    keys: list[str] = []
    for mention in doctree.findall(citator_mention):
        keys.extend(mention.get("keys", ()))
    return list(dict.fromkeys(keys))


def visit_citation_text(self: HTML5Translator, node: citation_text) -> None:
    """Open a citation and give the links in it their role."""
    for reference in list(node.findall(nodes.reference)):
        if reference.get("entry_key"):
            link = citator_biblioref("", "", *reference.children, ids=reference["ids"], key=reference["entry_key"])
            link["locator"] = reference.get("locator", "")
            link["href"] = reference.get("refuri") or (f"#{reference['refid']}" if "refid" in reference else "")
            reference.replace_self(link)
    own: dict[str, Any] = {"dir": "auto"} if is_right_to_left(self.config.language) else {}
    self.body.append(self.starttag(node, "span", "", CLASS="citator-citation", **own))


def visit_citator_mention(self: HTML5Translator, node: citator_mention) -> None:
    """Open the place of one citation item: the anchor that its entry leads back to."""
    self.body.append(self.starttag(node, "span", "", CLASS="citator-mention"))


def visit_citator_biblioref(self: HTML5Translator, node: citator_biblioref) -> None:
    """Open the link to an entry, or mere text where no page holds the entry."""
    attributes: dict[str, Any] = {"href": node["href"], "role": "doc-biblioref"} if node["href"] else {}
    tag = "a" if node["href"] else "span"
    self.context.append(f"</{tag}>")
    attributes["data-key"] = node["key"]
    if node["locator"]:
        attributes["data-locator"] = node["locator"]
    self.body.append(self.starttag(node, tag, "", CLASS="citator-biblioref", **attributes))


def visit_citator_bibliography(self: HTML5Translator, node: citator_bibliography) -> None:
    """Open a bibliography: a named section with a list."""
    classes = "citator-bibliography" + " citator-hanging" * bool(node.get("hanging"))
    name: dict[str, Any] = {"aria-label": node.get("title") or _say(self, "Bibliography")}
    self.body.append(self.starttag(node, "section", CLASS=classes, role="doc-bibliography", **name))
    self.body.append("<ol>\n")


def visit_citator_entry(self: HTML5Translator, node: citator_entry) -> None:
    """Open an entry, the target of its citations."""
    attributes: dict[str, Any] = {"data-key": node.get("key", "")}
    self.body.append(self.starttag(node, "li", "", CLASS="citator-entry", **attributes))


def visit_citator_entry_label(self: HTML5Translator, node: citator_entry_label) -> None:
    """Open an entry's label."""
    self.body.append(self.starttag(node, "span", "", CLASS="citator-entry-label"))


def visit_citator_entry_content(self: HTML5Translator, node: citator_entry_content) -> None:
    """Open an entry's words; among words from right to left, an entry that begins with Latin letters runs its own way."""
    start, end = ("<bdi>", "</bdi>") if is_right_to_left(self.config.language) else ("", "")
    self.body.append(self.starttag(node, "div", "", CLASS="citator-entry-content") + start)
    self.context.append(f"{end}</div>\n")


def visit_citator_backlinks(self: HTML5Translator, node: citator_backlinks) -> None:
    """Write the way back from an entry to each of its mentions, named by section."""
    links = list(node.findall(nodes.reference))
    if links:
        self.body.append(f'<p class="citator-backlinks"><span class="citator-label">{_say(self, "Cited in")}</span> ')
        self.body.append(", ".join(_backlink(self, link) for link in links))
        self.body.append("</p>\n")
    raise nodes.SkipNode


def _backlink(self: HTML5Translator, reference: nodes.reference) -> str:
    href = reference.get("refuri") or f"#{reference.get('refid', '')}"
    text = reference.astext()
    name = reference.get("accessible_name", text)
    label = f' aria-label="{self.attval(name)}"' if name != text else ""
    return f'<a role="doc-backlink" href="{self.attval(href)}"{label}>{self.encode(text)}</a>'


def visit_citator_notes(self: HTML5Translator, node: citator_notes) -> None:
    """Open the notes of a page: a named section with a numbered list."""
    for footnote in [child for child in node.children if isinstance(child, nodes.footnote)]:
        label = footnote.next_node(nodes.label)
        children = [child for child in footnote.children if not isinstance(child, nodes.label)]
        note = citator_note("", *children, ids=footnote["ids"], number=label.astext() if label else "")
        note["backrefs"] = footnote.get("backrefs", [])
        footnote.replace_self(note)
    self.body.append(self.starttag(node, "section", CLASS="citator-notes", role="doc-endnotes"))
    self.body.append(f'<h2 class="citator-notes-title">{_say(self, "Notes")}</h2>\n<ol>\n')


def visit_citator_note(self: HTML5Translator, node: citator_note) -> None:
    """Open a note under the number that the text gives it."""
    attributes: dict[str, Any] = {"data-number": node["number"]}
    if node["number"].isdecimal():
        attributes["value"] = node["number"]
    self.body.append(self.starttag(node, "li", "", CLASS="citator-note", **attributes))
    self.body.append('<div class="citator-note-text">')


def depart_citator_note(self: HTML5Translator, node: citator_note) -> None:
    """Close a note with the way back to its marks."""
    self.body.append("</div>")
    for ordinal, mark in enumerate(node["backrefs"], 1):
        name = _say(self, "Back to mark {number}", number=node["number"]) + (
            f", {ordinal}" if len(node["backrefs"]) > 1 else ""
        )
        self.body.append(
            f' <a class="citator-back" role="doc-backlink" href="#{self.attval(mark)}" aria-label="{self.attval(name)}">↩</a>'
        )
    self.body.append("</li>\n")


def visit_citator_xref(self: HTML5Translator, node: citator_xref) -> None:
    """Write a slot that the LINK phase resolves, with text that stands if it cannot."""
    target = {name: node.get(name, "") for name in ("publication", "label", "text")}
    # Two hyphens may not stand in a comment (https://html.spec.whatwg.org/multipage/syntax.html#comments).
    data = json.dumps(target, ensure_ascii=False).replace("--", "-\\u002d").replace(">", "\\u003e")
    self.body.append(f"<!--citator:xref {data}-->")


def depart_citator_xref(self: HTML5Translator, node: citator_xref) -> None:
    """Close the slot."""
    self.body.append("<!--/citator-->")


def visit_citator_slot(self: HTML5Translator, node: citator_slot) -> None:
    """Write a slot that the WRITE phase fills."""
    self.body.append(f"<!--citator:{node['name']}-->")
    raise nodes.SkipNode


def visit_citator_permalink(self: HTML5Translator, node: citator_permalink) -> None:
    """Write the permanent link of a paragraph."""
    target = self.attval(node["target"])
    self.body.append(
        f'<a class="citator-permalink" href="#{target}" tabindex="-1" aria-hidden="true" data-pagefind-ignore="all">'
        f"{self.encode(node['target'].removeprefix('p'))}</a>"
    )
    raise nodes.SkipNode


def visit_citator_scroller(self: HTML5Translator, node: citator_scroller) -> None:
    """Open the box of a wide table as a region that the keyboard reaches."""
    attributes: dict[str, Any] = {"role": "region", "aria-label": node["name"], "tabindex": "0"}
    self.body.append(self.starttag(node, "div", CLASS="table-wrapper", **attributes))


def visit_citator_figure_links(self: HTML5Translator, node: citator_figure_links) -> None:
    """Write the link to a figure's file, the last part of its caption or the whole of it."""
    # docutils closes the caption of every figure that holds more than its picture.
    if not any(isinstance(part, nodes.caption | nodes.legend) for part in node.parent.children):
        self.body.append("<figcaption>\n")
    name = self.builder.images.get(node["image"])
    if name:
        href = f"{self.builder.imgpath}/{name}"
        self.body.append(
            f'<p class="citator-figure-links" data-pagefind-ignore><a href="{self.attval(href)}" download>'
            f"{_say(self, 'Download image')}</a></p>"
        )
    raise nodes.SkipNode


def visit_citator_break(self: HTML5Translator, node: citator_break) -> None:
    """Break the line."""
    self.body.append("<br />\n")
    raise nodes.SkipNode


def visit_citator_struck(self: HTML5Translator, node: citator_struck) -> None:
    """Open words that are struck out."""
    self.body.append(self.starttag(node, "s", ""))


def visit_citator_task(self: HTML5Translator, node: citator_task) -> None:
    """Write the box of a task, ticked where it is done."""
    states = {"checked": node["done"], "disabled": not node["editable"]}
    attributes: dict[str, Any] = {state: state for state, holds in states.items() if holds}
    attributes["aria-label"] = _say(self, "done" if node["done"] else "to do")
    self.body.append(self.emptytag(node, "input", "", CLASS="task-list-item-checkbox", type="checkbox", **attributes))
    raise nodes.SkipNode


def _say(self: HTML5Translator, words: str, **values: object) -> str:
    """Return words of ours, which hold no markup, in the language of the publication."""
    return say(self.config.language, words, **values)


def _close(text: str) -> Visit:
    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(text)

    return depart


def _close_from_context(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.context.pop())


HANDLERS: dict[type[nodes.Element], tuple[Visit, Visit]] = {
    citation_text: (visit_citation_text, _close("</span>")),
    citator_mention: (visit_citator_mention, _close("</span>")),
    citator_biblioref: (visit_citator_biblioref, _close_from_context),
    citator_bibliography: (visit_citator_bibliography, _close("</ol>\n</section>\n")),
    citator_entry: (visit_citator_entry, _close("</li>\n")),
    citator_entry_label: (visit_citator_entry_label, _close("</span> ")),
    citator_entry_content: (visit_citator_entry_content, _close_from_context),
    citator_backlinks: (visit_citator_backlinks, _close("")),
    citator_notes: (visit_citator_notes, _close("</ol>\n</section>\n")),
    citator_note: (visit_citator_note, depart_citator_note),
    citator_xref: (visit_citator_xref, depart_citator_xref),
    citator_slot: (visit_citator_slot, _close("")),
    citator_break: (visit_citator_break, _close("")),
    citator_struck: (visit_citator_struck, _close("</s>")),
    citator_task: (visit_citator_task, _close("")),
    citator_scroller: (visit_citator_scroller, _close("</div>\n")),
    citator_permalink: (visit_citator_permalink, _close("")),
    citator_figure_links: (visit_citator_figure_links, _close("")),
}


def setup(app: Sphinx) -> None:
    """Register the HTML of our nodes; other writers register theirs beside it."""
    for node, handlers in HANDLERS.items():
        app.add_node(node, override=True, html=handlers)
