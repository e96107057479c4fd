"""The claims table of a publication: what it states, how well each statement is founded, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from citator.audit.files import read_table
from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import did_you_mean, names_near

ATTRIBUTED = "C"
"""The grade of a party's claim about another or about a disputed fact: the sentence must say whose claim it is."""


class Claim(Struct, frozen=True):
    """A row of the table."""

    id: str
    claim: str
    grade: str
    keys: tuple[str, ...]
    line: int


class ClaimsTable(Struct, frozen=True):
    """The claims of a publication by id, and the path of their file."""

    path: str
    claims: Mapping[str, Claim] = field(default_factory=dict)

    def graded(self, id_: str) -> str:
        """Return an id with its grade as the sheet shows it, ``F060 (A)``."""
        return f"{id_} ({self.claims[id_].grade})" if id_ in self.claims else f"{id_} (?)"

    def near(self, id_: str) -> str:
        """Return a hint for an id that the table does not hold."""
        return did_you_mean(names_near(id_, self.claims), "correct the id, or add the claim")


def read_claims(text: str, path: str) -> tuple[ClaimsTable, tuple[Diagnostic, ...]]:
    """Read a table with the columns id, claim, grade and keys (parted by semicolons); the first of two equal ids counts."""
    claims: dict[str, Claim] = {}
    rows, diagnostics = read_table(text, path, Code.CLAIMS_TABLE, ("id", "grade", "keys"))
    for line, row in rows:
        keys = tuple(key.strip() for key in row.get("keys", "").split(";") if key.strip())
        claim = Claim(row.get("id", ""), row.get("claim", ""), row.get("grade", ""), keys, line)
        wrong = list(_wrong_with(claim, claims))
        diagnostics += [Diagnostic(Code.CLAIMS_TABLE, message, Where(path, line)) for message in wrong]
        if claim.id and claim.id not in claims:
            claims[claim.id] = claim
    return ClaimsTable(path, claims), tuple(diagnostics)


def _wrong_with(claim: Claim, claims: Mapping[str, Claim]) -> Iterator[str]:
    if not claim.id:
        yield "the row has no id; give it one"
    elif claim.id in claims:
        yield f"claim '{claim.id}' repeats line {claims[claim.id].line}; the first one counts; rename one of the two"
    if claim.id and not claim.grade:
        yield f"claim '{claim.id}' has no grade; give it one"
    if claim.id and not claim.keys:
        yield f"claim '{claim.id}' names no sources; give their keys, parted by semicolons"
