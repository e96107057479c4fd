"""Formats a scope: one document for the engine, whose answer is taken apart again, citation by citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from citator.csl import cache as answers
from citator.csl.affixes import may_hang
from citator.csl.document import Answer, Document
from citator.csl.forms import Plan, Setting, locator_words, plan
from citator.csl.items import engine_ids, may_lack_names
from citator.csl.languages import learn_scripts, mark_languages
from citator.csl.locales import localise, punctuation_in_quote
from citator.csl.locators import learn_words
from citator.csl.names import format_names
from citator.csl.running import engine_items, known_locale, run_in_time, with_left_out
from citator.csl.styles import Style, find_style
from citator.csl.tree import unlink_entries
from citator.model.citation import (
    Citation,
    CitationItem,
    CitationScope,
    CslItem,
    Form,
    FormattedCitation,
    FormattedScope,
)


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
    if scope.keep_locators and not style.prints_locators:
        scope = _with_locators_as_words(scope, known_locale(style, scope.locale))
    key = answers.scope_key(scope, style)
    kept = answers.read(cache, key)
    if kept is not None:
        return answers.scope_from_json(kept)
    result = _process(scope, style, timeout)
    answers.write(cache, key, answers.scope_to_json(result))
    return result


def prepare(name: str, locale: str | None, *, base: Path | None = None) -> None:
    """Learn what is the same for all scopes of a style and a locale that cite by pages, so that forks begin with it.

    Raises:
        UnknownStyleError: there is no such style.
        EngineError: the engine failed.
    """
    style = find_style(name, base=base)
    language = known_locale(style, locale)
    answers.code_hash()
    learn_scripts()
    learn_words(locale)
    punctuation_in_quote(style.xml, language)
    localise(style.xml, language, frozenset({"page"}))


def _with_primary_keys(scope: CitationScope) -> CitationScope:
    """Cite each work by its own key, whatever alias an author used, and keep the items that are used."""

    def primary(key: str) -> str:
        return scope.items[key].key if key in scope.items else key

    own = {item.key: item for item in scope.items.values()}
    citations = tuple(
        replace(citation, items=tuple(replace(item, key=primary(item.key)) for item in citation.items))
        for citation in scope.citations
    )
    nocite = tuple(dict.fromkeys(primary(key) for key in scope.nocite if key in scope.items))
    used = dict.fromkeys(key for citation in citations for key in (item.key for item in citation.items))
    items = {key: own[key] for key in (*used, *nocite) if key in own}
    return replace(scope, citations=citations, nocite=nocite, items=items)


def _with_locators_as_words(scope: CitationScope, locale: str) -> CitationScope:
    def in_words(item: CitationItem) -> CitationItem:
        if item.locator is None:
            return item
        return replace(item, locator=None, suffix=f", {locator_words(locale, item.locator)}{item.suffix}")

    citations = (replace(one, items=tuple(in_words(item) for item in one.items)) for one in scope.citations)
    return replace(scope, citations=tuple(citations))


def _process(scope: CitationScope, style: Style, timeout: float) -> FormattedScope:
    locale = known_locale(style, scope.locale)
    setting = Setting(style, locale, scope.items, noted=_noted(scope.citations))
    plans = [plan(setting, citation) for citation in scope.citations]
    ids = engine_ids((*(item.key for citation in scope.citations for item in citation.items), *scope.items))
    data = engine_items(scope.items, ids, style, scope.script, locale)
    document = Document(
        asks=tuple(ask for planned in plans for ask in planned.asks),
        items=data,
        ids=ids,
        nocite=tuple(dict.fromkeys((*_nocited(scope.citations, scope.items), *scope.nocite))),
        is_note_style=style.is_note_style,
        punctuation_in_quote=punctuation_in_quote(style.xml, locale),
        nameless=frozenset(key for key, item in scope.items.items() if style.groups_by_author and may_lack_names(item)),
        hangs_suffixes=style.groups_by_author,
        particles_last=style.sorts_short_names,
        numbers={key: number for number, key in enumerate(ids)} if style.sorts_by_number else {},
    )
    answer, diagnostics = run_in_time(document, style, locale, timeout)
    second = _second_try(document, answer, style)
    if second != document:
        answer, diagnostics = run_in_time(second, style, locale, timeout)
    if scope.list_all and style.has_bibliography:
        answer = with_left_out(document, answer, style, locale, timeout)
    names = [ids[key] for key in sorted(_nameless(plans, scope.items, style))]
    keys = {id: key for key, id in ids.items()}
    setting = replace(
        setting,
        entries={entry.key: entry.content for entry in answer.entries},
        names={keys[id]: name for id, name in format_names(names, data, locale, timeout=timeout).items()},
    )
    texts = iter(answer.texts)
    unlisted = frozenset(scope.items) - {entry.key for entry in answer.entries}
    citations = (
        _unlink(planned.read(setting, citation, tuple(next(texts) for _ in planned.asks)), unlisted)
        for planned, citation in zip(plans, scope.citations, strict=True)
    )
    return FormattedScope(
        citations=tuple(
            _in_languages(formatted, citation, scope.items, locale)
            for formatted, citation in zip(citations, scope.citations, strict=True)
        ),
        bibliography=tuple(
            replace(entry, content=mark_languages(entry.content, [scope.items[entry.key].data], locale))
            for entry in answer.entries
        ),
        diagnostics=diagnostics,
        hanging_indent=answer.hanging_indent,
        is_note_style=style.is_note_style,
    )


def _second_try(document: Document, answer: Answer, style: Style) -> Document:
    """Return the document with what only a first answer shows: numbers to sort by, and works in wrong groups."""
    if style.sorts_by_number and style.sorts_bibliography and any(may_hang(ask.items) for ask in document.asks):
        return replace(document, numbers={entry.key: number for number, entry in enumerate(answer.entries)})
    if document.nameless:
        return replace(document, apart=document.misgrouped(answer, style.delimiter))
    return document


def _unlink(citation: FormattedCitation, keys: frozenset[str]) -> FormattedCitation:
    note = None if citation.note is None else unlink_entries(citation.note, keys)
    return replace(citation, text=unlink_entries(citation.text, keys), note=note)


def _in_languages(
    formatted: FormattedCitation, citation: Citation, items: Mapping[str, CslItem], locale: str
) -> FormattedCitation:
    works = [items[item.key].data for item in citation.items if item.key in items]
    note = None if formatted.note is None else mark_languages(formatted.note, works, locale)
    return replace(formatted, text=mark_languages(formatted.text, works, locale), note=note)


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
