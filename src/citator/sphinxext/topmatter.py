"""Keeps the front matter of a page out of its text.

MyST hands it on as a field list, of which docutils makes what it does of one in its own language: an English ``abstract``
is printed as a topic of the page, and the names of ``authors`` are read as Markdown. Citator reads it by itself.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from citator.diagnostics import Code, Diagnostic
from citator.frontmatter.publication import FOREIGN_FIELDS
from citator.frontmatter.source import Field, from_mapping, parse_yaml
from citator.sphinxext.publication import authors_place, current_publication
from citator.sphinxext.report import note_diagnostic, note_diagnostics

HEADING = "citator_heading"
"""What front matter keeps of the text below it."""


def _note_front_matter(renderer: Any, token: Any) -> None:
    """Note what Sphinx and its extensions ask of a page's front matter; nothing of it becomes text."""
    field = _read(renderer, token.content)
    values = {name: found.plain() for name, found in field.value.items()} if isinstance(field.value, dict) else {}
    env = renderer.sphinx_env
    env.metadata[env.docname].update(
        {name: value or "" for name, value in values.items() if name in FOREIGN_FIELDS and not isinstance(value, dict)}
    )
    if "tocdepth" in values:
        depth = str(values["tocdepth"])
        env.metadata[env.docname]["tocdepth"] = int(depth) if depth.isdigit() else 0
    if isinstance(title := values.get("title"), str):
        _note_title(renderer, " ".join(title.split()), field.line_of(("title",)), token.meta.get(HEADING))


def _note_title(renderer: Any, title: str, line: int | None, heading: str | None) -> None:
    """Make the title of a chapter its heading where the text has none; that of a publication is printed by itself."""
    app = renderer.sphinx_env._app
    publication = current_publication(app)
    is_chapter = publication is not None and renderer.sphinx_env.docname != publication.root
    if renderer.md_config.title_to_header or (is_chapter and heading is None):
        renderer.nested_render_text(f"# {title}", (line or 1) - 1)
    elif is_chapter and title != heading:
        message = f"front matter: 'title' is '{title}', but the heading '{heading}' is printed; take one of the two out"
        where = authors_place(app, renderer.document["source"], line)
        note_diagnostic(renderer.sphinx_env, Diagnostic(Code.FRONT_MATTER, message, where))


def _find_heading(state: StateCore) -> None:
    """Leave with the front matter what the text has for a title, ``None`` where it has no heading of the first level."""
    if state.tokens and state.tokens[0].type == "front_matter":
        after = zip(state.tokens, state.tokens[1:], strict=False)
        found = (words.content for token, words in after if token.type == "heading_open" and token.tag == "h1")
        state.tokens[0].meta[HEADING] = next(found, None)


def _read(renderer: Any, content: Any) -> Field:
    if isinstance(content, dict):
        return from_mapping(content, {})
    app = renderer.sphinx_env._app
    where = authors_place(app, renderer.document["source"], None)
    field, problems = parse_yaml(content, where.path, first_line=2)
    if current_publication(app) is None:  # that of a publication is read, and what is wrong with it told, by then
        note_diagnostics(renderer.sphinx_env, problems)
    return field or Field(1, {})


def install(parser: MarkdownIt) -> None:
    """Read front matter so in a parser that MyST has made."""
    parser.core.ruler.push(HEADING, _find_heading)
    parser.add_render_rule("render_front_matter", _note_front_matter, fmt="docutils")
