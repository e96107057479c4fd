"""Times this repository's own library against plain Sphinx on a twin of it, in one run.

    python -m bench.this_library --repeat 3

The twin says the same in the dialect that plain Sphinx + sphinxcontrib-bibtex + Furo can read: roles for citations,
BibTeX types and fields, ``csv-table`` and ``figure`` for our tables and charts. The handbook, whose examples are about
citator's own syntax, is left out of both.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.run import EVERYTHING, PAGES, SPHINX, Cost, run

from citator.bibtex.entry import BibFile
from citator.bibtex.reader import read_bibliography
from citator.csl.syntax import parse_pandoc_citation
from citator.model.citation import CslItem

ROOT = Path(__file__).parents[1]
CHAPTER = "docs/reports/freeze-notify-renounce/how-to-judge.md"
PLAIN_CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
bibtex_default_style = "plain"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "smartquotes"]
numfig = True
suppress_warnings = ["*"]
exclude_patterns = ["people", "topics"]
"""
TYPES = {"report": "techreport", "online": "misc", "unpublished": "misc"}
FIELDS = {"journaltitle": "journal", "location": "address", "organization": "institution"}
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>'


def copy_library(folder: Path) -> None:
    """Copy the library without its handbook."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("handbook"))
    for name in ("conf.py", "references.bib"):
        shutil.copy(ROOT / name, folder / name)


def make_twin(folder: Path) -> None:
    """Write the same library in plain's dialect."""
    copy_library(folder)
    works = read_bibliography([BibFile(ROOT / "references.bib", "references.bib")]).items
    (folder / "references.bib").write_text("\n".join(to_plain_bibtex(works[key]) for key in works), "utf-8")
    docs = folder / "docs"
    (docs / "conf.py").write_text(PLAIN_CONF.replace('"references.bib"', '"../references.bib"'), "utf-8")
    for path in sorted(docs.rglob("*.md")):
        path.write_text(to_plain_markdown(path.read_text("utf-8")), "utf-8")
    for script in docs.rglob("charts/*.py"):
        script.with_suffix(".svg").write_text(DOT, "utf-8")
    pages = [
        "reports/freeze-notify-renounce/index",
        *(f"summaries/{p.stem}" for p in sorted(docs.glob("summaries/*.md"))),
    ]
    (docs / "index.md").write_text("# Library\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n", "utf-8")
    references = docs / "reports/freeze-notify-renounce/references.md"
    references.write_text("# References\n\n```{bibliography}\n```\n", "utf-8")


def to_plain_bibtex(work: CslItem) -> str:
    """Return an entry with BibTeX's own type and fields; what pybtex requires and the work lacks is filled in."""
    fields = {FIELDS.get(name, name): value for name, value in work.fields.items()}
    fields["year"] = fields.pop("date", "")[:4] or "2000"
    for needed in ("author", "institution", "journal", "publisher"):
        fields.setdefault(needed, "{None}")
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in sorted(fields.items()))
    return f"@{TYPES.get(work.entry_type, work.entry_type)}{{{work.key},\n{body}\n}}\n"


def to_plain_markdown(text: str) -> str:
    """Return a chapter with roles for citations and docutils' own directives for tables and charts."""
    text = re.sub(r"\{claim\}`[^`]*`", "", text)
    text = re.sub(r"\{pub\}`([^`<]*)[^`]*`", r"\1", text)
    text = re.sub(r"\[([^\[\]]*@[^\[\]]*)\]", _citation, text)
    text = re.sub(r"(?<![\w`{/@])@([a-z][\w-]*\w)", r"{cite:t}`\1`", text)
    text = re.sub(r"```\{data-table\} (\S+)\n((?::.*\n)*)```", _table, text)
    return re.sub(r"```\{chart\} (\S+)\.py\n((?::.*\n)*)", _figure, text)


def _citation(match: re.Match[str]) -> str:
    items = parse_pandoc_citation(match[1])
    return f"{{cite:p}}`{','.join(item.key for item in items)}`" if items else match[0]


def _kept(options: str, names: tuple[str, ...]) -> str:
    return "".join(line + "\n" for line in options.splitlines() if line.startswith(names))


def _table(match: re.Match[str]) -> str:
    caption = next((line.removeprefix(":caption: ") for line in match[2].splitlines() if "caption" in line), "")
    return f"```{{csv-table}} {caption}\n{_kept(match[2], (':name:',))}:file: {match[1]}\n:header-rows: 1\n```"


def _figure(match: re.Match[str]) -> str:
    return f"```{{figure}} {match[1]}.svg\n{_kept(match[2], (':name:', ':alt:'))}\n"


def cold(command: list[str], folder: Path) -> Cost:
    """Time a build from nothing."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    return run(command, folder)


def edited(command: list[str], folder: Path) -> Cost:
    """Time a build after a sentence more in one chapter."""
    chapter = folder / CHAPTER
    chapter.write_text(chapter.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
    time.sleep(0.1)
    return run(command, folder)


STEPS: tuple[tuple[str, str, Callable[[list[str], Path], Cost], list[str], str | None], ...] = (
    ("plain: full build", "plain", cold, SPHINX, None),
    ("plain: one page edited", "plain", edited, SPHINX, None),
    ("full build, HTML", "citator", cold, PAGES, "plain: full build"),
    ("one page edited, HTML", "citator", edited, PAGES, "plain: one page edited"),
    ("nothing changed", "citator", run, PAGES, "plain: one page edited"),
    ("full build, HTML and PDF", "citator", cold, EVERYTHING, "plain: full build"),
    ("one page edited, HTML and PDF", "citator", edited, EVERYTHING, "plain: one page edited"),
)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args().repeat
    print("| this library | CPU s | wall s | plain / this |\n|---|---|---|---|")
    medians: dict[str, Cost] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, make in (("plain", make_twin), ("citator", copy_library)):
            make(Path(temporary, name))
        for step, dialect, measure, command, yardstick in STEPS:
            costs = [measure(command, Path(temporary, dialect)) for _ in range(repeat)]
            medians[step] = Cost(
                *(statistics.median(getattr(cost, part) for cost in costs) for part in ("cpu", "wall", "memory"))
            )
            ratio = f"{medians[yardstick].cpu / medians[step].cpu:.1f}×" if yardstick else ""
            print(f"| {step} | {medians[step].cpu:.2f} | {medians[step].wall:.2f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
