"""Prepares the LaTeX of a field for pandoc: what pandoc would drop or misread is rewritten before it sees it."""

from __future__ import annotations

import re

from citator.bibtex.symbols import ACCENTS, LAYOUT, MATH_SYMBOLS, PANDOC_READS, TEXT_SYMBOLS
from citator.bibtex.tables import TEXT_COMMANDS

_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_RELAX = re.compile(r"\{\\relax\s+([^\W_]+)\}")
_WITH_ARGUMENT = re.compile(r"\\([A-Za-z]+)\*?\s*(?=\{(?!\}))")
_URL = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_MATH = re.compile(
    r"(?<!\\)\$\$?((?:[^$\\]|\\.)*)(?<!\\)\$\$?|\\\(((?:[^\\]|\\[^()])*)\\\)|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_UNESCAPED = re.compile(r"(?<!\\)([%#&_^$])")
_NOISE = re.compile(
    r"\\(?:relax(?![A-Za-z])|protect(?![A-Za-z])"
    r"|(?:noopsort|hspace|vspace|label|color|index|thanks|phantom|hphantom)\*?\s*\{[^{}]*\})\s*"
)
_SCRIPT = re.compile(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|.))")
_MATH_FONT = re.compile(
    r"\\(?:math(?!ring)[a-z]+|text(?:rm|it|bf|sf|tt|sc|sl|up|md|normal)?|mbox|hbox|boldsymbol|bm|pmb|operatorname\*?)(?![A-Za-z])\s*"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(\s*)|\\(.)")

_TEXT_SYMBOL = re.compile(rf"\\({'|'.join(TEXT_SYMBOLS)})(?![A-Za-z])(?:\s*\{{\}}|\s*)")
_ACCENT = re.compile(
    rf"\\({'|'.join(ACCENTS)})(?![A-Za-z])\s*(?:\{{([^\W_]{{1,3}})\}}|\{{\{{([^\W_]{{1,3}})\}}\}}|([^\W_]))"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_NAMED = re.compile(r"(?<!\\)(?:\\\\)*\\([A-Za-z]+)")
_TAKES_ARGUMENT = PANDOC_READS | TEXT_COMMANDS
_READ = PANDOC_READS | TEXT_COMMANDS | LAYOUT
_VERBATIM = (
    (re.compile(r"\\(?:url|nolinkurl|path)\s*\{"), "{"),
    (re.compile(r"\\textunderscore(?:\{\}|\s)?"), "_"),
    (re.compile(r"\\(?:textasciitilde|sim)(?:\{\}|\s)?|\\~(?:\{\})?|\$\\sim\$"), "~"),
    (re.compile(r"\\(?:textasciicircum)(?:\{\}|\s)?"), "^"),
    (re.compile(r"\\([_%#&$~{}^])"), r"\1"),
    (re.compile(r"\\-|[{}\s]"), ""),
)


def verbatim(value: str) -> str:
    """Return an address as its characters: without braces, white space, ``\\url`` and the escapes that programs add."""
    for pattern, replacement in _VERBATIM:
        value = pattern.sub(replacement, value)
    return value


def prepare_text(value: str) -> str:
    """Return a field that pandoc reads as its author means it: stray ``% # & _`` escaped, math and links resolved."""
    value = " ".join(balanced(value).split())
    value = _NOISE.sub("", _RELAX.sub(r"\1", _HREF.sub(r"\1", value)))
    value = _URL.sub(lambda match: _UNESCAPED.sub(r"\\\1", verbatim(match[1])), value)
    value = _ACCENT.sub(_accented, _MATH.sub(_math, value))
    value = _WITH_ARGUMENT.sub(lambda match: match[0] if match[1] in _TAKES_ARGUMENT else "", value)
    value = _TEXT_SYMBOL.sub(lambda match: TEXT_SYMBOLS[match[1]], value)
    return _UNESCAPED.sub(_escape, value)


def unread_commands(prepared: str) -> list[str]:
    """Return the commands of a prepared field that pandoc would drop without a word."""
    return [f"\\{name}" for name in _NAMED.findall(prepared) if name not in _READ]


def _math(match: re.Match[str]) -> str:
    source = next(group for group in match.groups() if group is not None)
    # dollars around nothing are no formula: they are kept as they are written
    return plain_math(source) if source.strip() else re.sub(r"(?<!\\)\$", r"\\$", match[0])


def _escape(match: re.Match[str]) -> str:
    return r"\^{}" if match[1] == "^" else f"\\{match[1]}"


def balanced(value: str) -> str:
    """Return the value with every brace that has no partner taken out."""
    keep: list[str] = []
    opened: list[int] = []
    for token in re.findall(r"\\.|[^\\{}]+|[{}\\]", value, re.DOTALL):
        if token == "{":
            opened.append(len(keep))
        elif token == "}":
            if not opened:
                continue
            opened.pop()
        keep.append(r"\textbackslash{}" if token == "\\" else token)
    for index in opened:
        keep[index] = ""
    return "".join(keep)


def plain_math(source: str) -> str:
    """Return simple math, such as ``H_2O`` or ``x^2 + \\alpha``, as text with sub- and superscripts."""
    source = _FRACTION.sub(r"\1/\2", _ACCENT.sub(_accented, _MATH_FONT.sub("", source)))
    source = _COMMAND.sub(_symbol, source)
    source = _SCRIPT.sub(_script, source)
    return f"{{{source}}}"


def _accented(match: re.Match[str]) -> str:
    letters = match[2] or match[3] or match[4]
    return "".join(letter + ACCENTS[match[1]] for letter in letters)


def _symbol(match: re.Match[str]) -> str:
    """Return a sign, or the name of a function or of what is not known; nothing for layout."""
    if match[1]:
        if match[1] in LAYOUT or match[1] in ACCENTS:
            return ""
        sign = MATH_SYMBOLS.get(match[1], match[1])
        return sign if len(sign) == 1 and sign.isalpha() else sign + match[2]
    return f"\\{match[3]}" if match[3] in "%#&_${}" else " " if match[3] in ",;: " else ""


def _script(match: re.Match[str]) -> str:
    command = "textsubscript" if match[1] == "_" else "textsuperscript"
    return f"\\{command}{{{match[2] if match[2] is not None else match[3]}}}"
