"""FRONT DESK: the parts of the site that are no publication's, each taken from the cache when nothing changed.

They are the shell with the static files, the pages of the desk, the files for machines, and the index of the search. Only
the files for machines tell the sizes of PDFs, so that a new PDF costs them alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from citator.diagnostics import Diagnostic
from citator.errors import CitatorError
from citator.library.forks import run_forked
from citator.library.keys import SEARCH, digest_of, versions
from citator.library.made import dependencies_of, find_made, for_once, keep_made
from citator.library.publish import Part, link_tree
from citator.library.tasks import Failure, attempt
from citator.model.facts import ForeignLink, from_json, to_json

if TYPE_CHECKING:
    from citator.library.desk import Desk, Pdfs
    from citator.library.ledger import Ledger
    from citator.library.link import Linked
    from citator.library.read import Reading
    from citator.library.sources import Sources
    from citator.site.context import SiteContext

CANNOT = "the front desk cannot be made"


def home_page(sources: Sources) -> str:
    """Return the digest of the first page, without which there is no site.

    Raises:
        CitatorError: there is none.
    """
    index = sources.manifest.digest(sources.conf.srcdir / "index.md")
    if index is None:
        raise CitatorError("there is no docs/index.md; create it with a heading: it opens the home page")
    return index


def build_shell(desk: Desk, ledger: Ledger) -> tuple[Path, list[Diagnostic], list[tuple[str, Failure]]]:
    """Return the folder with the shell page and the static files of the site, made by Sphinx when they are not known.

    Raises:
        CitatorError: Sphinx cannot make them, and no earlier ones are there.
    """
    sources = desk.sources
    direct = digest_of("shell", sources.settings, versions(), home_page(sources))
    if made := find_made("shell", direct, sources, desk.cache):
        key, _, place = made
    else:
        folder = desk.cache.temporary()
        for _, result in run_forked(lambda out: _make_shell(sources, out), [folder], 1):
            if isinstance(result, Failure):
                if not ledger.shell or (old := desk.cache.get("shell", ledger.shell)) is None:
                    raise CitatorError(f"{CANNOT}: {result.place}{result.message}")
                return old, [], [("the front desk", result)]
        used = dependencies_of(json.loads((folder / "deps.json").read_bytes()), sources, ())
        home = sources.conf.srcdir / "index.md"
        key, place, _ = keep_made("shell", direct, used, folder, [home], sources, desk.cache)
    ledger.shell = key

    said = json.loads((place / "said.json").read_bytes())
    return place, [from_json(Diagnostic, diagnostic) for diagnostic in said["diagnostics"]], []


def shell_links(shell: Path) -> list[ForeignLink]:
    """Return the references of the home page into publications."""
    return [from_json(ForeignLink, link) for link in json.loads((shell / "said.json").read_bytes())["foreign_links"]]


def _make_shell(sources: Sources, out: Path) -> None:
    from citator.sphinxext.application import build_shell

    shell = build_shell(sources.conf.confdir, out / "site", sources.cache)
    (out / "site" / "index.html").rename(out / "shell.html")
    said = {"diagnostics": to_json(shell.diagnostics), "foreign_links": to_json(shell.foreign_links)}
    (out / "said.json").write_text(json.dumps(said), "utf-8")
    (out / "deps.json").write_text(json.dumps(shell.used), "utf-8")


class Wanted(Struct, frozen=True):
    """A part that the cache lacks, and what writes it into a folder."""

    key: str
    folder: Path
    write: Callable[[Path], None]
    files: tuple[Path, ...] = ()
    """Files that it reads itself."""


def shown(readings: Mapping[str, Reading]) -> list[list[object]]:
    """Return, as digests, all that publications and the front desk may know of each other."""
    return [[slug, reading.record.sealed.exports, reading.record.sealed.epub] for slug, reading in readings.items()]


def desk_part(
    desk: Desk, readings: Mapping[str, Reading], context: SiteContext, shell: Path, home: Linked
) -> Part | Wanted:
    """Return the part with catalogue, people, topics and sources; ``home`` says where the home page's references lead.

    A preview has it follow when nothing happens.
    """
    from citator.library.frontdesk import write_desk
    from citator.library.pictures import desk_picture
    from citator.site.templating import environment, keep_compiled

    if desk.request.late_desk and (late := kept(desk, "desk", "desk")) and kept(desk, "machines", "desk"):
        return late
    docs, digest = desk.sources.conf.srcdir, desk.sources.manifest.digest
    portraits = tuple(docs / person.portrait for person in desk.people.values() if person.portrait)
    known = [digest(portrait) for portrait in portraits]
    key = digest_of("desk", desk.common, shell.name, shown(readings), known, home.as_json())

    def write(out: Path) -> None:
        keep_compiled(environment(), desk.sources.cache)
        whole = structs.replace(context, frozen=desk.shelf.with_works(desk.store))
        write_desk(whole, shell, out, home, desk_picture(context, desk.cache))

    return _wanted(desk, key, write, portraits)


def machines_part(desk: Desk, readings: Mapping[str, Reading], pdfs: Pdfs, context: SiteContext, pages: Part) -> Part:
    """Return the part with feeds, sitemap, listings and hints for hosts; a preview has it follow with the pages of the desk."""
    if desk.request.late_desk and pages == kept(desk, "desk", "desk") and (late := kept(desk, "machines", "desk")):
        return late
    from citator.library.frontdesk import write_machine_files

    told = [to_json(record.facts) for found in pdfs.values() for record in found.values()]
    key = digest_of("machines", desk.common, pages.key, shown(readings), told)
    part = _wanted(desk, key, lambda out: write_machine_files(context, pages.folder, out))
    if isinstance(part, Wanted):
        ((_, result),) = run_forked(part.write, [part.folder], 1)
        return stored(desk, part, result)
    return part


def _wanted(desk: Desk, key: str, write: Callable[[Path], None], files: tuple[Path, ...] = ()) -> Part | Wanted:
    """Return a part from the cache, or what makes it."""
    place = desk.cache.get("desk", key)
    return Part(key, place) if place is not None else Wanted(key, desk.cache.temporary(), write, files)


def stored(desk: Desk, part: Wanted, result: object) -> Part:
    """Put a part that a fork has written into the cache.

    Raises:
        CitatorError: it could not be written.
    """
    if isinstance(result, Failure):
        raise CitatorError(f"{CANNOT}: {result.message}")
    key = for_once(part.key) if desk.sources.saved_meanwhile(*part.files) else part.key
    return Part(key, desk.cache.put("desk", key, part.folder))


def search_part(desk: Desk, publications: Mapping[str, Part]) -> tuple[Part | None, list[tuple[str, Failure]]]:
    """Return the search index of the publications; without ``--search`` it is kept, not made anew.

    An index holds whole texts: when a publication has left the site, the one that holds it is never kept.
    """
    there = [name for name in desk.held if name.startswith("publication ")]
    left = "search" in desk.held and any(name not in publications for name in there)
    failed: list[tuple[str, Failure]] = []
    if (desk.request.search or left) and publications:
        result = attempt(lambda parts: _index(desk, parts), publications)
        if isinstance(result, Part):
            return result, failed
        failed = [("search", result)]
    return None if left else kept(desk, "search", "search"), failed


def _index(desk: Desk, publications: Mapping[str, Part]) -> Part:
    from citator.engines.pagefind import write_index

    key = digest_of("search", versions(SEARCH), sorted(part.key for part in publications.values()))
    place = desk.cache.get("search", key)
    if place is None:
        tree, folder = desk.cache.temporary(), desk.cache.temporary()
        for part in publications.values():
            link_tree(part.folder, tree / part.prefix)
        write_index(tree, folder / "pagefind", language=desk.sources.conf.library.language.partition("-")[0])
        place = desk.cache.put("search", key, folder)
    return Part(key, place)


def kept(desk: Desk, name: str, kind: str) -> Part | None:
    """Return a part as the site has it."""
    key = desk.held.get(name)
    return Part(key, desk.cache.place(kind, key)) if key and desk.cache.has(kind, key) else None
