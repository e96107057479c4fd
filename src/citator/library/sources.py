"""The state of everything that publications are made from, and the keys of what is made from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from citator.audit.files import CLAIMS, EXCEPTIONS, VERDICTS
from citator.library.conf import Conf
from citator.library.discover import Found
from citator.library.keys import digest_of, versions
from citator.library.manifest import Manifest
from citator.model.dependencies import Dependencies
from citator.model.publication import Publication

if TYPE_CHECKING:
    from citator.library.editions import EditionStore
    from citator.library.request import BuildRequest

REVIEWERS_FILES = frozenset({CLAIMS, EXCEPTIONS, VERDICTS})
"""Read by the audit alone; a publication that shows one of them as a table depends on it by that."""


class Sources(Struct, frozen=True, dict=True):
    """The state of everything that publications are made from."""

    conf: Conf
    manifest: Manifest
    code: str
    """Digest of citator itself and of the parts that it stands on."""
    configuration: str
    """Digest of ``conf.py``, its templates and static files."""
    settings: str
    """Digest of both and of the formats."""
    cache: Path
    left_out: tuple[Path, ...] = ()
    """Folders that are watched but make no publication: the store of editions."""
    sent: frozenset[str] | None = None
    """On another machine, the files that are here as they are at home, or are there at neither."""

    @cached_property
    def bibliography_digest(self) -> str:
        """Return one digest of the shared .bib files."""
        return digest_of([[name, self.manifest.digest(self.conf.confdir / name)] for name in self.conf.bibfiles])

    @cached_property
    def bibliography(self) -> Any:
        """Return the shared .bib files, read."""
        from citator.bibtex.entry import BibFile
        from citator.bibtex.reader import read_bibliography

        files = [BibFile(self.conf.confdir / name, name, name in self.conf.invented) for name in self.conf.bibfiles]
        return read_bibliography(files, cache=self.cache, encoding=self.conf.encoding)

    def own_files(self, publication: Publication) -> list[tuple[str, str]]:
        """Return the files of a publication's folder, or its one page, with their digests; none that only reviewers need."""
        if publication.is_single_page:
            return [(publication.source, self.manifest.digest(self.conf.confdir / publication.source) or "")]
        found = self.manifest.below((self.conf.confdir / publication.source).parent)
        return [(name, digest) for name, digest in found if name not in REVIEWERS_FILES]

    def own_places(self, publication: Publication) -> tuple[Path, ...]:
        """Return the folder of a publication, or its one page, and its own style: what may be saved while it is read."""
        page = self.conf.confdir / publication.source
        style = self.own_style(publication)
        return (
            page if publication.is_single_page else page.parent,
            *([Path(os.path.normpath(self.conf.confdir / style))] if style else []),
        )

    def own_style(self, publication: Publication) -> str | None:
        """Return the name of the ``.csl`` file that a publication's front matter names."""
        return publication.csl if publication.csl and publication.csl.endswith(".csl") else None

    def direct_key(self, found: Found) -> str:
        """Return the key of all that shapes a publication without anything having been read yet."""
        return digest_of("object", self._shaping(found), self.own_files(found.publication))

    def _shaping(self, found: Found) -> tuple[object, ...]:
        """Return what shapes a publication besides its own files and what these name."""
        style = self.own_style(found.publication)
        digest = self.manifest.digest(os.path.normpath(self.conf.confdir / style)) if style else None
        return self.settings, versions(), found.digest, digest

    def memory_key(self, found: Found) -> str:
        """Return the key of what shapes a publication besides its texts and the files that these name."""
        names = [name for name, _ in self.own_files(found.publication)]
        people = self.manifest.below(self.conf.srcdir / "people")
        return digest_of("memory", self._shaping(found), names, people)

    def changed_dependency(self, dependencies: Dependencies, *, items: bool = True) -> str | None:
        """Return the name of one dependency that is not as it was, or ``None`` when all are."""
        for name, digest in dependencies.files.items():
            if self.manifest.digest(os.path.normpath(self.conf.confdir / name)) != digest:
                return name
        if items:
            for key, digest in dependencies.items.items():
                if self.shared_hash(key) != digest:
                    return f"entry '{key}'"
        return None

    def saved_meanwhile(self, *own: Path) -> bool:
        """Tell whether a file of these, or one that shapes all publications, was saved after it was hashed."""
        return self.manifest.is_overtaken((self.conf.confdir / "conf.py", *own), self.conf.places)

    def named_places(self, dependencies: Dependencies) -> Iterator[Path]:
        """Yield the files outside a publication's own folder that it was made from."""
        return (Path(os.path.normpath(self.conf.confdir / name)) for name in dependencies.files)

    def shared_hash(self, key: str) -> str | None:
        """Return the ``item_hash`` of an entry of the shared .bib files, or ``None`` when they have none."""
        from citator.bibtex.reader import item_hash

        held = self.bibliography.items
        return item_hash(held[key]) if key in held else None


def sources_of(request: BuildRequest, conf: Conf) -> Sources:
    """Return the state of everything that the publications of a library are made from."""
    from citator.library.edition_address import EditionsAtAddress
    from citator.library.stamp import code_digest, scan

    store = store_of(request, conf)
    if isinstance(store, EditionsAtAddress):
        store.fetch()
    manifest = scan(request, (*conf.places, store.folder))
    code = code_digest(manifest)
    configuration = digest_of(
        manifest.digest(conf.confdir / "conf.py"),
        conf.looked.state(conf.confdir, manifest.digest),
        conf.said,
        [manifest.below(folder) for folder in conf.watched],
    )
    settings = digest_of(code, configuration, request.formats)
    return Sources(conf, manifest, code, configuration, settings, request.cache / "read", (store.folder,))


def store_of(request: BuildRequest, conf: Conf) -> EditionStore:
    """Return the store of frozen editions: ``editions/`` beside ``conf.py`` unless that or the command line names another.

    Raises:
        CitatorError: its address cannot be used.
    """
    from citator.library.edition_address import open_store

    return open_store(request.editions or conf.editions, conf.confdir, request.cache)
