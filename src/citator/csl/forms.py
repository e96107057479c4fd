"""How each form of a citation is asked of the engine and put together from its answer.

A note style and a style that cites in the text differ in nearly every form, so each has its table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from citator.csl.document import Ask, Place
from citator.csl.items import year
from citator.csl.locales import base_terms, style_term
from citator.csl.styles import Style
from citator.csl.tree import before_entry_link, join, link_to_entry, strip_end, strip_start
from citator.model.citation import Citation, CitationItem, CslItem, Form, FormattedCitation, Locator
from citator.model.inline import EntryLink, Inlines, Text, plain_text, walk


class Setting(Struct, frozen=True):
    """What the forms draw on besides the engine's answer to their asks."""

    style: Style
    locale: str
    items: Mapping[str, CslItem]
    noted: frozenset[str] = frozenset()
    """Keys that a note cites."""
    entries: Mapping[str, Inlines] = field(default_factory=dict)
    names: Mapping[str, Inlines] = field(default_factory=dict)


Read = Callable[[Setting, Citation, tuple[Inlines, ...]], FormattedCitation]


class Plan(Struct, frozen=True):
    """What to ask for one citation, and how to read the answers."""

    asks: tuple[Ask, ...]
    read: Read
    names: tuple[str, ...] = ()
    """Keys whose authors the style itself does not print in a citation."""


def plan(setting: Setting, citation: Citation) -> Plan:
    """Plan one citation in the style at hand."""
    table = _NOTE_FORMS if setting.style.is_note_style else _TEXT_FORMS
    return table[citation.form](setting, citation)


def _without_authors(citation: Citation) -> tuple[CitationItem, ...]:
    return tuple(replace(item, suppress_author=True) for item in citation.items)


# Styles that cite in the text. Every citation is asked for in reading order, for numbers go by it.


def _text_parenthetical(setting: Setting, citation: Citation) -> Plan:
    """Ask for the citation; where it might print nothing, as MLA's without author and locator, for one with authors."""
    ask = Ask(citation.items, citation.note_number or 0)
    if setting.style.citation_format != "author" or not any(item.suppress_author for item in citation.items):
        return Plan((ask,), _read_text)
    items = tuple(replace(item, suppress_author=False) for item in citation.items)
    return Plan((ask, Ask(items, place=Place.ASIDE)), _read_text)


def _read_text(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    linked = {node.key for node in walk(texts[0]) if isinstance(node, EntryLink)}
    prints_all = all(item.key in linked or not item.suppress_author for item in citation.items)
    return FormattedCitation(texts[0] if prints_all else texts[-1])


def _text_narrative(setting: Setting, citation: Citation) -> Plan:
    """Ask for each work by itself, "Smith (2020) and Doe (2019)"; numbers get their names from us."""
    if setting.style.prints_names:
        return Plan(tuple(Ask((item,), author_in_text=True) for item in citation.items), _read_narrative)
    asks = tuple(Ask((item,)) for item in citation.items)
    return Plan(asks, _read_named, names=tuple(item.key for item in citation.items))


def _read_narrative(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    return FormattedCitation(_sentence(setting, texts))


def _read_named(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    pairs = zip(citation.items, texts, strict=True)
    return FormattedCitation(
        _sentence(setting, tuple((*setting.names.get(item.key, ()), Text(" "), *text) for item, text in pairs))
    )


def _text_author_only(setting: Setting, citation: Citation) -> Plan:
    asks = tuple(Ask((item,), author_in_text=setting.style.prints_names) for item in citation.items)
    return Plan(asks, _read_author, names=tuple(item.key for item in citation.items))


def _read_author(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    """Take what stands before the link: the engine prints "Smith (2020)" and links the year."""
    authors = []
    for item, text in zip(citation.items, texts, strict=True):
        author = strip_end(before_entry_link(text, item.key), f" {setting.style.prefix}")
        if not setting.style.prints_names or not plain_text(author).strip():
            author = setting.names.get(item.key, ())
        authors.append(link_to_entry(item.key, author))
    return FormattedCitation(_sentence(setting, tuple(authors)))


def _text_year_only(setting: Setting, citation: Citation) -> Plan:
    return Plan((Ask(_without_authors(citation)),), _read_year)


def _read_year(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    if setting.style.citation_format == "author-date":
        (text,) = texts
        text = strip_end(strip_start(text, setting.style.prefix), setting.style.suffix)
    else:
        text = _sentence(setting, tuple(_linked_year(setting, item.key) for item in citation.items))
    return FormattedCitation(text)


def _linked_year(setting: Setting, key: str) -> Inlines:
    def term(name: str) -> str:
        forms = style_term(setting.style.xml, setting.locale, name)
        return forms["short" if name == "no date" else "long"][0].strip()

    item = setting.items.get(key)
    return link_to_entry(key, (Text(year(item, term)),)) if item else (Text(f"{key}?"),)


def _text_full(setting: Setting, citation: Citation) -> Plan:
    return Plan((Ask(citation.items),), _read_entry)


def _read_entry(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    parts = []
    for item in citation.items:
        entry = strip_end(setting.entries.get(item.key, (Text(f"{item.key}?"),)), ".")
        prefix = f"{item.prefix} " if item.prefix else ""
        pinpoint = f", {locator_words(setting.locale, item.locator)}" if item.locator else ""
        parts.append((Text(prefix), *link_to_entry(item.key, entry), Text(pinpoint + item.suffix)))
    return FormattedCitation(join(parts, "; ", "; "))


def locator_words(locale: str, locator: Locator) -> str:
    """Return "p. 4" or "pp. 4–9" in the terms of a locale."""
    single, multiple = base_terms(locale, (locator.label,))[locator.label]["short"]
    is_many = any(mark in locator.value for mark in "–-,&")
    return f"{multiple if is_many else single} {locator.value}".strip()


def _nothing(setting: Setting, citation: Citation) -> Plan:
    return Plan((), lambda _, __, ___: FormattedCitation(()))


# Note styles.


def _note(setting: Setting, citation: Citation) -> Plan:
    if citation.in_place:
        return _in_place(setting, citation)
    return Plan((Ask(citation.items, citation.note_number or 0),), _read_note)


def _read_note(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    return FormattedCitation((), texts[0], _takes_capital(setting, citation, texts[0]))


def _takes_capital(setting: Setting, citation: Citation, text: Inlines) -> bool:
    """Tell whether a note begins with words of the author ("see") or with a bare "ibid.", which get a capital.

    What else the style prints is left alone, such as "bell hooks", or an "ibid." whose case the style prescribes.
    """
    words = plain_text(text)
    openings = [item.prefix for item in citation.items if item.prefix]
    if setting.style.capitalises_ibid and words[:1].islower():
        openings += [form for form, _ in style_term(setting.style.xml, setting.locale, "ibid").values() if form]
    return words.startswith(tuple(openings))


def _note_narrative(setting: Setting, citation: Citation) -> Plan:
    """Name the author in the sentence; the note of one work need not repeat the name, that of several must."""
    named = tuple(Ask((CitationItem(item.key),), place=Place.ASIDE, author_in_text=True) for item in citation.items)
    alone = len(citation.items) == 1
    items = _without_authors(citation) if alone else citation.items
    place = _aside(setting, citation) if citation.in_place else Place.TEXT
    ask = Ask(items, 0 if citation.in_place else citation.note_number or 0, place)
    return Plan((ask, *named), _read_note_narrative, names=tuple(item.key for item in citation.items))


def _read_note_narrative(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    note, *authors = texts
    author = _sentence(setting, tuple(_author_of(setting, *pair) for pair in zip(citation.items, authors, strict=True)))
    if not plain_text(note).strip(" ."):
        note = link_to_entry(citation.items[0].key, author)
    if citation.in_place:
        return FormattedCitation((*author, Text(" "), *_parenthesised(setting, note)))
    return FormattedCitation(author, note, _takes_capital(setting, citation, note))


def _author_of(setting: Setting, item: CitationItem, text: Inlines) -> Inlines:
    return text if plain_text(text).strip() else setting.names.get(item.key, ())


def _note_author_only(setting: Setting, citation: Citation) -> Plan:
    asks = tuple(Ask((CitationItem(item.key),), place=Place.ASIDE, author_in_text=True) for item in citation.items)
    return Plan(asks, _read_note_author, names=tuple(item.key for item in citation.items))


def _read_note_author(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    pairs = zip(citation.items, texts, strict=True)
    authors = tuple(link_to_entry(item.key, _author_of(setting, item, text)) for item, text in pairs)
    return FormattedCitation(_sentence(setting, authors))


def _note_year_only(setting: Setting, citation: Citation) -> Plan:
    return Plan((), _read_years)


def _read_years(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    return FormattedCitation(_sentence(setting, tuple(_linked_year(setting, item.key) for item in citation.items)))


def _note_full(setting: Setting, citation: Citation) -> Plan:
    return Plan((Ask(citation.items, place=Place.AFRESH),), _read_note_full)


def _read_note_full(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    return FormattedCitation(strip_end(texts[0], setting.style.suffix))


def _in_place(setting: Setting, citation: Citation) -> Plan:
    return Plan((Ask(citation.items, place=_aside(setting, citation)),), _read_in_place)


def _aside(setting: Setting, citation: Citation) -> Place:
    """Use the short form, except where it would name the note of a work that no note cites: "Smith (n 0)"."""
    is_noted = all(item.key in setting.noted for item in citation.items)
    return Place.ASIDE if is_noted or not setting.style.prints_first_note else Place.AFRESH


def _read_in_place(setting: Setting, citation: Citation, texts: tuple[Inlines, ...]) -> FormattedCitation:
    return FormattedCitation(_parenthesised(setting, texts[0]))


def _parenthesised(setting: Setting, text: Inlines) -> Inlines:
    return (Text("("), *strip_end(text, setting.style.suffix), Text(")"))


def _sentence(setting: Setting, parts: tuple[Inlines, ...]) -> Inlines:
    if len(parts) < 2:
        return parts[0] if parts else ()
    word = base_terms(setting.locale, ("and",))["and"]["long"][0]
    return join(parts, ", ", f" {word} ")


_Planner = Callable[[Setting, Citation], Plan]
_TEXT_FORMS: dict[Form, _Planner] = {
    Form.PARENTHETICAL: _text_parenthetical,
    Form.NARRATIVE: _text_narrative,
    Form.AUTHOR_ONLY: _text_author_only,
    Form.YEAR_ONLY: _text_year_only,
    Form.FULL: _text_full,
    Form.NOCITE: _nothing,
}
_NOTE_FORMS: dict[Form, _Planner] = {
    Form.PARENTHETICAL: _note,
    Form.NARRATIVE: _note_narrative,
    Form.AUTHOR_ONLY: _note_author_only,
    Form.YEAR_ONLY: _note_year_only,
    Form.FULL: _note_full,
    Form.NOCITE: _nothing,
}
