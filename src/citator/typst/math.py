"""LaTeX mathematics → Typst: tylax first, then pandoc, each answer tried by the compiler before it is used."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from citator.engines.pandoc import convert_formula
from citator.engines.typst import TypstError, evaluate
from citator.typst.latex import TEXTS, Environment, environments, fault, parse
from citator.typst.markup import string, value

_LEAKED = ("|||", "\\\\", "#", "/*", "zws")
"""What tylax leaves in its answer when it has not understood; ``#`` would be code."""
_MISREAD = re.compile(r"\\(?:[bB]igg?[lrm]?|middle|sideset|color|textcolor|mathscr)(?![A-Za-z])|\{alignat")
"""What tylax drops, or sets otherwise, without a word."""
_TEXT = re.compile(rf"\\({'|'.join(TEXTS)})\s*\{{([^{{}}$\\]*)\}}")
_FACES = {"textbf": "bold({})", "textit": "italic({})"}
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
    """Return Typst code for what stands between dollar signs, or nothing when neither converter's answer compiles."""
    if fault(latex) is not None:
        return None
    roomy = _CASES.sub(lambda found: re.sub(r"(?<!\\)&", r"&\\quad ", found[0]), latex.strip())
    for convert in _CONVERTERS:
        code = convert(roomy)
        if code and _compiles(code):
            return code
    return None


def _with_tylax(latex: str) -> str | None:
    import tylax

    if _MISREAD.search(latex):
        return None
    words: list[str] = []

    def hold(found: re.Match[str]) -> str:
        """Keep words from tylax, which would write them as markup."""
        words.append(_FACES.get(found[1], "{}").format(string(found[2])))
        return rf"\operatorname{{citator{len(words) - 1}}}"

    held = _TEXT.sub(hold, latex)
    plain = _ARRAY.sub(lambda found: rf"\{found.lastgroup}{{matrix}}" if found.lastgroup else "", held)
    code = str(tylax.latex_to_typst(plain)).strip()
    if any(mark in code.replace("delim: #none", "") for mark in _LEAKED):
        return None
    code = _ruled(code.strip("$").strip(), latex)
    for number, typst in enumerate(words):
        code = code.replace(f'op("citator{number}")', typst)
    return code


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
