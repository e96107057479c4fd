"""A LaTeX formula as a tree: groups, fences and environments, each of which is closed where it should be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct


class Token(Struct, frozen=True):
    """One sign: a command without its backslash, an escaped sign, letters, a number, words, or any other character."""

    kind: str
    text: str


class Group(Struct, frozen=True):
    """What stands between braces."""

    items: tuple[Item, ...]


class Fence(Struct, frozen=True):
    r"""What stands between ``\left`` and ``\right``, with the two delimiters."""

    left: str
    items: tuple[Item, ...]
    right: str


class Environment(Struct, frozen=True):
    r"""The rows of cells between ``\begin`` and ``\end``; an array has columns, and rules between some rows."""

    name: str
    rows: tuple[tuple[tuple[Item, ...], ...], ...]
    columns: str = ""
    """As LaTeX has them, ``c|c``."""
    rules: tuple[int, ...] = ()
    """How many rows stand above each ``\\hline``."""

    @property
    def uprights(self) -> tuple[int, ...]:
        """How many columns stand before each upright rule."""
        places = (place for place, sign in enumerate(self.columns) if sign == "|")
        return tuple(dict.fromkeys(len(self.columns[:place].replace("|", "")) for place in places))


Item = Token | Group | Fence | Environment

TEXTS = ("text", "textrm", "textnormal", "textbf", "textit", "mbox")
"""Commands whose argument is words."""
_TOKEN = re.compile(
    rf"\\(?P<words_command>{'|'.join(TEXTS)})\s*\{{(?P<words>[^{{}}$\\]*)\}}"
    r"|\\begin\s*\{(?P<ruled>array|subarray|alignat\*?)\}\s*(?:\[[^\]]*\]\s*)?\{(?P<columns>[^{}]*)\}"
    r"|\\begin\s*\{(?P<begin>[A-Za-z]+\*?)\}"
    r"|\\end\s*\{(?P<end>[A-Za-z]+\*?)\}"
    r"|\\\\(?P<row>)(?:\s*\[[^\]]*\])?"
    r"|\\(?P<command>[A-Za-z]+)\*?"
    r"|\\(?P<escaped>.)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<letters>[^\W\d_]+)"
    r"|(?P<sign>[^\s%])"
    r"|%[^\n]*",
    re.DOTALL,
)

LEFT_OUT = frozenset({"color", "label", "tag", "hspace", "vspace", "phantom", "hphantom", "vphantom"})
"""Commands whose argument is neither shown nor said."""
_MEASURES = re.compile(r"\\(?:kern|mkern|hskip|mskip|rule|raisebox|textcolor|colorbox)(?![A-Za-z])")
"""Commands that take lengths, or names of colours, in other ways."""
_TEXT = re.compile(rf"\\(?:{'|'.join(TEXTS)})\s*\{{((?:[^{{}}$\\]|\\[&%#_, ${{}}])*)\}}")
_ESCAPED = re.compile(r"\\([&%#_, ])|~")
_SPACED = re.compile(r"\\[${}](?=\s)")
_ROOMS = {",": "\u202f", None: "\u00a0"}
_SIGNS = frozenset("&%#_${}")
"""Signs that a backslash makes signs of the text; all others behind one are commands."""


class LatexError(Exception):
    """What was opened is not closed, or what was closed was not opened; the message says which."""


def parse(latex: str) -> tuple[Item, ...]:
    """Return the items of a formula.

    Raises:
        LatexError: braces, fences or environments are not balanced.
    """
    tokens = list(_tokens(latex))
    tokens.reverse()
    items, _ = _items(tokens, None)
    return items


def fault(latex: str) -> str | None:
    """Return what is not balanced in a formula, or nothing."""
    try:
        parse(latex)
    except LatexError as error:
        return str(error)
    return None


def plain(latex: str) -> str:
    r"""Return a formula whose words hold signs and spaces as such, ``R & D`` for ``R \& D``.

    Of the converters one shows the backslash, another takes the space behind it for the command's own; that is kept
    behind the signs that need their backslash, as ``\${} ``.
    """

    def mend(found: re.Match[str]) -> str:
        return _SPACED.sub(r"\g<0>{}", _ESCAPED.sub(lambda sign: _ROOMS.get(sign[1], sign[1]), found[0]))

    return _TEXT.sub(mend, latex)


def lost(latex: str, shown: str) -> str:
    """Return the letters, digits and escaped signs of a formula that are not in what a converter shows of it."""
    if _MEASURES.search(latex):
        return ""
    written = unicodedata.normalize("NFKD", "".join(_signs(parse(latex))))
    return "".join((Counter(written) - Counter(unicodedata.normalize("NFKD", shown))).elements())


def _signs(items: Iterable[Item]) -> Iterator[str]:
    """Yield what is sure to be seen; ``*`` or ``-`` may become another sign."""
    unseen = False
    for item in items:
        if unseen:
            unseen = False
        elif isinstance(item, Environment):
            for row in item.rows:
                for cell in row:
                    yield from _signs(cell)
        elif not isinstance(item, Token):
            yield from _signs(item.items)
        elif item.kind == "command":
            unseen = item.text in LEFT_OUT
        elif item.kind == "escaped":
            yield item.text if item.text in _SIGNS else ""
        else:
            yield "".join(sign for sign in item.text if sign.isalnum() or (item.kind in TEXTS and sign in _SIGNS))


def environments(items: tuple[Item, ...]) -> Iterator[Environment]:
    """Yield every environment, in the order of their beginnings."""
    for item in items:
        if isinstance(item, Environment):
            yield item
            for row in item.rows:
                for cell in row:
                    yield from environments(cell)
        elif not isinstance(item, Token):
            yield from environments(item.items)


def _tokens(latex: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(latex):
        if (kind := found.lastgroup) is None:  # a comment
            continue
        if kind == "columns":
            yield Token("begin", f"{found['ruled']} {found['columns']}")
        elif kind == "words":
            yield Token(found["words_command"], found["words"])
        else:
            yield Token(kind, found[kind])


def _items(tokens: list[Token], until: Token | None) -> tuple[tuple[Item, ...], Token | None]:
    """Take items up to the token that closes them; return both."""
    items: list[Item] = []
    while tokens:
        token = tokens.pop()
        if _closes(token):
            if until is None or token.kind != until.kind or token.text != until.text:
                raise LatexError(_MISSING_BEFORE[token.kind].format(token.text))
            return tuple(items), token
        if token == Token("sign", "{"):
            items.append(Group(_items(tokens, Token("sign", "}"))[0]))
        elif token == Token("command", "left"):
            left = _delimiter(tokens)
            inside, _ = _items(tokens, Token("command", "right"))
            items.append(Fence(left, inside, _delimiter(tokens)))
        elif token.kind == "begin":
            name, _, columns = token.text.partition(" ")
            items.append(_environment(name, columns, _items(tokens, Token("end", name))[0]))
        else:
            items.append(token)
    if until is not None:
        raise LatexError(_MISSING_AFTER[until.kind].format(until.text))
    return tuple(items), None


_MISSING_BEFORE = {
    "sign": "a brace is closed that was not opened",
    "command": "\\right has no \\left",
    "end": "\\end{{{0}}} has no \\begin{{{0}}}",
}
_MISSING_AFTER = {
    "sign": "a brace is not closed",
    "command": "\\left has no \\right",
    "end": "\\begin{{{0}}} has no \\end{{{0}}}",
}


def _closes(token: Token) -> bool:
    return token.kind == "end" or token in (Token("sign", "}"), Token("command", "right"))


def _delimiter(tokens: list[Token]) -> str:
    """Take a delimiter as it was written; a full stop stands for none."""
    token = tokens.pop() if tokens else Token("sign", ".")
    return "" if token.text == "." else token.text if token.kind == "sign" else f"\\{token.text}"


def _environment(name: str, columns: str, items: tuple[Item, ...]) -> Environment:
    rows: list[list[list[Item]]] = [[[]]]
    rules: list[int] = []
    for item in items:
        if isinstance(item, Token) and item.kind == "row":
            rows.append([[]])
        elif item == Token("sign", "&"):
            rows[-1].append([])
        elif item == Token("command", "hline"):
            rules.append(len(rows) - 1)
        else:
            rows[-1][-1].append(item)
    if rows[-1] == [[]]:
        rows.pop()
    return Environment(
        name, tuple(tuple(map(tuple, row)) for row in rows), "".join(columns.split()), tuple(dict.fromkeys(rules))
    )
