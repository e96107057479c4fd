"""LaTeX mathematics → Typst: tylax first, then pandoc, each answer compiled and held against its source before it is used."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from citator.engines.pandoc import convert_formula
from citator.engines.typst import TypstError, evaluate
from citator.typst.latex import TEXTS, Environment, environments, fault, lost, parse, plain
from citator.typst.markup import string, value

_LEAKED = ("|||", "\\\\", "#", "/*", "zws")
"""What tylax leaves in its answer when it has not understood; ``#`` would be code."""
_MISREAD = re.compile(
    r"\\(?:[bB]igg?[lrm]?|middle|sideset|color|textcolor|mathscr)(?![A-Za-z])|\{alignat|\\x[A-Za-z]+arrow\s*\["
)
"""What tylax drops, or sets otherwise, without a word."""
_TEXT = re.compile(rf"\\({'|'.join(TEXTS)})\s*\{{((?:[^{{}}$\\]|\\[${{}}](?:\{{\}})?)*)\}}")
_FACES = {"textbf": "bold({})", "textit": "italic({})"}
_ESCAPED = re.compile(r"\\([\\&#_$ ])")
_SIGNS = {"&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$", " ": " space "}
"""What a sign behind a backslash is in Typst; the converters write some bare, where ``&`` aligns and ``_`` lowers."""
_HELD = re.compile(r'op\("citator(\d+)"\)|"citator(\d+)"')
"""What each converter makes of the operators that stand for words and signs."""
_ARRAY = re.compile(
    r"\\(?P<begin>begin)\s*\{array\}\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}|\\(?P<end>end)\s*\{array\}|\\hline(?![A-Za-z])"
)
_UNDELIMITED = re.compile(r"\\begin\s*\{(?:array|matrix|smallmatrix)\}")
"""What pandoc sets without room between its columns."""
_CASES = re.compile(r"\\begin\s*\{cases\}.*?\\end\s*\{cases\}", re.DOTALL)
_MATRICES = frozenset({"array", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"})
"""Environments of which tylax makes a ``mat``."""
_SIDES = {"l": "left", "r": "right"}


@functools.lru_cache(maxsize=4096)
def to_typst_math(latex: str) -> str | None:
    """Return Typst code for what stands between dollar signs, or nothing when neither converter's answer shows it whole."""
    if fault(latex) is not None:
        return None
    roomy = _CASES.sub(lambda found: re.sub(r"(?<!\\)&", r"&\\quad ", found[0]), plain(latex.strip()))
    held, codes = _hold(roomy)
    for convert in _CONVERTERS:
        answer = convert(held)
        if answer is None:
            continue
        code = _HELD.sub(lambda found: codes[int(found[1] or found[2])], answer)
        shown = _shown(code)
        if shown is not None and not lost(latex, shown):
            return code
    return None


def _hold(latex: str) -> tuple[str, list[str]]:
    """Keep words and escaped signs from the converters, which would write them as markup; return Typst code for each."""
    codes: list[str] = []

    def hold(code: str) -> str:
        codes.append(code)
        return rf"\operatorname{{citator{len(codes) - 1}}}"

    def hold_words(found: re.Match[str]) -> str:
        words = string(re.sub(r"\\(.)(?:\{\})?", r"\1", found[2])).replace("$", r"\u{24}")
        return hold(_FACES.get(found[1], "{}").replace("{}", words))

    held = _TEXT.sub(hold_words, latex)
    return _ESCAPED.sub(lambda found: hold(_SIGNS[found[1]]) if found[1] in _SIGNS else found[0], held), codes


def _with_tylax(latex: str) -> str | None:
    import tylax

    if _MISREAD.search(latex):
        return None
    plain = _ARRAY.sub(lambda found: rf"\{found.lastgroup}{{matrix}}" if found.lastgroup else "", latex)
    code = str(tylax.latex_to_typst(plain)).strip()
    if any(mark in code.replace("delim: #none", "") for mark in _LEAKED):
        return None
    return _ruled(code.strip("$").strip(), latex)


def _ruled(code: str, latex: str) -> str:
    """Give arrays, which tylax has set as matrices, their rules and the side of their columns."""
    before, *matrices = code.split("mat(")
    tables = [table for table in environments(parse(latex)) if table.name in _MATRICES]
    if len(matrices) != len(tables):
        return code
    ruled = (f"mat({_options(table)}{matrix}" for table, matrix in zip(tables, matrices, strict=True))
    return before + "".join(ruled)


def _options(table: Environment) -> str:
    columns = table.columns.replace("|", "")
    options = f"align: #{_SIDES[columns[0]]}, " if set(columns) in ({"l"}, {"r"}) else ""
    rules = {"hline": table.rules, "vline": table.uprights}
    if table.rules or table.uprights:
        options += f"augment: #{value({name: places for name, places in rules.items() if places})}, "
    return options


def _with_pandoc(latex: str) -> str | None:
    code = None if _UNDELIMITED.search(latex) else convert_formula(latex, "typst")
    return code[1:-1].strip() if code and code.startswith("$") and code.endswith("$") else None


_CONVERTERS: tuple[Callable[[str], str | None], ...] = (_with_tylax, _with_pandoc)


_SHOWN = """{{
  let shown(it) = {{
    if type(it) == content {{ return shown(it.fields().values()) }}
    if type(it) == array {{ return it.map(shown).sum(default: "") }}
    if type(it) in (str, symbol) {{ str(it) }} else {{ "" }}
  }}
  shown(eval({}, mode: "math"))
}}"""


def _shown(code: str) -> str | None:
    """Return the signs that Typst shows, or nothing if it refuses the code, which as a string cannot end its formula."""
    if re.search(r"(?<!\\)\$", code):
        return None
    with tempfile.TemporaryDirectory(prefix="citator-") as root:
        try:
            return str(evaluate(_SHOWN.format(string(code)), root=Path(root)))
        except TypstError:
            return None
