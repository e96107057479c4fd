"""Titles in one line: what stands between a title and its subtitle."""

from __future__ import annotations

STOPS = "?!？！؟"
"""Marks that end a title by themselves, as no full stop does."""


def subtitle_mark(title: str) -> str:
    """Return what stands between a title and its subtitle: after "What Moves?" no colon (Chicago Manual of Style, 14.96)."""
    return " " if title.endswith(tuple(STOPS)) else ": "


def with_subtitle(title: str, subtitle: str | None) -> str:
    """Return title and subtitle as one line."""
    return f"{title}{subtitle_mark(title)}{subtitle}" if subtitle else title
