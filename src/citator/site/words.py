"""Words and numbers as the pages print them, in the language of the page: sizes, counts, names of types."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable
from functools import cache

from citator.model.dates import long_date
from citator.site.languages import FORMS, LANGUAGES, MARKS, PLURALS, WORDS, primary

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: 238 words a minute (https://doi.org/10.1016/j.jml.2019.104047), rounded down."""

TYPES = {
    "report": "Research report",
    "summary": "Summary",
    "brief": "Policy brief",
    "commentary": "Commentary",
    "handbook": "Handbook",
    "guide": "Guide",
}
"""Types of publication as a reader sees them; another type is shown as it is written."""

STATUSES = {"draft": "Draft", "review": "In review", "embargoed": "Embargoed", "withdrawn": "Withdrawn"}

SCRIPT = (
    *("as the system", "light", "dark", "Here: {locator}", "Source", "Table {number}", "Copy", "Copied", "Copy link"),
    *("Copy BibTeX", "Share …", "Publications: {count}", "Sources: {count}", "More results"),
)
"""What ``citator.js`` says."""
SEARCH = (
    *("Publication", "Topic", "Author", "Year", "Type", "All", "Searching …", "Nothing found", "Pages: {count}"),
    *("Only titles and headings are searched here, not the full text.", "Titles and headings: {count}"),
)
"""What ``search.js`` says."""


def say(language: str, words: str, **values: object) -> str:
    """Return English words of ours in another language, with values put in; unknown words stay as they are."""
    found = words
    if (code := primary(language)) != "en" and words in WORDS:
        found = WORDS[words][LANGUAGES.index(code)]
        if code == "fr":
            found = found.replace(" :", "\u202f:").replace(" ;", "\u202f;")
    return found.format(**values) if values else found


def corrected(kind: str, date: datetime.date, language: str) -> str:
    """Return what stands above a note on a change after publication: ``Corrected 1 May 2026.``, ``Clarification, 1 May 2026.``"""
    day = long_date(date, language)
    if kind == "correction":
        return say(language, "Corrected {date}.", date=day)
    word = say(language, kind)
    return f"{word[:1].upper()}{word[1:]}, {day}."


def heading(words: str, language: str = "en") -> str:
    """Return words with the colon and the space of their language: ``Quelle: ``, ``来源：``."""
    return say(language, "{word}: ", word=words)


def inside(words: str, language: str = "en") -> str:
    """Return words that begin with a capital as they stand within a sentence, where German nouns keep it."""
    return words if primary(language) == "de" else words[:1].lower() + words[1:]


def place_in_source(label: str, value: str, language: str = "en") -> str:
    """Return a locator, by its CSL label, as a card shows it: ``p. 12``, ``chapter 3``."""
    kind = {"page": "pp." if re.search(r"[-–,;&]", value) else "p.", "sub-verbo": "s.v."}.get(label, label)
    return say(language, f"{kind.removesuffix('-locator')} {{number}}", number=value)


def speaker(language: str) -> Callable[..., str]:
    """Return ``say`` for one language, for templates."""
    return lambda words, **values: say(language, words, **values)


@cache
def script_words(language: str, wanted: tuple[str, ...] = SCRIPT) -> str:
    """Return, as JSON, the words that a script of ours needs; nothing for English, which scripts speak by themselves."""
    if primary(language) == "en":
        return ""
    return json.dumps({words: say(language, words) for words in wanted}, ensure_ascii=False)


def type_name(kind: str, language: str = "en") -> str:
    """Return a type of publication in words."""
    return say(language, TYPES.get(kind, kind.replace("-", " ").capitalize()))


def size(count: int, language: str = "en") -> str:
    """Return a number of bytes as ``1.2 MB`` or ``84 kB``."""
    if count < 995_000:
        return f"{max(1, round(count / 1e3))} kB"
    return f"{count / 1e6:.1f}".replace(".", MARKS[primary(language)][1]) + " MB"


def count(number: int, singular: str, plural: str = "", language: str = "en") -> str:
    """Return ``1 source`` or ``7 sources``.

    :param plural: the English plural, where it is not the singular with an ``s``.
    """
    code = primary(language)
    digits = f"{number:,}".replace(",", MARKS[code][0])
    if code == "en":
        return f"{digits} {singular if number == 1 else plural or singular + 's'}"
    forms = PLURALS[singular][LANGUAGES.index(code)].split("|")
    return f"{digits}{'' if code == 'zh' else ' '}{forms[FORMS[code](number)]}"


def listed(names: Iterable[str], language: str = "en") -> str:
    """Return ``Ada, Emmy and Kurt``."""
    *rest, last = names
    if not rest:
        return last
    if primary(language) == "zh":
        return f"{'、'.join(rest)}和{last}"
    return f"{', '.join(rest)} {say(language, 'and')} {last}"


def reading_minutes(words: int) -> int:
    """Return the minutes that a reader needs, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def initials(name: str) -> str:
    """Return the initials that stand where there is no portrait."""
    parts = [part for part in name.split() if part[0].isalpha()]
    chosen = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in chosen)


def is_url(text: str) -> bool:
    """Tell whether a value of front matter can be linked."""
    return text.startswith(("https://", "http://"))
