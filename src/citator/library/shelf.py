"""The editions that a site serves: those that readers may see, as they were published.

An edition is as public as its publication is: it goes with a publication that is taken back, and stays, for ever, when the
source is gone. What is damaged or missing in the store never reaches the site, which keeps the copy that it has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from citator.diagnostics import Code, Diagnostic, Where
from citator.library.edition import RECORD, EditionRecord, Work
from citator.library.editions import EditionStore, Survey
from citator.library.keys import digest_of
from citator.library.publish import Part, tree_state
from citator.library.request import BuildRequest
from citator.library.sources import Sources
from citator.model.facts import CitedItem, from_json
from citator.model.publication import Publication
from citator.site.editions import Edition, FrozenEdition

EDITION = "edition "
"""How the names of the site's parts begin that are editions; the place follows."""


class Shelf(Struct, frozen=True, dict=True):
    """The editions of a site."""

    parts: Mapping[str, Part]
    editions: tuple[EditionRecord, ...] = ()
    """Those that the site serves and whose records are known."""
    owners: Mapping[str, str] = {}
    """The slug of the publication that each path is of; none when its source is gone."""
    problems: tuple[tuple[str, str], ...] = ()
    """(slug, what is wrong)."""
    damaged: frozenset[str] = frozenset()
    """Names of editions that the site has as they were and the store has not."""
    diagnostics: tuple[Diagnostic, ...] = ()
    digests: Mapping[str, str] = {}
    """Of the records of all editions in the store, by their names."""

    @property
    def departed(self) -> tuple[EditionRecord, ...]:
        """Return the editions of publications whose source is gone."""
        return tuple(edition for edition in self.editions if edition.path not in self.owners)

    def led_to(self, folder: str) -> set[str]:
        """Return the names in a folder of the site, such as ``people``, that editions lead to."""
        paths = (path.split("/") for edition in self.editions for path in edition.leads_to)
        return {parts[1] for parts in paths if parts[0] == folder and len(parts) > 2}

    @cached_property
    def digest(self) -> str:
        """Return the digest of all that the site's pages show of editions."""
        return digest_of(
            [[e.name, self.digests[e.name], self.owners.get(e.path), e.name in self.damaged] for e in self.editions]
        )

    @cached_property
    def frozen(self) -> tuple[FrozenEdition, ...]:
        """Return the editions as most of the site's pages see them, those of one publication newest first."""
        return tuple(_frozen(edition, self.owners.get(edition.path, "")) for edition in self.editions)

    def with_works(self, store: EditionStore) -> tuple[FrozenEdition, ...]:
        """Return the editions as the sources pages see them, with all that they cite."""
        return tuple(
            structs.replace(frozen, works=tuple(map(_cited, store.works(edition))))
            for frozen, edition in zip(self.frozen, self.editions, strict=True)
        )

    def by_owner(self) -> dict[str, tuple[Edition, ...]]:
        """Return the editions of each publication that the library has, newest first."""
        found: dict[str, tuple[Edition, ...]] = {}
        for frozen in self.frozen:
            if frozen.owner:
                found[frozen.owner] = (*found.get(frozen.owner, ()), frozen.edition)
        return found


def _frozen(record: EditionRecord, owner: str) -> FrozenEdition:
    file = f"{record.slug}.pdf"
    return FrozenEdition(
        edition=Edition(record.version, record.date, record.place),
        publication=_publication(record),
        owner=owner,
        leads_to=record.leads_to,
        pdf=f"{record.place}/{file}" if file in record.files else "",
    )


def _cited(work: Work) -> CitedItem:
    return CitedItem(work.key, work.csl, work.entry, work.entry_url, origin=work.origin)


def _publication(record: EditionRecord) -> Publication:
    """Return what is known of an edition's publication; of old editions that is the title and the date."""
    with contextlib.suppress(msgspec.ValidationError):
        return from_json(Publication, record.publication)
    docs = f"docs/{record.path}"
    return Publication(record.slug, record.path, record.path, f"{docs}.md", "report", record.title, record.date)


class Visibility(Struct, frozen=True):
    """What decides which editions readers may see."""

    owners: Mapping[str, str]
    """The slug of the publication that readers see at a path, or that stood there before it moved."""
    hidden: Collection[str]
    """Paths of publications that readers may not see."""
    has_source: Callable[[str], bool]
    """Tells whether there is a source for a path of the site, be it one that cannot be read."""

    def shows(self, path: str) -> bool:
        """Tell whether readers may see the editions of a path: never those of a source that does not say so."""
        return path in self.owners or not (path in self.hidden or self.has_source(path))


def owners_of(publications: Iterable[Publication]) -> dict[str, str]:
    """Return the slug of the publication at each path, and at each path that one had before."""
    found = tuple(publications)
    former = {path: publication.slug for publication in found for path in publication.formerly}
    return former | {publication.path: publication.slug for publication in found}


def shelf_of(
    store: EditionStore,
    sources: Sources,
    shown: Collection[Publication],
    claims: Iterable[Publication],
    request: BuildRequest,
) -> Shelf:
    """Return the editions of a library that shows some of the publications that its sources claim to be."""

    def has_source(path: str) -> bool:
        place = sources.conf.srcdir / path
        return any(sources.manifest.digest(file) for file in (f"{place}.md", f"{place}/index.md"))

    readers = Visibility(owners_of(shown), owners_of(claims).keys(), has_source)
    return stock(store, readers, request.site, request.cache / "parts", sources.manifest.digest)


def stock(
    store: EditionStore, readers: Visibility, site: Path, notes: Path, digest: Callable[[Path], str | None]
) -> Shelf:
    """Return the editions that a build lays into ``site``, and what is wrong with the store."""
    survey = store.survey(digest)
    problems = [(name.partition("/")[0], line) for name, lines in survey.problems.items() for line in lines]
    parts = {}
    for edition in survey.editions:
        if readers.shows(edition.path) and edition.name not in survey.problems:
            parts[EDITION + edition.place] = Part(edition.key, store.site(edition), edition.place, copied=True)
    for place, key in held_editions(site, notes).items():
        name = name_of(place)
        if readers.shows(place.rpartition("/v")[0]) and EDITION + place not in parts:
            lost = _is_lost(name, survey)
            if lost:
                problems.append((name.partition("/")[0], missing_in(store, name)))
            if lost or name in survey.problems:
                # Under the key that the site has it by: its bytes may be others than the store's were meant to be.
                parts[EDITION + place] = Part(key, site / place, place, copied=True)
    editions = tuple(edition for edition in survey.editions if EDITION + edition.place in parts)
    damaged = frozenset(survey.problems)
    shelf = Shelf(parts, editions, readers.owners, tuple(problems), damaged, digests=survey.digests)
    return structs.replace(shelf, diagnostics=tuple(_departures(shelf.departed, store)))


def held_editions(site: Path, notes: Path) -> dict[str, str]:
    """Return the place of each edition that a site serves, and its key."""
    held = tree_state(site, notes) or {}
    return {name.removeprefix(EDITION): key for name, key in held.items() if name.startswith(EDITION)}


def lost_editions(store: EditionStore, survey: Survey, site: Path, notes: Path) -> list[str]:
    """Return what is to be said of editions that the site serves and the store knows nothing of."""
    names = sorted(name_of(place) for place in held_editions(site, notes))
    return [missing_in(store, name) for name in names if _is_lost(name, survey)]


def _is_lost(name: str, survey: Survey) -> bool:
    """Tell whether a store knows nothing of an edition; one that was taken out of the list is meant to go."""
    known = {*(edition.name for edition in survey.editions), *survey.problems}
    return not survey.listed and name not in known


def missing_in(store: EditionStore, name: str) -> str:
    """Return what is said of an edition that a site serves and its store does not have."""
    return (
        f"{store.name} has no edition {name}, which the site serves; restore it or correct the name of the store "
        "(if the edition is to go for ever, run citator clean)"
    )


def name_of(place: str) -> str:
    """Return the name in the store of the edition at a place of the site."""
    path, _, version = place.rpartition("/v")
    return f"{path.rpartition('/')[2]}/{version}"


def _departures(editions: Iterable[EditionRecord], store: EditionStore) -> Iterator[Diagnostic]:
    versions: dict[str, list[EditionRecord]] = {}
    for edition in editions:
        versions.setdefault(edition.slug, []).append(edition)
    for slug, found in versions.items():
        said = ", ".join(edition.version for edition in reversed(found))
        words = (
            f"the source of '{slug}' is gone; what was published of it ({said}) stays, and a page at {found[0].path}/"
        )
        remedy = (
            f"lists it; restore the source, or write docs/{found[0].path}.md with type, title, date and "
            "status: withdrawn (it stays) or draft (it goes)"
        )
        where = Where(f"{store.name}/{found[0].name}/{RECORD}")
        yield Diagnostic(Code.EDITION_WITHOUT_SOURCE, f"{words} {remedy}", where)
