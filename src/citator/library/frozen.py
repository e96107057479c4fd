"""The pages of an edition: moved one folder down, with the static files that they use and the line that they carry from birth."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Set
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field

from citator.model.dates import long_date
from citator.model.publication import Publication
from citator.site.editions import ALWAYS
from citator.site.slots import escaped
from citator.site.words import say

CURRENT = "CITATOR-CURRENT/"
"""Stands in a page that is being frozen for the way to what is current."""
ADDRESS = re.compile(r'(\s(href|src|srcset|data|poster|action))="([^"]*)"')
SHOWN = frozenset({"src", "poster", "data"})
"""Attributes that name what a page shows rather than where it leads."""
BORROWED = "_library"
"""The folder of an edition for what its pages show of the rest of the library, such as the pictures of cards."""
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


def freeze_tree(filled: Path, static: Path, site: Path, publication: Publication, out: Path) -> set[str]:
    """Lay the filled pages of a publication, and all files that they show, into ``out`` so that they stand by themselves.

    ``filled``, ``static`` and ``site`` are laid out as the site is; in ``out`` the publication's own folder is the root.
    Return the pages of the living library that the frozen pages lead to.
    """
    inside, shared = _files(filled), _files(static)
    mover = Mover(publication, inside, shared, site)
    for source, names in ((filled, inside), (static, shared)):
        for name in sorted(names):
            target = out / mover.place(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source == filled and name.endswith(".html"):
                target.write_text(mover.page((source / name).read_text("utf-8"), name), "utf-8")
            else:
                shutil.copyfile(source / name, target)
    for name in sorted(mover.borrowed):
        target = out / BORROWED / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, target)
    return mover.leads_to


def _files(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class Mover(Struct, frozen=True):
    """Rewrites the addresses in a page that moves one folder down, into ``v<version>/``, with the files that it shows."""

    publication: Publication
    inside: Set[str]
    shared: Set[str]
    site: Path
    borrowed: set[str] = field(default_factory=set)
    """Files of the rest of the site that the pages so far show."""
    leads_to: set[str] = field(default_factory=set)
    """Pages of the rest of the site that the pages so far lead to, apart from those that every site has."""

    def place(self, name: str) -> str:
        """Return where a file of the site stands in the edition."""
        return name.removeprefix(f"{self.publication.path}/")

    def page(self, html: str, name: str) -> str:
        """Return a page with its addresses rewritten."""
        up = "../" * self.place(name).count("/")

        def address(match: re.Match[str]) -> str:
            return f'{match[1]}="{self._address(match[3], name, shown=match[2] in SHOWN)}"'

        moved = ADDRESS.sub(address, html)
        moved = re.sub(r'data-content_root="[^"]*"', f'data-content_root="{up or "./"}"', moved)
        return moved.replace(CURRENT, f"{up}../")

    def _address(self, value: str, name: str, *, shown: bool) -> str:
        if OUTSIDE.match(value) or value.startswith((CURRENT, "/")):
            return value
        path, mark, fragment = value.partition("#")
        path, question, query = path.partition("?")
        target = os.path.normpath(os.path.join(os.path.dirname(name), unquote(unescape(path))))
        rest = question + query + mark + fragment
        here = os.path.dirname(self.place(name)) or "."
        if target in self.inside or target in self.shared:
            return escaped(os.path.relpath(self.place(target), here)) + rest
        if shown and (self.site / target).is_file():
            self.borrowed.add(target)
            return escaped(os.path.relpath(f"{BORROWED}/{target}", here)) + rest
        if target.endswith(".html") and target not in ALWAYS:
            self.leads_to.add(target)
        return f"../{path}{rest}"
