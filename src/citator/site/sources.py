"""Every work that the library cites: which works are one, where each stands in the A–Z, and who cites it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from citator.model.anchors import entry_anchor
from citator.model.citation import without_markup
from citator.model.facts import CitedItem, Facts, Occurrence
from citator.model.inline import Emphasis, Inlines, Text, from_json, plain_text
from citator.site.editions import FrozenEdition

OTHER = "other"
"""The page of works whose heading does not begin with a Latin letter."""

_LETTERS = str.maketrans({"Ø": "O", "Đ": "D", "Ł": "L", "Æ": "A", "Œ": "O", "Þ": "T", "Ð": "D"})


_SIGNS = re.compile(r"^\W+")
_ARTICLE = re.compile(r"^\W*(?:The|An?)\s+")
"""What does not count in the order of headings: quotation marks and brackets, and an English article."""


Place = tuple[Occurrence, str]
"""An occurrence of a work with the anchor of its mention."""

Mentions = Mapping[str, Mapping[int, Place]]
"""The places of each key in a publication, by their numbers in the order of reading."""


class Citing(Struct, frozen=True):
    """A publication that cites a source, with the places where it does."""

    slug: str
    entry_url: str
    places: tuple[Place, ...]


class Kept(Struct, frozen=True):
    """A published edition that cites a source which its publication no longer cites."""

    frozen: FrozenEdition
    entry_url: str


class Source(Struct, frozen=True):
    """One work, under whatever keys the publications cite it."""

    key: str
    name: str
    """The key, made one of its kind in the library: see ``source_name``."""
    others: tuple[tuple[str, str], ...]
    """Other names of the work, each with the page of the A–Z that links to it lead to."""
    csl: Mapping[str, Any]
    entry: Inlines
    citing: tuple[Citing, ...]
    earlier: tuple[Kept, ...] = ()
    """Editions that cite it: the newest of each publication that does so no longer."""

    @property
    def mentions(self) -> int:
        """Return how often the library cites it."""
        return sum(len(citing.places) for citing in self.citing)

    @property
    def url(self) -> str:
        """Return its place in the site."""
        return source_url(self.name, self.csl)

    @property
    def year(self) -> int | None:
        """Return the year of issue, where it is known."""
        return csl_year(self.csl)


def source_name(key: str, origin: str) -> str:
    """Return what tells a work from all others of the library: a key of a publication's own .bib means a work in it alone."""
    return f"{origin}/{key}" if origin else key


def source_url(name: str, csl: Mapping[str, Any]) -> str:
    """Return the place of a work in the sources pages; it depends on the work alone, so it is known while reading."""
    return f"sources/{letter(csl)}.html#{entry_anchor(name)}"


def names(csl: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors of a work, or its editors, as they are sorted: family name first, which may be An."""
    return tuple(
        " ".join(filter(None, name)) if name[1] else _without_article(name[0])  # an institution has no given name
        for name in _people(csl)
    )


def _people(csl: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (family or whole name, given name) of the authors, else of the editors."""
    people = csl.get("author") or csl.get("editor") or ()
    return [(name.get("family") or name.get("literal") or "", name.get("given") or "") for name in people]


def heading(csl: Mapping[str, Any]) -> str:
    """Return the words that a work is sorted by: its first author, else the paper or site, the publisher, the title.

    That is where most styles put a work without an author; an article before the words does not count.
    """
    words = (str(csl.get(name) or "") for name in ("container-title", "publisher", "title"))
    first = next(filter(None, (*names(csl), *map(_without_article, words))), "")
    return _SIGNS.sub("", without_markup(first))


def _without_article(words: str) -> str:
    return _ARTICLE.sub("", without_markup(words))


def letter(csl: Mapping[str, Any]) -> str:
    """Return the page of the A–Z that a work stands on."""
    for character in unicodedata.normalize("NFKD", heading(csl).upper().translate(_LETTERS)):
        if "A" <= character <= "Z":
            return character.lower()
        if character.isalnum():
            return OTHER
    return OTHER


def csl_year(csl: Mapping[str, Any]) -> int | None:
    """Return the year of a CSL item's ``issued``."""
    parts = (csl.get("issued") or {}).get("date-parts") or [[None]]
    try:
        return int(parts[0][0])
    except (TypeError, ValueError, IndexError):
        return None


def identities(item: CitedItem) -> tuple[str, ...]:
    """Return what makes two cited items one work: DOI, ISBN or address, and the keys that its entry says it has too."""
    csl = item.csl
    strong = (
        f"doi:{csl['DOI'].lower()}" if csl.get("DOI") else "",
        # A chapter carries the ISBN of its book: only whole books are identified by one.
        f"isbn:{_digits(csl['ISBN'])}" if csl.get("ISBN") and csl.get("type") == "book" else "",
        f"url:{_canonical(csl['URL'])}" if csl.get("URL") and not csl.get("DOI") else "",
    )
    other_keys = re.split(r"[,;]", ",".join(item.fields.get(name, "") for name in ("ids", "same_as")))
    named = [" ".join(key.split()) for key in other_keys if key.strip()]
    own = [source_name(key, item.origin) for key in named]  # another entry of the same file, or a shared one
    return (*(identity for identity in strong if identity), *(f"key:{name}" for name in dict.fromkeys((*own, *named))))


def work_ids(facts: Facts) -> frozenset[str]:
    """Return one identity of each work that a publication cites."""
    return frozenset(
        (*identities(item), f"key:{source_name(item.key, item.origin)}")[0] for item in facts.items if not item.invented
    )


Member = tuple["Facts | FrozenEdition", CitedItem]
"""A work as a publication, or an edition of one, cites it."""


def gather(facts: Iterable[Facts], frozen: Iterable[FrozenEdition] = ()) -> tuple[Source, ...]:
    """Return every source of the library in alphabetical order; the same work under two keys is one source.

    Editions keep the works that they cite in the list, at the places that their pages lead to.
    """
    everything = sorted(facts, key=lambda record: record.publication.slug)
    members: dict[str, list[Member]] = {}
    for record in everything:
        for item in record.items:
            if not item.invented:
                members.setdefault(source_name(item.key, item.origin), []).append((record, item))
    for edition in frozen:
        for item in edition.works:
            members.setdefault(source_name(item.key, item.origin), []).append((edition, item))
    mentions = {record.publication.slug: _mentions(record) for record in everything}
    sources = [_source(group, mentions) for group in _merge(members)]
    return tuple(sorted(sources, key=lambda source: (*sort_key(source.csl), source.key)))


def exported_works(facts: Iterable[Facts]) -> dict[str, CitedItem]:
    """Return each cited work by its name, for the library's .bib; a key that is taken by another work gets an origin."""
    works: dict[str, CitedItem] = {}
    taken: dict[str, Mapping[str, Any]] = {}
    items = (item for record in facts for item in record.items if not item.invented)
    for item in sorted(items, key=lambda item: (item.origin, item.key)):
        name = source_name(item.key, item.origin)
        if name not in works and (item.key not in taken or taken[item.key] != item.csl):
            works[name] = replace(item, key=f"{item.origin}-{item.key}") if item.key in taken else item
            taken.setdefault(item.key, item.csl)
    return works


def sort_key(csl: Mapping[str, Any]) -> tuple[tuple[str, ...], int, str]:
    """Return what orders the A–Z: names (or title), year, title, without regard to case and accents."""
    people = (heading(csl), *names(csl)[1:])
    return (
        tuple(map(plain_letters, people)),
        csl_year(csl) or 0,
        plain_letters(without_markup(str(csl.get("title") or ""))),
    )


def plain_letters(text: str) -> str:
    """Return ``text`` without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _merge(members: Mapping[str, list[Member]]) -> Iterable[list[Member]]:
    """Join the names that mean one work; the groups come in the order of their first name.

    Names that publications use come before those of editions alone, those of shared files first.
    """
    leader: dict[str, str] = {}
    own = {item.key for group in members.values() for _, item in group if item.origin}
    groups: dict[str, list[Member]] = {}

    def order(key: str) -> tuple[bool, str, str]:
        by, item = members[key][0]
        return isinstance(by, FrozenEdition), item.origin, key

    for key in sorted(members, key=order):
        names = {f"key:{key}", *(name for _, item in members[key] for name in identities(item))}
        names |= {_content(item) for _, item in members[key] if item.key in own}
        chief, *others = sorted({leader[name] for name in names if name in leader}, key=order) or [key]
        for other in others:  # this name joins what were two works until now
            groups[chief] += groups.pop(other)
            names.update(name for name, led_by in leader.items() if led_by == other)
        leader.update(dict.fromkeys(names, chief))
        groups.setdefault(chief, []).extend(members[key])
    return groups.values()


def _content(item: CitedItem) -> str:
    """Return what an entry says: the same key with the same words is the same work, in whatever file it stands."""
    return f"content:{item.key}:{json.dumps(item.csl, sort_keys=True)}"


def _mentions(record: Facts) -> Mentions:
    """Return where the pages of a publication cite each work."""
    found: dict[str, dict[int, Place]] = {}
    printed = (occurrence for occurrence in record.occurrences if occurrence.on_page)
    mentions = ((occurrence, cited) for occurrence in printed for cited in occurrence.items)
    for number, (occurrence, cited) in enumerate(mentions):
        found.setdefault(cited.key, {})[number] = (occurrence, cited.anchor)
    return found


def _citing(group: Iterable[Member], mentions: Mapping[str, Mentions]) -> Iterator[Citing]:
    """Yield each publication of a group once, under however many keys it cites the work."""
    items: dict[str, list[CitedItem]] = {}
    for record, item in group:
        if isinstance(record, Facts):
            items.setdefault(record.publication.slug, []).append(item)
    for slug, cited in items.items():
        entry_url = next((item.entry_url for item in cited if item.entry_url), "")
        places = {number: place for item in cited for number, place in mentions[slug].get(item.key, {}).items()}
        yield Citing(slug, entry_url, tuple(places[number] for number in sorted(places)))


def _source(group: list[Member], mentions: Mapping[str, Mentions]) -> Source:
    first = group[0][1]
    name = source_name(first.key, first.origin)
    # An edition may know a work under its present name on another page: its author's name was corrected since.
    others = dict.fromkeys((source_name(item.key, item.origin), letter(item.csl)) for _, item in group)
    others.pop((name, letter(first.csl)))
    entries = (from_json(item.entry) for _, item in group)
    entry = next((entry for entry in entries if plain_text(entry).strip()), None) or bare_entry(first.csl)
    citing = tuple(_citing(group, mentions))
    earlier = {by: kept for by, kept in reversed(list(_kept(group))) if by not in {c.slug for c in citing}}
    return Source(first.key, name, tuple(others), first.csl, entry, citing, tuple(earlier.values()))


def bare_entry(csl: Mapping[str, Any]) -> Inlines:
    """Return a work's bare description, for styles that keep some works out of bibliographies (laws, treaties)."""
    year = csl_year(csl)
    title = without_markup(str(csl.get("title") or csl.get("URL") or "Untitled"))
    people = "; ".join(", ".join(filter(None, name)) for name in _people(csl))
    before = f"{people.removesuffix('.')}. " if people else ""
    return (Text(before), Emphasis((Text(title),)), Text(f". {year}." if year else "."))


def _kept(group: Iterable[Member]) -> Iterator[tuple[str, Kept]]:
    """Yield the editions that cite a work, newest first, with the publication that each is of."""
    for edition, item in group:
        if isinstance(edition, FrozenEdition):
            yield edition.owner or edition.publication.slug, Kept(edition, item.entry_url)


def _digits(isbn: str) -> str:
    return "".join(character for character in isbn if character.isalnum()).upper()


def _canonical(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
