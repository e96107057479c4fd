"""Says why a publication is read again, or only written again, in words that name what changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from citator.library.discover import Found
from citator.library.keys import digest_of
from citator.library.ledger import Ledger, ObjectRecord, Shaped
from citator.library.read import Reading
from citator.library.sources import Sources

SHOWN = 3
"""So many changes are named; of more, their number is told."""


class Changes(Struct, frozen=True, dict=True):
    """What differs from the last build."""

    sources: Sources
    before: Shaped
    now: Shaped

    def of(self, found: Found, record: ObjectRecord) -> str:
        """Return why an object has to be made again although none of the files that it names changed."""
        if not record.direct:
            return "a file was saved while it was read"
        told = [*self.common]
        if record.own != digest_of(self.sources.own_files(found.publication)):
            told += [*self._own(found)] or ["its own files changed"]
        elif record.front != found.digest:
            told.append("what its front matter takes from people or the library changed")
        told += self._style(found)
        more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        return "; ".join(told[:SHOWN]) + more or "the last build could not read it"

    @cached_property
    def common(self) -> list[str]:
        """Return what changed for all publications."""
        before, now = self.before, self.now
        told = []
        if before.code != now.code:
            told.append("citator or a part that it stands on is another version")
        if before.formats != now.formats:
            told.append(f"the formats changed from {', '.join(before.formats)} to {', '.join(now.formats)}")
        if before.configuration != now.configuration:
            told += [*self._configuration()] or ["the configuration changed"]
        return told

    def _configuration(self) -> Iterator[str]:
        conf = self.sources.conf
        single = {str(path) for path in (conf.confdir / "conf.py", *conf.looked.files)}
        folders = tuple(f"{folder}{os.sep}" for folder in conf.watched)
        yield from (self._told(path) for path in self._changed if path in single or path.startswith(folders))
        before, now = self.before.environment, self.now.environment
        for name in sorted(before.keys() | now.keys()):
            if before.get(name) != now.get(name):
                yield f"the environment variable {name} changed"

    def _own(self, found: Found) -> Iterator[str]:
        page = str(self.sources.conf.confdir / found.publication.source)
        folder = page if found.publication.is_single_page else f"{os.path.dirname(page)}{os.sep}"
        return (self._told(path) for path in self._changed if path.startswith(folder))

    def _style(self, found: Found) -> Iterator[str]:
        name = self.sources.own_style(found.publication)
        if name and str(self.sources.conf.confdir / name) in self._changed:
            yield f"{name} changed"

    def _told(self, path: str) -> str:
        kind = "changed" if path in self.sources.manifest.entries else "is gone"
        return f"{os.path.relpath(path, self.sources.conf.confdir)} {kind}"

    @cached_property
    def _changed(self) -> list[str]:
        """Return the files that changed; of a library that was elsewhere nothing is known."""
        manifest = self.sources.manifest
        return manifest.changes() if manifest.knew(self.sources.conf.confdir / "conf.py") else []


def written_again(before: Ledger, after: Ledger, readings: Mapping[str, Reading]) -> dict[str, str]:
    """Return, of publications that were not read, what was written again and why."""
    told = {}
    known = before.objects
    others = {
        slug
        for slug in known.keys() | after.objects.keys()
        if slug not in known
        or slug not in after.objects
        or known[slug].sealed.exports != after.objects[slug].sealed.exports
    }
    for slug, reading in readings.items():
        parts = []
        if reading.reason is None and before.pdfs.get(slug) and _keys(before, slug) != _keys(after, slug):
            parts.append("PDF")
        if reading.reason is None and slug in before.pages and before.pages[slug] != after.pages.get(slug):
            parts.append("pages")
        if parts:
            named = sorted(others & {link.publication for link in reading.record.sealed.foreign_links})
            told[slug] = f"{' and '.join(parts)} written again, because {_cause(named, others)}"
    return told


def _keys(ledger: Ledger, slug: str) -> dict[str, str]:
    return {edition: record.key for edition, record in ledger.pdfs.get(slug, {}).items()}


def _cause(named: list[str], others: set[str]) -> str:
    if named:
        return f"{', '.join(named[:SHOWN])} changed, to which it refers"
    return "what other publications say of it changed" if others else "people, topics, editions or formats changed"
