"""Splits the text of a .bib file into entries; a broken entry is told with its line and costs only itself.

BibTeX has no published grammar. This follows btparse, which biber uses: text between entries is a comment, ``%`` starts
a comment outside values, braces nest in values, ``"`` ends a quoted value outside braces. Unlike it, an entry ends at
the latest where a line starts the next one, so that a missing brace never swallows what follows; only a ``@comment``
that is closed may hold others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import MutableMapping
from itertools import pairwise

from msgspec import Struct

from citator.bibtex.body import NAME, SPACE, SPACE_AND_COMMAS, BodyReader, UnclosedError
from citator.bibtex.entry import RawEntry
from citator.bibtex.tables import ENTRY_TYPES, VENDOR_TYPES
from citator.diagnostics import Code, Diagnostic, Where

_KNOWN = frozenset({*ENTRY_TYPES, *VENDOR_TYPES, "string", "preamble", "comment"})
_AT_LINE = re.compile(r"(?m)^[ \t]*@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_ANYWHERE = re.compile(r"@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_KEY_AND_COMMA = re.compile(r"[^\S\n]*[^\s{}()=\",#%]+[^\S\n]*,")
_KEY = re.compile(r"\s*([^,{}=\"\n]*)")
_STRAY_FIELD = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\ue000-\ue00f]")
_CLOSING = {"{": "}", "(": ")"}


class Scan(Struct, frozen=True):
    """The entries of a file in order, the keys of those that failed, and what is wrong."""

    entries: tuple[RawEntry, ...]
    failed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def scan(text: str, name: str, strings: MutableMapping[str, str] | None = None, *, invented: bool = False) -> Scan:
    """Read the entries of ``text``; ``strings`` holds the @string abbreviations and takes those of this file."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _Scanner(text, name, {} if strings is None else strings, invented).run()


class _Scanner:
    """One pass over a file's text."""

    def __init__(self, text: str, name: str, strings: MutableMapping[str, str], invented: bool) -> None:
        self.text, self.name, self.strings, self.invented = text, name, strings, invented
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.entries: list[RawEntry] = []
        self.failed: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.limit = len(text)

    def run(self) -> Scan:
        for start, limit in pairwise([*self._starts(), len(self.text)]):
            self.limit = limit
            position: int | None = start
            while position is not None:
                position = self._block(position)
        return Scan(tuple(self.entries), tuple(self.failed), tuple(self.diagnostics))

    def _starts(self) -> list[int]:
        """Return where blocks start; what stands in a ``@comment{…}`` that is closed is commented out with it."""
        starts: list[int] = []
        end = 0
        for match in _AT_LINE.finditer(self.text):
            if match.start() >= end and self._starts_entry(match):
                starts.append(match.start())
                if match[1].lower() == "comment" and match[2] == "{":
                    end = self._ignored(match) or end
        return starts

    def _starts_entry(self, match: re.Match[str]) -> bool:
        """Tell whether ``@word{`` starts an entry: a known type, or something that a key and a comma follow."""
        known = match[1].lower() in _KNOWN
        return known or (match[2] == "{" and _KEY_AND_COMMA.match(self.text, match.end()) is not None)

    def _block(self, start: int) -> int | None:
        """Read the block at ``start``; return where the next one on the same lines starts, if there is one."""
        match = _ANYWHERE.search(self.text, start, self.limit)
        if match is None:
            return None
        kind = match[1].lower()
        if kind in ("comment", "preamble"):
            end = self._ignored(match)
        elif kind == "string":
            end = self._string(match)
        else:
            end = self._entry(match, kind)
        return None if end is None else self._next_inline(end)

    def _next_inline(self, end: int) -> int | None:
        for match in _ANYWHERE.finditer(self.text, end, self.limit):
            line_start = self.text.rfind("\n", 0, match.start()) + 1
            before = self.text[max(line_start, end) : match.start()]
            if "%" not in before and not before[-1:].isalnum() and self._starts_entry(match):
                return match.start()
        return None

    def _reader(self, *, escapes: bool = False) -> BodyReader:
        return BodyReader(self.text, self.limit, self.strings, escapes)

    def _ignored(self, match: re.Match[str]) -> int | None:
        try:
            return self._reader().group_end(match.end(), "}") if match[2] == "{" else self.text.index(")", match.end())
        except (UnclosedError, ValueError):
            return None

    def _string(self, match: re.Match[str]) -> int | None:
        reader = self._reader()
        start = reader.skip(SPACE_AND_COMMAS, match.end())
        end = reader.skip(NAME, start)
        name, equals = self.text[start:end].lower(), reader.skip(SPACE, end)
        try:
            if not name or reader.character(equals) != "=":
                raise UnclosedError
            value, end = reader.value(equals + 1)
        except UnclosedError:
            self._say(Code.BIB_SYNTAX, "cannot read this @string; write @string{name = {text}}", match.start())
            return None
        for complaint in reader.complaints:
            self._say(complaint.code, f"@string '{name}'{complaint.message}", complaint.position)
        self.strings[name] = value
        end = reader.skip(SPACE_AND_COMMAS, end)
        return end + 1 if reader.character(end) == _CLOSING[match[2]] else end

    def _entry(self, match: re.Match[str], kind: str) -> int | None:
        key, position = self._key(match.end())
        read: list[tuple[dict[str, str], int, BodyReader]] = []
        for escapes in (False, True):
            reader = self._reader(escapes=escapes)
            try:
                # Without a key, that is what is told, not the comma that is missing with it.
                read.append((*reader.fields(position, _CLOSING[match[2]], comma=not key), reader))
            except UnclosedError:
                continue
            if not reader.complaints:
                break
        if not read:
            self.failed.append(key)
            message = f"entry '{key}' is never closed: a brace or quote is missing; it is left out"
            self._say(Code.BIB_SYNTAX, message, match.start())
            return None
        fields, end, reader = min(read, key=lambda attempt: len(attempt[2].complaints))
        for complaint in reader.complaints:
            self._say(complaint.code, f"entry '{key}'{complaint.message}", complaint.position)
        self._accept(RawEntry(kind, key, fields, self._where(match.start()), self.invented), match.start(), end)
        return end

    def _accept(self, entry: RawEntry, start: int, end: int) -> None:
        if not entry.key:
            self.failed.append("")
            self._say(Code.BIB_SYNTAX, f"this @{entry.entry_type} has no key; it is left out", start)
            return
        self.entries.append(entry)
        if _STRAY_FIELD.match(self.text, end, self.limit):
            message = f"entry '{entry.key}' is closed too early: a brace is left over; the fields after it are not read"
            self._say(Code.BIB_SYNTAX, message, end - 1)

    def _key(self, position: int) -> tuple[str, int]:
        """Read the key; without a comma after it, the first word is the key."""
        match = _KEY.match(self.text, position, self.limit)
        if match is None:
            return "", position
        words = match[1].split()
        if self.text[match.end() : match.end() + 1] != "=" or not words:
            return match[1].strip(), match.end()
        if len(words) == 1:  # "title =": there is no key
            return "", position
        return words[0], self.text.index(words[0], position) + len(words[0])

    def _where(self, position: int) -> Where:
        return Where(self.name, bisect_left(self.newlines, position) + 1)

    def _say(self, code: Code, message: str, position: int) -> None:
        self.diagnostics.append(Diagnostic(code, message, self._where(position)))
