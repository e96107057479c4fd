"""Editions: versions of a publication that were published and stand still, each whole in itself and with its checksums.

An edition is a folder ``<store>/<slug>/<version>/`` with ``site/`` (pages, PDF, metadata and the static files that they use)
and ``edition.json`` (what it is, what shaped it, the checksum of each file). Builds copy it byte for byte.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from citator.errors import CitatorError
from citator.library.keys import digest_of
from citator.model.dependencies import file_digest
from citator.model.publication import Publication

RECORD = "edition.json"
CURRENT = "CITATOR-CURRENT/"
"""Stands in a page that is being frozen for the way to what is current."""
ADDRESS = re.compile(r'(\s(?:href|src|srcset|data|poster|action))="([^"]*)"')
OUTSIDE = re.compile(r"^([a-z][a-z0-9+.-]*:|//|#|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """What ``edition.json`` says."""

    slug: str
    version: str
    path: str
    """Of the publication in the site: ``reports/inf``."""
    title: str
    date: str
    lock: dict[str, Any] = field(default_factory=dict)
    """What shaped it: versions of the parts, style, configuration, sources, cited items."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file below ``site/``."""

    @property
    def key(self) -> str:
        """Return a digest of the whole edition."""
        return digest_of(self.path, self.version, self.files)

    @property
    def place(self) -> str:
        """Return where the edition stands in the site."""
        return f"{self.path}/v{self.version}"


class EditionStore:
    """The frozen editions of a library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[EditionRecord]:
        """Yield all editions by slug, newest first.

        Raises:
            CitatorError: a record cannot be read.
        """
        found = [self._load(path) for path in sorted(self.folder.glob(f"*/*/{RECORD}"))]
        yield from sorted(found, key=lambda e: (e.slug, e.date, version_order(e.version)), reverse=True)

    def site(self, edition: EditionRecord) -> Path:
        """Return the folder of an edition's files."""
        return self.folder / edition.slug / edition.version / "site"

    def has(self, slug: str, version: str) -> bool:
        """Tell whether a version was published."""
        return (self.folder / slug / version / RECORD).exists()

    def add(self, edition: EditionRecord, site: Path) -> None:
        """Store a new edition in one step; one that is there is never touched.

        Raises:
            CitatorError: this version is there already.
        """
        target = self.folder / edition.slug / edition.version
        if target.exists():
            raise CitatorError(
                f"version {edition.version} of '{edition.slug}' is published and never changes; raise its version"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{edition.version}.{os.getpid()}")
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.copytree(site, temporary / "site", copy_function=shutil.copyfile)
        record = json.dumps(_as_json(edition), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        (temporary / RECORD).write_text(record, "utf-8")
        os.rename(temporary, target)

    def problems(self, edition: EditionRecord, digest: Callable[[Path], str | None] = file_digest) -> list[str]:
        """Return what differs from the checksums, one line each; a build passes a ``digest`` that remembers."""
        site = self.site(edition)
        name = f"{self.folder.name}/{edition.slug}/{edition.version}"
        held = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        told = []
        for file, wanted in edition.files.items():
            if file not in held:
                told.append(f"{name}: {file} is missing; restore it")
            elif digest(held[file]) != wanted:
                told.append(f"{name}: {file} is not as it was published; restore it")
        told += [
            f"{name}: {file} is no part of the edition; remove it" for file in sorted(set(held) - set(edition.files))
        ]
        return told

    def _load(self, path: Path) -> EditionRecord:
        try:
            return EditionRecord(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            name = path.relative_to(self.folder.parent)
            raise CitatorError(f"{name} cannot be read ({error}); restore it from a copy") from error


def _as_json(edition: EditionRecord) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in ("slug", "version", "path", "title", "date", "lock", "files")}


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """Return what puts 1.10 after 1.9."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def record_of(publication: Publication, site: Path, lock: dict[str, Any]) -> EditionRecord:
    """Return the record of an edition whose files are ready."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return EditionRecord(
        slug=publication.slug,
        version=publication.version,
        path=publication.path,
        title=publication.title,
        date=(publication.updated or publication.date).isoformat(),
        lock=lock,
        files={path.relative_to(site).as_posix(): file_digest(path) or "" for path in files},
    )


def birth_notice(publication: Publication) -> str:
    """Return the line that a frozen page carries from its first day: later notices stand where it leads."""
    day = publication.updated or publication.date
    return (
        f'<p class="citator-notice citator-edition" role="note">This is version {escape(publication.version)} of '
        f"{day.isoformat()}, kept as it was published. "
        f'<a href="{CURRENT}index.html">See the current version and any corrections</a>.</p>'
    )


def freeze_tree(filled: Path, static: Path, publication: Publication, out: Path, site_url: str | None) -> None:
    """Lay the filled pages of a publication and the static files into ``out`` so that they stand by themselves.

    ``filled`` and ``static`` are laid out as the site is; in ``out`` the publication's own folder is the root.
    """
    inside = {path.relative_to(filled).as_posix() for path in filled.rglob("*") if path.is_file()}
    shared = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    mover = Mover(publication, frozenset(inside), frozenset(shared), site_url)
    for source, names in ((filled, inside), (static, shared)):
        for name in sorted(names):
            target = out / mover.place(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source == filled and name.endswith(".html"):
                target.write_text(mover.page((source / name).read_text("utf-8"), name), "utf-8")
            else:
                shutil.copyfile(source / name, target)


@dataclass(frozen=True, slots=True)
class Mover:
    """Rewrites the addresses in a page that moves one folder down, into ``v<version>/``, with its static files."""

    publication: Publication
    inside: frozenset[str]
    shared: frozenset[str]
    site_url: str | None

    def place(self, name: str) -> str:
        """Return where a file of the site stands in the edition."""
        return name.removeprefix(f"{self.publication.path}/")

    def page(self, html: str, name: str) -> str:
        """Return a page with its addresses rewritten."""
        up = "../" * self.place(name).count("/")

        def address(match: re.Match[str]) -> str:
            return f'{match[1]}="{self._address(match[2], name, up)}"'

        moved = ADDRESS.sub(address, html)
        moved = re.sub(r'data-content_root="[^"]*"', f'data-content_root="{up or "./"}"', moved)
        moved = moved.replace(CURRENT, f"{up}../")
        return self._own_files(moved)

    def _address(self, value: str, name: str, up: str) -> str:
        if OUTSIDE.match(value) or value.startswith((CURRENT, "/")):
            return value
        path, mark, fragment = value.partition("#")
        path, question, query = path.partition("?")
        target = os.path.normpath(os.path.join(os.path.dirname(name), path))
        rest = question + query + mark + fragment
        if target in self.inside or target in self.shared:
            return os.path.relpath(self.place(target), os.path.dirname(self.place(name)) or ".") + rest
        return f"../{path}{rest}"

    def _own_files(self, html: str) -> str:
        """Let absolute addresses of the publication's files lead to the edition's own."""
        if not self.site_url:
            return html
        base = f"{self.site_url.rstrip('/')}/{self.publication.path}/"
        for name in sorted(self.inside):
            if name.endswith((".pdf", ".epub")):
                file = self.place(name)
                html = html.replace(f"{base}{file}", f"{base}v{self.publication.version}/{file}")
        return html


def lock_of(
    versions: Iterable[str], style: str, code: str, sources: object, items: Mapping[str, str | None]
) -> dict[str, Any]:
    """Return what shaped an edition, so that it can be made again or explained."""
    return {
        "versions": list(versions),
        "style": style,
        "citator": code,
        "sources": digest_of(sources),
        "items": dict(sorted(items.items())),
    }


def dates(editions: Iterable[EditionRecord]) -> dict[str, list[tuple[str, datetime.date, str]]]:
    """Return version, date and place of the editions of each publication, newest first."""
    found: dict[str, list[tuple[str, datetime.date, str]]] = {}
    for edition in editions:
        day = datetime.date.fromisoformat(edition.date)
        found.setdefault(edition.slug, []).append((edition.version, day, edition.place))
    return found
