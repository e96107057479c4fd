"""Decides what each slug stands for: which of several files has it, and what readers see of one that cannot be read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from citator.diagnostics import Code, Diagnostic, Where
from citator.library.discover import Discovery, Found, is_public, is_seen
from citator.library.keys import digest_of
from citator.library.tasks import Failure
from citator.model.facts import to_json
from citator.model.publication import EDITION_FOLDERS, Publication, Status

UNREAD = "it cannot be read as a publication; see the messages"


class Settled(Struct):
    """The publications of a site by slug, in the order of their paths, and what went wrong on the way to them."""

    shown: dict[str, Found] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    """Slugs that readers may not see, or not yet."""
    paths: dict[str, str] = field(default_factory=dict)
    """The slug of each path that a publication has; of one whose slug is another's, nothing that is shown."""
    failures: list[tuple[str, str, Failure]] = field(default_factory=list)
    """Slug, source and what is wrong."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def settle(
    found: Discovery, as_of: datetime.datetime, last: Callable[[str], Publication | None], *, drafts: bool = False
) -> Settled:
    """Choose one file for each slug: a public one before hidden ones, then the one that the site has, then the first.

    ``last`` returns a publication as the site shows it. What cannot be read stays so, unless it is hidden now; what
    readers should see and do not, or not as it is now, is a failure.
    """
    settled = Settled()
    claims: dict[str, list[Found]] = {}
    kept = {claim.publication.source: claim for claim in _unread(found, as_of, last, settled, drafts)}
    for claim in (*(c for c in found.claims if c.publication.source not in kept), *kept.values()):
        claims.setdefault(claim.publication.slug, []).append(claim)
    for slug, rivals in claims.items():
        if len(rivals) > 1:
            _rank(rivals, as_of, last(slug))
            _tell(slug, rivals, as_of, settled, drafts)
        first = rivals[0]
        if drafts or is_public(first.publication, as_of):
            settled.shown[slug] = _appeared(first, as_of)
        else:
            settled.hidden.add(slug)
    settled.shown = dict(sorted(settled.shown.items(), key=lambda item: item[1].publication.source))
    _keep_present_addresses(settled)
    settled.diagnostics += _named_as_others(settled.shown, found.pages)
    settled.hidden -= settled.shown.keys()
    settled.paths = dict(_paths(found, settled.shown))
    settled.hidden.update(settled.paths.values() - settled.shown.keys())
    return settled


def _appeared(found: Found, as_of: datetime.datetime) -> Found:
    """Return what has an embargo as published once that has passed, for nothing may call it embargoed then."""
    publication = found.publication
    if publication.status is not Status.EMBARGOED or not is_public(publication, as_of):
        return found
    return _shown_as(found, replace(publication, status=Status.PUBLISHED))


def _shown_as(found: Found, publication: Publication) -> Found:
    """Return a publication as readers see it, which is another than its front matter says."""
    return replace(found, publication=publication, digest=digest_of(found.digest, to_json(publication)))


def _keep_present_addresses(settled: Settled) -> None:
    """Take former addresses from publications where another one stands, or has stood, that readers see."""
    taken = {found.publication.path: found.publication.source for found in settled.shown.values()}
    for slug, found in settled.shown.items():
        publication = found.publication
        former = tuple(path for path in publication.formerly if path not in taken)
        for path in publication.formerly:
            if path in taken:
                message = f"formerly: '{path}' is the address of {taken[path]}; take it out"
                settled.diagnostics.append(Diagnostic(Code.FRONT_MATTER, message, Where(publication.source, 1)))
        if former != publication.formerly:
            settled.shown[slug] = _shown_as(found, replace(publication, formerly=former))
        taken.update(dict.fromkeys(former, publication.source))


def _named_as_others(shown: Mapping[str, Found], pages: Collection[str]) -> Iterator[Diagnostic]:
    """Tell of chapters at whose addresses records of their publications stand, ``reports/x/x.bib``, or editions."""
    held = {f"{found.publication.path}/{slug}.md" for slug, found in shown.items()}
    for name in sorted(held.intersection(pages)):
        message = "a chapter has the name of its publication, whose records stand in the place of its own; rename it"
        yield Diagnostic(Code.DUPLICATE_SLUG, message, Where(f"docs/{name}", 1))
    paths = {found.publication.path for found in shown.values()}
    for name in sorted(name for name in pages if "/v" in name and "/_" not in name):
        for folder in (parent for parent in PurePosixPath(name).parents if fnmatchcase(parent.name, EDITION_FOLDERS)):
            if str(folder.parent) in paths:
                message = f"{folder.name}/ is the folder of an edition, so this page is not built; rename the folder"
                yield Diagnostic(Code.DUPLICATE_SLUG, message, Where(f"docs/{name}", 1))


def _paths(found: Discovery, shown: Mapping[str, Found]) -> Iterator[tuple[str, str]]:
    """Yield path and slug of every publication; one that readers do not see goes by its file."""
    sources = {found.publication.source: slug for slug, found in shown.items()}
    for source in found.sources:
        path = source.partition("/")[2].removesuffix("/index.md").removesuffix(".md")
        slug = path.rpartition("/")[2]
        yield path, sources.get(source, source if slug in shown else slug)


def _unread(
    found: Discovery,
    as_of: datetime.datetime,
    last: Callable[[str], Publication | None],
    settled: Settled,
    drafts: bool,
) -> Iterator[Found]:
    """Yield the publications that cannot be read as the site has them."""
    read = {claim.publication.source for claim in found.claims} if drafts else set()
    for unread in found.unread:
        if unread.source in read:
            continue  # a draft by a slip, and drafts are what is wanted
        known = last(unread.slug)
        kept = known if known is not None and known.source == unread.source else None
        settled.hidden.add(unread.slug)
        if drafts or is_seen(unread.status, unread.embargo_until, as_of):
            settled.failures.append((unread.slug, unread.source, Failure(UNREAD)))
            if kept is not None:
                yield Found(kept, "", found.people, kept=True)


def _rank(rivals: list[Found], as_of: datetime.datetime, last: Publication | None) -> None:
    def order(rival: Found) -> tuple[bool, bool, str]:
        publication = rival.publication
        return not is_public(publication, as_of), last is None or last.source != publication.source, publication.source

    rivals.sort(key=order)


def _tell(slug: str, rivals: list[Found], as_of: datetime.datetime, settled: Settled, drafts: bool) -> None:
    """Tell of each file that did not get its slug: a failure where readers should see it, else a message."""
    message = f"the slug '{slug}' is taken by {rivals[0].publication.source}; rename one of the two"
    for rival in rivals[1:]:
        source = rival.publication.source
        if drafts or is_public(rival.publication, as_of):
            settled.failures.append((slug, source, Failure(message)))
        else:
            settled.diagnostics.append(Diagnostic(Code.DUPLICATE_SLUG, message, Where(source, 1)))
