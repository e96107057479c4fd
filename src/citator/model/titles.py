"""Titles in one line: what stands between a title and its subtitle, and before the title of what is withdrawn."""

from __future__ import annotations

from citator.model.publication import Publication, Status

STOPS = "?!？！؟"
"""Marks that end a title by themselves, as no full stop does."""
WITHDRAWN = {
    "en": "Withdrawn",
    "de": "Zurückgezogen",
    "fr": "Retiré",
    "es": "Retirado",
    "it": "Ritirato",
    "ru": "Отозвано",
    "zh": "已撤回",
    "ar": "مسحوب",
}


def subtitle_mark(title: str) -> str:
    """Return what stands between a title and its subtitle: after "What Moves?" no colon (Chicago Manual of Style, 14.96)."""
    return " " if title.endswith(tuple(STOPS)) else ": "


def with_subtitle(title: str, subtitle: str | None) -> str:
    """Return title and subtitle as one line."""
    return f"{title}{subtitle_mark(title)}{subtitle}" if subtitle else title


def full_title(publication: Publication) -> str:
    """Return title and subtitle as records carry them away: a withdrawn publication says so, in its own language.

    A record travels without the page that tells of the withdrawal, so its title does (NISO RP-45-2024, CREC).
    """
    return f"{withdrawn_mark(publication)}{with_subtitle(publication.title, publication.subtitle)}"


def withdrawn_mark(publication: Publication) -> str:
    """Return what stands before the title of a withdrawn publication."""
    return f"{withdrawn(publication.language)}: " if publication.status is Status.WITHDRAWN else ""


def withdrawn(language: str) -> str:
    """Return the word in a language (a BCP 47 tag), or in English."""
    return WITHDRAWN.get(language.partition("-")[0].lower(), WITHDRAWN["en"])
