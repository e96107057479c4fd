"""Finds the publications, people and topics of a library, and says which of them readers may see."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs

from citator.diagnostics import Code, Diagnostic, Where
from citator.library.conf import Conf
from citator.library.keys import digest_of
from citator.library.manifest import Manifest
from citator.model.facts import to_json
from citator.model.publication import Person, Publication, Status, Topic

COLLECTIONS = ("reports", "summaries")
"""Folders in which every page, or folder with an ``index.md``, is meant to be a publication."""
PEOPLE, TOPICS = "people", "topics"
HAS_TYPE = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---\s*\n).*\n)*?type\s*:")


class Found(Struct, frozen=True):
    """A publication as discovery knows it."""

    publication: Publication
    digest: str
    """Of its front matter with all that it names (people) resolved."""
    people: Mapping[str, Person]
    """All people of the library by id, for its chapters may name them too."""


class FrontMatter(Struct, frozen=True):
    """What one file's front matter gave, kept so that the file need not be parsed again."""

    key: str
    value: Any
    digest: str
    diagnostics: tuple[Diagnostic, ...] = ()


class Discovery(Struct):
    """The publications of a library by slug, in the order of their paths, its people and its topics."""

    publications: dict[str, Found] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    parsed: dict[str, FrontMatter] = field(default_factory=dict)


def discover(conf: Conf, manifest: Manifest, conf_digest: str, known: Mapping[str, FrontMatter]) -> Discovery:
    """Read the front matter of every publication, person and topic; files that did not change are taken from ``known``."""
    found = Discovery()
    names = [name for name, _ in manifest.below(conf.srcdir) if name.endswith(".md")]
    for kind, values in ((PEOPLE, found.people), (TOPICS, found.topics)):
        for name in names:
            if Path(name).parts[0] == kind and len(Path(name).parts) == 2 and Path(name).stem != "index":
                record = _read(conf, manifest, name, conf_digest, known, found)
                if record.value is not None:
                    values[record.value.id] = record.value
    people_digest = digest_of(to_json(found.people))
    for name in _candidates(conf, names):
        record = _read(conf, manifest, name, f"{conf_digest} {people_digest}", known, found)
        if record.value is not None:
            _add(found, Found(record.value, record.digest, found.people))
    return found


def visible(
    publications: Iterable[Publication], as_of: datetime.datetime, *, drafts: bool = False
) -> list[Publication]:
    """Return the publications that readers may see at ``as_of``, or all of them for a site of drafts."""
    return [publication for publication in publications if drafts or is_public(publication, as_of)]


def is_public(publication: Publication, as_of: datetime.datetime) -> bool:
    """Tell whether a publication's status is published or withdrawn, and its embargo, if any, has passed."""
    if publication.embargo_until is not None and publication.embargo_until > as_of:
        return False
    passed = publication.status is Status.EMBARGOED and publication.embargo_until is not None
    return passed or publication.status in (Status.PUBLISHED, Status.WITHDRAWN)


def shown_people(people: Mapping[str, Person], named: Iterable[str], slugs: Iterable[str]) -> dict[str, Person]:
    """Return the people whom a visible publication names, or who are experts for one; others might give away a draft."""
    names, visible_slugs = set(named), set(slugs)
    shown = {}
    for person in people.values():
        related = tuple(slug for slug in person.related_to if slug in visible_slugs)
        if person.id in names or related:
            shown[person.id] = structs.replace(person, related_to=related)
    return shown


def shown_topics(topics: Mapping[str, Topic], found: Discovery, slugs: Iterable[str]) -> dict[str, Topic]:
    """Return all topics but those that only unpublished publications have."""
    public = set(slugs)
    used = {topic for slug in public for topic in found.publications[slug].publication.topics}
    secret = {topic for new in found.publications.values() for topic in new.publication.topics} - used
    return {id: topic for id, topic in topics.items() if id not in secret}


def _candidates(conf: Conf, names: Iterable[str]) -> Iterator[str]:
    """Yield the pages that are a publication's first: in a collection by their place, elsewhere by their ``type``."""
    for name in names:
        parts = Path(name).parts
        if parts[0] in (PEOPLE, TOPICS) or any(part.startswith("_") for part in parts):
            continue
        is_index = parts[-1] == "index.md"
        if parts[0] in COLLECTIONS:
            if (len(parts) == 2 and not is_index) or (len(parts) == 3 and is_index):
                yield name
        elif len(parts) in (2, 3) and is_index and HAS_TYPE.match((conf.srcdir / name).read_bytes()):
            yield name


def _read(
    conf: Conf, manifest: Manifest, name: str, shared: str, known: Mapping[str, FrontMatter], found: Discovery
) -> FrontMatter:
    path = conf.srcdir / name
    key = f"{manifest.digest(path)} {shared}"
    record = known.get(name)
    if record is None or record.key != key:
        value, diagnostics = _parse(conf, path, name, found.people)
        record = FrontMatter(key, value, digest_of(to_json(value)), tuple(diagnostics))
    found.parsed[name] = record
    found.diagnostics.extend(record.diagnostics)
    return record


def _parse(conf: Conf, path: Path, name: str, people: Mapping[str, Person]) -> tuple[Any, Iterable[Diagnostic]]:
    from citator import frontmatter

    shown = path.relative_to(conf.confdir).as_posix()
    if Path(name).parts[0] == PEOPLE:
        return frontmatter.read_person(path, name=shown)
    if Path(name).parts[0] == TOPICS:
        return frontmatter.read_topic(path, name=shown)
    return frontmatter.read_publication(
        path, docs=conf.srcdir, confdir=conf.confdir, library=conf.library, people=people
    )


def _add(found: Discovery, new: Found) -> None:
    first = found.publications.setdefault(new.publication.slug, new)
    if first is not new:
        found.diagnostics.append(
            Diagnostic(
                Code.DUPLICATE_SLUG,
                f"the slug '{new.publication.slug}' is taken by {first.publication.source}; rename one of the two",
                Where(new.publication.source, 1),
            )
        )
