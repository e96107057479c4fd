"""Tells of markup in the texts of front matter: covers, cards, feeds and records print them as the plain words that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citator.diagnostics import Code, Diagnostic, Where
from citator.frontmatter.source import Field, Path
from citator.frontmatter.validate import name_of

_TEXTS = frozenset(
    {
        "title", "subtitle", "short_title", "description", "abstract", "key_findings", "copyright", "license_note", "funding",
        "disclaimer", "notice", "acknowledgements", "thumbnail_alt", "cover_alt", "note", "was", "now",
    }
)  # fmt: skip
_GROUPS = frozenset({"corrections", "related", "series"})
_MARKUP = re.compile(
    r"""\[[^\[\]]*@\w[^\[\]]*\]                                        # [@smith2020, p. 4]
    |   \[[^\[\]]+\]\([^()\s]+\)                                       # [words](address)
    |   (?:\{[\w:-]+\})?(?P<code>`+)[^`]+(?P=code)                     # `code`, {role}`text`
    |   (?<![\w*_])(?P<sign>[*_]{1,3})(?=[^\s*_])[^*_]*(?<=\S)(?P=sign)(?![\w*_])  # *words*
    """,
    re.VERBOSE,
)


def told_of_markup(field: Field, source: str) -> tuple[Diagnostic, ...]:
    """Return a message for each text of the front matter of ``source`` that holds a citation, emphasis, code or a link."""
    return tuple(
        Diagnostic(
            Code.FRONT_MATTER,
            f"front matter: '{name_of(place)}' is printed as it stands, with '{found[0]}'; write plain words, and cite in the text",
            Where(source, line),
        )
        for place, text, line in _texts(field)
        if (found := _MARKUP.search(" ".join(text.split())))
    )


def _texts(field: Field, place: Path = ()) -> Iterator[tuple[Path, str, int | None]]:
    if isinstance(field.value, str):
        yield place, field.value, field.line
    elif isinstance(field.value, list):
        for index, item in enumerate(field.value):
            yield from _texts(item, (*place, index))
    elif isinstance(field.value, dict):
        for name, item in field.value.items():
            if name in _TEXTS or (name in _GROUPS and not place):
                yield from _texts(item, (*place, name))
