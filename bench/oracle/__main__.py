"""Compares citator with citeproc-js over many styles: ``python -m bench.oracle [--show] [--write] [style …]``.

citeproc-js comes from npm and the locales from the citeproc-py wheel, both into ``build/oracle/`` and never committed.
Texts are compared after folding white space only. Each difference must stand in ``differences.yaml`` with its cause:
one that does not, or that has gone, fails the run. ``--write`` brings the list and the handbook's table up to date.
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

import yaml
from bench.oracle.clusters import clusters
from bench.oracle.works import works

from citator.csl.engine import process
from citator.csl.styles import find_style
from citator.csl.tree import capitalise
from citator.diagnostics import Where
from citator.model.citation import Citation, CitationScope, CslItem
from citator.model.inline import plain_text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "oracle"
TABLE = ROOT / "docs" / "handbook" / "oracle.md"
DIFFERENCES = HERE / "differences.yaml"
INTRODUCTION = """# Agreement with citeproc-js

citeproc-js is the processor of Zotero and the reference for the Citation Style Language. `make oracle` formats 120
citations of sixty invented works, of every type and in three scripts, by both and compares each text after folding
white space only. This page is written by it.

"""
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
        return 100 * (total - unlike) / max(1, total)


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


def ours(style: str) -> dict[str, str]:
    """Return what citator makes of each citation and entry, and the order of the entries."""
    shelf = {
        item["id"]: CslItem(item["id"], {name: value for name, value in item.items() if name != "id"}, Where("works"))
        for item in works()
    }
    result = process(CitationScope(style, tuple(clusters()), shelf, list_all=False))
    citations = [
        capitalise(citation.note) if citation.note and citation.capital else citation.note or citation.text
        for citation in result.citations
    ]
    texts = {f"cluster {number}": plain_text(citation) for number, citation in enumerate(citations)}
    if find_style(style).has_bibliography:
        for entry in result.bibliography:
            texts[f"entry {entry.key}"] = f"{plain_text(entry.label)} {plain_text(entry.content)}"
        texts["order"] = " ".join(entry.key for entry in result.bibliography)
    return {place: fold(text) for place, text in texts.items()}


def theirs(style: str, locales: dict[str, str]) -> dict[str, str]:
    """Return the same of citeproc-js."""
    answer = ask_citeproc_js(style, clusters(), works(), locales)
    texts = {f"cluster {number}": text or "" for number, text in enumerate(answer["citations"])}
    if find_style(style).has_bibliography:
        texts |= {f"entry {id}": text for id, text in answer["entries"]}
        texts["order"] = " ".join(id for id, _ in answer["entries"])
    return {place: fold(text) for place, text in texts.items()}


def compare(style: str, locales: dict[str, str]) -> Agreement:
    reference, own = theirs(style, locales), ours(style)
    unlike = tuple(
        Difference(style, place, reference.get(place, ""), own.get(place, ""))
        for place in [*reference, *(place for place in own if place not in reference)]
        if reference.get(place) != own.get(place)
    )
    entries = sum(place.startswith("entry") for place in reference)
    return Agreement(style, sum(place.startswith("cluster") for place in reference), entries, unlike)


def fold(text: str) -> str:
    return " ".join(text.split())


def table(results: list[Agreement]) -> str:
    lines = ["| style | citations | entries |", "|---|---|---|"]
    lines += [f"| {r.style} | {r.share('cluster'):.1f} % of {r.clusters} | {r.share('entry'):.1f} % of {r.entries} |" for r in results]  # fmt: skip
    citations = sum(result.clusters for result in results)
    unlike = sum(d.place.startswith("cluster") for result in results for d in result.differences)
    lines.append(f"| **all** | **{100 * (citations - unlike) / citations:.2f} %** of {citations} | |")
    return "\n".join(lines)


def listed() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the known differences: style, place, and there ``cause``, ``citeproc-js`` and ``citator``."""
    known: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(DIFFERENCES.read_text("utf-8"))["differences"]
    return known


def news(results: list[Agreement]) -> list[str]:
    """Return what is not as ``differences.yaml`` says."""
    known, lines = listed(), []
    for result in results:
        found = {difference.place: difference for difference in result.differences}
        expected = known.get(result.style, {})
        lines += [f"new: {result.style} {place}" for place in found if place not in expected]
        lines += [f"gone: {result.style} {place}" for place in expected if place not in found]
        lines += [
            f"changed: {result.style} {place}"
            for place in found
            if place in expected and found[place].ours != expected[place]["citator"]
        ]
    return lines


def write(results: list[Agreement]) -> None:
    """Write the list of differences, with the causes that are known, and the handbook's page."""
    source = (
        yaml.safe_load(DIFFERENCES.read_text("utf-8")) if DIFFERENCES.exists() else {"causes": {}, "differences": {}}
    )
    known = source["differences"]
    source["differences"] = {
        result.style: {
            d.place: {
                "cause": known.get(result.style, {}).get(d.place, {}).get("cause", "unknown"),
                "citeproc-js": d.theirs,
                "citator": d.ours,
            }
            for d in result.differences
        }
        for result in results
        if result.differences
    }
    DIFFERENCES.write_text(yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=120), "utf-8")
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(page(results, source), "utf-8")


def page(results: list[Agreement], source: dict[str, Any]) -> str:
    causes = {cause: [] for cause in source["causes"]}  # type: dict[str, list[str]]
    for style, places in source["differences"].items():
        for place, difference in places.items():
            causes.setdefault(difference["cause"], []).append(f"{style} ({place})")
    lines = [f"**{cause}**\n: {source['causes'][cause].strip()}\n: In {len(where)}: {', '.join(where)}." for cause, where in causes.items() if where]  # fmt: skip
    return INTRODUCTION + table(results) + "\n\n## What differs, and why\n\n" + "\n\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("styles", nargs="*", default=STYLES)
    parser.add_argument("--show", action="store_true", help="print each difference")
    parser.add_argument("--write", action="store_true", help="write differences.yaml and the handbook's page")
    options = parser.parse_args()
    locales = prepare()
    results = [compare(style, locales) for style in options.styles]
    print(table(results))
    for result in results if options.show else ():
        for difference in result.differences:
            print(f"\n{difference.style} {difference.place}\n  js  {difference.theirs}\n  our {difference.ours}")
    if options.write:
        write(results)
    elif lines := news(results):
        sys.exit("\n".join(["", "differences.yaml is not up to date; run with --write and name the causes:", *lines]))


if __name__ == "__main__":
    main()
