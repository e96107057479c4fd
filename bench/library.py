"""Generates a library of any size, the same bytes each time, in citator's dialect or in that of plain Sphinx.

    python -m bench.library FOLDER --reports 50 --dialect citator

The twin for plain Sphinx has the same words, BibTeX types that pybtex knows, and roles in place of ``[@key]``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "ar",
    "en",
    "is",
    "or",
    "un",
    "el",
]
RUSSIAN = ["договор", "ракета", "мораторий", "проверка", "предложение", "безопасность", "дальность", "размещение"]
CHINESE = ["导弹", "条约", "建议", "核查", "部署", "安全", "射程", "声明"]
TYPES = ("book", "article", "report", "inproceedings", "incollection", "online", "thesis")
PLAIN_TYPES = {"report": "techreport", "online": "misc", "thesis": "phdthesis"}
WORDS_A_PARAGRAPH = 90


@dataclass(frozen=True)
class Size:
    """How large the library is; the defaults are the ones that the goals were set for."""

    reports: int = 50
    chapters: int = 6
    paragraphs: int = 42
    entries: int = 2000
    citations: int = 40
    """In each chapter."""


DIALECTS: dict[str, dict[str, str]] = {
    "citator": {"cite": "[@{key}, p. {page}]", "text": "@{key}", "note": "[^n{number}]"},
    "plain": {"cite": "{{cite:p}}`{key}`", "text": "{{cite:t}}`{key}`", "note": "[^n{number}]"},
    "floor": {"cite": "({key}, p. {page})", "text": "{key}", "note": "[^n{number}]"},
}
"""How each dialect writes a citation in brackets and one in running text; the floor has none."""


def generate(folder: Path, size: Size, dialect: str) -> None:
    """Write the library into ``folder``, which must not hold one yet."""
    for name, text in files(size, dialect):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def files(size: Size, dialect: str) -> Iterator[tuple[str, str]]:
    """Yield every file of a library: name and text."""
    yield "conf.py" if dialect == "citator" else "docs/conf.py", conf(dialect)
    yield "references.bib", "".join(entry(number, dialect) for number in range(size.entries))
    yield from front_page(size, dialect)
    for report in range(size.reports):
        yield f"docs/reports/r{report:04}/index.md", index(report, size)
        yield f"docs/reports/r{report:04}/figure.svg", figure(report)
        for number in range(size.chapters):
            yield f"docs/reports/r{report:04}/c{number + 1}.md", chapter(report, number, size, dialect)


def conf(dialect: str) -> str:
    """Return the configuration; plain Sphinx keeps it among the documents."""
    extensions = {
        "citator": ["myst_parser", "citator"],
        "plain": ["myst_parser", "sphinxcontrib.bibtex"],
        "floor": ["myst_parser"],
    }
    lines = [
        f"extensions = {extensions[dialect]}",
        'project = "Bench"',
        'html_theme = "furo"',
        "numfig = True",
        'myst_enable_extensions = ["colon_fence"]',
        f'bibtex_bibfiles = ["{"" if dialect == "citator" else "../"}references.bib"]',
    ]
    if dialect == "citator":
        lines.append('citator_library = {"name": "Bench", "publisher": "Bench"}')
    return "\n".join(lines) + "\n"


def front_page(size: Size, dialect: str) -> Iterator[tuple[str, str]]:
    """Yield the home page; plain Sphinx lists the reports in it and the works on a page of their own."""
    if dialect == "citator":
        yield "docs/index.md", "# Bench\n"
        return
    names = "\n".join(f"reports/r{report:04}/index" for report in range(size.reports))
    works = "\nbibliography" if dialect == "plain" else ""
    yield "docs/index.md", f"# Bench\n\n```{{toctree}}\n{names}{works}\n```\n"
    if dialect == "plain":
        yield "docs/bibliography.md", "# Bibliography\n\n```{bibliography}\n```\n"


def entry(number: int, dialect: str) -> str:
    """Return one entry; the types take turns, and some works are Russian or Chinese."""
    chance = random.Random(f"entry {number}")
    kind = TYPES[number % len(TYPES)]
    title = " ".join(words(chance, 6)).capitalize()
    if number % 17 == 0:
        title = " ".join(chance.choices(RUSSIAN, k=4)).capitalize()
    elif number % 19 == 0:
        title = "".join(chance.choices(CHINESE, k=4))
    family, given = (word.capitalize() for word in words(chance, 2))
    year = 1950 + number % 75
    fields = {
        "author": f"{family}, {given}",
        "title": title,
        "year": str(year),
        "publisher": "Bench Press",
        "institution": "Bench Institute",
        "school": "Bench University",
        "journal": "Bench Journal",
        "booktitle": "Bench Proceedings",
        "volume": str(number % 40 + 1),
        "pages": f"{number % 300 + 1}--{number % 300 + 12}",
        "url": f"https://example.org/{number}",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{PLAIN_TYPES.get(kind, kind) if dialect != 'citator' else kind}{{k{number:05},\n{body}}}\n"


def index(report: int, size: Size) -> str:
    """Return a report's first page."""
    chance = random.Random(f"report {report}")
    title = " ".join(words(chance, 4)).capitalize()
    chapters = "\n".join(f"c{number + 1}" for number in range(size.chapters))
    date = f"20{10 + report % 15:02}-{report % 12 + 1:02}-{report % 28 + 1:02}"
    return (
        f"---\ntype: report\ntitle: {title} {report}\ndate: {date}\ntopics: [topic-{report % 9}]\n"
        f"authors: [{{name: A{report % 40} Author, given: A{report % 40}, family: Author}}]\n"
        f"description: {' '.join(words(chance, 20)).capitalize()}.\n---\n# {title} {report}\n\n"
        f"```{{toctree}}\n{chapters}\n```\n"
    )


def figure(report: int) -> str:
    """Return a small picture."""
    bars = "".join(f'<rect x="{x * 20}" y="{(report * 7 + x * 13) % 60}" width="14" height="40"/>' for x in range(8))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100">{bars}</svg>\n'


def chapter(report: int, number: int, size: Size, dialect: str) -> str:
    """Return a chapter: sections, paragraphs with citations, notes, tables, a figure, cross-references."""
    chance = random.Random(f"chapter {report} {number}")
    forms = DIALECTS[dialect]
    pool = [f"k{chance.randrange(size.entries):05}" for _ in range(24)]
    label = f"r{report}-c{number}"
    lines = [f"({label})=\n# {' '.join(words(chance, 4)).capitalize()}\n"]
    notes = []
    every = max(1, size.paragraphs // max(size.citations, 1))
    for paragraph in range(size.paragraphs):
        if paragraph % 7 == 0:
            lines.append(f"({label}-s{paragraph})=\n## {' '.join(words(chance, 3)).capitalize()}\n")
        text = " ".join(words(chance, WORDS_A_PARAGRAPH)).capitalize()
        if paragraph % every == 0:
            form = forms["text"] if paragraph % 5 == 0 else forms["cite"]
            text += " " + form.format(key=chance.choice(pool), page=chance.randrange(1, 300))
        if paragraph % 20 == 3:
            text += forms["note"].format(number=paragraph)
            notes.append(f"[^n{paragraph}]: {' '.join(words(chance, 12)).capitalize()}.\n")
        if paragraph % 8 == 5:
            text += f" See {{ref}}`{label}-s{paragraph // 7 * 7}` and {{numref}}`{label}-t{paragraph // 9 * 9}`"
        lines.append(f"{text}.\n")
        if paragraph % 9 == 0:
            lines.append(table(chance, f"{label}-t{paragraph}"))
    lines.append(f":::{{figure}} figure.svg\n:name: {label}-f\n:alt: Eight bars\n\nBars.\n:::\n")
    return "\n".join([*lines, *notes])


def table(chance: random.Random, name: str) -> str:
    """Return a small table with a name and a caption."""
    rows = "\n".join(
        f"| {' '.join(words(chance, 2))} | {chance.randrange(100)} | {chance.choice(RUSSIAN)} |" for _ in range(4)
    )
    return f":::{{table}} {' '.join(words(chance, 4)).capitalize()}\n:name: {name}\n\n| a | b | c |\n|---|---|---|\n{rows}\n:::\n"


def words(chance: random.Random, count: int) -> list[str]:
    """Return invented words."""
    return ["".join(chance.choices(SYLLABLES, k=chance.randrange(1, 4))) for _ in range(count)]


def main() -> None:
    """Generate a library from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=Size.reports)
    parser.add_argument("--chapters", type=int, default=Size.chapters)
    parser.add_argument("--entries", type=int, default=Size.entries)
    parser.add_argument("--dialect", choices=DIALECTS, default="citator")
    arguments = parser.parse_args()
    size = Size(arguments.reports, arguments.chapters, entries=arguments.entries)
    generate(arguments.folder, size, arguments.dialect)


if __name__ == "__main__":
    main()
