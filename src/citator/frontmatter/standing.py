"""Who may see a publication whose front matter cannot be read: what single words of it say of status and embargo.

A mistake must neither publish what is hidden nor take from readers what they have had all along.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from citator.frontmatter.checks import check_moment
from citator.frontmatter.validate import nearest
from citator.model.publication import Status

_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|[ \t])#.*", re.MULTILINE)
_FIELD = re.compile(
    r"""
    (?<![A-Za-z_-]) ([A-Za-z_-]+) ["']?\s*:
    (?=
        # The value may begin on a later line, unless that has a field of its own.
        (?: [ \t] | [>|][-+\d]*(?=\s) | \n (?! [ \t]*["']?[A-Za-z_-]+["']?\s*: ) )*
        ([^,}\n]*)
    )
    [^,}\n]*  # a colon in the value makes no field of a word
    """,
    re.VERBOSE,
)


def read_standing(path: Path) -> tuple[Status, datetime.datetime | None]:
    """Return status and end of the embargo as far as they can be made out, in whatever spelling.

    A status that cannot be made out hides nothing, for only what readers have seen may be shown by it; an embargo that
    cannot be made out hides all.
    """
    from citator.frontmatter.schema import PublicationFields

    text = path.read_text("utf-8", errors="replace").removeprefix("\ufeff").removeprefix("---")
    text = _COMMENT.sub("", _END.split(text, maxsplit=1)[0])
    status, embargo = Status.PUBLISHED, None
    for name, written in reversed(_FIELD.findall(text)):  # of a repeated field the first one counts
        meant = name if name in PublicationFields.model_fields else nearest(name, PublicationFields.model_fields)
        value = written.strip(" \t\"'")
        if meant == "status":
            status = Status(nearest(value, list(Status)) or Status.PUBLISHED)
        elif meant == "embargo_until" and written.strip():
            try:
                embargo = check_moment(value)
            except ValueError:
                return Status.DRAFT, None
    return status, embargo
