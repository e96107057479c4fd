"""CSL items as the engine gets them: the house switch for other scripts, and ids that no key can spoil."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from citator.csl.shortnames import with_short_names
from citator.model.citation import CslItem, Script

PRIVATE_VARIABLES = frozenset({"custom", "id", "abstract", "annote", "keyword", "note-private"})
"""Parts of an item that no engine needs; some styles would print an abstract or an annotation."""


NUMBER_VARIABLES = ("number", "volume", "issue", "collection-number", "chapter-number", "part-number")
SEPARATORS = {"\ue020": " ", "\ue02c": ",", "\ue02d": "-"}
"""Characters that stand for others in an item and give way to them in the answer.

Between the parts of one number, as in "US 1,234,567" or "Research Paper 17", the engine would see several: "nos.".
"""
_HIDDEN = str.maketrans({shown: hidden for hidden, shown in SEPARATORS.items()})
_ONE_NUMBER = re.compile(r"[^\W\d]{2}|\d,\d{3}(?!\d)")


def to_csl_json(item: CslItem, id: str, script: Script, *, stops_initials: bool = True) -> dict[str, Any]:
    """Return an item as CSL-JSON under ``id``, its title and author in the scripts that the house asks for.

    ``custom`` holds ``romanised_title``, ``romanised_author``, ``translated_title`` and ``shortauthor``. A romanised author replaces the
    original one unless the house prints originals only, for a name is what a list is sorted and searched by.
    """
    custom = item.data.get("custom", {})
    data = {name: value for name, value in item.data.items() if name not in PRIVATE_VARIABLES}
    if "title" in data:
        data["title"] = _title(str(data["title"]), custom, script)
    if script is not Script.ORIGINAL and custom.get("romanised_author"):
        data["author"] = custom["romanised_author"]
    data["author"] = with_short_names(data.get("author"), custom.get("shortauthor"))
    if data["author"] is None:
        del data["author"]
    for variable in NUMBER_VARIABLES:
        if _ONE_NUMBER.search(str(data.get(variable, ""))):
            data[variable] = str(data[variable]).translate(_HIDDEN)
    if not stops_initials:
        data = {variable: _without_stops(value) for variable, value in data.items()}
    return {**data, "id": id}


def _without_stops(value: Any) -> Any:
    """Write "Jr" for "Jr." where the style writes "TJ" for "T. J."."""
    if not (isinstance(value, list) and all(isinstance(name, dict) for name in value)):
        return value
    return [{**name, "suffix": name["suffix"].rstrip(".")} if name.get("suffix") else name for name in value]


def _title(original: str, custom: Mapping[str, Any], script: Script) -> str:
    """Return "original", "romanised [translated]" or "romanised (original) [translated]" with the parts there are."""
    romanised, translated = custom.get("romanised_title"), custom.get("translated_title")
    if script is Script.ORIGINAL:
        return original
    title = romanised or original
    if romanised and script is Script.BOTH:
        title = f"{romanised} ({original})"
    return f"{title} [{translated}]" if translated else title


LEGAL_TYPES = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"})
"""Types that many styles cite by their title although they have an author."""


def may_lack_names(item: CslItem) -> bool:
    """Tell whether a citation of this item may begin with something else than a name."""
    return not item.data.get("author") or item.data.get("type") in LEGAL_TYPES


def begins_with(data: Mapping[str, Any], letters: str) -> bool:
    """Tell whether an item's place in a list is found under these letters: by its first name, else by its title."""
    names = data.get("author") or data.get("editor") or [{}]
    first = names[0].get("family") or names[0].get("literal") or data.get("title", "")
    return re.match(rf"\W*{letters}", str(first)) is not None


def year(item: CslItem, term: Callable[[str], str]) -> str:
    """Return the year of an item as a citation without an engine prints it, with the style's terms; 0 is an open end."""
    issued = item.data.get("issued", {})
    years = dict.fromkeys(_with_era(int(part[0]), term) for part in issued.get("date-parts") or () if part)
    return "–".join(years) or str(issued.get("literal") or issued.get("raw") or term("no date"))


def _with_era(number: int, term: Callable[[str], str]) -> str:
    era = "bc" if number < 0 else "ad" if 0 < number < 1000 else None
    return f"{abs(number)}\xa0{term(era)}" if era else str(number or "")


def engine_ids(keys: Iterable[str]) -> dict[str, str]:
    """Give each key an id of letters and digits: pandoc reads ``*`` as "all", and puts ids into URLs."""
    return {key: f"k{number}" for number, key in enumerate(dict.fromkeys(keys))}
