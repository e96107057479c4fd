"""Reads the front matter of a publication: its fields from the YAML, its slug and paths from where the file stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from citator.diagnostics import Code, Diagnostic, Where
from citator.frontmatter.checks import RESERVED, is_id, unknown_license
from citator.frontmatter.names import straight_name, to_contributor
from citator.frontmatter.plain import told_of_markup
from citator.frontmatter.source import Field, parse_front_matter
from citator.frontmatter.validate import nearest, validate
from citator.model.publication import (
    Contributor,
    Correction,
    Credit,
    Library,
    PdfSettings,
    Person,
    Publication,
    Related,
    Series,
    Status,
)

if TYPE_CHECKING:
    from citator.frontmatter.schema import PublicationFields

FOREIGN_FIELDS = (
    # https://myst-parser.readthedocs.io/en/latest/configuration.html#frontmatter-local
    "myst", "html_meta", "substitutions",
    # https://www.sphinx-doc.org/en/master/usage/restructuredtext/field-lists.html#special-metadata-fields
    "orphan", "tocdepth", "nosearch", "nocomments", "no-search",
    # Furo, sphinx-design, MyST-NB
    "hide-toc", "sd_hide_title", "jupytext", "kernelspec", "mystnb", "file_format", "execution_mode",
)  # fmt: skip
"""Fields of MyST, Sphinx and their extensions, which mean what they always mean."""


def read_publication(
    path: Path, *, docs: Path, confdir: Path, library: Library, people: Mapping[str, Person]
) -> tuple[Publication | None, tuple[Diagnostic, ...]]:
    """Read a publication from its first document; ``None`` when it lacks a required field or cannot have an address."""
    from citator.frontmatter.schema import PublicationFields

    source = path.relative_to(confdir).as_posix()
    field, problems = parse_front_matter(path.read_text("utf-8", errors="replace"), source)
    if field is None:
        return None, problems
    values, mistakes = validate(PublicationFields, field, source, ignored=FOREIGN_FIELDS)
    place, misplaced = _place(path.relative_to(docs).as_posix(), source)
    found = (*problems, *mistakes, *misplaced, *told_of_markup(field, source))
    if values is None or place is None:
        return None, found
    reader = _Reader(values, field, source, people)
    publication = reader.publication(place, library)
    return publication, (*found, *reader.diagnostics)


def _place(document: str, source: str) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    """Derive slug, path and root document from the path of the file under ``docs/``."""
    root = PurePosixPath(document).with_suffix("")
    path = root.parent if root.name == "index" else root
    wrong = next((part for part in path.parts if not is_id(part)), None)
    if wrong is not None or not path.parts:
        message = f"'{wrong or 'index'}' cannot stand in an address; rename it with lower-case letters a–z, digits and hyphens"
        return None, (Diagnostic(Code.FRONT_MATTER, message, Where(source, 1)),)
    if path.parts[0] in RESERVED:
        message = f"the folder '{path.parts[0]}' belongs to the site itself; move the publication to another folder"
        return None, (Diagnostic(Code.FRONT_MATTER, message, Where(source, 1)),)
    return {"slug": path.name, "path": path.as_posix(), "root": root.as_posix(), "source": source}, ()


class _Reader:
    """Turns checked fields into the values of the model, and notes what only shows when they are seen together."""

    def __init__(self, values: PublicationFields, field: Field, source: str, people: Mapping[str, Person]) -> None:
        self.values, self.field, self.source, self.people = values, field, source, people
        self.diagnostics: list[Diagnostic] = []

    def publication(self, place: Mapping[str, Any], library: Library) -> Publication:
        """Return the publication; what it does not say of itself and the library does is the library's."""
        values = self.values
        plain = {
            name: _frozen(getattr(values, name))
            for name in Publication.__struct_fields__
            if name in type(values).model_fields and name not in _COMPOSED
        }
        self._check_type()
        if problem := unknown_license(values.license or ""):
            self._report(problem, "license")
        return Publication(
            **place,
            **plain,
            authors=tuple(self._contributors("authors")),
            editors=tuple(self._contributors("editors")),
            translators=tuple(self._contributors("translators")),
            reviewers=tuple(self._contributors("reviewers")),
            credits=tuple(Credit(credit.role, straight_name(credit.name)) for credit in values.credits),
            status=self._status(),
            series=Series(**values.series.model_dump()) if values.series else None,
            publisher=values.publisher or library.publisher,
            copyright=values.copyright or library.copyright,
            license=values.license or library.license,
            license_note=values.license_note or (None if values.license else library.license_note),
            language=values.language or library.language,
            bibliography=tuple(file.file for file in values.bibliography),
            invented=tuple(file.file for file in values.bibliography if file.invented),
            related=tuple(Related(**related.model_dump()) for related in values.related),
            corrections=tuple(Correction(**correction.model_dump()) for correction in values.corrections),
            pdf=PdfSettings(editions=tuple(values.pdf.editions), bibliography=values.pdf.bibliography),
        )

    def _contributors(self, name: str) -> Iterator[Contributor]:
        for index, fields in enumerate(getattr(self.values, name)):
            contributor, problem = to_contributor(fields, self.people)
            if problem:
                self._report(f"'{name}[{index + 1}]': {problem}", name, index)
            yield contributor

    def _status(self) -> Status:
        """Return the status, or the more private one where the fields are wrong or contradict each other."""
        values, given = self.values, self.values.model_fields_set
        for name in self._misspelt():
            if name not in given:
                self._report(f"held as a draft until '{name}' is mended", name)
                return Status.DRAFT
        if values.status is Status.EMBARGOED and values.embargo_until is None:
            self._report("'embargo_until' is required; write embargo_until: 2026-12-01T09:00:00+01:00", "status")
            return Status.DRAFT
        if values.embargo_until and values.status is Status.PUBLISHED:
            if "status" in given:
                self._report("'status' is published, but 'embargo_until' is set; held as embargoed", "embargo_until")
            return Status.EMBARGOED
        return values.status

    def _misspelt(self) -> Iterator[str]:
        """Yield ``status`` and ``embargo_until`` as far as the author wrote them, in whatever spelling."""
        known = type(self.values).model_fields
        for name, field in self.field.value.items() if isinstance(self.field.value, dict) else ():
            meant = name if name in known else nearest(name, known)
            if meant in ("status", "embargo_until") and field.value is not None:
                yield meant

    def _check_type(self) -> None:
        from citator.frontmatter.schema import TYPES

        near = nearest(self.values.type, TYPES)
        if near and self.values.type not in TYPES:
            self._report(f"'type' is '{self.values.type}'; did you mean '{near}'?", "type")

    def _report(self, message: str, *place: str | int) -> None:
        where = Where(self.source, self.field.line_of(place))
        self.diagnostics.append(Diagnostic(Code.FRONT_MATTER, f"front matter: {message}", where))


_COMPOSED = frozenset(
    {
        "authors", "editors", "translators", "reviewers", "credits", "status", "series", "publisher", "copyright", "license",
        "license_note", "language", "bibliography", "invented", "related", "corrections", "pdf",
    }
)  # fmt: skip
"""Fields of a publication that are made of other fields; the rest is taken over as it is."""


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
