"""Reads the body of one entry: its fields, the values' parts, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from citator.bibtex.dates import month_number
from citator.diagnostics import Code

SPACE_AND_COMMAS = re.compile(r"(?:[\s,]|%[^\n]*)*")
SPACE = re.compile(r"(?:\s|%[^\n]*)*")
NAME = re.compile(r"[^\s=,{}\"#%()@]+")
_WORD = re.compile(r"[^\s,{}\"#%()=]+")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')


class UnclosedError(Exception):
    """A value or an entry does not end before the next entry starts."""


class Complaint(Struct, frozen=True):
    """What is wrong at a position of the text; the scanner knows the entry and the line."""

    code: Code
    message: str
    position: int


class BodyReader(Struct):
    """Reads fields and values of ``text`` up to ``limit``.

    BibTeX counts every brace; with ``escapes``, ``\\{`` and ``\\"`` do not count, as some programs write them.
    """

    text: str
    limit: int
    strings: Mapping[str, str]
    escapes: bool = False
    complaints: list[Complaint] = field(default_factory=list)

    def fields(self, position: int, closing: str, *, comma: bool) -> tuple[dict[str, str], int]:
        """Return the fields from ``position`` on and the place after the ``closing`` brace.

        ``comma`` tells that none is wanted before the first field.

        Raises:
            UnclosedError: the entry has no end before ``limit``.
        """
        fields: dict[str, str] = {}
        while True:
            start = position
            position = self.skip(SPACE_AND_COMMAS, position)
            comma = comma or "," in self.text[start:position]
            if position >= self.limit:
                raise UnclosedError
            if self.text[position] == closing:
                return fields, position + 1
            if not comma:
                name = self.text[position : self.skip(NAME, position)]
                self._say(
                    Code.BIB_SYNTAX, f": a comma is missing before '{name}'; write one after what precedes it", position
                )
            position = self._field(position, fields, closing)
            comma = False

    def value(self, position: int) -> tuple[str, int]:
        """Read ``{…} # name # "…"``; return its parts joined and the place after it."""
        parts: list[str] = []
        while True:
            part, position = self._part(self.skip(SPACE, position))
            parts.append(part)
            following = self.skip(SPACE, position)
            if self.character(following) != "#":
                return "".join(parts), position
            position = following + 1

    def group_end(self, position: int, closing: str) -> int:
        """Return the place after the brace or quote that closes the group whose content starts at ``position``."""
        depth = 0
        for match in (_BRACE if closing == "}" else _BRACE_OR_QUOTE).finditer(self.text, position, self.limit):
            character = match[0]
            if self.escapes and self.text[match.start() - 1] == "\\":
                continue
            if character == closing and depth == 0:
                return match.end()
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 0:
                break
        raise UnclosedError

    def skip(self, pattern: re.Pattern[str], position: int) -> int:
        """Return the place after what ``pattern`` matches at ``position``, if anything."""
        match = pattern.match(self.text, position, self.limit)
        return match.end() if match else position

    def character(self, position: int) -> str:
        """Return the character at ``position``, or nothing at the limit."""
        return self.text[position] if position < self.limit else ""

    def _field(self, position: int, fields: dict[str, str], closing: str) -> int:
        end = self.skip(NAME, position)
        name = self.text[position:end].lower()
        after = self.skip(SPACE, end)
        if not name or self.character(after) != "=":
            return self._junk(position, closing)
        value, end = self.value(after + 1)
        if fields.setdefault(name, value) != value:
            self._say(Code.BIB_DUPLICATE_FIELD, f" repeats field '{name}'; the first one counts", position)
        return end

    def _junk(self, position: int, closing: str) -> int:
        """Skip what is no field, up to the next comma or the end of the entry."""
        end = position
        while end < self.limit and self.text[end] not in (",", closing):
            end = self.group_end(end + 1, "}") if self.text[end] == "{" else end + 1
        words = " ".join(self.text[position:end].split())[:40]
        self._say(Code.BIB_SYNTAX, f": '{words}' is not a field; write name = {{value}}", position)
        return end

    def _part(self, position: int) -> tuple[str, int]:
        if position >= self.limit:
            raise UnclosedError
        if closing := {"{": "}", '"': '"'}.get(self.text[position]):
            end = self.group_end(position + 1, closing)
            return self.text[position + 1 : end - 1], end
        end = self.skip(_WORD, position)
        word = self.text[position:end]
        if not word:
            self._say(Code.BIB_SYNTAX, ": a field has no value", position)
        elif word.lower() in self.strings:
            return self.strings[word.lower()], end
        elif not word.isdigit() and month_number(word) is None:
            message = f" uses the undefined @string '{word}'; define it, or put the text in braces"
            self._say(Code.BIB_UNDEFINED_STRING, message, position)
        return word, end

    def _say(self, code: Code, message: str, position: int) -> None:
        self.complaints.append(Complaint(code, message, position))
