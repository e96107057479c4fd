"""What reviewers found, read back from ``fact-check.csv``: a verdict holds for the words and the source it was given for.

The file has the columns ``page``, ``digest``, ``checker``, ``verdict``, ``comment`` and, if wanted, ``state``; any others
are passed over, so a sheet that has been filled in is such a file as it stands. A verdict finds its row by the digest,
wherever the sentence has moved; failing that, by the half of the digest that is left, or by the page, and is then stale.
A row that says ``stale`` in the file stays so until its ``state`` is emptied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from citator.audit.files import read_table
from citator.audit.sheet import Row
from citator.diagnostics import Code, Diagnostic, Where

CURRENT = "current"


class Verdict(Struct, frozen=True):
    """A line of the file that somebody has filled in."""

    page: str
    digest: str
    checker: str
    verdict: str
    comment: str
    state: str
    where: Where


def read_verdicts(text: str, path: str, publication: str) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
    """Read the verdicts on a publication; rows of others, and rows without checker, verdict and comment, are passed over."""
    verdicts: list[Verdict] = []
    rows, diagnostics = read_table(text, path, Code.FACT_CHECK, ("page", "digest", "verdict"))
    for line, row in rows:
        where = Where(path, line)
        names = ("page", "digest", "checker", "verdict", "comment", "state")
        found = Verdict(**{name: row.get(name, "") for name in names}, where=where)
        if not (found.checker or found.verdict or found.comment):
            continue
        if row.get("publication", publication) != publication:
            continue
        if found.page and found.digest.count("-") == 1:
            verdicts.append(found)
        else:
            message = "a verdict needs the page and the digest of its row; copy them from the sheet"
            diagnostics.append(Diagnostic(Code.FACT_CHECK, message, where))
    return tuple(verdicts), tuple(diagnostics)


def judge(rows: Sequence[Row], verdicts: Iterable[Verdict]) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """Return the rows with their verdicts, and a message for each verdict whose citation is gone."""
    found: dict[int, list[tuple[Verdict, str]]] = {}
    waiting = list(verdicts)
    for part in _WAYS:
        free: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            if number not in found:
                free.setdefault(part(row), []).append(number)
        for verdict in waiting:
            for number in free.get(part(verdict), ()):
                found.setdefault(number, []).append((verdict, _state(rows[number], verdict)))
        waiting = [verdict for verdict in waiting if part(verdict) not in free]
    judged = tuple(_with(row, found[n]) if n in found else row for n, row in enumerate(rows))
    return judged, tuple(_gone(verdict) for verdict in waiting)


_WAYS: tuple[Callable[[Row | Verdict], str], ...] = (
    lambda entry: entry.digest,
    lambda entry: entry.digest.partition("-")[0],
    lambda entry: entry.page if "#" in entry.page else entry.digest,
)
"""What a verdict and its row have in common, the surest first; a row that is found is not looked for again.

A page without an anchor stands for all that it does not print.
"""


def _state(row: Row, verdict: Verdict) -> str:
    if row.digest == verdict.digest:
        return verdict.state if verdict.state.startswith("stale") else CURRENT
    names = ("sentence", "source")
    changed = [
        name
        for name, now, then in zip(names, row.digest.split("-"), verdict.digest.split("-"), strict=True)
        if now != then
    ]
    return f"stale: {' and '.join(changed)} changed"


def _with(row: Row, found: Sequence[tuple[Verdict, str]]) -> Row:
    """Write the verdicts into their row; those of several checkers stand side by side."""

    def joined(values: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(value for value in values if value))

    return replace(
        row,
        checker=joined(verdict.checker for verdict, _ in found),
        verdict=joined(verdict.verdict for verdict, _ in found),
        comment=joined(verdict.comment for verdict, _ in found),
        state=joined(state for _, state in found),
    )


def _gone(verdict: Verdict) -> Diagnostic:
    whose = f" of {verdict.checker}" if verdict.checker else ""
    message = f"no citation is left for the verdict{whose} on {verdict.page}; remove the line, or correct its page"
    return Diagnostic(Code.FACT_CHECK, message, verdict.where)
