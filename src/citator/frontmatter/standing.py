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
_FIELD = re.compile(r"""([A-Za-z_-]+)["']?[ \t]*:[ \t]+["']?([^"'#,}\n]+)""")


def read_standing(path: Path) -> tuple[Status, datetime.datetime | None]:
    """Return status and end of the embargo as far as they can be made out, in whatever spelling.

    A status that cannot be made out hides nothing, for only what readers have seen may be shown by it; an embargo that
    cannot be made out hides all.
    """
    from citator.frontmatter.schema import PublicationFields

    text = path.read_text("utf-8", errors="replace").removeprefix("\ufeff").removeprefix("---")
    status, embargo = Status.PUBLISHED, None
    for name, written in _FIELD.findall(_END.split(text, maxsplit=1)[0]):
        meant = name if name in PublicationFields.model_fields else nearest(name, PublicationFields.model_fields)
        if meant == "status":
            status = Status(nearest(written.strip(), list(Status)) or Status.PUBLISHED)
        elif meant == "embargo_until":
            try:
                embargo = check_moment(written.strip())
            except ValueError:
                return Status.DRAFT, None
    return status, embargo
