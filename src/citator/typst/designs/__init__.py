"""Designs that come with citator, by name; each is a file of the form that an institute writes for itself."""

from pathlib import Path

DESIGNS = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.typ"))}
"""Name → file; ``citator_pdf = {"template": "broadsheet"}`` chooses one."""
