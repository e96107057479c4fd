"""Prepares the LaTeX of a field for pandoc: what pandoc would drop or misread is rewritten before it sees it."""

from __future__ import annotations

import re

from citator.bibtex.tables import TEXT_COMMANDS

_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_RELAX = re.compile(r"\{\\relax\s+([^\W_]+)\}")
_WITH_ARGUMENT = re.compile(r"\\([A-Za-z]{2,})\*?\s*(?=\{(?!\}))")
_URL = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_MATH = re.compile(
    r"(?<!\\)\$\$?((?:[^$\\]|\\.)*)(?<!\\)\$\$?|\\\((.*?)\\\)|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_UNESCAPED = re.compile(r"(?<!\\)([%#&_^$])")
_NOISE = re.compile(r"\\(?:relax|protect|noopsort\s*\{[^{}]*\})\s*")
_SCRIPT = re.compile(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|.))")
_MATH_FONT = re.compile(r"\\(?:mathrm|mathit|mathbf|mathsf|mathcal|mathbb|text|textrm|mbox|rm|it|displaystyle)\b\s*")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*|\\(.)")

_SYMBOL_NAMES = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot pm mp leq le geq ge neq "
    "approx sim infty to rightarrow leftarrow circ prime degree partial sum int sqrt ell hbar ldots dots cdots "
    "langle rangle in cup cap subset forall exists nabla star ast"
)
_SYMBOL_CHARACTERS = "αβγδϵεζηθικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΦΨΩ×·±∓≤≤≥≥≠≈∼∞→→←∘′°∂∑∫√ℓℏ……⋯⟨⟩∈∪∩⊂∀∃∇⋆∗"
_SYMBOLS = dict(zip(_SYMBOL_NAMES.split(), _SYMBOL_CHARACTERS, strict=True))
_TEXT_SYMBOL = re.compile(
    rf"\\({'|'.join(name for name in _SYMBOLS if name not in ('in', 'to', 'ldots', 'dots'))})\b\s*"
)
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
    value = _MATH.sub(_math, value)
    value = _WITH_ARGUMENT.sub(lambda match: match[0] if match[1] in TEXT_COMMANDS else "", value)
    value = _TEXT_SYMBOL.sub(lambda match: _SYMBOLS[match[1]], value)
    return _UNESCAPED.sub(_escape, value)


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
    source = _MATH_FONT.sub("", source)
    source = _COMMAND.sub(_symbol, source)
    source = _SCRIPT.sub(_script, source)
    return f"{{{source}}}"


def _symbol(match: re.Match[str]) -> str:
    if match[1]:
        return _SYMBOLS.get(match[1], match[1] if len(match[1]) > 2 else "")
    return f"\\{match[2]}" if match[2] in "%#&_${}" else " " if match[2] in ",;: " else ""


def _script(match: re.Match[str]) -> str:
    command = "textsubscript" if match[1] == "_" else "textsuperscript"
    return f"\\{command}{{{match[2] if match[2] is not None else match[3]}}}"
