"""Compares citator with citeproc-js over many styles: ``python -m bench.oracle [--write] [--show] [style …]``.

citeproc-js comes from npm and the locales from the citeproc-py wheel, both into ``build/oracle/`` and never committed.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.oracle.clusters import clusters
from bench.oracle.works import works

from citator.csl import find_style, process
from citator.diagnostics import Where
from citator.model.citation import Citation, CitationScope, CslItem
from citator.model.inline import plain_text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "oracle"
TABLE = ROOT / "docs" / "handbook" / "oracle.md"
CITEPROC_JS = "citeproc@2.4.63"
CITEPROC_PY = "citeproc-py==0.11.1"

STYLES = (
    "chicago-notes-bibliography",
    "chicago-notes-bibliography-subsequent-ibid",
    "chicago-shortened-notes-bibliography",
    "chicago-author-date",
    "apa",
    "modern-language-association",
    "ieee",
    "nlm-citation-sequence",
    "american-medical-association",
    "harvard-cite-them-right",
    "oscola",
    "mhra-notes",
    "mhra-notes-subsequent-ibid",
    "gost-r-7-0-5-2008",
    "china-national-standard-gb-t-7714-2015-numeric",
    "american-mathematical-society-label",
    "american-political-science-association",
    "elsevier-harvard",
    "nature",
    "springer-basic-author-date",
    "iso690-author-date-en",
    "american-chemical-society",
    "acm-sig-proceedings",
    "turabian-author-date",
    "society-of-biblical-literature-fullnote-bibliography",
    "sage-harvard",
    "science",
    "international-studies-association",
    "din-1505-2",
    "taylor-and-francis-chicago-author-date",
)


@dataclass(frozen=True)
class Difference:
    style: str
    place: str
    """The number of a cluster or the id of an entry."""
    theirs: str
    ours: str


@dataclass(frozen=True)
class Agreement:
    style: str
    clusters: int
    entries: int
    differences: tuple[Difference, ...]

    def share(self, kind: str) -> float:
        total = self.clusters if kind == "cluster" else self.entries
        unlike = sum(difference.place.startswith(kind) for difference in self.differences)
        return 100 * (total - unlike) / total


def prepare() -> dict[str, str]:
    """Fetch citeproc-js and the locales, once, and return the locales."""
    BUILD.mkdir(parents=True, exist_ok=True)
    if not (BUILD / "node_modules" / "citeproc").is_dir():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", BUILD, CITEPROC_JS], check=True)
    if not list(BUILD.glob("*.whl")):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", BUILD, CITEPROC_PY], check=True
        )
    (wheel,) = BUILD.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if re.search(r"/locales-[\w-]+\.xml$", name)]
        return {Path(name).stem.removeprefix("locales-"): archive.read(name).decode() for name in names}


def ask_citeproc_js(style: str, citations: list[Citation], items: list[dict[str, Any]], locales: dict[str, str]) -> Any:
    source = {
        "style": find_style(style).path.read_text("utf-8"),
        "locale": None,
        "locales": locales,
        "items": items,
        "citations": [
            {"note": citation.note_number, "items": [_citeproc_item(item) for item in citation.items]}
            for citation in citations
        ],
    }
    done = subprocess.run(
        ["node", HERE / "citeproc.js", BUILD / "node_modules" / "citeproc"],
        input=json.dumps(source),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout[done.stdout.index('{"citations"') :])


def _citeproc_item(item: Any) -> dict[str, Any]:
    result: dict[str, Any] = {"id": item.key, "suppress-author": item.suppress_author}
    if item.locator:
        result |= {"label": item.locator.label, "locator": item.locator.value}
    if item.prefix:
        result["prefix"] = f"{item.prefix} "
    if item.suffix:
        result["suffix"] = item.suffix
    return result


def compare(style: str, locales: dict[str, str]) -> Agreement:
    items, citations = works(), clusters()
    theirs = ask_citeproc_js(style, citations, items, locales)
    shelf = {
        item["id"]: CslItem(item["id"], {name: value for name, value in item.items() if name != "id"}, Where("works"))
        for item in items
    }
    ours = process(CitationScope(style, tuple(citations), shelf))
    texts = [plain_text(c.note if c.note is not None else c.text) for c in ours.citations]
    pairs = [(f"cluster {n}", *pair) for n, pair in enumerate(zip(theirs["citations"], texts, strict=True))]
    our_entries = {entry.key: plain_text(entry.label) + " " + plain_text(entry.content) for entry in ours.bibliography}
    has_bibliography = find_style(style).has_bibliography
    if has_bibliography:
        pairs += [(f"entry {id}", text, our_entries.get(id, "")) for id, text in theirs["entries"]]
        orders = [" ".join(id for id, _ in theirs["entries"]), " ".join(entry.key for entry in ours.bibliography)]
        pairs.append(("order", *orders))
    unlike = tuple(Difference(style, place, fold(a), fold(b)) for place, a, b in pairs if fold(a) != fold(b))
    return Agreement(style, len(texts), max(1, len(theirs["entries"])), unlike)


def fold(text: str) -> str:
    return " ".join((text or "").split())


def table(results: list[Agreement]) -> str:
    lines = ["| style | citations | entries |", "|---|---|---|"]
    lines += [f"| {r.style} | {r.share('cluster'):.1f} % of {r.clusters} | {r.share('entry'):.1f} % of {r.entries} |" for r in results]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("styles", nargs="*", default=STYLES)
    parser.add_argument("--show", action="store_true", help="print each difference")
    options = parser.parse_args()
    locales = prepare()
    results = [compare(style, locales) for style in options.styles]
    print(table(results))
    for result in results if options.show else ():
        for difference in result.differences:
            print(f"\n{difference.style} {difference.place}\n  js  {difference.theirs}\n  our {difference.ours}")


if __name__ == "__main__":
    main()
