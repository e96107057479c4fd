"""What a PDF carries besides its text: how to cite it, the way back on paper, and the works cited as files."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from citator.csl.alone import format_item
from citator.csl.styles import find_style
from citator.diagnostics import Where
from citator.metadata import to_csl
from citator.metadata.exports import as_printed, sources_bibtex, sources_csl_json, with_note
from citator.model.citation import CslItem
from citator.model.inline import Inlines
from citator.model.publication import Library, Publication
from citator.sphinxext.citing import cache_folder
from citator.sphinxext.facts import facts_of


def suggested_citation(app: Sphinx, publication: Publication, library: Library) -> Inlines:
    """Return how to cite the publication, in the library's own style and the publication's language."""
    data = to_csl(publication, library, site_url=library.url)
    item = CslItem(publication.slug, as_printed(data), Where(publication.source))
    style = find_style(library.csl, base=app.confdir)
    entry = format_item(item, style, publication.language, cache=cache_folder(app))
    return with_note(entry.content, data)


def write_attachments(app: Sphinx, publication: Publication, out: Path) -> None:
    """Write the works cited, public fields only, for the PDF to carry; nothing when none is cited."""
    items = facts_of(app, publication).items
    if items:
        folder = out / "attachments"
        folder.mkdir()
        (folder / f"{publication.slug}-sources.bib").write_text(sources_bibtex(items), "utf-8")
        (folder / f"{publication.slug}-sources.json").write_text(sources_csl_json(items), "utf-8")


def write_qr(address: str, out: Path) -> str:
    """Draw the way back to the landing page, and return the drawing's path in the project."""
    import segno

    code = segno.make(address, error="m", micro=False)
    code.save(str(out / "qr.svg"), border=2, xmldecl=False, nl=False)
    return "/qr.svg"
