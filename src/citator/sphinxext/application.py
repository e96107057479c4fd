"""Builds one publication's object, or the shell of the front desk, with Sphinx; runs in a forked child.

A process builds at most one Sphinx application: a second one would find roles and directives of the first.
"""

from __future__ import annotations

import importlib
import io
import logging
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import sphinx.application
from jinja2 import Environment
from msgspec import Struct
from msgspec.structs import replace
from sphinx.application import Sphinx, builtin_extensions
from sphinx.errors import SphinxError

import citator
from citator.bibtex.reader import item_hash
from citator.diagnostics import Diagnostic, Where
from citator.errors import CitatorError
from citator.model.facts import Facts, ForeignLink, to_json
from citator.model.publication import Publication
from citator.site.templating import keep_compiled
from citator.sphinxext import lean, quick
from citator.sphinxext.blame import blamed
from citator.sphinxext.circles import find_circle
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.domain import bibliography_of, citation_domain
from citator.sphinxext.facts import facts_of
from citator.sphinxext.memory import Memory
from citator.sphinxext.publication import Known, current_library, current_publication
from citator.sphinxext.report import relative_path
from citator.sphinxext.surgery import KINDS


class ReadRequest(Struct, frozen=True):
    """What READ is asked to build."""

    confdir: Path
    publication: Publication
    out: Path
    """The object folder; it is made anew."""
    cache: Path
    """Where formatted citations and read .bib files are kept."""
    pdf: bool = True
    epub: bool = True
    memory: Path | None = None
    """Where the next build of the publication finds what it can use of this one; on the disk of ``out``."""
    memory_key: str = ""
    """The digest of what shapes the publication besides its texts and what these name."""
    known: Known | None = None
    """What is known of library and people; without it, they are read."""
    early: Callable[[Facts], None] | None = None
    """Called when pages and facts are in ``out`` and what is for the PDF is not yet: a preview need not wait for that."""


def _import_pygments_styles() -> None:
    """Import Furo's highlighting styles; their package configures the root logger, which is not its to configure."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import a11y_pygments  # type: ignore[import-not-found, import-untyped, unused-ignore]

    del a11y_pygments
    root.handlers[:] = handlers
    root.setLevel(level)


INSTALLED = (str(Path(citator.__file__).parent), *(sysconfig.get_path(name) for name in ("purelib", "platlib")))
"""Where files lie that the versions of the parts stand for."""

IMPORTED_LATE = (
    "citator.csl.engine",
    "docutils.languages.en",
    "jinja2.ext",
    "myst_parser.mdit_to_docutils.sphinx_",
    "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.directives",
    "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs",
    "sphinx.builders.latex.transforms",
    "sphinx.ext.intersphinx",
    "sphinx.ext.mathjax",
    "sphinx_basic_ng",
    "xml.dom.minidom",
)
"""What the modules of a build import while they run."""


def preload(formats: Collection[str] = ("html", "pdf", "epub")) -> None:
    """Import all that a child needs for these formats, and read what is the same for all, so that a fork starts with it."""
    _import_pygments_styles()
    import furo
    import myst_parser.sphinx_ext.main
    import sphinx.builders.html
    import sphinxcontrib.bibtex
    from pygments.styles import get_style_by_name  # type: ignore[import-untyped, unused-ignore]

    import citator.sphinxext.citing
    import citator.sphinxext.html

    citator.sphinxext.modules()
    for name in (*lean.used(builtin_extensions), *IMPORTED_LATE):
        importlib.import_module(name)
    if "pdf" in formats:
        import citator.sphinxext.pdf
    if "epub" in formats:
        import citator.sphinxext.epub.book
    quick.install()
    for colours in ("a11y-light", "native"):
        get_style_by_name(colours)

    del furo, myst_parser, sphinx, sphinxcontrib, citator


def read_publication_object(request: ReadRequest) -> Facts:
    """Build the object of a publication: pages with slots, Typst source, facts, dependencies.

    Raises:
        CitatorError: Sphinx stopped; the message is its own, without a traceback.
    """
    overrides = {
        "citator_publication": request.publication.slug,
        "citator_object": True,
        "citator_known": request.known,
        "citator_cache": str(request.cache),
        "html_last_updated_fmt": None,
        "html_copy_source": False,
        "html_scaled_image_link": False,
        "html_use_opensearch": "",
        "html_show_sphinx": False,
    }
    _empty(request.out)
    found: list[Diagnostic] = []
    work = request.out.with_name(f"{request.out.name}-doctrees")
    memory = Memory(request.memory, request.memory_key, work, found) if request.memory is not None else None
    with _application(request.confdir, request.out / "html", "html", overrides, found, memory) as app:
        with blamed(app):
            app.build(force_all=True)
        publication = current_publication(app)
        assert publication is not None
        if request.early is not None:
            facts = facts_of(app, publication)
            _write_json(request.out / "facts.json", to_json(facts))
            request.early(facts)
        if request.pdf:
            found.extend(_write_typst(app, publication, request.out / "typst"))
        facts = facts_of(app, publication)
        if request.epub:
            facts = replace(facts, epub=_write_epub(app, facts, request.out / "html"))
        facts = replace(facts, diagnostics=tuple(_sorted(found)))
        _write_json(request.out / "facts.json", to_json(facts))
        _write_json(request.out / "deps.json", dependencies(app, facts))
        if memory is not None:
            memory.keep(app)
    return facts


def build_shell(confdir: Path, out: Path, cache: Path) -> tuple[tuple[Diagnostic, ...], tuple[ForeignLink, ...]]:
    """Build the front desk's shell page (``index.html``) and the static files of the whole site (``_static/``).

    Returns what authors should know, and the references of the home page into publications.
    """
    overrides = {"citator_cache": str(cache), "html_last_updated_fmt": None, "html_use_opensearch": ""}
    _empty(out)
    found: list[Diagnostic] = []
    with _application(confdir, out, "html", overrides, found) as app:
        with blamed(app):
            app.build(force_all=True)
        home = citation_domain(app.env).documents[app.config.root_doc]
    for name in (".buildinfo", "objects.inv"):
        (out / name).unlink(missing_ok=True)
    return tuple(_sorted(found)), home.foreign_links


def dependencies(app: Sphinx, facts: Facts) -> dict[str, Any]:
    """Return what the build read outside the publication's own folder, and the works that it used.

    Keys: ``files`` (paths relative to the folder of ``conf.py``), ``items`` (key → hash), ``unknown`` (keys that no
    .bib had), ``own`` (keys of the publication's own .bib), ``told`` (files that messages name), ``all_items`` (whether
    any change of a shared .bib may change the publication).
    """
    env = app.env
    publication = current_publication(app)
    assert publication is not None
    files: set[str] = set()
    for docname in env.all_docs:
        files.update(relative_path(app, str(app.srcdir / name)) for name in env.dependencies.get(docname, ()))
    files.update(relative_path(app, str(app.srcdir / name)) for name in env.images)
    files.update(relative_path(app, str(app.srcdir / name)) for name in env.dlfiles)
    folder = Path(publication.source).parent
    files.update((folder / name).as_posix() for name in (publication.thumbnail, publication.cover) if name)
    own = {(folder / name).as_posix() for name in publication.bibliography}
    files.update(own)
    files.update(f"docs/people/{a.person}.md" for d in facts.documents for a in d.authors if a.person)
    drawn = relative_path(app, str(cache_folder(app)))
    works = bibliography_of(app).items
    used: dict[str, str] = {}
    unknown: set[str] = set()
    for document in citation_domain(env).documents.values():
        for record in document.citations:
            for item in record.citation.items:
                if item.key in works:
                    used[works[item.key].key] = item_hash(works[item.key])
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
        "unknown": sorted(unknown),
        "own": sorted({key for work in works.values() if work.where.path in own for key in (work.key, *work.aliases)}),
        "told": sorted({diagnostic.where.path for diagnostic in facts.diagnostics if diagnostic.where}),
        "all_items": _lists_uncited(app) or any(_inherits(app.confdir / name) for name in own),
    }


def _inherits(bib: Path) -> bool:
    """Tell whether an entry of a publication's own .bib takes fields from another, which may be a shared one."""
    with suppress(OSError):
        return _INHERITS.search(bib.read_bytes()) is not None
    return False


_INHERITS = re.compile(rb"\b(?:crossref|xdata|xref)\s*=", re.IGNORECASE)


def _lists_uncited(app: Sphinx) -> bool:
    """Tell whether a list shows works that nobody cites: then any change of a .bib may change the publication."""
    from citator.sphinxext.filters import implies_cited

    return any(
        not implies_cited(record.filter)
        for document in citation_domain(app.env).documents.values()
        for record in document.bibliographies
    )


def _write_typst(app: Sphinx, publication: Publication, out: Path) -> list[Diagnostic]:
    from citator.sphinxext.pdf import write_typst

    library = current_library(app)
    assert library is not None
    return write_typst(app, app.env, publication, library, out)


def _write_epub(app: Sphinx, facts: Facts, out: Path) -> int:
    from citator.sphinxext.epub.book import write_epub

    library, publication = current_library(app), facts.publication
    assert library is not None
    return write_epub(app, facts, library, out / publication.path / f"{publication.slug}.epub")


@contextmanager
def _application(
    confdir: Path,
    out: Path,
    builder: str,
    overrides: Mapping[str, Any],
    found: list[Diagnostic],
    memory: Memory | None = None,
) -> Iterator[Sphinx]:
    """Make a silent application; its warnings become diagnostics, added to ``found``."""
    _import_pygments_styles()
    quick.install()
    sphinx.application.builtin_extensions = lean.used(builtin_extensions)
    doctrees = memory.work if memory is not None else Path(tempfile.mkdtemp(prefix="citator-"))
    recalled = memory is not None and memory.recall()
    KINDS.complete = not recalled
    sys.dont_write_bytecode = True  # the library's own modules may change within a second, which Python would not see
    before = os.getcwd()
    os.chdir(confdir)  # docutils names files as they are seen from here
    try:
        app = Sphinx(
            srcdir=confdir / "docs",
            confdir=confdir,
            outdir=out,
            doctreedir=doctrees,
            buildername=builder,
            confoverrides={**overrides, "citator_listener": found.append},
            status=None,
            warning=io.StringIO(),
            freshenv=not recalled,
        )
        if memory is not None:
            memory.attach(app)
        templates: Environment | None = getattr(app.builder.templates, "environment", None)
        if templates is not None:
            keep_compiled(templates, cache_folder(app))
        yield app
    except SphinxError as error:
        raise CitatorError(str(error)) from error
    except RecursionError as error:
        raise CitatorError("the file includes itself in a circle; take one of the includes out", circle(app)) from error
    finally:
        KINDS.complete = False
        os.chdir(before)
        shutil.rmtree(doctrees, ignore_errors=True)


def circle(app: Sphinx) -> str:
    """Return the place of the directive by which a file comes to include itself."""
    for docname in sorted(app.project.docnames):
        path = app.env.doc2path(docname)
        found = find_circle(path, partial(_included, app, docname))
        if found is not None:
            return f"{relative_path(app, str(found[0]))}:{found[1]}"
    return ""


def _included(app: Sphinx, docname: str, name: str) -> Path:
    """Return the file that an include means; paths are taken from the document, not from a file that it includes."""
    return Path(app.env.relfn2path(name, docname)[1])


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    def order(diagnostic: Diagnostic) -> tuple[str, int, str]:
        where = diagnostic.where or Where("")
        return where.path, where.line or 0, diagnostic.message

    return sorted(dict.fromkeys(found), key=order)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _write_json(path: Path, value: Any) -> None:
    path.write_bytes(msgspec.json.encode(value, order="sorted"))
