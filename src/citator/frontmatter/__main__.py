"""Writes ``docs/publication.schema.json``: ``python -m citator.frontmatter docs/publication.schema.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from citator.frontmatter import publication_schema

if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/publication.schema.json")
    target.write_text(json.dumps(publication_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
