"""Finds the publications, people and topics of a library, and says which of them readers may see."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs

from citator.diagnostics import Code, Diagnostic
from citator.frontmatter.first_pages import PEOPLE, TOPICS, is_first_page
from citator.library.conf import Conf
from citator.library.keys import digest_of
from citator.library.manifest import Manifest
from citator.model.facts import to_json
from citator.model.publication import Person, Publication, Status, Topic


class Found(Struct, frozen=True):
    """A publication as discovery knows it."""

    publication: Publication
    digest: str
    """Of its front matter with all that it names (people) resolved."""
    people: Mapping[str, Person]
    """All people of the library by id, for its chapters may name them too."""
    kept: bool = False
    """Its front matter cannot be read now: this is what the site last had of it."""


class Unread(Struct, frozen=True):
    """A publication whose front matter cannot be read, and what can be made out of who may see it."""

    slug: str
    source: str
    status: Status
    embargo_until: datetime.datetime | None


class FrontMatter(Struct, frozen=True):
    """What one file's front matter gave, kept so that the file need not be parsed again."""

    key: str
    value: Any
    digest: str
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: Unread | None = None


class Discovery(Struct):
    """The publications of a library in the order of their paths, its people and its topics."""

    claims: list[Found] = field(default_factory=list)
    """Each is the publication of its slug, unless another one is: ``slugs`` decides."""
    unread: list[Unread] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    parsed: dict[str, FrontMatter] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    """All Markdown files, relative to ``docs/``."""

    @property
    def publications(self) -> dict[str, Found]:
        """The first publication of each slug."""
        return {found.publication.slug: found for found in reversed(self.claims)}

    @property
    def sources(self) -> list[str]:
        """The first documents of all publications, relative to the folder of ``conf.py``."""
        return [*(claim.publication.source for claim in self.claims), *(unread.source for unread in self.unread)]

    @property
    def embargoes(self) -> list[datetime.datetime]:
        """The moments at which something may appear."""
        moments = (*(f.publication.embargo_until for f in self.claims), *(u.embargo_until for u in self.unread))
        return sorted(moment for moment in moments if moment)


def discover(conf: Conf, manifest: Manifest, conf_digest: str, known: Mapping[str, FrontMatter]) -> Discovery:
    """Read the front matter of every publication, person and topic; files that did not change are taken from ``known``."""
    found = Discovery()
    names = found.pages = list(_pages(conf, manifest))
    for kind, values in ((PEOPLE, found.people), (TOPICS, found.topics)):
        for name in names:
            folder, _, file = name.rpartition("/")
            if folder == kind and file != "index.md":
                record = _read(conf, manifest, name, conf_digest, known, found)
                if record.value is not None:
                    values[record.value.id] = record.value
    _leave_out_missing_portraits(found, conf, manifest)
    people_digest = digest_of(to_json(found.people))
    for name in (name for name in names if is_first_page(conf.srcdir, name, known)):  # one that lost its type is told
        record = _read(conf, manifest, name, f"{conf_digest} {people_digest}", known, found)
        if record.unread is not None:
            found.unread.append(record.unread)
        if record.value is not None:
            found.claims.append(Found(record.value, record.digest, found.people))
    return found


def _pages(conf: Conf, manifest: Manifest) -> Iterator[str]:
    from citator.sphinxext.excluded import excluder

    is_excluded = excluder(conf.excluded)
    for name, _ in manifest.below(conf.srcdir):
        if name.endswith(".md") and not _is_readme(name) and not is_excluded(name):
            yield name


def _leave_out_missing_portraits(found: Discovery, conf: Conf, manifest: Manifest) -> None:
    from citator.frontmatter import place_of

    for person in [*found.people.values()]:
        if person.portrait and manifest.digest(conf.srcdir / person.portrait) is None:
            message = f"cannot find the portrait docs/{person.portrait}; create it or correct its name"
            name = f"{PEOPLE}/{person.id}.md"
            where = place_of(conf.srcdir / name, f"docs/{name}", "portrait")
            found.diagnostics.append(Diagnostic(Code.MISSING_FILE, message, where))
            found.people[person.id] = structs.replace(person, portrait=None)


def _is_readme(name: str) -> bool:
    """Tell whether a file explains ``docs/``, or a collection in it, to those who look into the repository."""
    folder, _, file = name.rpartition("/")
    return file.lower() == "readme.md" and "/" not in folder


def is_public(publication: Publication, as_of: datetime.datetime) -> bool:
    """Tell whether readers may see a publication at ``as_of``."""
    return is_seen(publication.status, publication.embargo_until, as_of)


def is_seen(status: Status, embargo_until: datetime.datetime | None, as_of: datetime.datetime) -> bool:
    """Tell whether a status is published or withdrawn, and the embargo, if any, has passed."""
    if embargo_until is not None and embargo_until > as_of:
        return False
    passed = status is Status.EMBARGOED and embargo_until is not None
    return passed or status in (Status.PUBLISHED, Status.WITHDRAWN)


def shown_people(people: Mapping[str, Person], named: Iterable[str], slugs: Iterable[str]) -> dict[str, Person]:
    """Return the people whom a visible publication names, or who are experts for one; others might give away a draft."""
    names, visible_slugs = set(named), set(slugs)
    shown = {}
    for person in people.values():
        related = tuple(slug for slug in person.related_to if slug in visible_slugs)
        if person.id in names or related:
            shown[person.id] = structs.replace(person, related_to=related)
    return shown


def shown_topics(
    topics: Mapping[str, Topic], found: Discovery, shown: Iterable[Publication], named: Iterable[str] = ()
) -> dict[str, Topic]:
    """Return all topics but those that only unpublished publications have; what is ``named`` is known already.

    A publication that cannot be read may have any topic, and may be a draft.
    """
    used = {*named, *(topic for publication in shown for topic in publication.topics)}
    drafts = {topic for claim in found.claims for topic in claim.publication.topics}
    secret = (set(topics) if found.unread else drafts) - used
    return {id: topic for id, topic in topics.items() if id not in secret}


def _read(
    conf: Conf, manifest: Manifest, name: str, shared: str, known: Mapping[str, FrontMatter], found: Discovery
) -> FrontMatter:
    path = conf.srcdir / name
    key = f"{manifest.digest(path)} {shared}"
    record = known.get(name)
    if record is None or record.key != key:
        value, diagnostics = _parse(conf, path, name, found.people)
        unread = _unread(conf, path, value) if diagnostics else None
        if manifest.is_overtaken([path]):
            key = ""
        record = FrontMatter(key, value, digest_of(to_json(value)), tuple(diagnostics), unread)
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


def _unread(conf: Conf, path: Path, value: Any) -> Unread | None:
    """Return what can be made out of a publication that is not as its author meant it: gone, or a draft by a slip."""
    from citator.frontmatter import read_standing

    if value is not None and not (isinstance(value, Publication) and value.status is Status.DRAFT):
        return None
    standing = read_standing(path)
    if value is not None and standing[0] is Status.DRAFT:
        return None
    slug = path.parent.name if path.name == "index.md" else path.stem
    return Unread(slug, path.relative_to(conf.confdir).as_posix(), *standing)
