"""What a reviewer should look at, found by rules; each finding is a message with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from citator.audit.attribution import is_attributed
from citator.audit.claims import ATTRIBUTED, ClaimsTable
from citator.audit.exceptions import Exceptions
from citator.audit.sheet import address_of
from citator.diagnostics import Code, Diagnostic, Where
from citator.model.facts import CitedItem, Facts, Uncited

_FACTUAL = re.compile(r"\d{2,}|\d ?%|“[^”]{12,}”")
"""A number of two digits or more, a year among them, a percentage, or a quotation of some length."""
_CATALOGUED = frozenset({"book", "chapter", "article-journal", "article-magazine", "article-newspaper", "thesis"})
"""CSL types of what libraries and archives of the press hold: its title, where it appeared and when lead a checker to it."""
_NO_ADDRESS = "no-address"
"""The keyword by which a .bib entry says that no address of the work is known."""


class Sentence(Struct, frozen=True):
    """A sentence that cites or is tied to claims, with all its claims and the keys of all its citations."""

    text: str
    where: Where
    claims: tuple[str, ...]
    keys: tuple[str, ...] = ()


def check(facts: Facts, claims: ClaimsTable | None = None, exceptions: Exceptions | None = None) -> list[Diagnostic]:
    """Return the findings in a publication.

    Paragraphs without citations are looked for only where sentences are tied to claims: a handbook need cite nothing.
    """
    findings = [*_claims(facts, claims), *_addresses(facts)]
    if any(occurrence.claims for occurrence in facts.occurrences):
        findings += _uncited(facts, exceptions or Exceptions())
    return findings


def sentences_of(facts: Facts) -> list[Sentence]:
    """Return each sentence once, with what all its citations have."""
    found: dict[tuple[object, ...], Sentence] = {}
    for o in facts.occurrences:
        place = (o.docname, o.section_anchor, o.paragraph, o.sentence)
        old = found.get(place, Sentence(o.sentence, Where(o.file, o.line), ()))
        keys = (item.key for item in o.items)
        found[place] = Sentence(
            old.text,
            old.where,
            tuple(dict.fromkeys((*old.claims, *o.claims))),
            tuple(dict.fromkeys((*old.keys, *keys))),
        )
    bare = (Sentence(u.text, Where(u.file, u.line), u.claims) for u in facts.uncited if u.claims)
    return [*found.values(), *bare]


def is_factual(text: str) -> bool:
    """Tell whether a paragraph holds a date, a number or a quotation, for which a reader may ask the source."""
    return _FACTUAL.search(text) is not None


def _claims(facts: Facts, table: ClaimsTable | None) -> Iterator[Diagnostic]:
    for sentence in sentences_of(facts):
        for id_ in sentence.claims:
            if table is None:
                yield Diagnostic(
                    Code.UNKNOWN_CLAIM, f"no claim '{id_}', for there is no claims table; add one", sentence.where
                )
            elif id_ not in table.claims:
                message = f"no claim '{id_}' in {table.path}; {table.near(id_)}"
                yield Diagnostic(Code.UNKNOWN_CLAIM, message, sentence.where)
            else:
                yield from _founded(sentence, id_, table)


def _founded(sentence: Sentence, id_: str, table: ClaimsTable) -> Iterator[Diagnostic]:
    claim = table.claims[id_]
    if claim.keys and not set(claim.keys) & set(sentence.keys):
        message = (
            f"the sentence is tied to claim '{id_}' and cites none of its sources ({', '.join(claim.keys)}); "
            "cite one, or correct the claims table"
        )
        yield Diagnostic(Code.CLAIM_NOT_CITED, message, sentence.where)
    if claim.grade == ATTRIBUTED and not is_attributed(sentence.text):
        message = f"claim '{id_}' is of grade {ATTRIBUTED} and the sentence does not attribute it; say who says so"
        yield Diagnostic(Code.ATTRIBUTION, message, sentence.where)


def _uncited(facts: Facts, exceptions: Exceptions) -> Iterator[Diagnostic]:
    paragraphs = [words for words in facts.uncited if words.paragraph is not None]
    for words in paragraphs:
        if is_factual(words.text) and not exceptions.cover(words):
            message = (
                f"the paragraph '{_opening(words)}' states facts and cites nothing; "
                "cite the source, or list it with a reason in uncited.yaml"
            )
            yield Diagnostic(Code.UNCITED, message, Where(words.file, words.line))
    yield from exceptions.unused(paragraphs)


def _opening(words: Uncited) -> str:
    first = words.text.split()
    return " ".join(first[:6]) + (" …" if len(first) > 6 else "")


def _addresses(facts: Facts) -> Iterator[Diagnostic]:
    """Yield a message, where it is first cited, for each work that a checker could find by its address alone and that has none."""
    without = {item.key for item in facts.items if not (address_of(item.csl) or _needs_no_address(item))}
    for occurrence in facts.occurrences:
        for item in occurrence.items:
            if item.key in without:
                without.remove(item.key)
                message = (
                    f"'{item.key}' has neither url nor doi; add one, or the keyword {_NO_ADDRESS} where none is known"
                )
                yield Diagnostic(Code.NO_ADDRESS, message, Where(occurrence.file, occurrence.line))


def _needs_no_address(item: CitedItem) -> bool:
    return item.invented or item.csl.get("type") in _CATALOGUED or _NO_ADDRESS in item.keywords
