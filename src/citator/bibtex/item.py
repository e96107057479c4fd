"""Makes the CSL item of an entry from what pandoc answered: mends what it loses, adds dates, addresses and ``custom``."""

from __future__ import annotations

import re
from typing import Any

from citator.bibtex.addresses import UnsafeAddressError, clean_doi, eprint_url, first_address, safe_url
from citator.bibtex.convert import Converted
from citator.bibtex.dates import entry_date
from citator.bibtex.entry import RawEntry
from citator.bibtex.latex import balanced, verbatim
from citator.bibtex.pages import page_variables
from citator.bibtex.tables import (
    ARTICLE_SUBTYPES,
    EDITOR_TYPES,
    ENTRY_TYPES,
    HOUSE_FIELDS,
    IDENTIFIERS,
    PUBLIC_FIELDS,
    SEASONS,
)
from citator.bibtex.texts import before_colon, is_proper_name, names_a_work, tidy, with_addon
from citator.diagnostics import Code, Diagnostic
from citator.model.citation import CslItem
from citator.model.isbn import find_isbn
from citator.model.titles import with_subtitle

_BRACKETED = re.compile(r"\[(.*)\]", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_AVAILABLE = frozenset({"available", "available at", "available from", "online", "online at", "website", "web page"})
_DATES = {"issued": "", "accessed": "url", "event-date": "event", "original-date": "orig"}
_TITLE_ADDONS = {"booktitleaddon": "container-title", "eventtitleaddon": "event-title"}
_NEVER = frozenset({
    "id", "annote", "abstract", "keyword", "type", "issued", "accessed", "event-date", "original-date", "URL", "DOI",
    "language",
})  # fmt: skip

Csl = dict[str, Any]


class ItemMaker:
    """Makes one item; what is wrong with the entry collects in ``diagnostics``."""

    def __init__(self, entry: RawEntry, converted: Converted, language: str | None) -> None:
        self.entry, self.fields, self.language = entry, entry.fields, language
        self.sides = {name: tidy(value) for name, value in converted.sides.items() if value}
        self.data: Csl = {name: tidy(value) for name, value in converted.item.items() if name not in _NEVER}
        self.custom: Csl = {}
        self.diagnostics: list[Diagnostic] = []
        for fault in dict.fromkeys(converted.faults_of_names):
            self._complain(Code.BIB_NAME, f": {fault}")
        for command in dict.fromkeys(converted.unread_commands):
            message = f": cannot read the LaTeX command '{command}'; left out; write what it stands for"
            self._complain(Code.BIB_FIELD, message)

    def make(self) -> CslItem:
        """Return the finished item."""
        self.data["type"] = self._type()
        if self.language:
            self.data["language"] = self.language
        self._dates()
        self._addresses()
        self._titles()
        self._people()
        self._how_published()
        self._containers()
        self._check_content()
        if self.custom:
            self.data["custom"] = dict(sorted(self.custom.items()))
        return CslItem(
            key=self.entry.key,
            data=dict(sorted(self.data.items())),
            where=self.entry.where,
            keywords=_split(self.fields.get("keywords", "")),
            entry_type=self.entry.entry_type,
            fields={
                name: balanced(value)
                for name, value in self.fields.items()
                if name in PUBLIC_FIELDS and self._is_public(name)
            },
            aliases=_split(self.fields.get("ids", "")),
            invented=self.entry.invented,
        )

    def _is_public(self, name: str) -> bool:
        if name == "doi":
            return clean_doi(self.fields[name]) is not None
        if name in ("url", "archiveurl"):
            return not _is_unsafe(self.fields[name])
        return name not in ("crossref", "xdata", "xref")  # what they give is in the other fields

    def _type(self) -> str:
        subtype = self.fields.get("entrysubtype", "").strip().lower()
        kind = self.entry.entry_type
        if kind == "article" and subtype in ARTICLE_SUBTYPES:
            return ARTICLE_SUBTYPES[subtype]
        if kind == "unpublished" and self.data.get("event"):
            return "speech"
        if kind == "online" and subtype in ("blog", "blog_post", "weblog"):
            return "post-weblog"
        return ENTRY_TYPES.get(kind, "document")

    def _dates(self) -> None:
        for variable, prefix in _DATES.items():
            date, unread = entry_date(self.fields, prefix)
            if date is not None:
                self.data[variable] = date
            if unread and not (variable == "issued" and self._is_status(unread)):
                printed = "printed as written" if "literal" in self.data[variable] else "its year is printed"
                message = f": cannot read the date '{unread[:40]}'; {printed}; write YYYY-MM-DD"
                self._complain(Code.BIB_FIELD, message)
        season = SEASONS.get(self.fields.get("issue", "").strip().lower())
        if season and self.data.get("issued", {}).get("date-parts"):
            self.data["issued"] = {**self.data["issued"], "season": season}

    def _is_status(self, written: str) -> bool:
        """Take "forthcoming" for the state of publication that it is."""
        if any(letter.isdigit() for letter in written):
            return False
        self.data.setdefault("status", written)
        del self.data["issued"]
        return True

    def _addresses(self) -> None:
        if (url := self._safe("url")) or (url := eprint_url(self.fields)):
            self.data["URL"] = url
        if written := self.fields.get("doi", "").strip():
            if doi := clean_doi(self._first("doi", written)):
                self.data["DOI"] = doi
            elif _is_unsafe(written) and ":" in written:
                self._complain(Code.UNSAFE_URL, f": the address '{written[:60]}' is not linked; write a DOI (10.…)")
            else:
                self._complain(Code.BIB_FIELD, f": '{written[:60]}' is not a DOI; left out; a DOI starts with 10.")
        if url := self._safe("archiveurl"):
            self.custom["archive_url"] = url
        for name, variable in IDENTIFIERS.items():
            written = verbatim(self.fields.get(name, ""))
            isbn = find_isbn(self.fields[name]) if name == "isbn" and written else written
            if isbn is None:
                message = f": '{written[:60]}' is not an ISBN; left out; check its digits: the last one follows from the others"
                self._complain(Code.BIB_FIELD, message)
            elif isbn:
                self.data[variable] = "".join(isbn.split())

    def _safe(self, field: str) -> str | None:
        written = self.fields.get(field, "").strip()
        if not written:
            return None
        try:
            return safe_url(self._first(field, written))
        except UnsafeAddressError as error:
            shown = str(error)[:60]
            self._complain(Code.UNSAFE_URL, f": the address '{shown}' is not linked; write an http or https address")
            return None

    def _first(self, field: str, written: str) -> str:
        """Return the first address of a field, and tell if there are more."""
        first = first_address(written)
        if first != written:
            message = f": '{field}' holds several addresses; the first is linked; keep one, and write others into note"
            self._complain(Code.BIB_FIELD, message)
        return first

    def _titles(self) -> None:
        title = self.data.get("title")
        addon = self.sides.get("titleaddon")
        for name, variable in HOUSE_FIELDS.items():
            if self.sides.get(name) and name != "shortauthor":
                self.custom.setdefault(variable, self.sides[name])
        if title and "title-short" not in self.data and (short := before_colon(title)):
            self.data["title-short"] = short
        if not title or not addon:
            return
        bracketed = _BRACKETED.fullmatch(addon)
        if bracketed and self.language and not self.language.startswith("en"):
            self.custom.setdefault("translated_title", bracketed[1])
            return
        self.data.setdefault("title-short", title)
        nocase = f'<span class="nocase">{addon}</span>'
        self.data["title"] = f"{title} {nocase}" if bracketed else with_addon(title, addon)

    def _people(self) -> None:
        if self.sides.get("shortauthor"):
            self.custom["shortauthor"] = self.sides["shortauthor"]
        role = EDITOR_TYPES.get(self.fields.get("editortype", "").strip().lower(), "editor")
        if role != "editor" and "editor" in self.data:
            self.data.setdefault(role, self.data.pop("editor"))
        for name in ("editora", "editorb", "editorc"):
            role = EDITOR_TYPES.get(self.fields.get(f"{name}type", "").strip().lower(), "editor")
            if self.sides.get(name):
                self.data[role] = [*self.data.get(role, []), *self.sides[name]]

    def _how_published(self) -> None:
        """Take a proper name ("The White House") for the publisher and anything else ("Treaty") for the genre."""
        text = self._without_address(self.sides.get("howpublished", ""))
        if not text:
            return
        variable = "publisher" if is_proper_name(text) else "genre"
        other = {"publisher": "genre", "genre": "publisher"}[variable]
        self.data.setdefault(variable if variable not in self.data else other, text)

    def _without_address(self, text: str) -> str:
        """Take the address out of "Available at https://…" and return what else it says."""
        match = _ADDRESS.search(text)
        if match is None or _is_unsafe(address := match[0].rstrip(".,;)")):
            return text
        self.data.setdefault("URL", safe_url(address))
        rest = (text[: match.start()] + text[match.end() :]).strip(" .,:;()")
        return "" if rest.lower() in _AVAILABLE else rest

    def _containers(self) -> None:
        if "event" in self.data:
            self.data["event-title"] = self.data.pop("event")
        for name, variable in _TITLE_ADDONS.items():
            if self.sides.get(name) and variable in self.data:
                self.data[variable] = with_addon(self.data[variable], self.sides[name])
        if title := self.sides.get("issuetitle"):
            self.data["volume-title"] = with_subtitle(title, self.sides.get("issuesubtitle"))
        if "page" in self.data:
            self.data = {**page_variables(self.data.pop("page")), **self.data}
        if self.data["type"] == "webpage" and "collection-title" in self.data and "number" in self.data:
            # A numbered series of web pages prints as reports do: "Special Dispatch no. 9800".
            self.data.setdefault("genre", self.data["collection-title"])
        if self.data.get("title-short") == self.data.get("title"):
            self.data.pop("title-short", None)

    def _check_content(self) -> None:
        """Tell of an entry whose citation could print a date at most."""
        if not names_a_work(self.data):
            self._complain(Code.BIB_EMPTY, " has neither author nor title, nor what else names a work; add one")

    def _complain(self, code: Code, message: str) -> None:
        self.diagnostics.append(Diagnostic(code, f"entry '{self.entry.key}'{message}", self.entry.where))


def _split(value: str) -> tuple[str, ...]:
    return tuple(part for piece in re.split("[,;]", value) if (part := " ".join(piece.split())))


def _is_unsafe(written: str) -> bool:
    try:
        safe_url(written)
    except UnsafeAddressError:
        return True
    return False
