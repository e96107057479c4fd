"""``citator audit``: builds what is not current, then puts the facts records into the fact-check sheet and under the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from citator.audit.claims import ClaimsTable, read_claims
from citator.audit.exceptions import read_exceptions
from citator.audit.files import CLAIMS, EXCEPTIONS, VERDICTS, beside, decode
from citator.audit.rules import check
from citator.audit.sheet import Row, rows_of
from citator.audit.verdicts import judge, read_verdicts
from citator.diagnostics import Code, Diagnostic
from citator.errors import CitatorError
from citator.library.build import Build
from citator.library.ledger import PdfRecord
from citator.library.progress import Progress, SilentProgress
from citator.library.report import Outcome, sorted_messages
from citator.library.request import BuildRequest
from citator.library.typeset import CITATION_PAGES
from citator.model.facts import Facts, from_json
from citator.model.publication import Publication

T = TypeVar("T")


class Audit(Struct, frozen=True):
    """The sheet of a library or of one publication, what the rules found, and how the build went."""

    rows: tuple[Row, ...]
    messages: tuple[str, ...]
    """Findings in the form of warnings, sorted by file and line."""
    outcome: Outcome

    @property
    def summary(self) -> str:
        """Return the last line of an audit."""
        judged = sum(bool(row.state) for row in self.rows)
        stale = sum("stale" in row.state for row in self.rows)
        return f"{len(self.rows)} rows, {judged} with a verdict, {stale} of them stale; {len(self.messages)} findings"


def audit(request: BuildRequest, slug: str | None = None, progress: Progress | None = None) -> Audit:
    """Build the library and audit it, or only the publication ``slug``.

    Raises:
        CitatorError: nothing can be built, or the library shows no publication of that name.
    """
    made: list[Audit] = []

    def then(build: Build, outcome: Outcome) -> None:
        rows, diagnostics = _audit(build, slug)
        made.append(Audit(rows, sorted_messages(diagnostics, build.sources.conf.suppressed), outcome))

    build = Build(structs.replace(request, search=False), progress or SilentProgress(), then=(then,))
    build.run()
    return made[0]


def _audit(build: Build, slug: str | None) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    if slug is not None and slug not in build.readings:
        raise CitatorError(f"there is no publication '{slug}' in this site; --drafts shows those that are not public")
    rows: list[Row] = []
    diagnostics: list[Diagnostic] = []
    for name, reading in build.readings.items():
        if slug in (None, name):
            place = build.cache.place("objects", reading.record.key)
            facts = from_json(Facts, json.loads((place / "facts.json").read_bytes()))
            pdfs = build.ledger.pdfs.get(name, {})
            pdf = pdfs.get("screen") or next(iter(pdfs.values()), None)
            kin = [
                build.publications[other].publication
                for other in _kin(facts.publication)
                if other in build.publications
            ]
            own, found = audit_publication(facts, build.request.confdir, _pages(build, pdf), kin)
            rows += own
            diagnostics += found
    return tuple(rows), tuple(diagnostics)


def _pages(build: Build, pdf: PdfRecord | None) -> dict[str, int]:
    """Return the page of each citation in a PDF."""
    if pdf is None:
        return {}
    found: dict[str, int] = json.loads((build.cache.place("pdf", pdf.key) / CITATION_PAGES).read_bytes())
    return found


def _kin(publication: Publication) -> Iterator[str]:
    """Yield the slugs of the publications whose claims table a publication may use: its report's, then related ones."""
    if publication.summary_of:
        yield publication.summary_of
    yield from (related.publication for related in publication.related if related.publication)


def audit_publication(
    facts: Facts, confdir: Path, pages: Mapping[str, int] | None = None, kin: Sequence[Publication] = ()
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """Return the judged rows of a publication and the findings in it; ``kin`` may lend their claims table."""
    publication = facts.publication
    claims, wrong = read_claims_of(publication, confdir, kin)
    exceptions, unread = _beside(publication, EXCEPTIONS, confdir, read_exceptions)
    read = partial(read_verdicts, publication=publication.slug)
    verdicts, unfit = _beside(publication, VERDICTS, confdir, read)
    rows, gone = judge(tuple(rows_of(facts, claims, pages)), verdicts or ())
    return rows, (*wrong, *unread, *unfit, *gone, *check(facts, claims, exceptions))


def read_claims_of(
    publication: Publication, confdir: Path, kin: Sequence[Publication] = ()
) -> tuple[ClaimsTable | None, tuple[Diagnostic, ...]]:
    """Return the claims table of a publication, else the first that its kin have, else ``None``."""
    for owner in (publication, *kin):
        table, told = _beside(owner, CLAIMS, confdir, read_claims, Code.CLAIMS_TABLE)
        if table is not None:
            return table, told
    return None, ()


Reader = Callable[[str, str], tuple[T, tuple[Diagnostic, ...]]]


def _beside(
    owner: Publication, name: str, confdir: Path, read: Reader[T], code: Code = Code.FACT_CHECK
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Read a file that reviewers keep beside a publication; without one there is nothing."""
    path = beside(owner, name)
    try:
        text, told = decode((confdir / path).read_bytes(), path, code)
    except FileNotFoundError:
        return None, ()
    read_, wrong = read(text, path)
    return read_, (*told, *wrong)
