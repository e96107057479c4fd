"""WRITE, first half: the PDFs, compiled by long-lived workers; the landing pages tell their sizes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import structs

from citator.diagnostics import Code, Diagnostic, Where
from citator.library.cache import Cache
from citator.library.keys import digest_of, versions
from citator.library.ledger import PdfRecord
from citator.library.link import Linked
from citator.library.pools import SpawnPool, Workers
from citator.library.progress import Progress
from citator.library.read import Reading
from citator.library.sealed import load_exports
from citator.library.sources import Sources
from citator.library.tasks import Failure
from citator.library.typeset import PdfResult, PdfTask, compile_one
from citator.library.write import pdf_links
from citator.model.facts import PdfFacts, from_json, to_json
from citator.model.publication import Publication, edition_path

Made = dict[str, dict[str, PdfRecord]]


def compile_all(
    publications: Mapping[str, Publication],
    readings: Mapping[str, Reading],
    linked: Mapping[str, Linked],
    cache: Cache,
    known: Mapping[str, Mapping[str, PdfRecord]],
    *,
    sources: Sources,
    jobs: int,
    progress: Progress,
    pool: Workers[PdfTask, PdfResult] | None = None,
    extra: tuple[str, ...] = (),
    frozen: bool = False,
) -> tuple[Made, list[tuple[str, Failure]], list[Diagnostic]]:
    """Return the PDFs of all publications by slug and edition, in the order in which these are named.

    One that cannot be made keeps its last good version.

    ``extra`` names editions to make besides those of the front matter; ``frozen`` PDFs stand in ``v<version>/``.
    """
    conf = sources.conf
    made: Made = {slug: {} for slug in readings}
    wanted: dict[str, list[str]] = {}
    empty: list[Diagnostic] = []
    failures: list[tuple[str, Failure]] = []
    tasks = []
    for slug, reading in readings.items():
        publication = publications[slug]
        folder = edition_path(publication.path, publication.version) if frozen else publication.path
        links = pdf_links(linked[slug], conf.library.url, folder)
        place = cache.place("objects", reading.record.key)
        names, unknown = _editions(publication, place, extra)
        failures += [(slug, _no_edition(name, publication, conf.confdir)) for name in unknown]
        if "brief" in names and _has_no_brief(publication, place):
            names.remove("brief")
            empty.append(Diagnostic(Code.PDF_EMPTY, _NO_BRIEF, Where(publication.source)))
        wanted[slug] = names
        for edition in names:
            key = digest_of(
                "pdf", sources.code, versions(), reading.record.sealed.typst, edition, links, to_json(publication)
            )
            record = _known(cache, known.get(slug, {}).get(edition), key)
            if record is not None:
                made[slug][edition] = record
            else:
                fonts = cache.folder / "fonts"
                project = place / "typst"
                tasks.append(
                    PdfTask(publication, edition, project, fonts, links, key, Path(), conf.confdir, conf.bibfiles)
                )
    progress.phase("PDFs", len(tasks))
    own = pool or SpawnPool(compile_one, min(jobs, len(tasks)))
    try:
        failures += _compile(tasks, made, cache, known, own, progress.step)
    finally:
        if pool is None:
            own.close()
    # Workers end in any order, and what was made before comes first.
    made = {slug: {name: made[slug][name] for name in names if name in made[slug]} for slug, names in wanted.items()}
    diagnostics = [d for records in made.values() for record in records.values() for d in record.diagnostics]
    return made, failures, [*empty, *diagnostics]


def _editions(publication: Publication, place: Path, extra: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the PDFs to make, one for each chapter where the edition is of that kind, and names that are none."""
    from citator.typst.editions import EDITIONS

    names: list[str] = []
    unknown = []
    for name in dict.fromkeys((*publication.pdf.editions, *extra)):
        if name not in EDITIONS:
            unknown.append(name)
        elif EDITIONS[name].by_chapter:
            chapters = [document for document in load_exports(place).documents if document.kind == "chapter"]
            names += [f"{name}:{chapter.docname}" for chapter in chapters]
        else:
            names.append(name)
    return names, unknown


def _no_edition(name: str, publication: Publication, confdir: Path) -> Failure:
    from citator.frontmatter import place_of
    from citator.frontmatter.validate import asked
    from citator.typst.editions import EDITIONS

    source, question, known = publication.source, asked(name, EDITIONS, ""), ", ".join(EDITIONS)
    remedy = f"{question} There are {known}" if question else f"choose among {known}"
    number = [at for at, edition in enumerate(publication.pdf.editions) if edition == name]
    where = place_of(confdir / source, source, "pdf", "editions", *number)
    return Failure(f"front matter: there is no PDF edition '{name}'; {remedy}", where=str(where))


_NO_BRIEF = "the brief has no text; write key_findings, an abstract or an executive-summary.md, or leave it out of pdf"


def _has_no_brief(publication: Publication, place: Path) -> bool:
    from citator.typst.parts import brief_source, titles

    if publication.key_findings or publication.abstract:
        return False
    return not titles(brief_source((place / "typst/main.typ").read_text("utf-8")))


def _known(cache: Cache, record: PdfRecord | None, key: str) -> PdfRecord | None:
    if record is not None and record.key == key and cache.has("pdf", key):
        return record
    place = cache.get("pdf", key)
    if place is None:
        return None
    value = json.loads((place / "pdf.json").read_bytes())
    found = tuple(from_json(Diagnostic, diagnostic) for diagnostic in value["diagnostics"])
    return PdfRecord(key, from_json(PdfFacts, value["facts"]), found)


def _compile(
    tasks: Iterable[PdfTask],
    made: Made,
    cache: Cache,
    known: Mapping[str, Mapping[str, PdfRecord]],
    pool: Workers[PdfTask, PdfResult],
    done: Callable[[str], None],
) -> list[tuple[str, Failure]]:
    """Compile what is missing into ``made`` and return what went wrong."""
    failures = []
    for task, result in pool.run(structs.replace(task, out=cache.temporary()) for task in tasks):
        slug = task.publication.slug
        if isinstance(result, PdfResult) and result.facts is not None:
            cache.put("pdf", task.key, task.out)
            made[slug][task.edition] = PdfRecord(task.key, result.facts, result.diagnostics)
        else:
            old = known.get(slug, {}).get(task.edition)
            if old is not None and cache.has("pdf", old.key):
                made[slug][task.edition] = structs.replace(old, diagnostics=())
            failures += [(slug, failure) for failure in _failures(result)]
        done(slug)
    return failures


def _failures(result: PdfResult | Failure) -> list[Failure]:
    """Return why there is no PDF, each cause at its line of the sources."""
    if isinstance(result, Failure):
        return [result]
    if not result.diagnostics:
        return [Failure("Typst refused the PDF and did not say why")]
    return [
        Failure(f"{cause.message}; until then there is no new PDF", where=str(cause.where or ""))
        for cause in result.diagnostics
    ]
