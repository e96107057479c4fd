"""Keeps the front matter of a page out of its text.

MyST hands it on as a field list, of which docutils makes what it does of one in its own language: an English ``abstract``
is printed as a topic of the page, and the names of ``authors`` are read as Markdown. Citator reads it by itself.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt

from citator.frontmatter.publication import FOREIGN_FIELDS
from citator.frontmatter.source import Field, from_mapping, parse_yaml
from citator.sphinxext.publication import authors_place, current_publication
from citator.sphinxext.report import note_diagnostics


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
    if values.get("title") and renderer.md_config.title_to_header:
        renderer.nested_render_text(f"# {values['title']}", 0)


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
    parser.add_render_rule("render_front_matter", _note_front_matter, fmt="docutils")
