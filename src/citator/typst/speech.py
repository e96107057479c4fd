r"""A LaTeX formula in words, to be read aloud: PDF/UA asks for words, and LaTeX source is none.

A formula is read from left to right, as it would be at a blackboard. What is longer than one sign is told where it ends,
so that nobody takes ``\frac{a}{b+1}`` for ``\frac{a}{b} + 1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from citator.typst.latex import LEFT_OUT, TEXTS, Environment, Fence, Group, Item, LatexError, Token, parse
from citator.typst.vocabulary import Words

_APPLIED = {
    **dict.fromkeys(("hat", "widehat"), "hat"),
    **dict.fromkeys(("bar", "overline"), "bar"),
    **dict.fromkeys(("tilde", "widetilde"), "tilde"),
    **dict.fromkeys(("vec", "overrightarrow"), "vec"),
    **dict.fromkeys(("mathbf", "boldsymbol", "bm"), "bold"),
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "dot": "dot",
    "ddot": "ddot",
    "mathfrak": "fraktur",
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "binomial"),
    **dict.fromkeys(("overset", "stackrel"), "above"),
    "underset": "below",
}
"""Commands that apply to one or two arguments, and the words for what they do."""
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
_TWO = frozenset({*_FRACTIONS, "binom", "dbinom", "tbinom", "overset", "stackrel", "underset"})
_LARGE = frozenset(
    {
        *("sum", "prod", "coprod", "int", "iint", "iiint", "oint", "bigcup", "bigcap"),
        *("lim", "limsup", "liminf", "max", "min", "sup", "inf", "argmax", "argmin"),
    }
)
_LOOKS = frozenset(
    {
        *("displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "middle", "hline", "nonumber", "notag"),
        *("mathrm", "mathit", "mathsf", "mathtt", "mathup", "mathop", "operatorname", "underbrace", "overbrace"),
        *(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")),
    }
)
"""Commands that change how something looks, not what it says."""
_POWERS = {"2": "squared", "3": "cubed", "circ": "degrees", "prime": "prime", "*": "star", "ast": "star"}
_POWERS |= dict.fromkeys(("T", "top", "intercal"), "transposed")
_SPACES = frozenset({",", ";", ":", "!", " ", ">", "/", "-"})
"""Signs that make room behind a backslash."""


def spoken(latex: str, language: str = "en") -> str:
    """Return a formula as it may be read aloud in a language; in English where its words are not known."""
    words = Words(language)
    try:
        text = _Reader(parse(latex), words).read()
    except LatexError:
        return words("formula")
    text = re.sub(r"\s+(?=[,;:])", "", re.sub(r"\s+", " ", text))
    return re.sub(r",(?=[,;])", "", text).strip(" ,;") or words("formula")


class _Reader:
    """Reads items one after another; an argument is a group or a single sign."""

    def __init__(self, items: Iterable[Item], words: Words) -> None:
        self._items = list(items)[::-1]
        self._words = words

    def read(self) -> str:
        """Return the words of all items."""
        said: list[str] = []
        last: Item | None = None
        while self._items:
            item = self._items.pop()
            said.append(self._parentheses(last) if item == Token("sign", "(") else self._item(item))
            last = item
        return " ".join(filter(None, said))

    def _say(self, items: Iterable[Item]) -> str:
        return _Reader(items, self._words).read()

    def _item(self, item: Item) -> str:
        if isinstance(item, Group):
            return self._say(item.items)
        if isinstance(item, Fence):
            return self._fence(item)
        if isinstance(item, Environment):
            return self._environment(item)
        if item.kind == "command":
            return self._command(item.text)
        if item.kind == "escaped":
            return "" if item.text in _SPACES else self._words.of(f"\\{item.text}")
        if item.kind == "row":
            return ";"
        if item.kind == "sign":
            return self._sign(item.text)
        return item.text.strip()  # letters, a number, words

    def _sign(self, sign: str) -> str:
        if sign in "&~":
            return ""
        if sign not in "^_":
            return self._words.of(sign)
        script = self._argument()
        if sign == "^" and len(script) == 1 and isinstance(script[0], Token) and script[0].text in _POWERS:
            return self._words(_POWERS[script[0].text])
        return self._words(sign if _is_short(script) else f"long {sign}", self._say(script))

    def _command(self, name: str) -> str:
        if name in LEFT_OUT:
            self._argument()
            return ""
        if name in _LOOKS or name in TEXTS:
            return ""
        if name in _FRACTIONS:
            above, below = self._argument(), self._argument()
            whole = "fraction" if _is_short(above) and _is_short(below) else "long fraction"
            return self._words(whole, self._say(above), self._say(below))
        if name == "sqrt":
            return self._root()
        if name in _LARGE:
            return self._large(name)
        if name == "mathbb":
            letter = self._say(self._argument())
            return self._words.of(letter) if letter in tuple("RNZQC") else self._words("double-struck", letter)
        if name in _APPLIED:
            return self._words(_APPLIED[name], *(self._say(self._argument()) for _ in range(1 + (name in _TWO))))
        return self._words.of(name)

    def _argument(self) -> tuple[Item, ...]:
        """Take an argument: a group, one letter, one numeral, or a command with its own arguments."""
        if not self._items:
            return ()
        item = self._items.pop()
        if isinstance(item, Group):
            return item.items
        if not isinstance(item, Token):
            return (item,)
        if item.kind in ("letters", "number") and len(item.text) > 1:
            self._items.append(Token(item.kind, item.text[1:]))
            return (Token(item.kind, item.text[0]),)
        if item.kind == "command" and (item.text in _APPLIED or item.text in {*_FRACTIONS, "sqrt", "mathbb", *_LOOKS}):
            taken = [Group(self._argument()) for _ in range(1 + (item.text in _TWO))]
            return (Group((item, *taken)),)
        return (item,)

    def _root(self) -> str:
        order: list[Item] = []
        if self._items and self._items[-1] == Token("sign", "["):
            self._items.pop()
            while self._items and (item := self._items.pop()) != Token("sign", "]"):
                order.append(item)
        radicand = self._argument()
        if order:
            return self._words("nth root", self._say(order), self._say(radicand))
        return self._words("root" if _is_short(radicand) else "long root", self._say(radicand))

    def _large(self, name: str) -> str:
        """Read a large operator with what stands below and above it."""
        limits: dict[str, tuple[Item, ...]] = {}
        while self._items and isinstance(self._items[-1], Token):
            token = self._items[-1]
            if token.text in ("limits", "nolimits"):
                self._items.pop()
            elif token in (Token("sign", "_"), Token("sign", "^")):
                self._items.pop()
                limits[token.text] = self._argument()
            else:
                break
        is_limit = name in ("lim", "limsup", "liminf")
        tends = Token("command", "tends")
        lower = [tends if is_limit and _is_arrow(item) else item for item in limits.get("_", ())]
        said = {"_": self._say(lower), "^": self._say(limits.get("^", ()))}
        where = ""
        if said["_"] and said["^"]:
            where = self._words("from to", said["_"], said["^"])
        elif said["_"]:
            where = self._words("as" if is_limit else "over", said["_"])
        elif said["^"]:
            where = self._words("up to", said["^"])
        return self._words("applied", f"{self._words.of(name)} {where}".strip())

    def _parentheses(self, last: Item | None) -> str:
        """Read ``f(x)`` as "f of x"; other parentheses are said as they stand."""
        named = isinstance(last, Group) or (isinstance(last, Token) and last.kind in ("letters", "command"))
        if named and len(self._items) > 1 and self._items[-2] == Token("sign", ")"):
            argument = self._items.pop()
            self._items.pop()
            return self._words("of", self._item(argument))
        return self._words.of("(")

    def _fence(self, fence: Fence) -> str:
        inside = self._say(fence.items)
        if fence.left == fence.right and fence.left in ("|", "\\vert"):
            return self._words("absolute", inside)
        return f"{self._delimiter(fence.left)} {inside} {self._delimiter(fence.right)}"

    def _delimiter(self, side: str) -> str:
        return self._words.of(side.removeprefix("\\") if side[1:].isalpha() else side)

    def _environment(self, table: Environment) -> str:
        kind = table.name.rstrip("*")
        rows = [[self._say(cell) for cell in row] for row in table.rows]
        if kind == "cases":
            cases = [self._words("case", number, ", ".join(row)) for number, row in enumerate(rows, 1)]
            return self._words("cases", len(rows), "; ".join(cases))
        if kind == "array" or kind.endswith("matrix"):
            lines = [self._words("row", number, ", ".join(row)) for number, row in enumerate(rows, 1)]
            whole = "determinant" if kind in ("vmatrix", "Vmatrix") else "matrix"
            return self._words(whole, len(rows), max(map(len, rows), default=0), "; ".join(lines))
        return "; ".join(" ".join(row) for row in rows)


def _is_short(items: tuple[Item, ...]) -> bool:
    """Tell whether items are one sign, perhaps negative or with an index: nobody needs to be told where that ends."""
    signs = [
        item for item in items if not (isinstance(item, Token) and item.kind == "escaped" and item.text in _SPACES)
    ]
    if len(signs) == 2:
        return signs[0] == Token("sign", "-")
    return len(signs) < 2 or (len(signs) == 3 and signs[1] == Token("sign", "_"))


def _is_arrow(item: Item) -> bool:
    return isinstance(item, Token) and item.text in ("to", "rightarrow", "longrightarrow")
