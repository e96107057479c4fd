"""Diagnostics: what an author should know, as data with a code, a place and a remedy.

The table of codes is the only one: the handbook's chapter on messages is generated from it.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Code(Enum):
    """A kind of diagnostic: its code in kebab-case, its meaning, an example message and what to do."""

    meaning: str
    example: str
    remedy: str

    def __new__(cls, code: str, meaning: str, example: str, remedy: str) -> Code:
        """Make the kebab-case code the value of its member."""
        member = object.__new__(cls)
        member._value_ = code
        member.meaning, member.example, member.remedy = meaning, example, remedy
        return member

    # Citations in Markdown
    UNKNOWN_KEY = (
        "unknown-key",
        "A citation names a key that is in none of the publication's .bib files.",
        "unknown citation key 'smth2020'; did you mean 'smith2020'? Write \\@smth2020 if no citation is meant",
        "Correct the key, add the entry, or escape the @ sign.",
    )
    MALFORMED_CITATION = (
        "malformed-citation",
        "The text of a citation cannot be split into keys, prefixes and locators, or names a second key behind a comma.",
        "cannot read citation '{see}'; write {see}key{p. 3} or [see @key, p. 3]",
        "Write the citation in one of the forms of the authors' chapter.",
    )
    OPEN_FENCE = (
        "open-fence",
        "A block of code or a directive has no closing line, so all that follows stands in it.",
        "```{tip} is never closed and takes all that follows; close it with ```, or give the directive around others more backticks than these have",
        "Close the block; give a directive that holds others more backticks, or colons, than these have.",
    )
    NESTED_LINK = (
        "nested-link",
        "A citation stands inside the text of a link, where its own link cannot work.",
        "citation of 'smith2020' inside a link's text is set without its link; move it out of the link",
        "Move the citation out of the link.",
    )
    BIBLIOGRAPHY_FILTER = (
        "bibliography-filter",
        "The filter of a {bibliography} directive cannot be read.",
        "cannot read the filter 'keywords %'; the list shows all cited works",
        'Write a filter of sphinxcontrib-bibtex, such as keywords % "primary".',
    )
    NOT_LISTED = (
        "not-listed",
        "A cited work is in none of the publication's bibliographies, so its citations lead nowhere.",
        "'smith2020' is cited but no {bibliography} lists it",
        "Widen the filter of a {bibliography}, or remove them all for an automatic one.",
    )
    LIST_STYLE = (
        "list-style",
        "A list has a style of its own that does not print what the citations in the text tell works apart by.",
        "citations show 'smith2020' as 2020a, and the style of this list prints no such letter; name one that does",
        "Name a style of author and year for the list, or leave :style: out.",
    )
    # .bib files
    BIB_FILE_MISSING = (
        "bib-file-missing",
        "A .bib file that conf.py or front matter names does not exist, or one that a list is limited to is in neither.",
        "cannot find references.bib; create it or correct bibtex_bibfiles",
        "Create the file or correct its name.",
    )
    BIB_SYNTAX = (
        "bib-syntax",
        "An entry of a .bib file cannot be read; the entry is left out, the others are kept.",
        "entry 'smith2020' is never closed: a brace is missing; the entry is left out",
        "Mend the entry at the line that the message names.",
    )
    BIB_ENCODING = (
        "bib-encoding",
        "A .bib file is not UTF-8.",
        "not UTF-8; read as windows-1252",
        "Save the file as UTF-8, or set bibtex_encoding.",
    )
    BIB_DUPLICATE_KEY = (
        "bib-duplicate-key",
        "Two entries of the shared .bib files, or of a publication's own, have the same key; the first one counts.",
        "key 'smith2020' repeats references.bib:12 with other content; the first one counts",
        "Remove one of the two, or rename it.",
    )
    BIB_DUPLICATE_FIELD = (
        "bib-duplicate-field",
        "An entry gives one field twice; the first one counts.",
        "entry 'smith2020' repeats field 'year'; the first one counts",
        "Remove one of the two.",
    )
    BIB_UNDEFINED_STRING = (
        "bib-undefined-string",
        "An entry uses an @string abbreviation that no file defines; its name is printed.",
        "entry 'smith2020' uses the undefined @string 'jcr'",
        "Define the abbreviation, or put the text in braces.",
    )
    BIB_UNKNOWN_TYPE = (
        "bib-unknown-type",
        "An entry has a type that is neither BibTeX nor BibLaTeX; it is formatted as the nearest type.",
        "entry 'smith2020' has the unknown type @book_section; read as @incollection",
        "Use a BibLaTeX type.",
    )
    BIB_NAME = (
        "bib-name",
        "A name is not written as BibTeX splits names; it is read as it is meant or, where that is not certain, printed as written.",
        "entry 'smith2020': cannot split the name 'A, B, C, D'; printed as written",
        "Write Family, Given or {Corporate Name}.",
    )
    BIB_FIELD = (
        "bib-field",
        "A field of an entry has a value that cannot be used as it stands.",
        "entry 'smith2020': cannot read the date '20xx'; printed as written",
        "Correct the field.",
    )
    BIB_EMPTY = (
        "bib-empty",
        "An entry has neither author nor title, nor anything else that names a work: its citations print a date at most.",
        "entry 'smith2020' has neither author nor title, nor what else names a work; add one",
        "Add an author, a title, or both.",
    )
    UNSAFE_URL = (
        "unsafe-url",
        "An address has a scheme that is not http, https, mailto, doi or ftp; it is printed without a link.",
        "entry 'smith2020': the address 'javascript:…' is not linked",
        "Correct the address.",
    )
    RAW_HTML = (
        "raw-html",
        "There is HTML, which a library refuses, in Markdown or in a {raw} directive; it is shown as text.",
        "raw HTML is shown as text; write it in Markdown, or set allow_html in citator_library",
        "Write it in Markdown, or allow HTML in conf.py.",
    )
    # Styles
    UNKNOWN_STYLE = (
        "unknown-style",
        "No CSL style has this id, or the .csl file is no style of CSL 1.0; the library's default is used.",
        "unknown citation style 'chicagoo'; 'chicago-notes-bibliography' is used; did you mean 'chicago-note' or 'chicago-notes'?",
        "Use an id of the CSL style repository or a path to a .csl file.",
    )
    STYLE_SLOW = (
        "style-slow",
        "A scope is so large that its style takes too long; names and years are not disambiguated in it.",
        "formatting 800 works in 'apa' took over 60 s; set without disambiguation",
        "Split the publication's bibliography by chapter, or use a numeric or note style.",
    )
    # Front matter and publications
    FRONT_MATTER = (
        "front-matter",
        "A field of the front matter is missing or has a wrong value.",
        "front matter: 'date' is required; write date: 2026-11-23",
        "Correct the field; docs/publication.schema.json lists them all.",
    )
    DUPLICATE_SLUG = (
        "duplicate-slug",
        "Two publications have the same slug: the public one is built, else the one that the site has, else the first.",
        "the slug 'inf' is taken by docs/reports/inf/index.md; rename the folder",
        "Rename one of the two.",
    )
    STRAY_PAGE = (
        "stray-page",
        "A page is in no publication, so it is in no site.",
        "docs/reports/inf/ has no index.md, so its pages are in no publication; add one with type, title and date",
        "Add an index.md, move the page, or begin its name with _ if other pages include it.",
    )
    HEADING = (
        "heading",
        "A heading stands where a publication has no place for it, a second title in a file or one on a report's first page, or a chapter has none.",
        "the heading 'Another' is a second title; write ## for it: a file is one chapter",
        "Write ## for it, or a chapter of its own; begin a chapter with its title.",
    )
    EDITION_CHANGED = (
        "edition-changed",
        "The sources of a published version have changed, and its version has not.",
        "version 1.0 was published and its sources have changed since; raise version:, or add to corrections: what changed",
        "Raise the version, or say in a correction what changed.",
    )
    EDITION_WITHOUT_SOURCE = (
        "edition-without-source",
        "A publication has published versions and no source any more; they stay, and a page says so.",
        "the source of 'inf' is gone; what was published of it (1.0) stays, and a page at reports/inf/ lists it; "
        "restore the source, or write docs/reports/inf.md with type, title, date and status: withdrawn (it stays) or draft (it goes)",
        "Restore the source, or write one of front matter alone whose status says what is to become of what was published.",
    )
    UNKNOWN_PUBLICATION = (
        "unknown-publication",
        "A reference, or front matter, names a publication that the library does not hold.",
        "no publication 'inf2'; did you mean 'inf'?",
        "Correct the slug.",
    )
    UNKNOWN_LABEL = (
        "unknown-label",
        "A reference names a label that its publication does not have.",
        "publication 'inf' has no label 'tab-3'",
        "Correct the label, or add it there.",
    )
    HTML_NODE = (
        "html-node",
        "A page cannot show this element.",
        "a page cannot show the element 'diagram'; its text is printed alone",
        "Take it out, or add the extension that writes it.",
    )
    # PDF
    PDF_NODE = (
        "pdf-node",
        "The PDF cannot show what this directive makes.",
        "the PDF cannot show 'graphviz', its source is printed; give a picture made beforehand, or write it in {only} html",
        "Give a picture made beforehand, or write it in {only} html and something else in {only} typst.",
    )
    PDF_TYPST = (
        "pdf-typst",
        "Typst refused the document at this place.",
        "no font of the PDF has the character U+A66E; write another sign, or add a font that has it (citator_pdf)",
        "Change the text at the line that the message names.",
    )
    PDF_EMPTY = (
        "pdf-empty",
        "An edition of the PDF would have no text, so it is not made.",
        "the brief has no text; write key_findings, an abstract or an executive-summary.md",
        "Write what the edition is made of, or leave it out of pdf: {editions: …}.",
    )
    PDF_LONG = (
        "pdf-long",
        "An edition takes more pages than it may.",
        "the brief takes 3 pages, not 2; shorten the executive summary or the key findings",
        "Shorten the text, or leave the edition out of pdf: {editions: …}.",
    )
    PDF_SIZE = (
        "pdf-size",
        "An image or a table is larger than a page of the PDF.",
        "the table has 24 columns, too many for a page; give it :class: landscape, or divide it",
        "Give the image a width in per cent; turn the table or divide it.",
    )
    MISSING_ALT = (
        "missing-alt",
        "A figure has no alternative text; the PDF is not marked as PDF/UA if it has no caption either.",
        "figure 'map.svg' has no alternative text; add :alt:, or :decorative:",
        "Add :alt: with what the figure shows.",
    )
    MATH = (
        "math",
        "A formula cannot be set and is printed as it was written, or a part of it is not shown.",
        "cannot set the formula '\\frac{a}{': a brace is not closed; correct it",
        "Close what is open, or write the formula in plainer LaTeX.",
    )
    REMOTE_IMAGE = (
        "remote-image",
        "An image, or a picture that an SVG links to, is elsewhere; a publication holds its own images.",
        "image https://example.org/a.png is on the web; save it beside the chapter",
        "Save the image in the library; embed in an SVG what it links to.",
    )
    CHART = (
        "chart",
        "The script of a {chart} failed.",
        "charts/map.py:12: KeyError: 'range_km'; correct the script or its data",
        "Correct the script or its data.",
    )
    DATA = (
        "data",
        "A {data-table} asks for a column or a row that its file does not have, or its file or an option cannot be used.",
        "missiles.csv has no column 'rnage'; it has system, range",
        "Correct the option at the line that the message names.",
    )
    # The fact-check sheet
    UNKNOWN_CLAIM = (
        "unknown-claim",
        "A sentence is tied to a claim that the publication's claims table does not hold.",
        "no claim 'F60' in docs/reports/inf/claims.csv; did you mean 'F060'?",
        "Correct the id, or add the claim to the table.",
    )
    CLAIMS_TABLE = (
        "claims-table",
        "A row of a claims table cannot be used: its id is missing or repeated, or it has no grade.",
        "claim 'F060' stands twice; the first one counts",
        "Correct the row at the line that the message names.",
    )
    CLAIM_NOT_CITED = (
        "claim-not-cited",
        "A sentence is tied to a claim and cites none of the sources that the claims table gives for it.",
        "the sentence is tied to claim 'F060' and cites none of its sources (smith2020, jones2019)",
        "Cite one of the sources, or correct the claims table.",
    )
    ATTRIBUTION = (
        "attribution",
        "A sentence rests on a claim of grade C and does not say whose claim it is.",
        "claim 'F044' is of grade C and the sentence does not attribute it; say who says so",
        "Name whoever makes the claim: X said, according to X, by X's account.",
    )
    UNCITED = (
        "uncited",
        "A paragraph holds a date, a number or a quotation and cites nothing.",
        "the paragraph 'The treaty of 1987 grew …' states facts and cites nothing",
        "Cite the source, or list the paragraph with a reason in uncited.yaml beside the publication.",
    )
    NO_ADDRESS = (
        "no-address",
        "A cited work that is no book or article has neither an address nor a DOI, so a reviewer must guess where it is.",
        "'smith2020' has neither url nor doi",
        "Add url or doi, or the keyword no-address where none is known.",
    )
    FACT_CHECK = (
        "fact-check",
        "A line of fact-check.csv or an exception in uncited.yaml cannot be used, or fits nothing any more.",
        "no citation is left for the verdict of A. Abel on inf/chapter#cite-smith2020-1",
        "Correct the line, or remove it.",
    )
    SPHINX = (
        "sphinx",
        "Sphinx, MyST or docutils has something to say; the message ends with their own code.",
        "'myst' cross-reference target not found: 'tab-3' [myst.xref_missing]",
        "Do as the message says.",
    )
    MISSING_FILE = (
        "missing-file",
        "A file that a document names does not exist.",
        "cannot find data/missiles.csv",
        "Create the file or correct its name.",
    )


def code_named(value: str) -> Code:
    """Return the code whose kebab-case name is ``value``."""
    return next(code for code in Code if code.value == value)


class Where(Struct, frozen=True):
    """A place in a source file: path as the author knows it, line and column from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``path:line:column``, as far as they are known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class Diagnostic(Struct, frozen=True):
    """One message to an author: what is wrong and what to do, in one line."""

    code: Code
    message: str
    where: Where | None = None

    def __str__(self) -> str:
        """Return Sphinx's own form of a warning."""
        place = f"{self.where}: " if self.where else ""
        code = "" if self.code is Code.SPHINX else f" [citator.{self.code.value}]"
        return f"{place}WARNING: {self.message}{code}"
