"""The editions of a PDF: what each keeps of the standards, what it takes of the text, and its switches in the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from citator.typst.parts import brief_source


class Edition(Struct, frozen=True):
    """One way to set the same sources."""

    name: str
    meaning: str
    standards: tuple[str, ...] = ("a-3a", "ua-1")
    attachments: bool = True
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    text: Callable[[str], str] = lambda source: source
    """What it takes of ``main.typ``."""
    by_chapter: bool = False
    """One file for each chapter; such a file is asked for as ``chapters:<docname>``."""
    pages: int | None = None
    """The pages that it may take: smaller sizes of type are tried until it fits."""

    @property
    def is_part(self) -> bool:
        """Tell whether it is less than the publication, whose DOI and ISBN are then not its own."""
        return bool(self.settings.get("partial"))


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition("screen", "to read and to send: single-sided, links in colour, pages named in the bibliography"),
        Edition(
            "print",
            "for the office printer: two-sided, chapters open on the right, addresses of links in notes",
            settings={"two-sided": True, "link-notes": True, "cited-on": False},
        ),
        Edition(
            "review",
            "for reviewers: line numbers, paragraph numbers, keys of citations, a wide margin and the status",
            settings={"line-numbers": True, "paragraph-numbers": True, "keys": True, "wide-margin": True, "mark": True},
        ),
        Edition("deposit", "for archives: PDF/A-2a without attachments", ("a-2a", "ua-1"), attachments=False),
        Edition("large-print", "for readers who need large type", settings={"size": 18.0, "cited-on": False}),
        Edition(
            "brief",
            "two pages: the key findings and the executive summary",
            attachments=False,
            settings={"brief": True, "partial": True},
            text=brief_source,
            pages=2,
        ),
        Edition(
            "chapters",
            "each chapter as a file, with its notes and the works that it cites",
            ("a-2a", "ua-1"),
            attachments=False,
            settings={"partial": True},
            by_chapter=True,
        ),
    )
}
"""See https://www.iso.org/standard/57229.html for PDF/A-3 and https://www.iso.org/standard/64599.html for PDF/UA-1."""
