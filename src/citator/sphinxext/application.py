"""Builds one publication's object, or the shell of the front desk, with Sphinx; runs in a forked child.

A process builds at most one Sphinx application: a second one would find roles and directives of the first.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import CitatorError
from citator.model.facts import Facts, ForeignLink, to_json
from citator.model.publication import Publication
from citator.site.templating import keep_compiled
from citator.sphinxext import lean, quick
from citator.sphinxext.blame import blamed
from citator.sphinxext.circles import find_circle
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.domain import citation_domain
from citator.sphinxext.facts import facts_of
from citator.sphinxext.memory import Memory
from citator.sphinxext.preloading import import_extensions, import_pygments_styles
from citator.sphinxext.publication import Known, current_library, current_publication
from citator.sphinxext.report import relative_path
from citator.sphinxext.surgery import KINDS
from citator.sphinxext.used import dependencies, used_by


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


class Shell(Struct, frozen=True):
    """What the front desk's shell page said and used."""

    diagnostics: tuple[Diagnostic, ...]
    foreign_links: tuple[ForeignLink, ...]
    """The references of the home page into publications."""
    used: dict[str, Any]
    """As of ``dependencies``."""


def build_shell(confdir: Path, out: Path, cache: Path) -> Shell:
    """Build the front desk's shell page (``index.html``) and the static files of the whole site (``_static/``)."""
    overrides = {"citator_cache": str(cache), "html_last_updated_fmt": None, "html_use_opensearch": ""}
    _empty(out)
    found: list[Diagnostic] = []
    with _application(confdir, out, "html", overrides, found) as app:
        with blamed(app):
            app.build(force_all=True)
        home = citation_domain(app.env).documents[app.config.root_doc]
        shared = set(app.config.bibtex_bibfiles or ())  # which the library itself reads and tells of
        found = [said for said in found if said.where is None or said.where.path not in shared]
        used = used_by(app, (), found)
    for name in (".buildinfo", "objects.inv"):
        (out / name).unlink(missing_ok=True)
    return Shell(tuple(_sorted(found)), home.foreign_links, used)


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
    import_pygments_styles()
    import_extensions()
    quick.install()
    sphinx.application.builtin_extensions = lean.used(builtin_extensions)
    doctrees = memory.work if memory is not None else Path(tempfile.mkdtemp(prefix="citator-"))
    recalled = memory is not None and memory.recall()
    KINDS.complete = not recalled
    sys.dont_write_bytecode = True  # the library's own modules may change within a second, which Python would not see
    app: Sphinx | None = None
    before = os.getcwd()
    os.chdir(confdir)  # docutils names files as they are seen from here
    try:
        app = Sphinx(
            srcdir=confdir / "docs",
            confdir=confdir,
            outdir=out,
            doctreedir=doctrees,
            buildername=builder,
            confoverrides={**overrides, "citator_listener": partial(_note, found)},
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
        if app is None:
            raise
        raise _too_deep(app) from error
    finally:
        KINDS.complete = False
        os.chdir(before)
        shutil.rmtree(doctrees, ignore_errors=True)


def _note(found: list[Diagnostic], said: Diagnostic) -> None:
    """Keep a message, but for that of a missing shared .bib: the library tells of it as long as it is true."""
    if said.code is not Code.BIB_FILE_MISSING or said.where is not None:
        found.append(said)


def _too_deep(app: Sphinx) -> CitatorError:
    """Return what has made Python give up: mostly a file that includes itself."""
    if where := circle(app):
        return CitatorError("the file includes itself in a circle; take one of the includes out", where)
    name = app.env.current_document.docname
    path = relative_path(app, str(app.env.doc2path(name))) if name else ""
    return CitatorError("something in it is nested too deep to be processed; take it apart", path)


def circle(app: Sphinx) -> str:
    """Return the place of the directive by which a file comes to include itself; nothing where none does."""
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
