"""Turns a Typst project folder into the PDF of one edition."""

from __future__ import annotations

import contextlib
import datetime
import functools
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from citator.diagnostics import Code, Diagnostic, Where
from citator.engines.typst import TypstError, compile_pdf, forget
from citator.model.publication import Publication
from citator.typst.editions import EDITIONS, Edition
from citator.typst.errors import diagnostics_of, missing_characters, place_of, unknown_families
from citator.typst.fonts import font_folders
from citator.typst.glyphs import tell_of_glyphs
from citator.typst.markup import UNDESCRIBED, string
from citator.typst.parts import chapter_source, entries, titles
from citator.typst.places import AuthorsFiles

_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)
"""Points of type, tried one after another where an edition has a number of pages."""
TEMPLATE = Path(__file__).parent / "template"
_MENTIONS = "query(<citator-mention>).map(m => (m.value, m.location().page()))"
_PLACES = """{
  let places = (:)
  for it in query(link) {
    if type(it.dest) == str and it.dest.starts-with("citator:") and it.dest not in places {
      let name = label(it.dest.slice(8))
      let spot = locate(name)
      let style = spot.page-numbering()
      let (page: sheet, x, y) = spot.position()
      places.insert(it.dest, (
        sheet, x.pt(), y.pt(), numbering(if style == none { "1" } else { style }, ..counter(page).at(spot)),
        query(name).first().func() == heading,
      ))
    }
  }
  places
}"""
"""What is linked to: address → page, x, y, the page as it prints, whether it is a heading; what is not there is an error."""
_LONG = 2_000_000
"""Characters of a document, some 470 pages, of which Typst is made to forget what it need not know again.

That takes a sixteenth of the time of setting it, and is worth it where the PDF could not be finished in what is left."""
_STUBS = "query(<citator-table>).map(table => table.value)"
_SHRUNK = "query(<citator-shrunk>).map(formula => formula.value)"
_MIME_TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".json": "application/vnd.citationstyles.csl+json",
    ".ris": "application/x-research-info-systems",
    ".txt": "text/plain",
}


class CompiledPdf(Struct, frozen=True):
    """A PDF and what is known of it; ``pdf`` is empty when Typst refused the document, and the diagnostics say why."""

    pdf: bytes
    pages: int = 0
    citation_pages: dict[str, int] = field(default_factory=dict)
    """Page of each mention, counted from the first sheet, ``<docname>#cite-<key>-<n>`` → page."""
    diagnostics: tuple[Diagnostic, ...] = ()


def compile_project(
    project: Path,
    *,
    edition: str,
    publication: Publication,
    fonts_cache: Path,
    links: Mapping[str, Mapping[str, Any]],
    again: bool = False,
    sources: AuthorsFiles | None = None,
) -> CompiledPdf:
    """Compile ``project`` as ``edition``; the project itself is only read.

    A project holds ``main.typ``, ``publication.json`` and images; it may hold files to attach in ``attachments/``, fonts
    in ``fonts/``, and a ``restyle.typ`` whose functions replace those of the house template.

    ``links`` resolves references into other publications: slug → label → ``{"url": …, "text": …, "language": …}``; the label ``""``
    is the publication as a whole. ``edition`` is a name of ``EDITIONS``; one chapter is ``chapters:<docname>``. ``again``
    has this process remember the document for the next time; the bytes are the same. ``sources`` finds the lines that
    messages name.
    """
    name, _, docname = edition.partition(":")
    variant = EDITIONS[name]
    whole = (project / "main.typ").read_text(encoding="utf-8")
    source, settings = variant.text(whole), dict(variant.settings)
    if variant.by_chapter:
        source, settings["part"] = chapter_source(whole, docname), titles(whole)[docname]
    settings["summary"] = bool(titles(source))
    done = CompiledPdf(b"")
    for size in _SIZES if variant.pages else (None,):
        chosen = settings if size is None else {**settings, "size": size}
        place = f"{publication.slug}-{edition}".replace("/", "-").replace(":", "-") if again else None
        done = _compile(
            project,
            source,
            replace(variant, settings=chosen),
            publication,
            fonts_cache,
            links,
            place,
            sources or AuthorsFiles(),
        )
        if variant.pages is None or done.pages <= variant.pages:
            return done
    message = (
        f"the {name} takes {done.pages} pages, not {variant.pages}; shorten the executive summary or the key findings"
    )
    long = Diagnostic(Code.PDF_LONG, message, Where(publication.source))
    return replace(done, diagnostics=(*done.diagnostics, long))


def _compile(
    project: Path,
    source: str,
    variant: Edition,
    publication: Publication,
    fonts_cache: Path,
    links: Mapping[str, Mapping[str, Any]],
    place: str | None,
    sources: AuthorsFiles,
) -> CompiledPdf:
    own_fonts = (project / "fonts",) if (project / "fonts").is_dir() else ()
    fonts = font_folders(fonts_cache, own_fonts)
    default = Where(publication.source)
    with _root(place) as root:
        _stage(root, project, source, variant, links)
        try:
            done = compile_pdf(
                root / "main.typ",
                root=root,
                fonts=fonts,
                standards=_standards(variant, source),
                timestamp=_timestamp(publication),
                questions=(_MENTIONS, _STUBS, _PLACES, _SHRUNK),
                again=place is not None,
            )
        except TypstError as error:
            report = error.report.replace(f"{root}/", "")
            glyphs = tell_of_glyphs(missing_characters(report), source, project, default, sources)
            return CompiledPdf(b"", diagnostics=(*glyphs, *diagnostics_of(report, source, default)))
    if len(source) > _LONG and place is None:
        forget()
    # pikepdf is slow to import, and only the workers that compile need it
    from citator.typst.finish import finish

    mentions, stubs, places, shrunk = done.answers
    pdf, pages = finish(done.pdf, publication, variant, stubs=stubs, places=places)
    return CompiledPdf(
        pdf,
        pages,
        dict(mentions),
        (
            *unknown_families(done.warnings),
            *(_wide_formula(source, alt, default) for alt in dict.fromkeys(shrunk)),
        ),
    )


def _wide_formula(source: str, alt: str, default: Where) -> Diagnostic:
    message = "a formula is wider than the page; it is set smaller: break it into lines with \\\\"
    return Diagnostic(Code.PDF_SIZE, message, place_of(f"#equation(alt: {string(alt)}", source) or default)


def _standards(edition: Edition, source: str) -> tuple[str, ...]:
    """Return the standards that the PDF is marked with: not PDF/UA, where a picture is not described (ISO 14289-1, 7.3)."""
    described = f"alt: {UNDESCRIBED.code}" not in source
    return tuple(standard for standard in edition.standards if described or not standard.startswith("ua-"))


@contextlib.contextmanager
def _root(place: str | None) -> Iterator[Path]:
    """Yield an empty folder that is gone afterwards, or the one that this process has for ``place`` each time."""
    if place is None:
        with tempfile.TemporaryDirectory(prefix="citator-") as folder:
            yield Path(folder).resolve()
        return
    root = Path(_kept_folder().name).resolve() / place
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    yield root


@functools.cache
def _kept_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that lives as long as this process."""
    return tempfile.TemporaryDirectory(prefix="citator-")


def _stage(
    root: Path,
    project: Path,
    source: str,
    edition: Edition,
    links: Mapping[str, Mapping[str, Any]],
) -> None:
    """Put the project, the template and the settings of this edition under one root, without touching the project."""
    for item in sorted(project.iterdir()):
        if item.name == "main.typ":
            (root / item.name).write_text(source, encoding="utf-8")
        elif item.suffix == ".typ":  # Typst asks that its files of code really lie in the root
            shutil.copyfile(item, root / item.name)
        else:
            (root / item.name).symlink_to(item.resolve())
    shutil.copytree(TEMPLATE, root / "citator")
    if not (root / "restyle.typ").exists():
        (root / "restyle.typ").write_text("// Nothing is restyled.\n", encoding="utf-8")
    attachments = _attachments(project) if edition.attachments else []
    settings = {**edition.settings, "edition": edition.name, "attachments": attachments}
    (root / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    # a file of its own: settings that change have Typst lay out everything again
    (root / "entries.json").write_text(json.dumps(entries(source)), encoding="utf-8")
    (root / "links.json").write_text(json.dumps(links), encoding="utf-8")


def _attachments(project: Path) -> list[dict[str, str]]:
    return [
        {"path": f"/attachments/{path.name}", "mime": _MIME_TYPES.get(path.suffix, "application/octet-stream")}
        for path in sorted((project / "attachments").glob("*"))
    ]


def _timestamp(publication: Publication) -> int:
    moment = datetime.datetime.combine(publication.date, datetime.time(12), tzinfo=datetime.UTC)
    return int(moment.timestamp())
