"""Words that the template itself prints, by language; another language falls back to English."""

from __future__ import annotations

import datetime

TERMS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents",
        "figures": "Figures",
        "tables": "Tables",
        "figure": "Figure",
        "table": "Table",
        "listing": "Listing",
        "imprint": "Imprint",
        "about-authors": "About the authors",
        "acknowledgements": "Acknowledgements",
        "summary": "Summary",
        "key-findings": "Key findings",
        "cited-on-page": "Cited on p.",
        "cited-on-pages": "Cited on pp.",
        "version": "Version",
        "updated": "Updated",
        "research-closed": "Research closed",
        "suggested-citation": "Suggested citation",
        "corrections": "Corrections",
        "funding": "Funding",
        "editors": "Edited by",
        "translators": "Translated by",
        "reviewers": "Reviewed by",
        "licence": "Licence",
        "draft": "Draft",
        "review": "For review",
        "embargoed": "Embargoed",
        "withdrawn": "Withdrawn",
        "source": "Source",
        "continued": "continued",
        "index": "Index",
        "notes": "Notes",
        "online": "Online",
    },
    "de": {
        "contents": "Inhalt",
        "figures": "Abbildungen",
        "tables": "Tabellen",
        "figure": "Abbildung",
        "table": "Tabelle",
        "listing": "Quelltext",
        "imprint": "Impressum",
        "about-authors": "Zu den Verfassern",
        "acknowledgements": "Dank",
        "summary": "Zusammenfassung",
        "key-findings": "Wichtigste Ergebnisse",
        "cited-on-page": "Zitiert auf S.",
        "cited-on-pages": "Zitiert auf S.",
        "version": "Fassung",
        "updated": "Geändert",
        "research-closed": "Abschluss der Recherche",
        "suggested-citation": "Zitierweise",
        "corrections": "Berichtigungen",
        "funding": "Förderung",
        "editors": "Herausgegeben von",
        "translators": "Übersetzt von",
        "reviewers": "Begutachtet von",
        "licence": "Lizenz",
        "draft": "Entwurf",
        "review": "Zur Begutachtung",
        "embargoed": "Sperrfrist",
        "withdrawn": "Zurückgezogen",
        "source": "Quelle",
        "continued": "Fortsetzung",
        "index": "Register",
        "notes": "Anmerkungen",
        "online": "Im Netz",
    },
}
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}


def terms(language: str) -> dict[str, str]:
    """Return the template's words in ``language`` (a BCP 47 tag)."""
    return TERMS["en"] | TERMS.get(language.partition("-")[0].lower(), {})


def format_month(day: datetime.date, language: str) -> str:
    """Return month and year as they print."""
    primary = language.partition("-")[0].lower()
    return f"{_MONTHS[primary][day.month - 1]} {day.year}" if primary in _MONTHS else f"{day.year}-{day.month:02}"


def format_date(day: datetime.date, language: str) -> str:
    """Return a date as it prints: day, month, year; the ISO form where the language's months are not known."""
    primary = language.partition("-")[0].lower()
    if primary not in _MONTHS:
        return day.isoformat()
    dot = "." if primary == "de" else ""
    return f"{day.day}{dot} {_MONTHS[primary][day.month - 1]} {day.year}"
