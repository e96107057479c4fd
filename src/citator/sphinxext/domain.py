"""The ``cite`` and ``footcite`` domains: records of each document, and the resolution of the whole."""

from __future__ import annotations

import zlib
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from citator.bibtex.entry import Bibliography
from citator.model import citation, facts, inline
from citator.sphinxext import records
from citator.sphinxext.project import adopt_project
from citator.sphinxext.records import DocumentRecord, Resolution
from citator.sphinxext.roles import FOOT_FORMS, FORMS, CiteRole, FootCiteRole


def data_layout() -> int:
    """Return a number for the layout of the records, so that an environment with others is read anew.

    sphinxcontrib-bibtex has 4; any other number makes an environment of its own unusable for ours and back.
    """
    files = (Path(module.__file__ or "") for module in (records, citation, facts, inline))
    return 101 + zlib.crc32(b"".join(file.read_bytes() for file in files))


class CitationDomain(Domain):
    """Replaces sphinxcontrib-bibtex's domain under the same name: same roles, resolution by scope."""

    name = "cite"
    label = "Citations"
    data_version = data_layout()
    initial_data: ClassVar = {"documents": {}, "resolution": Resolution(), "resolved_from": "", "automatic_page": None}
    roles: ClassVar = {name: CiteRole() for name in FORMS if name}

    def setup(self) -> None:
        """Adopt the project as soon as the environment has one."""
        super().setup()
        adopt_project(self.env)

    @property
    def documents(self) -> dict[str, DocumentRecord]:
        """Docname → what reading it left."""
        return cast("dict[str, DocumentRecord]", self.data["documents"])

    @property
    def resolution(self) -> Resolution:
        """The formatted citations and lists of all documents."""
        return cast(Resolution, self.data["resolution"])

    @resolution.setter
    def resolution(self, resolution: Resolution) -> None:
        self.data["resolution"] = resolution

    @property
    def resolved_from(self) -> str:
        """The fingerprint of what the resolution was made from."""
        return cast(str, self.data["resolved_from"])

    @resolved_from.setter
    def resolved_from(self, fingerprint: str) -> None:
        self.data["resolved_from"] = fingerprint

    @property
    def automatic_page(self) -> str | None:
        """The page of references that the publication's contents name without their author's doing."""
        return cast("str | None", self.data["automatic_page"])

    @automatic_page.setter
    def automatic_page(self, docname: str | None) -> None:
        self.data["automatic_page"] = docname

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        self.documents.pop(docname, None)

    def resolve_any_xref(self, *args: object, **kwargs: object) -> list[tuple[str, nodes.reference]]:
        """Return no target: keys are cited, never referred to by ``any`` or a Markdown link."""
        return []

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.documents[docname] = otherdata["documents"][docname]


class FootCitationDomain(Domain):
    """The roles of ``footcite``; their citations are records of ``cite``."""

    name = "footcite"
    label = "Citations in notes"
    data_version = data_layout()
    roles: ClassVar = {name: FootCiteRole() for name in FOOT_FORMS if name}

    def resolve_any_xref(self, *args: object, **kwargs: object) -> list[tuple[str, nodes.reference]]:
        """Return no target, as ``cite`` does."""
        return []

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Hold nothing, merge nothing."""


def citation_domain(env: BuildEnvironment) -> CitationDomain:
    """Return the domain that holds the citations."""
    return cast(CitationDomain, env.domains["cite"])


def bibliography_of(app: Sphinx) -> Bibliography:
    """Return the works that the project may cite; kept outside the environment, which is pickled to readers."""
    return cast(Bibliography, app.__dict__.get("citator_bibliography") or Bibliography({}, (), frozenset()))


def setup(app: Sphinx) -> None:
    """Take the place of sphinxcontrib-bibtex's domains."""
    app.add_domain(CitationDomain, override=True)
    app.add_domain(FootCitationDomain, override=True)
