"""Which CSL styles a project cites in: as its front matter, ``conf.py`` or a ``{bibliography}`` names them."""

from __future__ import annotations

import os

from sphinx.application import Sphinx
from sphinx.util import logging

from citator.csl.styles import PYBTEX_NAMES, find_style
from citator.csl.xml import StyleError
from citator.diagnostics import Code, Diagnostic, Where
from citator.sphinxext.publication import current_library, current_publication
from citator.sphinxext.report import note_diagnostic

logger = logging.getLogger("citator")

LIBRARY_DEFAULT = "chicago-notes-bibliography"
FOREIGN_DEFAULT = "alpha"
"""sphinxcontrib-bibtex's own default."""

#: In-text styles of sphinxcontrib-bibtex that decide alone; "label" shows the labels of the list's style.
_DECIDING = ("author_year", "author_year_round", "super", "foot")


def project_style(app: Sphinx) -> str:
    """Return the style of the publication, or of a book that is no library."""
    library, publication = current_library(app), current_publication(app)
    if library is not None:
        wanted = publication.csl if publication and publication.csl else library.csl
        return checked_style(app, wanted, library.csl if wanted != library.csl else LIBRARY_DEFAULT)
    return checked_style(app, _foreign_style(app), FOREIGN_DEFAULT)


def checked_style(app: Sphinx, name: str, default: str) -> str:
    """Return a style that there is: an unknown name is told, with the line where it stands, and gives the default."""
    return _known(app, name, _named_in(app, name), f"'{PYBTEX_NAMES.get(default, default)}' is used") or default


def list_style(app: Sphinx, name: str | None, where: Where) -> str | None:
    """Return the style of a ``{bibliography}``, where it has one of its own.

    Where the project's citations are in a style that shows no labels of the list, a name of pybtex's has nothing to say.
    """
    if not name or (_decides(app) and name in PYBTEX_NAMES):
        return None
    if name.endswith(".csl"):
        app.env.note_dependency(os.path.relpath(app.confdir / name, app.srcdir))
    return _known(app, name, where, "the style of the project is used")


def lists_decide(app: Sphinx) -> bool:
    """Tell whether citations show the labels of their lists, as those of sphinxcontrib-bibtex do of themselves."""
    return current_library(app) is None and not app.config.citator_style and not _decides(app)


def is_note_style(app: Sphinx, name: str) -> bool:
    """Tell whether citations of a known style are notes."""
    return find_style(name, base=app.confdir).is_note_style


def tell_of_mapping(app: Sphinx) -> None:
    """Say once which CSL style stands for what ``conf.py`` asks of sphinxcontrib-bibtex."""
    if current_library(app) is not None or app.config.citator_style:
        return
    wanted = _foreign_style(app)
    if wanted in PYBTEX_NAMES:
        option = "bibtex_reference_style" if _decides(app) else "bibtex_default_style"
        advice = "citator_style in conf.py names another"
        logger.info("%s = %r is set in the CSL style %r; %s", option, wanted, PYBTEX_NAMES[wanted], advice)


def _foreign_style(app: Sphinx) -> str:
    config = app.config
    if config.citator_style:
        return str(config.citator_style)
    return str(config.bibtex_reference_style if _decides(app) else config.bibtex_default_style)


def _decides(app: Sphinx) -> bool:
    """Tell whether the in-text style of a book that is no library leaves the list's style no say."""
    config = app.config
    is_foreign = current_library(app) is None and not config.citator_style
    return is_foreign and config.bibtex_reference_style in _DECIDING


def _known(app: Sphinx, name: str, where: Where, instead: str) -> str | None:
    try:
        find_style(name, base=app.confdir)
    except StyleError as error:
        message = f"{error.cause}; {instead}; {error.remedy}"
        note_diagnostic(app.env, Diagnostic(Code.UNKNOWN_STYLE, message, where))
        return None
    path = app.confdir / name
    return str(path) if name.endswith(".csl") and path.is_file() else name


def _named_in(app: Sphinx, name: str) -> Where:
    """Return where the style is named: the publication's front matter, or ``conf.py``."""
    publication = current_publication(app)
    source = publication.source if publication and publication.csl == name else "conf.py"
    path = app.confdir / source
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    return Where(source, next((number for number, line in enumerate(lines, 1) if name in line), 1))


def setup(app: Sphinx) -> None:
    """Tell of the mapping when the builder is known, which is once a build."""
    app.connect("builder-inited", tell_of_mapping)
