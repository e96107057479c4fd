"""Runs a document through a style: in time, with every work listed, or with each work as if it were alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from msgspec.structs import replace

from citator.csl.document import Answer, Document
from citator.csl.items import begins_with, to_csl_json
from citator.csl.labels import citation_labels
from citator.csl.locales import localise, own_script
from citator.csl.mending import SCRIPT_VARIABLE
from citator.csl.styles import Style
from citator.csl.xml import CSL
from citator.diagnostics import Code, Diagnostic
from citator.engines.pandoc import PandocTimeoutError
from citator.errors import EngineError
from citator.model.citation import CslItem, Script

DEFAULT_LOCALE = "en-US"
"""What CSL prescribes when neither the author nor the style names a locale."""

_NAMES = ("disambiguate-add-names", "disambiguate-add-givenname")
_YEARS = ("disambiguate-add-year-suffix",)
"""Attributes by which citations are told apart, the dear ones first."""


def known_locale(style: Style, locale: str | None) -> str:
    """Return the locale that a style prints in: the author's, else its own."""
    return locale or style.default_locale or DEFAULT_LOCALE


def engine_items(
    items: Mapping[str, CslItem], ids: Mapping[str, str], style: Style, script: Script, locale: str
) -> list[dict[str, Any]]:
    """Return the items as the engine gets them for this style and locale."""
    labels = citation_labels(items.values()) if style.citation_format == "label" else {}
    data = []
    for key, item in items.items():
        prepared = to_csl_json(item, ids[key], script, stops_initials=style.stops_initials)
        if key in labels:
            prepared["citation-label"] = labels[key]
        if letters := own_script(locale):
            prepared[SCRIPT_VARIABLE] = "0" if begins_with(prepared, letters) else "1"
        data.append(prepared)
    return data


def run_in_time(document: Document, style: Style, locale: str, timeout: float) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Run the engine; if it takes too long, run it without disambiguation, whose cost is above linear."""
    labels = frozenset(item.locator.label for ask in document.asks for item in ask.items if item.locator)
    told: tuple[Diagnostic, ...] = ()
    for dropped in ((), _NAMES, (*_NAMES, *_YEARS)):
        xml = without_attributes(style.xml, dropped)
        try:
            return document.run(localise(xml, locale, labels), locale, timeout), told
        except PandocTimeoutError:
            told = (_too_slow(document, style, timeout),)
    raise EngineError(
        f"style '{style.id}' cannot format {len(document.items)} works in {timeout:g} s;"
        " split the publication's bibliography by chapter, or use a numeric or note style"
    )


def _too_slow(document: Document, style: Style, timeout: float) -> Diagnostic:
    return Diagnostic(
        Code.STYLE_SLOW,
        f"formatting {len(document.items)} works in '{style.id}' took over {timeout:g} s; set without disambiguation",
    )


def without_attributes(xml: bytes, attributes: Iterable[str]) -> bytes:
    """Return a style whose citations and bibliography lack these attributes."""
    names = tuple(attributes)
    if not names:
        return xml
    root = etree.fromstring(xml)
    for part in root.iterchildren(f"{CSL}citation", f"{CSL}bibliography"):
        for name in names:
            part.attrib.pop(name, "")
    return etree.tostring(root, encoding="utf-8")


def with_left_out(document: Document, answer: Answer, style: Style, locale: str, timeout: float) -> Answer:
    """Return the answer with entries for the works that the style leaves out, printed and sorted as reports are."""
    printed = {entry.key: entry for entry in answer.entries if entry.content}
    given = {item["id"] for item in document.items}
    left = {id for key, id in document.ids.items() if id in given and key not in printed}
    if not left:
        return answer
    items = [{**item, "type": "report"} if item["id"] in left else item for item in document.items]
    everything = tuple(key for key, id in document.ids.items() if id in given)
    listed, _ = run_in_time(replace(document, asks=(), items=items, nocite=everything), style, locale, timeout)
    return replace(answer, entries=tuple(printed.get(entry.key, entry) for entry in listed.entries))
