"""The ledger of the last build: what each publication was made from, so that nothing unchanged is opened."""

from __future__ import annotations

import contextlib
import pickle
from pathlib import Path

from msgspec import Struct, field

from citator.diagnostics import Diagnostic
from citator.library.conf import Conf
from citator.library.discover import FrontMatter
from citator.library.manifest import write_atomically
from citator.model.dependencies import Dependencies
from citator.model.facts import ForeignLink, PdfFacts


class Sealed(Struct, frozen=True):
    """What the build must know of an object without opening it; READ leaves it as ``seal.json``."""

    html: str
    """Digest of the pages and what they load."""
    typst: str
    """Digest of the Typst project."""
    exports: str
    """Digest of what other publications and the front desk may know of it."""
    people: tuple[str, ...] = ()
    """Ids of the people named on it or on one of its chapters."""
    epub: bool = False
    foreign_links: tuple[ForeignLink, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class ObjectRecord(Struct, frozen=True):
    """The object of a publication and what it was made from."""

    direct: str
    """Key of the publication's own part: its folder, its front matter, the configuration, the versions.

    Empty when one of its sources was saved while it was read.
    """
    own: str
    """Digest of the publication's own files."""
    front: str
    """Digest of what the front matter says, people and the library's defaults included."""
    bibliography: str
    """Digest of the shared .bib files at that time."""
    dependencies: Dependencies
    key: str
    sealed: Sealed


class PdfRecord(Struct, frozen=True):
    """A PDF in the cache and what was learnt from it."""

    key: str
    facts: PdfFacts
    diagnostics: tuple[Diagnostic, ...] = ()


class PageRecord(Struct, frozen=True):
    """The pages of a publication with their slots filled."""

    key: str
    landing: str
    """The key of the slots of its landing page."""
    related: str
    """The key of what is related to it."""
    links: str
    """Digest of where its references into other publications lead, and how they read."""


class Shaped(Struct, frozen=True):
    """What a build makes all publications with."""

    code: str = ""
    formats: tuple[str, ...] = ()
    configuration: str = ""
    """Digest of ``conf.py`` and of all that it looks at and names, environment variables included."""
    environment: dict[str, str | None] = field(default_factory=dict)


class Ledger(Struct):
    """Everything that one build remembers for the next; losing it costs time, nothing else."""

    conf: tuple[str, Conf] | None = None
    """What ``conf.py`` says, under its digest."""
    shaped: Shaped = Shaped()
    front_matter: dict[str, FrontMatter] = field(default_factory=dict)
    objects: dict[str, ObjectRecord] = field(default_factory=dict)
    pdfs: dict[str, dict[str, PdfRecord]] = field(default_factory=dict)
    pages: dict[str, PageRecord] = field(default_factory=dict)
    shell: str = ""
    link_key: str = ""
    slices: dict[str, str] = field(default_factory=dict)
    bibliography: tuple[str, tuple[Diagnostic, ...]] = ("", ())
    """Digest of the shared .bib files and what is wrong with them."""

    @classmethod
    def load(cls, path: Path, layout: str) -> Ledger:
        """Read the ledger of the last build; one whose values have another layout counts as none."""
        with contextlib.suppress(Exception):
            written_with, ledger = pickle.loads(path.read_bytes())
            if written_with == layout and isinstance(ledger, cls):
                return ledger
        return cls()

    def save(self, path: Path, layout: str) -> None:
        """Write the ledger in one step."""
        write_atomically(path, pickle.dumps((layout, self), protocol=5))
