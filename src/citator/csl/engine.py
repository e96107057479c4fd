"""Formats a scope: one document for the engine, whose answer is taken apart again, citation by citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from citator.csl import cache as answers
from citator.csl.affixes import may_hang
from citator.csl.document import Answer, Document
from citator.csl.forms import Plan, Setting, plan
from citator.csl.items import begins_with, engine_ids, may_lack_names, to_csl_json
from citator.csl.labels import citation_labels
from citator.csl.locales import localise, own_script, punctuation_in_quote
from citator.csl.mending import SCRIPT_VARIABLE
from citator.csl.names import format_names
from citator.csl.styles import Style, find_style
from citator.csl.xml import CSL
from citator.diagnostics import Code, Diagnostic
from citator.engines.pandoc import PandocTimeoutError
from citator.errors import EngineError
from citator.model.citation import (
    BibliographyEntry,
    Citation,
    CitationScope,
    CslItem,
    Form,
    FormattedScope,
    Script,
)

DEFAULT_LOCALE = "en-US"
"""What CSL prescribes when neither the author nor the style names a locale."""

_NAMES = ("disambiguate-add-names", "disambiguate-add-givenname")
_YEARS = ("disambiguate-add-year-suffix",)
_ALONE = (*_NAMES, *_YEARS, "subsequent-author-substitute")
"""Attributes by which one item shapes how another prints."""
_BATCH = 200


def process(
    scope: CitationScope, *, base: Path | None = None, cache: Path | None = None, timeout: float = 60.0
) -> FormattedScope:
    """Format the citations and the bibliography of a scope; the same scope always gives the same answer.

    ``base`` is the folder that a path to a ``.csl`` file is relative to, ``cache`` a folder for answers. A key that the
    scope has no item for is shown in its place, followed by a question mark. A style that takes longer than
    ``timeout`` seconds is tried again without disambiguation, with a diagnostic.

    Raises:
        UnknownStyleError: there is no such style.
        EngineError: the engine failed.
    """
    style = find_style(scope.style, base=base)
    scope = _with_primary_keys(scope)
    key = answers.scope_key(scope, style)
    kept = answers.read(cache, key)
    if kept is not None:
        return answers.scope_from_json(kept)
    result = _process(scope, style, timeout)
    answers.write(cache, key, answers.scope_to_json(result))
    return result


def _with_primary_keys(scope: CitationScope) -> CitationScope:
    """Cite each work by its own key, whatever alias an author used, and keep the items that are used."""

    def primary(key: str) -> str:
        return scope.items[key].key if key in scope.items else key

    citations = tuple(
        replace(citation, items=tuple(replace(item, key=primary(item.key)) for item in citation.items))
        for citation in scope.citations
    )
    nocite = tuple(dict.fromkeys(primary(key) for key in scope.nocite if key in scope.items))
    used = dict.fromkeys(key for citation in citations for key in (item.key for item in citation.items))
    items = {key: scope.items[key] for key in (*used, *nocite) if key in scope.items}
    return replace(scope, citations=citations, nocite=nocite, items=items)


def _process(scope: CitationScope, style: Style, timeout: float) -> FormattedScope:
    locale = scope.locale or style.default_locale or DEFAULT_LOCALE
    setting = Setting(style, locale, scope.items, noted=_noted(scope.citations))
    plans = [plan(setting, citation) for citation in scope.citations]
    ids = engine_ids((*(item.key for citation in scope.citations for item in citation.items), *scope.items))
    data = _engine_items(scope.items, ids, style, scope.script, locale)
    document = Document(
        asks=tuple(ask for planned in plans for ask in planned.asks),
        items=data,
        ids=ids,
        nocite=tuple(dict.fromkeys((*_nocited(scope.citations, scope.items), *scope.nocite))),
        is_note_style=style.is_note_style,
        punctuation_in_quote=punctuation_in_quote(style.xml, locale),
        nameless=frozenset(key for key, item in scope.items.items() if style.groups_by_author and may_lack_names(item)),
        hangs_suffixes=style.groups_by_author,
        numbers={key: number for number, key in enumerate(ids)} if style.sorts_by_number else {},
    )
    answer, diagnostics = _run_in_time(document, style, locale, timeout)
    second = _second_try(document, answer, style)
    if second != document:
        answer, diagnostics = _run_in_time(second, style, locale, timeout)
    if scope.list_all and style.has_bibliography:
        answer = _with_left_out(document, answer, style, locale, timeout)
    names = [ids[key] for key in sorted(_nameless(plans, scope.items, style))]
    keys = {id: key for key, id in ids.items()}
    setting = replace(
        setting,
        entries={entry.key: entry.content for entry in answer.entries},
        names={keys[id]: name for id, name in format_names(names, data, locale, timeout=timeout).items()},
    )
    texts = iter(answer.texts)
    return FormattedScope(
        citations=tuple(
            planned.read(setting, citation, tuple(next(texts) for _ in planned.asks))
            for planned, citation in zip(plans, scope.citations, strict=True)
        ),
        bibliography=answer.entries,
        diagnostics=diagnostics,
        hanging_indent=answer.hanging_indent,
        is_note_style=style.is_note_style,
    )


def _engine_items(
    items: Mapping[str, CslItem], ids: Mapping[str, str], style: Style, script: Script, locale: str
) -> list[dict[str, Any]]:
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


def _second_try(document: Document, answer: Answer, style: Style) -> Document:
    """Return the document with what only a first answer shows: numbers to sort by, and works in wrong groups."""
    if style.sorts_by_number and style.sorts_bibliography and any(may_hang(ask.items) for ask in document.asks):
        return replace(document, numbers={entry.key: number for number, entry in enumerate(answer.entries)})
    if document.nameless:
        return replace(document, apart=document.misgrouped(answer, style.delimiter))
    return document


def _with_left_out(document: Document, answer: Answer, style: Style, locale: str, timeout: float) -> Answer:
    """Return the answer with entries for the works that the style leaves out, printed and sorted as reports are."""
    printed = {entry.key: entry for entry in answer.entries if entry.content}
    given = {item["id"] for item in document.items}
    left = {id for key, id in document.ids.items() if id in given and key not in printed}
    if not left:
        return answer
    items = [{**item, "type": "report"} if item["id"] in left else item for item in document.items]
    everything = tuple(key for key, id in document.ids.items() if id in given)
    listed, _ = _run_in_time(replace(document, asks=(), items=items, nocite=everything), style, locale, timeout)
    return replace(answer, entries=tuple(printed.get(entry.key, entry) for entry in listed.entries))


def _noted(citations: Iterable[Citation]) -> frozenset[str]:
    forms = (Form.PARENTHETICAL, Form.NARRATIVE)
    return frozenset(
        item.key
        for citation in citations
        if citation.form in forms and not citation.in_place
        for item in citation.items
    )


def _nocited(citations: Iterable[Citation], items: Mapping[str, CslItem]) -> Iterator[str]:
    """Yield the works that belong in the bibliography though the engine is not asked for a citation of them."""
    for citation in citations:
        if citation.form in (Form.NOCITE, Form.YEAR_ONLY):
            yield from (item.key for item in citation.items if item.key in items)


def _nameless(plans: Iterable[Plan], items: Mapping[str, CslItem], style: Style) -> frozenset[str]:
    """Return the works whose name in a sentence is ours to find: the style prints none, or there is no author."""
    return frozenset(
        key
        for planned in plans
        for key in planned.names
        if key in items and not (style.prints_names and items[key].data.get("author"))
    )


def _run_in_time(
    document: Document, style: Style, locale: str, timeout: float
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Run the engine; if it takes too long, run it without disambiguation, whose cost is above linear."""
    labels = frozenset(item.locator.label for ask in document.asks for item in ask.items if item.locator)
    told: tuple[Diagnostic, ...] = ()
    for dropped in ((), _NAMES, (*_NAMES, *_YEARS)):
        xml = _without(style.xml, dropped)
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


def _without(xml: bytes, attributes: Iterable[str]) -> bytes:
    names = tuple(attributes)
    if not names:
        return xml
    root = etree.fromstring(xml)
    for part in root.iterchildren(f"{CSL}citation", f"{CSL}bibliography"):
        for name in names:
            part.attrib.pop(name, "")
    return etree.tostring(root, encoding="utf-8")


def format_items(
    items: Iterable[CslItem],
    style: Style,
    locale: str | None = None,
    *,
    script: Script = Script.BOTH,
    cache: Path | None = None,
    timeout: float = 60.0,
) -> tuple[BibliographyEntry, ...]:
    """Format each item as if it were alone, in the order given: no number counts, no "2020a", no dash for an author.

    Raises:
        EngineError: the engine failed.
    """
    wanted = tuple(items)
    keys = {item.key: answers.item_key(item, style, locale, script) for item in wanted}
    done = {
        item.key: answers.entry_from_json(kept)
        for item in wanted
        if (kept := answers.read(cache, keys[item.key])) is not None
    }
    missing = [item for item in {item.key: item for item in wanted}.values() if item.key not in done]
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        for entry in _format_alone(batch, style, locale, script, timeout):
            done[entry.key] = entry
            answers.write(cache, keys[entry.key], answers.entry_to_json(entry))
    return tuple(done[item.key] for item in wanted)


def _format_alone(
    items: list[CslItem], style: Style, locale: str | None, script: Script, timeout: float
) -> tuple[BibliographyEntry, ...]:
    ids = engine_ids(item.key for item in items)
    known_locale = locale or style.default_locale or DEFAULT_LOCALE
    data = _engine_items({item.key: item for item in items}, ids, style, script, known_locale)
    document = Document(
        asks=(),
        items=data,
        ids=ids,
        nocite=tuple(ids),
        is_note_style=style.is_note_style,
        punctuation_in_quote=punctuation_in_quote(style.xml, known_locale),
    )
    return document.run(localise(_without(style.xml, _ALONE), known_locale, frozenset()), known_locale, timeout).entries


def format_item(
    item: CslItem,
    style: Style,
    locale: str | None = None,
    *,
    script: Script = Script.BOTH,
    cache: Path | None = None,
    timeout: float = 60.0,
) -> BibliographyEntry:
    """Format one item by itself; where there are several, ``format_items`` is many times faster."""
    (entry,) = format_items([item], style, locale, script=script, cache=cache, timeout=timeout)
    return entry
