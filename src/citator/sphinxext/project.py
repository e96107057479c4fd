"""The documents of one publication or of the front desk, found without walking the library.

With them goes a page of references where an author has written none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.project import Project

from citator.sphinxext.excluded import excluder

AUTOMATIC = Path(__file__).parent / "automatic"


class PublicationProject(Project):
    """The documents that one build reads, with an automatic ``references`` page where a report has none."""

    automatic: str | None = None

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the documents in the folder of the publication, or its one page; all others are not looked at."""
        (pattern,) = include_paths
        folder = pattern.removesuffix("/**")
        place = Path(self.srcdir, folder)
        self.automatic = None
        self.docnames.clear()
        self._path_to_docname.clear()
        self._docname_to_path.clear()
        is_excluded = excluder(exclude_paths)
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            docname = self.path2doc(path)
            inside = path.relative_to(self.srcdir)
            if not docname or is_excluded(inside.as_posix()) or not path.is_file():
                continue
            if not any(part.startswith((".", "_")) for part in inside.parts):
                self._add(docname, inside)
        references = f"{folder}/references"
        if folder != pattern and references not in self.docnames:
            self.automatic = references
            self._add(references, AUTOMATIC / "references.md")
        return self.docnames

    def withdraw(self) -> None:
        """Take the automatic page out again."""
        if self.automatic is not None:
            self.docnames.discard(self.automatic)
            del self._path_to_docname[self._docname_to_path.pop(self.automatic)]
            self.automatic = None

    def _add(self, docname: str, path: Path) -> None:
        self.docnames.add(docname)
        self._path_to_docname[path] = docname
        self._docname_to_path[docname] = path


def adopt_project(env: BuildEnvironment) -> None:
    """Make the environment's project find documents our way (Sphinx has no hook between project and discovery)."""
    if env._app.config.citator_library:
        env.project.__class__ = PublicationProject


def automatic_page(env: BuildEnvironment) -> str | None:
    """Return the docname of the page of references that citator adds to the publication, if it has not been withdrawn."""
    return env.project.automatic if isinstance(env.project, PublicationProject) else None
