"""Takes one document, or the works cited, out of a publication's Typst markup: a chapter or a brief is set from the same text.

The writer marks where each document and each bibliography begins and ends by comment lines of ``main.typ``.
"""

from __future__ import annotations

import re
from typing import Any

_SUMMARIES = frozenset({"executive-summary", "executive_summary", "summary"})
"""Names of the documents whose text stands in a brief."""
_DOCUMENT = re.compile(r"(?m)^// @document (?P<name>[^\t\n]*)\t(?P<title>.*)$")
_BIBLIOGRAPHY = re.compile(r"(?ms)^// @bibliography$.*?^// @end bibliography$")
_HEADING = re.compile(r"#sec\(level: (?P<level>\d+)")
_ENTRY = re.compile(r"(?m)^// @entry (?P<kind>\w+)\t(?P<words>.*)$")
_DEPTH = 2
"""Levels of headings that stand in the contents."""
_PREAMBLE = re.compile(r"\A.*?^#show: publication$", re.MULTILINE | re.DOTALL)


def mark_document(docname: str, title: str, markup: str) -> str:
    """Return the markup of a document between the marks that name it."""
    name, words = (" ".join(text.split()) for text in (docname, title))
    return f"\n// @document {name}\t{words}\n{markup}\n// @end document {name}\n"


def mark_bibliography(markup: str) -> str:
    """Return the markup of a bibliography between its marks."""
    return f"\n// @bibliography\n{markup}\n// @end bibliography\n"


def mark_entry(kind: int | str, words: str) -> str:
    """Return the comment that notes a line of the contents, of a level, or of the list of figures or tables."""
    return f"// @entry {kind}\t{' '.join(words.split())}\n"


def entries(source: str) -> dict[str, list[Any]]:
    """Return what the contents and the lists of ``main.typ`` will say: headings with their levels, figures and tables."""
    noted = [(found["kind"], found["words"]) for found in _ENTRY.finditer(source)]
    levels = [(int(kind), words) for kind, words in noted if kind.isdigit()]
    return {
        "headings": [[level, words] for level, words in levels if level <= _DEPTH],
        "figure": [words for kind, words in noted if kind == "figure"],
        "table": [words for kind, words in noted if kind == "table"],
    }


def titles(source: str) -> dict[str, str]:
    """Return the title of each document of ``main.typ`` by its name, in order."""
    return {found["name"]: found["title"] for found in _DOCUMENT.finditer(source)}


def document(source: str, docname: str) -> str:
    """Return the markup of one document, with the documents within it.

    Raises:
        KeyError: there is no document of that name.
    """
    start, last = source.find(f"\n// @document {docname}\t"), f"\n// @end document {docname}\n"
    stop = source.find(last, start)
    if start < 0 or stop < 0:
        raise KeyError(docname)
    return source[start : stop + len(last)]


def chapter_source(source: str, docname: str) -> str:
    """Return a ``main.typ`` of one chapter, followed by those works of the publication's lists that it cites.

    A document within another one, or under a heading of the publication's own, is raised to the first level.
    """
    text = document(source, docname)
    first = _HEADING.search(text)
    above = int(first["level"]) - 1 if first else 0
    raised = f"#let sec = raised({above})\n" if above else ""
    lists = "\n".join(found for found in _BIBLIOGRAPHY.findall(source) if found not in text)
    # within the braces the lists are written by functions of these names that keep only what the chapter cites
    cited = f"#works-cited({{ let bibentry = cited-entry; let bibliography-list = cited-list; [\n{lists}\n] }});\n"
    return f"{_preamble(source)}\n{raised}{text}{cited if lists else ''}"


def brief_source(source: str) -> str:
    """Return a ``main.typ`` of the executive summary alone; the template has the rest of a brief."""
    names = [name for name in titles(source) if name.rpartition("/")[2] in _SUMMARIES]
    return _preamble(source) + "\n" + "".join(document(source, name) for name in names)


def _preamble(source: str) -> str:
    found = _PREAMBLE.match(source)
    return found[0] + "\n" if found else ""
