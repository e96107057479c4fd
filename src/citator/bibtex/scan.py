"""Splits the text of a .bib file into entries; a broken entry is told with its line and costs only itself.

BibTeX has no published grammar. This follows btparse, which biber uses: text between entries is a comment, ``%`` starts
a comment outside values, braces nest in values, ``"`` ends a quoted value outside braces. Unlike it, an entry ends at
the latest where a line starts the next one, so that a missing brace never swallows what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import MutableMapping
from dataclasses import dataclass
from itertools import pairwise

from citator.bibtex.dates import month_number
from citator.bibtex.entry import RawEntry
from citator.bibtex.tables import ENTRY_TYPES, VENDOR_TYPES
from citator.diagnostics import Code, Diagnostic, Where

_COMMANDS = frozenset({"string", "preamble", "comment"})
_KNOWN = frozenset(ENTRY_TYPES) | frozenset(VENDOR_TYPES) | _COMMANDS

_AT_LINE = re.compile(r"(?m)^[ \t]*@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_ANYWHERE = re.compile(r"@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_KEY_AND_COMMA = re.compile(r"[^\S\n]*[^\s{}()=\",#%]+[^\S\n]*,")
_KEY = re.compile(r"\s*([^,{}=\"\n]*)")
_SPACE = re.compile(r"(?:[\s,]|%[^\n]*)*")
_GAP = re.compile(r"(?:\s|%[^\n]*)*")
_NAME = re.compile(r"[^\s=,{}\"#%()@]+")
_WORD = re.compile(r"[^\s,{}\"#%()=]+")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_STRAY_FIELD = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\ue000-\ue00f]")


class _UnclosedError(Exception):
    """A value or an entry does not end before the next entry starts."""


@dataclass(frozen=True, slots=True)
class Scan:
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
        self.key = ""
        self.escapes = False

    def run(self) -> Scan:
        starts = [match.start() for match in _AT_LINE.finditer(self.text) if _starts_entry(self.text, match)]
        for start, limit in pairwise([*starts, len(self.text)]):
            self.limit = limit
            position: int | None = start
            while position is not None:
                position = self._block(position)
        return Scan(tuple(self.entries), tuple(self.failed), tuple(self.diagnostics))

    def _block(self, start: int) -> int | None:
        """Read the block at ``start``; return where the next one on the same lines starts, if there is one."""
        match = _ANYWHERE.search(self.text, start, self.limit)
        if match is None:
            return None
        kind = match[1].lower()
        self.escapes = False
        end: int | None
        if kind in ("comment", "preamble"):
            end = self._skip_group(match.end() - 1)
        elif kind == "string":
            end = self._string(match)
        else:
            end = self._entry(match, kind)
        return None if end is None else self._next_inline(end)

    def _next_inline(self, end: int) -> int | None:
        for match in _ANYWHERE.finditer(self.text, end, self.limit):
            line_start = self.text.rfind("\n", 0, match.start()) + 1
            before = self.text[max(line_start, end) : match.start()]
            if "%" not in before and not before[-1:].isalnum() and _starts_entry(self.text, match):
                return match.start()
        return None

    def _skip_group(self, opening: int) -> int:
        try:
            return self._group_end(opening + 1, "}") if self.text[opening] == "{" else self.text.index(")", opening) + 1
        except (_UnclosedError, ValueError):
            return self.limit

    def _string(self, match: re.Match[str]) -> int | None:
        where = self._where(match.start())
        try:
            position = _SPACE.match(self.text, match.end()).end()  # type: ignore[union-attr]  # it matches nothing too
            name = _NAME.match(self.text, position)
            if name is None:
                raise _UnclosedError
            position = _GAP.match(self.text, name.end()).end()  # type: ignore[union-attr]
            if self.text[position : position + 1] != "=":
                raise _UnclosedError
            self.key = f"@string {name[0]}"
            value, position = self._value(position + 1)
        except _UnclosedError:
            self._say(Code.BIB_SYNTAX, "cannot read this @string; write @string{name = {text}}", where)
            return None
        self.strings[name[0].lower()] = value
        return self._skip_closing(position, match[2])

    def _skip_closing(self, position: int, opening: str) -> int:
        position = _SPACE.match(self.text, position).end()  # type: ignore[union-attr]
        return position + 1 if self.text[position : position + 1] == _closing(opening) else position

    def _entry(self, match: re.Match[str], kind: str) -> int | None:
        where = self._where(match.start())
        key, position = self._read_key(match.end())
        self.key = key
        said = len(self.diagnostics)
        for self.escapes in (False, True):
            del self.diagnostics[said:]
            try:
                fields, end = self._fields(position, _closing(match[2]))
            except _UnclosedError:
                continue
            return self._accept(RawEntry(kind, key, fields, where, self.invented), end)
        del self.diagnostics[said:]
        self.failed.append(key)
        self._say(Code.BIB_SYNTAX, f"entry '{key}' is never closed: a brace or quote is missing; it is left out", where)
        return None

    def _accept(self, entry: RawEntry, end: int) -> int:
        if not entry.key:
            self.failed.append("")
            self._say(Code.BIB_SYNTAX, f"this @{entry.entry_type} has no key; it is left out", entry.where)
            return end
        self.entries.append(entry)
        if _STRAY_FIELD.match(self.text, end, self.limit):
            message = "is closed too early: a brace is left over; the fields after it are not read"
            self.diagnostics.append(Diagnostic(Code.BIB_SYNTAX, f"entry '{entry.key}' {message}", self._where(end - 1)))
        return end

    def _read_key(self, position: int) -> tuple[str, int]:
        """Read the key; without a comma after it, the first word is the key."""
        match = _KEY.match(self.text, position, self.limit)
        raw = match[1] if match else ""
        end = match.end() if match else position
        following = self.text[end : end + 1]
        if following == "=" and raw.strip():  # "smith2020 title =": the comma is missing, or the key
            first = raw.split()[0] if len(raw.split()) > 1 else ""
            return first, position + (self.text[position:end].index(first) + len(first) if first else 0)
        return raw.strip(), end

    def _fields(self, position: int, closing: str) -> tuple[dict[str, str], int]:
        fields: dict[str, str] = {}
        # Between key and first field too a comma must stand; without a key, that is what is told.
        comma = not self.key
        while True:
            start = position
            position = _SPACE.match(self.text, position, self.limit).end()  # type: ignore[union-attr]
            comma = comma or "," in self.text[start:position]
            if position >= self.limit:
                raise _UnclosedError
            if self.text[position] == closing:
                return fields, position + 1
            if not comma:
                self._say(Code.BIB_SYNTAX, f"entry '{self.key}': a comma is missing before this", self._where(position))
            position = self._field(position, fields, closing)
            comma = False

    def _field(self, position: int, fields: dict[str, str], closing: str) -> int:
        name = _NAME.match(self.text, position, self.limit)
        after = _GAP.match(self.text, name.end(), self.limit).end() if name else position  # type: ignore[union-attr]
        if name is None or self.text[after : after + 1] != "=":
            return self._junk(position, closing)
        value, end = self._value(after + 1)
        field = name[0].lower()
        if field not in fields:
            fields[field] = value
        elif fields[field] != value:
            message = f"entry '{self.key}' repeats field '{field}'; the first one counts"
            self._say(Code.BIB_DUPLICATE_FIELD, message, self._where(position))
        return end

    def _junk(self, position: int, closing: str) -> int:
        """Skip what is no field, up to the next comma or the end of the entry."""
        end = position
        while end < self.limit and self.text[end] not in (",", closing):
            end = self._group_end(end + 1, "}") if self.text[end] == "{" else end + 1
        words = " ".join(self.text[position:end].split())[:40]
        self._say(
            Code.BIB_SYNTAX,
            f"entry '{self.key}': '{words}' is not a field; write name = {{value}}",
            self._where(position),
        )
        return end

    def _value(self, position: int) -> tuple[str, int]:
        """Read ``{…} # name # "…"`` and join its parts."""
        parts: list[str] = []
        while True:
            position = _GAP.match(self.text, position, self.limit).end()  # type: ignore[union-attr]
            part, position = self._part(position)
            parts.append(part)
            following = _GAP.match(self.text, position, self.limit).end()  # type: ignore[union-attr]
            if self.text[following : min(following + 1, self.limit)] != "#":
                return "".join(parts), position
            position = following + 1

    def _part(self, position: int) -> tuple[str, int]:
        if position >= self.limit:
            raise _UnclosedError
        if self.text[position] == "{":
            end = self._group_end(position + 1, "}")
            return self.text[position + 1 : end - 1], end
        if self.text[position] == '"':
            end = self._group_end(position + 1, '"')
            return self.text[position + 1 : end - 1], end
        word = _WORD.match(self.text, position, self.limit)
        if word is None:
            self._say(Code.BIB_SYNTAX, f"entry '{self.key}': a field has no value", self._where(position))
            return "", position
        return self._abbreviation(word[0], position), word.end()

    def _abbreviation(self, word: str, position: int) -> str:
        name = word.lower()
        if name in self.strings:
            return self.strings[name]
        if not word.isdigit() and month_number(word) is None:
            self._say(
                Code.BIB_UNDEFINED_STRING,
                f"entry '{self.key}' uses the undefined @string '{word}'; define it, or put the text in braces",
                self._where(position),
            )
        return word

    def _group_end(self, position: int, closing: str) -> int:
        """Return the place after the brace or quote that closes the group whose content starts at ``position``."""
        pattern = _BRACE if closing == "}" else _BRACE_OR_QUOTE
        depth = 0
        for match in pattern.finditer(self.text, position, self.limit):
            if self.escapes and self.text[match.start() - 1] == "\\":
                continue
            character = match[0]
            if character == closing and depth == 0:
                return match.end()
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth < 0:
                    break
        raise _UnclosedError

    def _where(self, position: int) -> Where:
        return Where(self.name, bisect_left(self.newlines, position) + 1)

    def _say(self, code: Code, message: str, where: Where) -> None:
        self.diagnostics.append(Diagnostic(code, message, where))


def _closing(opening: str) -> str:
    return "}" if opening == "{" else ")"


def _starts_entry(text: str, match: re.Match[str]) -> bool:
    """Tell whether ``@word{`` starts an entry: a known type, or something that a key and a comma follow."""
    known = match[1].lower() in _KNOWN
    if match[2] == "(":
        return known
    return known or _KEY_AND_COMMA.match(text, match.end()) is not None
