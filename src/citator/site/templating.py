"""The one Jinja environment of the site: everything is escaped unless a function of ours made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from citator.model import dates
from citator.model.addresses import doi_url
from citator.model.anchors import escape_id
from citator.model.inline import Inlines, from_json, plain_text, without_links
from citator.model.languages import foreign
from citator.model.titles import subtitle_mark
from citator.site import words
from citator.site.inline import entry_html, inline_html


@cache
def environment() -> Environment:
    """Return the environment with the filters that templates use."""
    env = Environment(
        loader=PackageLoader("citator.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.filters |= {
        "entry": _entry,
        "inlines": lambda value: Markup(inline_html(from_json(value))),
        "unlinked": lambda inlines, language: _entry(without_links(inlines), language),
        "plain": plain_text,
        "long_date": _in_language(dates.long_date),
        "partial_date": _in_language(dates.partial_date),
        "size": _in_language(words.size),
        "count": _in_language(words.count),
        "inside": _in_language(words.inside),
        "corrected": _in_language(words.corrected),
        "type_name": _in_language(words.type_name),
        "initials": words.initials,
        "anchor": escape_id,
        "doi_url": doi_url,
        "foreign": _in_language(foreign),
        "subtitle_mark": subtitle_mark,
    }
    env.globals |= {"statuses": words.STATUSES, "is_url": words.is_url}
    return env


def keep_compiled(environment: Environment, cache: Path) -> None:
    """Keep compiled templates in a cache, for other processes and builds: to compile one takes as long as to fill many."""
    if environment.bytecode_cache is None:
        folder = cache / "templates" / _calls(environment)
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _calls(environment: Environment) -> str:
    """Return a digest of how compiled templates call filters: Jinja itself looks at the text of a template alone."""
    called = {**environment.filters, **environment.tests, **environment.globals}
    kinds = [f"{name} {getattr(function, 'jinja_pass_arg', None)}" for name, function in sorted(called.items())]
    return hashlib.sha256("\n".join(kinds).encode()).hexdigest()[:12]


def _entry(inlines: Inlines, language: str) -> Markup:
    return Markup(entry_html(inlines, language))


def _in_language(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that speaks the language of the page."""

    @pass_context
    def speaking(context: Context, *values: Any) -> Any:
        return filter_(*values, language=context["language"])

    return speaking


def render(template: str, language: str, **values: Any) -> str:
    """Return a template filled with ``values``, as HTML; its own words are those of ``language``."""
    said = environment().get_template(template).render(language=language, t=words.speaker(language), **values)
    return said.strip() + "\n"


def markup(html: Inlines | str) -> Markup:
    """Return formatted text, or HTML that a function of ours wrote, as safe for a template."""
    return Markup(html if isinstance(html, str) else inline_html(html))
