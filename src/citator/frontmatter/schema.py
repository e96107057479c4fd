"""The fields of front matter as pydantic models: what is allowed, what is required, what each field means.

They stay inside this package: from them come the messages to authors and ``docs/publication.schema.json`` for editors.
Pydantic is imported with this module only, so that a build with nothing to read does not pay for it.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from citator.frontmatter import checks
from citator.frontmatter.values import (
    Date,
    Doi,
    Email,
    FormerPaths,
    Id,
    Ids,
    Isbn,
    Issn,
    Language,
    License,
    List,
    Moment,
    Number,
    Orcid,
    PartialDate,
    Ror,
    Text,
    Texts,
    Url,
    Version,
    checked,
)
from citator.model.publication import Status

TYPES = ("report", "summary", "brief", "commentary", "article", "essay", "book", "handbook", "guide", "dataset")
"""Kinds of publication that a library commonly has; another word is allowed."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: object) -> object:
        """Take ``name:`` with nothing after it as not given; a name that there is not is a mistake all the same."""
        if not isinstance(value, dict):
            return value
        return {name: item for name, item in value.items() if item is not None or name not in cls.model_fields}


class _Short(_Model):
    """A mapping for which an author may write one text, the field that ``short`` names."""

    short: ClassVar[str] = "name"

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {cls.short: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": "string"}, schema]}


class AffiliationFields(_Short):
    """An institution that a contributor belonged to when the publication appeared."""

    name: Text
    ror: Ror | None = None
    """The institution's id in the Research Organization Registry."""


Affiliations = Annotated[list[AffiliationFields], List]


class ContributorFields(_Short):
    """A person, an organisation, or the id of a page in docs/people."""

    name: Text | None = None
    """The whole name, "Family, Given" for a person; or the id of a page in docs/people."""
    given: Text | None = None
    family: Text | None = None
    type: Literal["person", "organisation"] | None = None
    """Needed only where the name alone does not tell."""
    affiliations: Affiliations = []
    orcid: Orcid | None = None
    roles: Texts = []
    """What the contributor did, in the publication's language."""
    url: Url | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> ContributorFields:
        if not (self.name or self.family):
            raise ValueError("has no name; write name: or given: and family:")
        return self


Contributors = Annotated[list[ContributorFields], List]


class CreditFields(_Model):
    """Thanks for a named piece of work."""

    role: Text
    name: Text


class SeriesFields(_Short):
    """The series that a publication belongs to."""

    short: ClassVar[str] = "title"

    title: Text
    number: Number | None = None
    issn: Issn | None = None


class RelatedFields(_Short):
    """Another publication of the library, by its slug, or a page elsewhere."""

    short: ClassVar[str] = "publication"

    publication: Id | None = None
    title: Text | None = None
    url: Url | None = None
    publisher: Text | None = None
    date: PartialDate | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> RelatedFields:
        if not self.publication and not (self.title and self.url):
            raise ValueError("leads nowhere; write publication: slug, or title: and url:")
        return self


class CorrectionFields(_Model):
    """A change made after publication."""

    date: Date
    note: Text
    kind: Literal["correction", "clarification", "addition", "retraction"] = "correction"
    where: Text | None = None
    """A label of the publication, or chapter#anchor."""
    was: Text | None = None
    now: Text | None = None


class BibliographyFields(_Short):
    """A .bib file besides the shared ones."""

    short: ClassVar[str] = "file"

    file: Text
    invented: bool = False
    """Its entries are invented examples, left out of the library's sources pages."""


class PdfFields(_Model):
    """What the PDF should be like; its look is a matter of ``citator_pdf`` in ``conf.py``."""

    editions: Ids = ["screen"]
    bibliography: bool = True
    """Print the bibliography; a note style may need none."""


class ChapterFields(_Model):
    """Front matter of a chapter."""

    title: Text | None = None
    """The heading, where the text has none."""
    description: Text | None = None
    authors: Contributors = []


class PublicationFields(_Model):
    """Front matter of a publication."""

    type: Annotated[str, *checked(checks.check_id, examples=list(TYPES))]
    title: Text = Field(min_length=1)
    date: Date
    """The day of publication."""
    subtitle: Text | None = None
    short_title: Text | None = None
    """For running heads."""
    description: Text | None = None
    """The standfirst: one or two sentences."""
    abstract: Text | None = None
    """For records, the landing page and the EPUB; leave it out where the text of a report's index.md is its abstract."""
    key_findings: Texts = []
    authors: Contributors = []
    editors: Contributors = []
    translators: Contributors = []
    reviewers: Contributors = []
    credits: Annotated[list[CreditFields], List] = []
    updated: Date | None = None
    """The day of the last change of substance."""
    research_closed: PartialDate | None = None
    """The day or month after which no source was taken in."""
    status: Status = Status.PUBLISHED
    embargo_until: Moment | None = None
    """The moment, with its time zone, at which an embargoed publication appears."""
    version: Version = "1.0"
    topics: Ids = []
    """Ids of pages in docs/topics."""
    keywords: Texts = []
    series: SeriesFields | None = None
    publisher: Text | None = None
    place: Text | None = None
    doi: Doi | None = None
    isbn: Isbn | None = None
    copyright: Text | None = None
    """The holder, without year and sign."""
    license: License | None = None
    """An SPDX id such as CC-BY-4.0, or the words of the licence."""
    license_note: Text | None = None
    """For example "except where noted"."""
    funding: Text | None = None
    disclaimer: Text | None = None
    notice: Text | None = None
    """A statement for the landing page and the imprint, for instance of independence."""
    acknowledgements: Text | None = None
    thumbnail: Text | None = None
    """A landscape picture for cards."""
    thumbnail_alt: Text | None = None
    cover: Text | None = None
    """A portrait picture for the PDF."""
    cover_alt: Text | None = None
    language: Language | None = None
    csl: Text | None = None
    """The citation style; the library's where none is named."""
    notes: Literal["continuous", "per-chapter"] = "continuous"
    """How notes are numbered."""
    bibliography: Annotated[list[BibliographyFields], List] = []
    """.bib files besides the shared ones."""
    related: Annotated[list[RelatedFields], List] = []
    summary_of: Id | None = None
    """The slug of the publication that this one summarises."""
    formerly: FormerPaths = []
    """Paths that the publication had before, such as reports/old-slug; they lead to it."""
    corrections: Annotated[list[CorrectionFields], List] = []
    pdf: PdfFields = PdfFields()


class PersonFields(_Model):
    """Front matter of a person's page; only what sources support is filled in."""

    name: Text | None = None
    given: Text | None = None
    family: Text | None = None
    role: Text | None = None
    role_as_of: Text | None = None
    """When the role was known to hold."""
    affiliations: Affiliations = []
    orcid: Orcid | None = None
    url: Url | None = None
    portrait: Text | None = None
    portrait_alt: Text | None = None
    related_to: Ids = []
    """Slugs of publications that name this person as a related expert."""

    @model_validator(mode="after")
    def _has_a_name(self) -> PersonFields:
        if not (self.name or self.family):
            raise ValueError("has no name; write name: or given: and family:")
        return self


class TopicFields(_Model):
    """Front matter of a topic's page."""

    title: Text = Field(min_length=1)
    description: Text | None = None


class LibraryFields(_Model):
    """``citator_library`` in ``conf.py``."""

    name: Text = Field(min_length=1)
    publisher: Text | None = None
    csl: Text = "chicago-notes-bibliography"
    url: Url | None = None
    language: Language = "en-GB"
    license: License | None = None
    license_note: Text | None = None
    copyright: Text | None = None
    description: Text | None = None
    script: Literal["original", "romanised", "both"] = "both"
    allow_html: bool = False
    policy: bool = False
    """Whether each page holds the strict Content-Security-Policy, for hosts that send no headers of ours."""
    editions: Text = "editions"
    """The store of frozen editions: a folder beside ``conf.py``, or an address that fsspec knows."""
    invented: Texts = []
    """Those of ``bibtex_bibfiles`` whose entries are invented examples, left out of the library's sources pages."""
