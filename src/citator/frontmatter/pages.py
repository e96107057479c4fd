"""Reads the front matter of chapters, people and topics, and what ``conf.py`` says of the library."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where
from citator.frontmatter.biography import read_biography
from citator.frontmatter.checks import unknown_license
from citator.frontmatter.names import split_name, to_affiliations, to_contributor
from citator.frontmatter.plain import told_of_markup
from citator.frontmatter.publication import FOREIGN_FIELDS
from citator.frontmatter.source import from_mapping, parse_front_matter
from citator.frontmatter.validate import validate
from citator.model.publication import Contributor, Library, Person, Topic

Diagnostics = tuple[Diagnostic, ...]


class Chapter(Struct, frozen=True):
    """What the front matter of a chapter says."""

    description: str | None = None
    authors: tuple[Contributor, ...] = ()


def read_document(
    path: Path, *, people: Mapping[str, Person] | None = None, name: str | None = None
) -> tuple[Chapter, Diagnostics]:
    """Read a chapter's front matter; messages call the file ``name`` where that is given."""
    source = name or path.as_posix()
    field, problems = parse_front_matter(path.read_text("utf-8", errors="replace"), source)
    if field is None or not field.value:
        return Chapter(), problems
    from citator.frontmatter.schema import ChapterFields

    values, mistakes = validate(ChapterFields, field, source, ignored=FOREIGN_FIELDS)
    mistakes = (*mistakes, *told_of_markup(field.without(("title",)), source))  # the title is a heading
    if values is None:
        return Chapter(), (*problems, *mistakes)
    found = [to_contributor(fields, people or {}) for fields in values.authors]
    unknown = tuple(
        Diagnostic(
            Code.FRONT_MATTER,
            f"front matter: 'authors[{index}]': {problem}",
            Where(source, field.line_of(("authors", index - 1))),
        )
        for index, (_, problem) in enumerate(found, 1)
        if problem
    )
    authors = tuple(contributor for contributor, _ in found)
    return Chapter(values.description, authors), (*problems, *mistakes, *unknown)


def read_person(path: Path, *, name: str | None = None) -> tuple[Person | None, Diagnostics]:
    """Read ``docs/people/<id>.md``; a whole name is split where given and family name are not written."""
    from citator.frontmatter.schema import PersonFields

    source = name or path.as_posix()
    text = path.read_text("utf-8", errors="replace")
    field, problems = parse_front_matter(text, source)
    if field is None:
        return None, problems
    values, mistakes = validate(PersonFields, field, source, ignored=FOREIGN_FIELDS)
    if values is None:
        return None, (*problems, *mistakes)
    whole = values.name or " ".join(part for part in (values.given, values.family) if part)
    given, family = (values.given, values.family) if values.family else split_name(whole)
    person = Person(
        id=path.stem,
        name=whole if "," not in whole else " ".join(part for part in (given, family) if part),
        given=given,
        family=family,
        role=values.role,
        role_as_of=values.role_as_of,
        affiliations=to_affiliations(values.affiliations),
        orcid=values.orcid,
        url=values.url,
        portrait=posixpath.normpath(posixpath.join("/people", values.portrait))[1:] if values.portrait else None,
        portrait_alt=values.portrait_alt,
        related_to=tuple(values.related_to),
        biography=read_biography(text),
    )
    return person, (*problems, *mistakes)


def read_topic(path: Path, *, name: str | None = None) -> tuple[Topic | None, Diagnostics]:
    """Read ``docs/topics/<id>.md``."""
    from citator.frontmatter.schema import TopicFields

    source = name or path.as_posix()
    field, problems = parse_front_matter(path.read_text("utf-8", errors="replace"), source)
    if field is None:
        return None, problems
    values, mistakes = validate(TopicFields, field, source, ignored=FOREIGN_FIELDS)
    mistakes = (*mistakes, *told_of_markup(field, source))
    if values is None:
        return None, (*problems, *mistakes)
    return Topic(id=path.stem, title=values.title, description=values.description), (*problems, *mistakes)


def read_library(
    values: Mapping[str, Any], *, name: str = "conf.py", text: str = ""
) -> tuple[Library | None, Diagnostics]:
    """Read ``citator_library``; ``text`` is the source of ``conf.py``, in which messages find their lines."""
    from citator.frontmatter.schema import LibraryFields

    field = from_mapping(values, _lines(text))
    checked, mistakes = validate(LibraryFields, field, name, subject="citator_library")
    if checked is None:
        return None, mistakes
    settings = checked.model_dump(exclude={"editions", "invented"})
    settings["publisher"] = settings["publisher"] or settings["name"]
    if problem := unknown_license(checked.license or ""):
        where = Where(name, field.line_of(("license",)))
        mistakes = (*mistakes, Diagnostic(Code.FRONT_MATTER, f"citator_library: {problem}", where))
    return Library(**settings), mistakes


class Storage(Struct, frozen=True):
    """What ``citator_library`` says of files that no page shows."""

    editions: str = "editions"
    """The store of frozen editions: a folder beside ``conf.py``, or an address that fsspec knows."""
    invented: tuple[str, ...] = ()
    """The shared .bib files whose entries are invented examples."""


def read_storage(values: Mapping[str, Any]) -> Storage:
    """Read where things are kept; ``read_library`` tells of mistakes."""
    from citator.frontmatter.schema import LibraryFields

    known = {name: values[name] for name in ("editions", "invented") if name in values}
    checked, _ = validate(LibraryFields, from_mapping({"name": "library", **known}, {}), "conf.py")
    return Storage(checked.editions, tuple(checked.invented)) if checked else Storage()


def _lines(text: str) -> dict[str, int]:
    """Return the line of each key of the mapping that ``conf.py`` assigns to ``citator_library``."""
    try:
        statements = ast.parse(text).body
    except SyntaxError:
        return {}
    for statement in statements:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            if "citator_library" in names:
                keys = statement.value.keys
                return {str(key.value): key.lineno for key in keys if isinstance(key, ast.Constant)}
    return {}
