"""From YAML front matter to a checked ``Publication``, ``Person`` or ``Topic``.

Every mistake is a message at its line and costs only its own field; without ``type``, ``title`` or ``date`` there is no
publication. An unreadable ``status`` or embargo makes a draft: a mistake never publishes.
"""

from __future__ import annotations

from typing import Any

from citator.frontmatter.pages import (
    Chapter,
    Storage,
    read_document,
    read_library,
    read_person,
    read_storage,
    read_topic,
)
from citator.frontmatter.publication import FOREIGN_FIELDS, read_publication
from citator.frontmatter.source import place_of
from citator.frontmatter.standing import read_standing

__all__ = [
    "Chapter",
    "Storage",
    "place_of",
    "publication_schema",
    "read_document",
    "read_library",
    "read_person",
    "read_publication",
    "read_standing",
    "read_storage",
    "read_topic",
]


def publication_schema() -> dict[str, Any]:
    """Return the JSON Schema of a publication's front matter, for editors: https://json-schema.org/."""
    from citator.frontmatter.schema import PublicationFields

    schema = PublicationFields.model_json_schema()
    # Fields of MyST and Sphinx stand beside ours in the same front matter.
    schema["properties"].update({name: {} for name in FOREIGN_FIELDS})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
