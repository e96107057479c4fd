"""Kinds of value that a field of the front matter may hold, as pydantic checks them and a JSON Schema shows them.

Front matter comes as text, so a check gets the characters that the author wrote; an editor's own YAML reader may take
``1.0`` for a number, which the schema therefore allows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from citator.frontmatter import checks
from citator.model.licenses import find_license


def text(value: object) -> object:
    """Return a text without the space around it; a list is none."""
    if isinstance(value, list | dict):
        raise ValueError("is a list; write a text")
    return value.strip() if isinstance(value, str) else value


def as_list(value: object) -> object:
    """Take one item for a list of one."""
    return [value] if isinstance(value, str | dict) else value


def checked(check: Callable[[str], Any], **schema: Any) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return what pydantic needs to apply a check, and what an editor shows of it."""
    return BeforeValidator(lambda value: check(str(text(value)))), WithJsonSchema({"type": "string", **schema})


def _spdx(words: str) -> str:
    known = find_license(words)
    return known.id if known else words


_NUMBER = ["string", "number"]
Text = Annotated[str, BeforeValidator(text)]
Number = Annotated[str, *checked(str, type=_NUMBER)]
Version = Annotated[str, *checked(checks.check_version, type=_NUMBER)]
Date = Annotated[datetime.date, *checked(checks.check_date, format="date")]
PartialDate = Annotated[str, *checked(checks.check_partial_date, type=_NUMBER)]
Moment = Annotated[datetime.datetime, *checked(checks.check_moment, format="date-time")]
Doi = Annotated[str, *checked(checks.check_doi, examples=["10.1234/abc"])]
Isbn = Annotated[str, *checked(checks.check_isbn, type=_NUMBER)]
Issn = Annotated[str, *checked(checks.check_issn, examples=["0378-5955"])]
Orcid = Annotated[str, *checked(checks.check_orcid, examples=["0000-0002-1825-0097"])]
Ror = Annotated[str, *checked(checks.check_ror)]
Url = Annotated[str, *checked(checks.check_url, format="uri")]
Email = Annotated[str, *checked(checks.check_email, format="email")]
Language = Annotated[str, *checked(checks.check_language, examples=["en-GB", "de", "zh-Hans"])]
License = Annotated[str, *checked(_spdx, examples=["CC-BY-4.0"])]
Id = Annotated[str, *checked(checks.check_id)]
FormerPath = Annotated[str, *checked(checks.check_former_path)]
List = BeforeValidator(as_list)
Texts = Annotated[list[Text], List]
Ids = Annotated[list[Id], List]
FormerPaths = Annotated[list[FormerPath], List]
