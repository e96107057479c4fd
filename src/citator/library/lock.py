"""What shaped an edition, and whether its publication is still what was published under that version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import CitatorError
from citator.library.discover import Found
from citator.library.edition import EditionRecord
from citator.library.sources import Sources
from citator.model.dependencies import Dependencies
from citator.model.publication import Publication, Status

FONTS = ("fontpkg", "manimgx_fonts", "fonttools")
"""How the names of the distributions begin that the fonts are of, or are cut with."""


def lock_of(
    publication: Publication,
    versions: Iterable[str],
    own_fonts: Mapping[str, str],
    shaped_by: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what shaped an edition, so that it can be made again or explained.

    ``own_fonts`` are the files that ``citator_pdf`` names; ``shaped_by`` has the digests of citator, of the configuration,
    of the style and of the sources.
    """
    parts = dict(name.rpartition("-")[::2] for name in versions)
    fonts = {name: version for name, version in parts.items() if name.startswith(FONTS)}
    return {
        "pandoc": parts.get("pypandoc_binary", ""),
        "typst": parts.get("typst", ""),
        "fonts": {**fonts, **own_fonts},
        "parts": {name: version for name, version in parts.items() if name not in fonts},
        "corrections": len(publication.corrections),
        **shaped_by,
    }


def changed_editions(
    editions: Iterable[EditionRecord], publications: Mapping[str, Found], now: Callable[[str], Mapping[str, Any]]
) -> Iterator[Diagnostic]:
    """Yield a message for each publication that is not what was published under its version.

    ``now`` returns what the authors of a publication chose, by its slug (``chosen``).
    """
    for edition in editions:
        found = publications.get(edition.slug)
        if found is not None and not found.kept and found.publication.version == edition.version:
            told = changed_since(found.publication, edition.lock, now(edition.slug))
            if told is not None:
                yield told


def changed_since(publication: Publication, lock: Mapping[str, Any], now: Mapping[str, Any]) -> Diagnostic | None:
    """Return what is to be said of a publication that is not what was published under the same version.

    ``now`` has the sources and the style as they are. A correction that was added since, or a withdrawal, says it to readers already.
    """
    told = publication.status is Status.WITHDRAWN or len(publication.corrections) > lock.get("corrections", 0)
    changed = [name for source in SOURCES for name in _differing(lock.get(source), now[source])]
    if _differing(lock.get("style"), now["style"]):
        changed.append(f"the style, now {now['style']['name']}")
    if told or not changed:
        return None
    words = f"version {publication.version} was published and its sources have changed since ({_few(changed)})"
    remedy = "raise version:, or add to corrections: what changed"
    return Diagnostic(Code.EDITION_CHANGED, f"{words}; {remedy}", Where(publication.source))


def chosen(publication: Publication, sources: Sources, dependencies: Dependencies) -> dict[str, dict[str, str | None]]:
    """Return the digests of what authors chose: a publication's own files, files from elsewhere, entries, the style.

    Of shared .bib files the entries count, and a person's page may move on.
    """
    aside = (*sources.conf.bibfiles, "docs/people/")
    files = {name: digest for name, digest in dependencies.files.items() if not name.startswith(aside)}
    own: dict[str, str | None] = {**dict(sources.own_files(publication))}
    style = style_record(publication.csl or sources.conf.library.csl, sources.conf.confdir)
    return {"sources": own, "files": files, "items": {**dependencies.items}, "style": style}


def style_record(name: str, confdir: Path) -> dict[str, str | None]:
    """Return the name of a style and the digest of its text; of one that there is not, the name alone."""
    from citator.csl.styles import find_style, style_hash

    try:
        return {"name": name, "sha256": style_hash(find_style(name, base=confdir))}
    except CitatorError:
        return {"name": name}


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
