"""Shows Sphinx one publication of a library: its documents, its root, its numbering; without one, the front desk.

``srcdir`` stays the whole of ``docs/``: docnames are then the paths of the site, and ``/shared/figure.svg`` and includes
mean the same in every publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from citator.diagnostics import Diagnostic, Where
from citator.errors import UnknownPublicationError
from citator.frontmatter import (
    Chapter,
    place_of,
    read_document,
    read_library,
    read_person,
    read_publication,
    read_storage,
)
from citator.frontmatter.first_pages import find_first_page, slugs_in
from citator.model.citation import scope_locale
from citator.model.publication import EDITION_FOLDERS, THEME, Library, Person, Publication
from citator.sphinxext.project import AUTOMATIC
from citator.sphinxext.report import logger, note_diagnostics, relative_path
from citator.sphinxext.words import speak


class Known(Struct, frozen=True):
    """What a build of the whole library has read already, so that no publication's reading need do it again."""

    library: Library
    publication: Publication
    people: Mapping[str, Person]
    invented: tuple[str, ...] = ()
    """Those of the shared .bib files whose entries are invented examples."""


FRONT_DESK = ("index.md",)


def current_library(app: Sphinx) -> Library | None:
    """Return what ``conf.py`` says of the library; ``None`` in any other project."""
    return cast("Library | None", app.__dict__.get("citator_library"))


def current_publication(app: Sphinx) -> Publication | None:
    """Return the publication that this build is of; ``None`` for the front desk and outside a library."""
    return cast("Publication | None", app.__dict__.get("citator_publication"))


def is_alone(app: Sphinx) -> bool:
    """Tell whether this is plain ``sphinx-build``, without the library's build around it."""
    return app.config.citator_listener is None


def people_of(app: Sphinx) -> dict[str, Person]:
    """Return the people of the library by id."""
    return cast("dict[str, Person]", app.__dict__.get("citator_people") or {})


def choose(app: Sphinx, config: Config) -> None:
    """Read the library and the publication, or take what is known of them, and restrict the project to it."""
    if not config.citator_library:
        return
    known: Known | None = config.citator_known
    app.__dict__["citator_diagnostics"] = []
    library = known.library if known else _library(app, config)
    app.__dict__["citator_library"] = library
    config.project = config.html_title = library.name
    config.copyright = library.copyright or library.publisher
    config.numfig = True
    config.html_theme = THEME
    # the author's own line breaks and quotes are what a scholar wrote: Sphinx's smart quotes are off, MyST's are on
    config.smartquotes = False
    if not library.allow_html:
        config.myst_disable_syntax = [*config.myst_disable_syntax, "html_block", "html_inline"]
    if config.citator_publication:
        _restrict(app, config, known or _read(app, config, library))
    else:
        config.include_patterns = list(FRONT_DESK)
        config.root_doc = "index"
        speak(config, library.language)


def _library(app: Sphinx, config: Config) -> Library:
    text = (app.confdir / "conf.py").read_text("utf-8")
    if not isinstance(config.citator_library, Mapping):
        raise ConfigError(
            "citator_library in conf.py is no mapping; write citator_library = {'name': …, 'publisher': …}"
        )
    library, found = read_library(config.citator_library, text=text)
    if library is None:
        raise ConfigError("\n".join(str(diagnostic) for diagnostic in found))
    app.__dict__["citator_diagnostics"].extend(found)
    return library


def _read(app: Sphinx, config: Config, library: Library) -> Known:
    slug = config.citator_publication
    people = {}
    for path in sorted((app.srcdir / "people").glob("*.md")):
        person, _ = read_person(path)
        if person is not None:
            people[person.id] = person
    source = find_first_page(app.srcdir, slug)
    if source is None:
        raise ConfigError(str(UnknownPublicationError(slug, slugs_in(app.srcdir))))
    publication, found = read_publication(source, docs=app.srcdir, confdir=app.confdir, library=library, people=people)
    if publication is None:
        raise ConfigError("\n".join(str(diagnostic) for diagnostic in found))
    app.__dict__["citator_diagnostics"].extend(found)
    return Known(library, publication, people)


def _restrict(app: Sphinx, config: Config, known: Known) -> None:
    publication = known.publication
    app.__dict__["citator_publication"] = publication
    app.__dict__["citator_people"] = known.people
    config.root_doc = publication.root
    config.include_patterns = [f"{publication.root}.md"] if publication.is_single_page else [f"{publication.path}/**"]
    speak(config, publication.language)
    config.exclude_patterns = [*config.exclude_patterns, f"{publication.path}/{EDITION_FOLDERS}/**"]


def authors_place(app: Sphinx, source: str, line: int | None) -> Where:
    """Return a place as the author knows it: a page that citator adds by itself stands for the publication."""
    publication = current_publication(app)
    if publication is not None and source.startswith(str(AUTOMATIC)):
        return Where(publication.source)
    return Where(relative_path(app, source), line)


def citation_locale(app: Sphinx) -> str | None:
    """Return the locale that citations are read and printed in; ``None`` leaves it to the style."""
    publication = current_publication(app)
    return scope_locale(publication.language if publication else app.config.citator_locale or app.config.language)


def invented_files(app: Sphinx) -> tuple[str, ...]:
    """Return the shared .bib files whose entries are invented examples."""
    known: Known | None = app.config.citator_known
    if known is not None:
        return known.invented
    # a foreign book need not pay for the schema of front matter
    return read_storage(app.config.citator_library).invented if app.config.citator_library else ()


def place_in_front_matter(app: Sphinx, publication: Publication, *path: str | int) -> Where:
    """Return where a field of a publication's front matter stands."""
    return place_of(app.confdir / publication.source, publication.source, *path)


def picture_file(app: Sphinx, publication: Publication, name: str) -> Path:
    """Return where a picture lies that front matter names: beside it, or below ``docs/`` with a slash before its name."""
    if name.startswith("/"):
        return Path(app.srcdir, name.lstrip("/"))
    return Path(app.confdir, publication.source).parent / name


def chapter_matter(app: Sphinx, docname: str) -> Chapter:
    """Return the front matter of a chapter; read once, its mistakes told once."""
    known: dict[str, Chapter] = app.__dict__.setdefault("citator_chapters", {})
    if docname not in known:
        publication = current_publication(app)
        path = app.env.doc2path(docname)
        if publication is None or docname == publication.root:
            known[docname] = Chapter()
        else:
            known[docname], found = read_document(path, people=people_of(app), name=_shown(app, path))
            note_diagnostics(app.env, found)
    return known[docname]


def _shown(app: Sphinx, path: Path) -> str:
    try:
        return path.relative_to(app.confdir).as_posix()
    except ValueError:
        return path.name


def advise(app: Sphinx, exception: Exception | None) -> None:
    """Say how the rest of a library is built."""
    if exception is None and is_alone(app) and current_library(app) and not app.config.citator_publication:
        logger.info(
            "this is the home page alone; -D citator_publication=<slug> builds a publication, 'citator build' the library"
        )


def tell(app: Sphinx) -> None:
    """Print what was wrong with the configuration and the front matter."""
    found: list[Diagnostic] = app.__dict__.get("citator_diagnostics", [])
    note_diagnostics(app.env, found)


def setup(app: Sphinx) -> None:
    """Choose the publication before Sphinx looks for documents."""
    app.add_config_value("citator_known", None, "", description="What was read of the library; citator build sets it.")
    app.connect("config-inited", choose, priority=100)
    app.connect("builder-inited", tell)
    app.connect("build-finished", advise)
