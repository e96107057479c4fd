"""LaTeX mathematics → Typst: tylax first, then pandoc, each answer tried by the compiler before it is used."""

from __future__ import annotations

import functools
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from citator.engines.pandoc import run_pandoc
from citator.engines.typst import TypstError, evaluate
from citator.errors import EngineError
from citator.typst.markup import string

_LEAKED = ("|||", "\\\\", "#")
"""What tylax leaves in its answer when it has not understood; ``#`` would be code."""


@functools.lru_cache(maxsize=4096)
def to_typst_math(latex: str) -> str | None:
    """Return Typst code for what stands between dollar signs, or nothing when neither converter's answer compiles."""
    for convert in _CONVERTERS:
        code = convert(latex.strip())
        if code and _compiles(code):
            return code
    return None


def _with_tylax(latex: str) -> str | None:
    import tylax

    code = str(tylax.latex_to_typst(latex)).strip()
    return None if any(mark in code for mark in _LEAKED) else code.strip("$").strip()


def _with_pandoc(latex: str) -> str | None:
    try:
        done = run_pandoc(["--from=json", "--to=typst"], json.dumps(_document(latex)).encode(), timeout=20)
    except EngineError:
        return None
    code = done.decode("utf-8").strip()
    return code[1:-1].strip() if code.startswith("$") and code.endswith("$") else None


def _document(latex: str) -> dict[str, object]:
    formula = {"t": "Math", "c": [{"t": "InlineMath"}, latex]}
    return {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [formula]}]}


_CONVERTERS: tuple[Callable[[str], str | None], ...] = (_with_tylax, _with_pandoc)


def _compiles(code: str) -> bool:
    """Tell whether Typst takes the code; as a string it cannot end the formula that it will stand in."""
    if re.search(r"(?<!\\)\$", code):
        return False
    with tempfile.TemporaryDirectory(prefix="citator-") as root:
        try:
            evaluate(f'{{ let _ = eval({string(code)}, mode: "math"); true }}', root=Path(root))
        except TypstError:
            return False
    return True


_WORDS = {
    "leq": "less than or equal to",
    "le": "less than or equal to",
    "geq": "greater than or equal to",
    "ge": "greater than or equal to",
    "neq": "not equal to",
    "ne": "not equal to",
    "approx": "approximately equal to",
    "equiv": "equivalent to",
    "sim": "similar to",
    "times": "times",
    "cdot": "times",
    "div": "divided by",
    "pm": "plus or minus",
    "sum": "the sum",
    "prod": "the product",
    "int": "the integral",
    "infty": "infinity",
    "partial": "partial",
    "in": "in",
    "to": "to",
    "rightarrow": "to",
    "ldots": "and so on",
    "dots": "and so on",
    "cdots": "and so on",
    "quad": ",",
}
_SIGNS = {
    "=": "equals",
    "+": "plus",
    "-": "minus",
    "<": "is less than",
    ">": "is greater than",
    "*": "times",
    "/": "over",
}
_SILENT = frozenset({"left", "right", "displaystyle", "mathrm", "mathbf", "text", "operatorname", "begin", "end"})
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\(.)|([A-Za-z]+|\d+(?:[.,]\d+)*)|(\S)")


def spoken(latex: str) -> str:
    """Return a formula as it may be read aloud; PDF/UA asks for words, and LaTeX source is none."""
    return re.sub(r"\s+([,.])", r"\1", " ".join(_speak(_Tokens(latex)))).strip() or "formula"


class _Tokens:
    """The tokens of a formula, taken one by one; an argument is a group or a single token."""

    def __init__(self, latex: str) -> None:
        self.items = [match.groups() for match in _TOKEN.finditer(latex)]
        self.items.reverse()

    def argument(self) -> list[str]:
        """Take the next argument and return it in words."""
        if not self.items:
            return []
        group = _Tokens("")
        if self.items[-1][3] != "{":
            group.items = [self.items.pop()]
            return _speak(group)
        self.items.pop()
        depth, taken = 1, []
        while self.items:
            token = self.items.pop()
            depth += (token[3] == "{") - (token[3] == "}")
            if depth == 0:
                break
            taken.append(token)
        group.items = taken[::-1]
        return _speak(group)


def _speak(tokens: _Tokens) -> list[str]:
    words: list[str] = []
    while tokens.items:
        command, escaped, plain, sign = tokens.items.pop()
        if command in ("frac", "dfrac", "tfrac"):
            words += [*tokens.argument(), "over", *tokens.argument()]
        elif command == "sqrt":
            words += ["the square root of", *tokens.argument()]
        elif sign == "^":
            power = tokens.argument()
            words += {"2": ["squared"], "3": ["cubed"]}.get(" ".join(power), ["to the power", *power])
        elif sign == "_":
            words += ["sub", *tokens.argument()]
        elif command:
            words += [] if command in _SILENT else [_WORDS.get(command, command)]
        elif sign in _SIGNS:
            words.append(_SIGNS[sign])
        elif plain or (sign and sign not in "{}&~"):
            words.append(plain or sign)
        elif escaped and escaped not in " ,;!:\\":
            words.append(escaped)
    return words
