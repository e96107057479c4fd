"""The pages of an edition: moved one folder down, with the static files that they use and the line that they carry from birth."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.publication import Publication, Status
from citator.site.words import long_date, say

CURRENT = "CITATOR-CURRENT/"
"""Stands in a page that is being frozen for the way to what is current."""
ADDRESS = re.compile(r'(\s(?:href|src|srcset|data|poster|action))="([^"]*)"')
OUTSIDE = re.compile(r"^([a-z][a-z0-9+.-]*:|//|#|$)", re.IGNORECASE)


def birth_notice(publication: Publication) -> str:
    """Return the line that a frozen page carries from its first day: later notices stand where it leads."""
    language = publication.language
    day = long_date(publication.updated or publication.date, language)
    kept = say(
        language,
        "This is version {version} of {date}, kept as it was published.",
        version=publication.version,
        date=day,
    )
    return (
        f'<p class="citator-notice citator-edition" role="note">{escape(kept)} '
        f'<a href="{CURRENT}index.html">{escape(say(language, "See the current version and any corrections."))}</a></p>'
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


class Mover(Struct, frozen=True):
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


FONTS = ("fontpkg", "manimgx_fonts", "fonttools")
"""How the names of the distributions begin that the fonts are of, or are cut with."""


def lock_of(
    publication: Publication,
    versions: Iterable[str],
    style: Mapping[str, str],
    own_fonts: Mapping[str, str],
    shaped_by: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what shaped an edition, so that it can be made again or explained.

    ``own_fonts`` are the files that ``citator_pdf`` names; ``shaped_by`` has the digests of citator, of the configuration
    and of the sources.
    """
    parts = dict(name.rpartition("-")[::2] for name in versions)
    fonts = {name: version for name, version in parts.items() if name.startswith(FONTS)}
    return {
        "pandoc": parts.get("pypandoc_binary", ""),
        "typst": parts.get("typst", ""),
        "style": dict(style),
        "fonts": {**fonts, **own_fonts},
        "parts": {name: version for name, version in parts.items() if name not in fonts},
        "corrections": len(publication.corrections),
        **shaped_by,
    }


def changed_since(publication: Publication, lock: Mapping[str, Any], now: Mapping[str, Any]) -> Diagnostic | None:
    """Return what is to be said of a publication that is not what was published under the same version.

    ``now`` has the sources as they are. A correction that was added since, or a withdrawal, says it to readers already.
    """
    told = publication.status is Status.WITHDRAWN or len(publication.corrections) > lock.get("corrections", 0)
    changed = [name for source in SOURCES for name in _differing(lock.get(source), now[source])]
    if told or not changed:
        return None
    words = f"version {publication.version} was published and its sources have changed since ({_few(changed)})"
    remedy = "raise version:, or add to corrections: what changed"
    return Diagnostic(Code.EDITION_CHANGED, f"{words}; {remedy}", Where(publication.source))


SOURCES = ("sources", "files", "items")
"""What authors write: a publication's own files, those that it takes from elsewhere, the entries that it cites."""


def _differing(then: Any, now: Mapping[str, str | None]) -> list[str]:
    """Return the names of what is another, new or gone; an edition that has no record of it says nothing."""
    if not isinstance(then, Mapping):
        return []
    return [name for name in sorted({*then, *now}) if then.get(name) != now.get(name)]


def _few(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}"
