"""The terms of a locale as the engine knows them, and as a style changes them.

The engine recognises a locator only by the locale's own words for its label, confuses words that two labels share (the
English "v." of verse and volume), knows 17 of the 29 labels, and forgets a term's other forms when a style changes one
of them. So the style that it gets has the terms of the labels that a scope uses in full, each with a word of its own.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from citator.csl.locator_terms import LOCATOR_TERMS
from citator.csl.mending import NAMELESS, SCRIPT_VARIABLE
from citator.csl.pandoc_ast import cite_block, cite_content, pandoc_citation, run_citeproc, to_inlines
from citator.csl.xml import CSL, XML_LANG, element
from citator.model.inline import plain_text

FORMS = ("long", "short", "symbol", "verb", "verb-short")
ENGINE_LABELS = frozenset({
    "book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part",
    "section", "sub-verbo", "verse", "volume",
})  # fmt: skip
"""The locator labels that the engine can read."""
LENDERS = ("opus", "folio", "verse", "column", "line", "sub-verbo", "note", "figure", "book", "paragraph")
"""Labels whose name another label may borrow where a scope does not use them; no number variable has one of these."""
PRIMARY_DIALECTS: dict[str, str] = {
    # https://docs.citationstyles.org/en/stable/specification.html#locale-fallback; else the language's own letters
    "af": "ZA", "ca": "AD", "cs": "CZ", "cy": "GB", "da": "DK", "el": "GR", "en": "US", "et": "EE", "fa": "IR",
    "he": "IL", "ja": "JP", "km": "KH", "ko": "KR", "nb": "NO", "nn": "NO", "sl": "SI", "sr": "RS", "sv": "SE",
    "uk": "UA", "vi": "VN", "zh": "CN",
}  # fmt: skip

PUNCTUATION_IN_QUOTE = frozenset(
    {"en", "en-US", "bal-PK", "brh-PK", "fa", "fa-IR", "hi-IN", "id", "id-ID", "ms-MY", "pa-PK", "tl-PH"}
)
"""The locales that put commas and stops inside quotation marks, with the languages whose primary dialect they are."""

OWN_SCRIPTS: dict[str, str] = {
    # The reorderings of https://github.com/unicode-org/cldr/tree/main/common/collation
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"), r"[\u0400-\u052f]"),
    "el": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "he": r"[\u0590-\u05ff]",
    **dict.fromkeys(("ar", "fa", "ur"), r"[\u0600-\u06ff]"),
    "hy": r"[\u0530-\u058f]",
    "ka": r"[\u10a0-\u10ff]",
    "ko": r"[\uac00-\ud7af]",
    "th": r"[\u0e00-\u0e7f]",
    **dict.fromkeys(("ja", "zh"), r"[\u3040-\u30ff\u3400-\u9fff]"),
}
"""The letters that come first in a list in a language."""

Forms: TypeAlias = dict[str, tuple[str, str]]
"""The singular and the plural of each form of a term."""

_ENGINES_OWN = re.compile("ordinal|quote|delimiter")  # the engine looks these terms up in ways of its own
_MARK_FORM = "verb-short"  # no style prints this form of a locator's label
_SEPARATOR = "\u241e"
_TIMEOUT = 60.0


class LocalisedStyle(Struct, frozen=True):
    """A style whose terms are complete for one locale, and the words by which the engine knows locator labels."""

    xml: bytes
    words: Mapping[str, str]


@functools.lru_cache(maxsize=64)
def localise(xml: bytes, locale: str, labels: frozenset[str]) -> LocalisedStyle:
    """Complete the terms that a style changes, and those of the locator labels that a scope uses."""
    root = etree.fromstring(xml)
    names = _engine_names(labels, _mentioned_terms(root))
    for label, name in names.items():
        if label != name:
            _swap_locator_tests(root, label, name)
    blocks = _applicable_blocks(root, locale)
    changed = {term.get("name", "") for block in blocks for term in _plain_terms(block)}
    base = base_terms(locale, tuple(sorted(changed | names.keys())))
    terms = {name: dict(forms) for name, forms in base.items()}
    for block in blocks:
        for term in _plain_terms(block):
            terms[term.get("name", "")][term.get("form", "long")] = _single_and_multiple(term)
    for term in [term for block in root.iterfind(f"{CSL}locale") for term in _plain_terms(block)]:
        if term.get("name") in terms:
            _remove(term)
    _put_own_script_first(root, locale)
    words = {}
    for label, name in names.items():
        words[label] = f"zq{name.replace('-', '')}"
        terms[label][_MARK_FORM] = (words[label], words[label])
    root.insert(1, _locale_block(terms, names))
    return LocalisedStyle(etree.tostring(root, encoding="utf-8"), words)


def own_script(locale: str) -> str | None:
    """Return the expression for the letters that a locale sorts before all others, where they are not Latin."""
    return OWN_SCRIPTS.get(locale.partition("-")[0])


def _put_own_script_first(root: etree._Element, locale: str) -> None:
    """Sort by ``SCRIPT_VARIABLE`` before names and titles: the engine sorts Latin letters first in every language."""
    if own_script(locale) is None:
        return
    for sort in root.iter(f"{CSL}sort"):
        keys = sort.findall(f"{CSL}key")
        if any(key.get("macro", "").startswith(NAMELESS) for key in keys):
            continue  # such a key sorts by script, too
        for key in keys:
            if key.get("macro") or key.get("variable") in {"author", "editor", "title"}:
                key.addprevious(element("key", variable=SCRIPT_VARIABLE))
                break


@functools.lru_cache(maxsize=64)
def punctuation_in_quote(xml: bytes, locale: str) -> bool:
    """Tell whether commas and stops go inside quotation marks: as the style says, else as the locale does."""
    said = [
        options.get("punctuation-in-quote")
        for block in _applicable_blocks(etree.fromstring(xml), locale)
        for options in block.iterfind(f"{CSL}style-options[@punctuation-in-quote]")
    ]
    return said[-1] == "true" if said else locale in PUNCTUATION_IN_QUOTE


@functools.lru_cache(maxsize=256)
def style_term(xml: bytes, locale: str, name: str) -> Mapping[str, tuple[str, str]]:
    """Return the forms of one term as a style prints it in a locale."""
    forms = dict(base_terms(locale, (name,))[name])
    for block in _applicable_blocks(etree.fromstring(xml), locale):
        forms.update(
            {t.get("form", "long"): _single_and_multiple(t) for t in _plain_terms(block) if t.get("name") == name}
        )
    return forms


def _engine_names(labels: Iterable[str], mentioned: frozenset[str]) -> dict[str, str]:
    """Give each label the name by which the engine can read it: its own, or one that neither scope nor style uses."""
    names = {label: label for label in sorted(labels) if label in ENGINE_LABELS}
    lenders = [label for label in LENDERS if label not in names and label not in mentioned]
    names.update(zip((label for label in sorted(labels) if label not in names), lenders, strict=False))
    return names


def _mentioned_terms(root: etree._Element) -> frozenset[str]:
    texts = (text.get("term", "") for text in root.iter(f"{CSL}text"))
    return frozenset((*texts, *(term.get("name", "") for term in root.iter(f"{CSL}term"))))


def _swap_locator_tests(root: etree._Element, one: str, other: str) -> None:
    swapped = {one: other, other: one}
    for test in root.iter(f"{CSL}if", f"{CSL}else-if"):
        if locators := test.get("locator"):
            test.set("locator", " ".join(swapped.get(label, label) for label in locators.split()))


def _applicable_blocks(root: etree._Element, locale: str) -> list[etree._Element]:
    """Return the style's own locale blocks that count for a locale, the most specific last."""
    language = locale.partition("-")[0]
    dialect = f"{language}-{PRIMARY_DIALECTS.get(language, language.upper())}"
    blocks = root.findall(f"{CSL}locale")
    fallbacks = dict.fromkeys((None, language, dialect, locale))
    return [block for wanted in fallbacks for block in blocks if block.get(XML_LANG) == wanted]


def _plain_terms(block: etree._Element) -> list[etree._Element]:
    """Return the terms that have forms and numbers only; ordinals and genders are the engine's business."""
    return [
        term
        for term in block.iterfind(f"{CSL}terms/{CSL}term")
        if not _ENGINES_OWN.search(term.get("name", "")) and "gender-form" not in term.attrib
    ]


def _single_and_multiple(term: etree._Element) -> tuple[str, str]:
    text = term.text or ""
    return term.findtext(f"{CSL}single", text), term.findtext(f"{CSL}multiple", text)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _locale_block(terms: Mapping[str, Forms], names: Mapping[str, str]) -> etree._Element:
    block, list_ = element("locale"), element("terms")
    for term, forms in sorted(terms.items()):
        for form in FORMS:
            single, multiple = forms[form]
            made = element("term", name=names.get(term, term), form=form)
            made.extend([element("single", single), element("multiple", multiple)])
            list_.append(made)
    block.append(list_)
    return block


@functools.lru_cache(maxsize=256)
def base_terms(locale: str, names: tuple[str, ...]) -> Mapping[str, Forms]:
    """Return terms of a locale: ours, else the engine's, asked of itself, where a missing form reads as its fallback does."""
    if not names:
        return {}
    outer = element("group", delimiter=_SEPARATOR)
    for name, form, plural in itertools.product(names, FORMS, ("false", "true")):
        inner = element("group")  # with a fixed word, so that an empty term does not vanish
        inner.extend([element("text", value="="), element("text", term=name, form=form, plural=plural)])
        outer.append(inner)
    info = element("info")
    info.append(element("title", "terms"))
    info.append(element("id", "terms"))
    layout = element("layout")
    layout.append(outer)
    citation = element("citation")
    citation.append(layout)
    style = element("style", **{"class": "in-text", "version": "1.0", "default-locale": locale})
    style.extend([info, citation])
    (block, *_) = run_citeproc(
        [cite_block([pandoc_citation("k")], in_note=False)],
        style=etree.tostring(style),
        items=[{"id": "k", "type": "book", "title": "k"}],
        locale=locale,
        timeout=_TIMEOUT,
    )
    words = iter(plain_text(to_inlines(cite_content(block), {})).split(_SEPARATOR))
    terms = {
        name: {form: (next(words)[1:].strip(), next(words)[1:].strip()) for form in FORMS}  # after the "="
        for name in names
    }
    ours = LOCATOR_TERMS.get(locale.partition("-")[0], {})
    return terms | {name: _forms(*ours[name]) for name in names if name in ours}


def _forms(single: str, multiple: str, short_single: str, short_multiple: str) -> Forms:
    long, short = (single, multiple), (short_single, short_multiple)
    return {"long": long, "short": short, "symbol": short, "verb": long, "verb-short": long}
