"""What a reviewer should look at: the fact-check sheet and the rules over a publication's facts record; no Sphinx in it."""

from citator.audit.claims import Claim, ClaimsTable, read_claims
from citator.audit.exceptions import Exceptions, read_exceptions
from citator.audit.files import CLAIMS, EXCEPTIONS, VERDICTS, beside
from citator.audit.rules import check
from citator.audit.sheet import COLUMNS, Row, rows_of
from citator.audit.verdicts import Verdict, judge, read_verdicts
from citator.audit.write import to_csv, to_xlsx

__all__ = [
    "CLAIMS",
    "COLUMNS",
    "EXCEPTIONS",
    "VERDICTS",
    "Claim",
    "ClaimsTable",
    "Exceptions",
    "Row",
    "Verdict",
    "beside",
    "check",
    "judge",
    "read_claims",
    "read_exceptions",
    "read_verdicts",
    "rows_of",
    "to_csv",
    "to_xlsx",
]
