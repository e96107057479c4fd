"""Prepares the LaTeX of a field for pandoc: what pandoc would drop or misread is rewritten before it sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citator.bibtex.tables import ENGLISH_WORDS

NOCASE_START, NOCASE_END = "\ue000", "\ue001"
"""Private-use marks that go through pandoc and become ``<span class="nocase">``; pandoc's own CSL JSON drops it."""

_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_URL = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_MATH = re.compile(
    r"(?<!\\)\$\$?((?:[^$\\]|\\.)*)(?<!\\)\$\$?|\\\((.*?)\\\)|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_UNESCAPED = re.compile(r"(?<!\\)([%#&_^$])")
_NOISE = re.compile(r"\\(?:relax|protect|noopsort\s*\{[^{}]*\})\s*")
_SCRIPT = re.compile(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|.))")
_MATH_FONT = re.compile(r"\\(?:mathrm|mathit|mathbf|mathsf|mathcal|mathbb|text|textrm|mbox|rm|it|displaystyle)\b\s*")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*|\\(.)")
_WORD = re.compile(r"[^\W\d_]+")
_TEX_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)")

_SYMBOL_NAMES = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot pm mp leq le geq ge neq "
    "approx sim infty to rightarrow leftarrow circ prime degree partial sum int sqrt ell hbar ldots dots cdots "
    "langle rangle in cup cap subset forall exists nabla star ast"
)
_SYMBOL_CHARACTERS = "αβγδϵεζηθικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΦΨΩ×·±∓≤≤≥≥≠≈∼∞→→←∘′°∂∑∫√ℓℏ……⋯⟨⟩∈∪∩⊂∀∃∇⋆∗"
_SYMBOLS = dict(zip(_SYMBOL_NAMES.split(), _SYMBOL_CHARACTERS, strict=True))
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
    value = _NOISE.sub("", _HREF.sub("", value))
    value = _URL.sub(lambda match: _UNESCAPED.sub(r"\\\1", verbatim(match[1])), value)
    value = _MATH.sub(lambda match: plain_math(next(group for group in match.groups() if group is not None)), value)
    return _UNESCAPED.sub(_escape, value)


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
    source = _COMMAND.sub(lambda match: _symbol(match), source)
    source = _SCRIPT.sub(_script, source)
    return f"{{{source}}}"


def _symbol(match: re.Match[str]) -> str:
    if match[1]:
        return _SYMBOLS.get(match[1], match[1] if len(match[1]) > 2 else "")
    return f"\\{match[2]}" if match[2] in "%#&_${}" else " " if match[2] in ",;: " else ""


def _script(match: re.Match[str]) -> str:
    command = "textsubscript" if match[1] == "_" else "textsuperscript"
    return f"\\{command}{{{match[2] if match[2] is not None else match[3]}}}"


def protect(value: str, *, whole: bool) -> str:
    """Mark the braced words whose case no style may change; ``whole`` protects all of the text.

    Only what title case would change is marked: ``{NATO}`` needs no mark, ``{iPod}`` and ``{of things}`` do.
    """
    if whole or _is_one_group(value):
        return f"{{{_mark(value)}}}"
    result: list[str] = []
    position = 0
    for start, end in _groups(value):
        result += [value[position:start], f"{{{_mark(value[start + 1 : end - 1])}}}"]
        position = end
    return "".join([*result, value[position:]])


def _mark(text: str) -> str:
    return f"{NOCASE_START}{text}{NOCASE_END}" if _has_lower_case_word(text) else text


def _has_lower_case_word(text: str) -> bool:
    words = _WORD.findall(_TEX_COMMAND.sub("", text))
    return any(word.islower() and word not in ENGLISH_WORDS and len(word) > 1 for word in words)


def _is_one_group(value: str) -> bool:
    value = value.strip()
    return value.startswith("{") and next(_groups(value), (0, 0)) == (0, len(value)) and value[1:2] != "\\"


def _groups(value: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost braced groups that are no argument of a command and hold no accent."""
    depth = start = 0
    for match in re.finditer(r"\\(?:[A-Za-z]+\*?\s*|.)|[{}]", value):
        if match[0] == "{":
            if depth == 0:
                start = match.start()
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0 and not _is_argument(value, start) and value[start + 1 : start + 2] != "\\":
                yield start, match.end()


def _is_argument(value: str, start: int) -> bool:
    return re.search(r"(?:\\(?:[A-Za-z]+\*?|[^A-Za-z])\s*|\})$", value[:start]) is not None
