"""What a build read and used: the record by which a later build tells whether it would make the same (``model.dependencies``)."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import citator
from citator.bibtex.reader import item_hash
from citator.diagnostics import Diagnostic
from citator.frontmatter.checks import is_id
from citator.model.facts import Facts
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.domain import bibliography_of, citation_domain
from citator.sphinxext.publication import current_publication, picture_file
from citator.sphinxext.report import relative_path

INSTALLED = (str(Path(citator.__file__).parent), *(sysconfig.get_path(name) for name in ("purelib", "platlib")))
"""Where files lie that the versions of the parts stand for."""

_INHERITS = re.compile(rb"\b(?:crossref|xdata|xref)\s*=", re.IGNORECASE)


def dependencies(app: Sphinx, facts: Facts) -> dict[str, Any]:
    """Return what the build read outside the publication's own folder, and the works that it used: ``used_by`` and ``own``.

    ``own`` are the keys of the publication's own .bib.
    """
    publication = current_publication(app)
    assert publication is not None
    folder = Path(publication.source).parent
    own = {(folder / name).as_posix() for name in publication.bibliography}
    authors = [author for document in facts.documents for author in document.authors]
    names = (publication.thumbnail, publication.cover)
    pictures = [picture_file(app, publication, name) for name in names if name]
    files = {
        *own,
        *(relative_path(app, str(picture)) for picture in pictures),
        *(f"docs/people/{a.person or a.name}.md" for a in authors if a.person or is_id(a.name)),
    }
    works = bibliography_of(app).items.values() if own else ()  # to look at each takes as long as to read a chapter
    used = used_by(app, files, facts.diagnostics)
    used["own"] = sorted({key for work in works if work.where.path in own for key in (work.key, *work.aliases)})
    used["all_items"] = used["all_items"] or any(_inherits(app.confdir / name) for name in own)
    return used


def used_by(app: Sphinx, others: Iterable[str], said: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return what a build read, besides ``others``, and the works that it used.

    Keys: ``files`` (paths relative to the folder of ``conf.py``), ``items`` (key → hash), ``told`` (files that messages
    name), ``all_items`` (whether any change of a .bib may change the result).
    """
    env = app.env
    files = set(others)
    for docname in env.all_docs:
        files.update(relative_path(app, str(app.srcdir / name)) for name in env.dependencies.get(docname, ()))
    files.update(relative_path(app, str(app.srcdir / name)) for name in env.images)
    files.update(relative_path(app, str(app.srcdir / name)) for name in env.dlfiles)
    drawn = relative_path(app, str(cache_folder(app)))
    works = bibliography_of(app).items
    used: dict[str, str] = {}
    unknown: set[str] = set()
    for document in citation_domain(env).documents.values():
        for record in document.citations:
            for item in record.citation.items:
                if item.key in works:
                    work = works[item.key]
                    used[work.key] = used[item.key] = item_hash(work)  # by an alias, which may become another's key
                else:
                    unknown.add(item.key)
    for bibliography in citation_domain(env).resolution.bibliographies.values():
        for entry in bibliography.entries:
            if entry.key in works:
                used[entry.key] = item_hash(works[entry.key])
    return {
        # charts drawn into the cache follow from script and data, which are among the files
        "files": sorted(
            os.path.relpath(app.confdir / name, app.confdir)
            for name in files
            if not name.startswith((drawn, *INSTALLED))
        ),
        "items": dict(sorted(used.items())),
        "told": sorted({diagnostic.where.path for diagnostic in said if diagnostic.where}),
        # a message about an unknown key names one that is like it
        "all_items": bool(unknown) or _lists_uncited(app),
    }


def _inherits(bib: Path) -> bool:
    """Tell whether an entry of a publication's own .bib takes fields from another, which may be a shared one."""
    with suppress(OSError):
        return _INHERITS.search(bib.read_bytes()) is not None
    return False


def _lists_uncited(app: Sphinx) -> bool:
    """Tell whether a list shows works that nobody cites, or those of some files: then any change of a .bib may change it."""
    from citator.sphinxext.filters import implies_cited

    return any(
        record.files or not implies_cited(record.filter)
        for document in citation_domain(app.env).documents.values()
        for record in document.bibliographies
    )
